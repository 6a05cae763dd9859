"""How the database goes about it where it knows nothing of the tables yet, as after a first start."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from tests.personas import World

from kollega.core.actor import acting
from kollega.search import index, query, suggesting
from kollega.search.tests.filling import leaf

Plan = list[str]


def explained(ask: Callable[[], object]) -> list[Plan]:
    """The plans of the statements that read postings."""
    plans: list[Plan] = []

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "search_posting" in sql and not sql.startswith("insert"):
            with connection.connection.cursor() as cursor:
                cursor.execute(f"explain {sql}", params)
                plans.append([row[0].strip() for row in cursor.fetchall()])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        ask()
    return plans


@pytest.mark.parametrize("what", ["two words", "beginnings", "taken away"])
def test_only_the_runs_of_the_terms_are_read(world: World, what: str) -> None:
    """Never all that a collaboration has written, to be compared with each term."""
    actor = world.asker.actor
    first, second = leaf("Avtal om jourhem.", title="Avtal om jourhem"), leaf("Avtal om jourhem.")
    with acting(actor):
        index.put_many(actor, [leaf(f"Rutin nummer {n} om skola.") for n in range(300)])
        index.put(actor, [first])
        index.put(actor, [second])
        asks: dict[str, Callable[[], object]] = {
            "two words": lambda: query.find(actor, "avtal jourhem"),
            "beginnings": lambda: suggesting.suggest(actor, "avt jour"),
            "taken away": lambda: index.remove(actor, kind=first.kind, object_id=first.object_id),
        }
        plans = explained(asks[what])
    conditions = [
        plan[place + 1]
        for plan in plans
        for place, line in enumerate(plan)
        if "search_posting" in line and "Scan" in line
    ]
    assert conditions
    assert all("term = " in each for each in conditions), conditions

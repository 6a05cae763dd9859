"""How fast the main pages are, small and large: `python -m bench.pages [--json]`.

2,000 questions in 8 municipalities, and 200,000 in 290. Each page is asked for by one client after
another, warm; time is the server's, from request to response. The rows are copies of the demo's.
"""

import argparse
import gzip
import sys
from typing import Any

from bench import harness
from bench.harness import Copies, Database
from bench.world import askers, grow_collaborations, grow_questions
from kollega.core.actor import Actor

SMALL = {"name": "small", "collaborations": 1, "questions": 2_000}
LARGE = {"name": "large", "collaborations": 36, "questions": 200_000}
AIM_MS, MOST_RATIO, MOST_MORE_MS = 30.0, 1.5, 10.0


def grow(database: Database, size: dict[str, Any]) -> dict[str, int]:
    """Copy the demo to the wanted size; what there is then."""
    copies = Copies(database)
    grow_questions(copies, questions=size["questions"] // size["collaborations"])
    grow_collaborations(copies, size["collaborations"] - 1)
    copies.settle()
    found = copies.connection.execute(
        "select (select count(*) from consultation_question),"
        " (select count(*) from organisation_municipality)"
    ).fetchone()
    assert found is not None
    return {"questions": found[0], "municipalities": found[1]}


def pages(actor: Actor) -> dict[str, tuple[str, str, dict[str, str]]]:
    """Name → (method, address, posted) of the pages that are timed, as this actor."""
    from django.urls import reverse

    from bench.world import texts
    from kollega.consultation import queries
    from kollega.core.actor import acting

    with acting(actor, read_only=True):
        readable = queries.readable(actor).lines
    draft = reverse("consultation:draft", args=["00000000-0000-4000-8000-000000000000"])
    text = {"text": texts()[3], "kind": "situation"}
    return {
        "my day": ("get", "/", {}),
        "questions": ("get", "/fragor?visa=alla", {}),
        "my questions": ("get", "/fragor?visa=mina", {}),
        "page 20": ("get", "/fragor?visa=alla&page=20", {}),
        "a thread": ("get", f"/fragor/{readable[0].id}", {}),
        "choose": ("get", "/fraga", {}),
        "a draft": ("get", f"{draft}?slag=situation", {}),
        "the check": ("post", f"{draft}/kontroll", text),
        "who gets it": ("post", f"{draft}/vem", text),
        "who knows": ("get", "/vem-kan", {}),
        "notices": ("get", "/notiser", {}),
        "account": ("get", "/konto/", {}),
    }


def measure() -> list[dict[str, Any]]:
    """Time each page for several people in turn."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from kollega.core.actor import acting
    from kollega.core.models import Account

    people = askers(12)
    clients = []
    for actor in people:
        client = Client()
        client.force_login(Account.objects.get(pk=actor.account_id))
        clients.append((client, pages(actor)))
    rows = []
    for name in clients[0][1]:

        def once(number: int, name: str = name) -> Any:
            client, addresses = clients[number % len(clients)]
            method, address, posted = addresses[name]
            response = getattr(client, method)(address, posted)
            assert response.status_code == 200, f"{name}: {response.status_code}"
            return response

        with CaptureQueriesContext(connection) as asked:
            response = once(0)
        statements = list(asked.captured_queries)  # the next request forgets them
        with acting(people[0], read_only=True):
            through = harness.read_through(each["sql"] for each in statements)
        timing = harness.timed(once, runs=60, warm=15)
        rows.append(
            {
                "page": name,
                "p50 ms": timing.p50,
                "p95 ms": timing.p95,
                "statements": _counted(statements),
                "bytes": len(response.content),
                "gzip": len(gzip.compress(response.content)),
                "read through": ", ".join(through) or "-",
            }
        )
    return rows


def _counted(asked: list[dict[str, str]]) -> int:
    """Statements as the budget counts them: not BEGIN, savepoints, the actor or the log row."""
    passed = (
        "BEGIN",
        "COMMIT",
        "SAVEPOINT",
        "RELEASE",
        'INSERT INTO "core_accessrow"',
        "SELECT SET_CONFIG",
    )
    return sum(
        not each["sql"].lstrip().upper().startswith(tuple(p.upper() for p in passed))
        for each in asked
    )


def compare(small: list[dict[str, Any]], large: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Both sizes side by side, and whether the large one stays within bounds."""
    rows = []
    for one, other in zip(small, large, strict=True):
        low, high = one["p95 ms"], other["p95 ms"]
        rows.append(
            {
                "page": one["page"],
                "p50 small": one["p50 ms"],
                "p95 small": low,
                "p50 large": other["p50 ms"],
                "p95 large": high,
                "ratio": round(high / low, 2),
                "within": high <= max(low * MOST_RATIO, low + MOST_MORE_MS),
                "statements": other["statements"],
                "bytes": other["bytes"],
                "gzip": other["gzip"],
                "read through": other["read through"],
            }
        )
    return rows


def main() -> int:
    """Measure both sizes and print the figures;

    1 where the large one is out of bounds, or a hot query reads a growing table through.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = {}
    there = {}
    for size in (SMALL, LARGE):
        with harness.demo_database() as database:
            there[size["name"]] = grow(database, size)
            harness.say(f"… {there[size['name']]}")
            found[size["name"]] = measure()
        from django.db import connections

        connections.close_all()
    rows = compare(found["small"], found["large"])
    figures = {
        **harness.machine(),
        "rows are": "copies of the demo's",
        **there,
        "aim p95 ms": AIM_MS,
    }
    harness.show(figures, rows, as_json=options.json)
    return int(not all(row["within"] and row["read through"] == "-" for row in rows))


if __name__ == "__main__":
    sys.exit(main())

"""No address of any room says anything of what is down, to anybody."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, get_resolver
from tests.personas import World, client_of

from kollega.consultation.tests import helpers as questions
from kollega.core.actor import acting, job_for
from kollega.core.jobs import run_waiting
from kollega.incident.tests import helpers
from kollega.search import settling

SAID = (questions.SITUATION[:25], "Börja med skyddet", "Det hjälpte")
WHO = ("asker", "answerer", "coordinator", "registrar", "manager")
NOT_PAGES = ("/konto", "/logga-ut", "/redo", "/lever")
"""One's own account, and what only machines ask."""
LOOK = "?q=resa&sok=resa&ord=resa&visa=alla"


def addresses(question_id: uuid.UUID) -> Iterator[str]:
    """Every address that takes nothing, or one id, with the question's."""

    def walk(patterns: list[Any], before: str) -> Iterator[str]:
        for each in patterns:
            route = before + str(each.pattern)
            if not isinstance(each, URLPattern):
                yield from walk(each.url_patterns, route)
            elif route.count("<") == 0 and "^" not in route:
                yield f"/{route}"
            elif route.count("<") == route.count("<uuid:") == 1:
                head, _open, rest = route.partition("<")
                yield f"/{head}{question_id}{rest.partition('>')[2]}"

    return walk(get_resolver().url_patterns, "")


def every(question_id: uuid.UUID) -> set[tuple[str, str]]:
    """(persona, address)."""
    return {
        (who, path)
        for who in WHO
        for path in addresses(question_id)
        if not path.startswith(NOT_PAGES)
    }


def said(world: World, where: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of the places that say something of it. None may break."""
    clients = {who: client_of(world.personas[who]) for who in WHO}
    found = set()
    for who, path in sorted(where):
        answer = clients[who].get(path + LOOK)
        assert answer.status_code < 500, (who, path)
        content = b"".join(answer) if answer.streaming else answer.content
        if any(each in content.decode(errors="ignore") for each in SAID):
            found.add((who, path))
    return found


def test_nothing_of_it_is_said_anywhere_and_again_when_it_is_back(world: World) -> None:
    question_id = helpers.closed(world)
    count = job_for(job="test", collaboration_id=world.collaboration_id)
    with acting(count):
        settling.count_terms(count)
    before = said(world, every(question_id))
    assert {who for who, _path in before} >= {"asker", "answerer", "registrar"}
    assert len(before) >= 8, sorted(before)
    helpers.press(world, "answerer", question_id)
    assert said(world, before) == set()
    run_waiting()
    assert said(world, every(question_id)) == set()
    incident_id = helpers.incident_of(world, question_id).id
    helpers.fill(world, incident_id)
    assert helpers.close(world, incident_id, "not_rec") == 302
    assert said(world, before) == before

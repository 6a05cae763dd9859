"""The list of notices and the choice of letters, as pages."""

from collections.abc import Callable
from datetime import time
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape
from tests.personas import Persona, World

from kollega.core import clock, jobs, notices
from kollega.core.actor import acting
from kollega.core.events import Event, announce
from kollega.core.models import Notice
from kollega.core.models.notice import Mail

ROOM = notices.Room("test", "Provrummet")
QUIET = notices.Kind("test.answered", ROOM, "Någon har svarat på din fråga", "notices:seen")
LOUD = notices.Kind("test.today", ROOM, "Någon behöver svar i dag", "notices:seen", urgent=True)

As = Callable[[Persona], Client]


@pytest.fixture(autouse=True)
def _only_these_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "_kinds", {})
    notices.register(QUIET, LOUD)


def tell(who: Persona, kind: notices.Kind = QUIET) -> Event:
    actor = who.actor
    with acting(actor):
        event = announce(actor, "test", subject_kind="test", subject_id=uuid4())
        notices.notify([who.account.id], kind.key, event)
    jobs.run_waiting()
    return event


def badge(who: Persona) -> int:
    actor = who.actor
    with acting(actor):
        return notices.badge(actor)


def page(client: Client, address: str = "/notiser", status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_an_empty_list_says_what_it_is_for(world: World, as_: As) -> None:
    shown = page(as_(world.asker))
    assert "Inga notiser" in shown
    assert "/notiser/installningar" in shown


def test_unread_first_and_a_link_to_the_thing(world: World, as_: As) -> None:
    read, unread = tell(world.asker), tell(world.asker, LOUD)
    actor = world.asker.actor
    with acting(actor):
        notices.mark_read(actor, read.id)
    shown = page(as_(world.asker))
    assert f'href="/notiser/sedd/{unread.subject_id}"' in shown
    assert shown.index(LOUD.text) < shown.index(QUIET.text)
    assert "Brådskar" in shown
    assert shown.count(">Markera som läst<") == 1


def test_looking_at_the_list_reads_nothing(world: World, as_: As) -> None:
    tell(world.asker)
    client = as_(world.asker)
    page(client)
    page(client)
    assert badge(world.asker) == 1


def test_mark_one_as_read(world: World, as_: As) -> None:
    one, _other = tell(world.asker), tell(world.asker)
    answer = as_(world.asker).post("/notiser/las", {"event": str(one.id), "page": "2"})
    assert (answer.status_code, answer["Location"]) == (302, "/notiser?page=2")
    assert badge(world.asker) == 1


def test_mark_all_that_were_shown(world: World, as_: As) -> None:
    tell(world.asker)
    until = clock.now().isoformat()
    tell(world.asker)
    client = as_(world.asker)
    assert until[:16] in page(client)
    client.post("/notiser/las", {"until": until})
    assert badge(world.asker) == 1


def test_nobody_reads_anothers(world: World, as_: As) -> None:
    event = tell(world.asker)
    client = as_(world.same_unit)
    client.post("/notiser/las", {"event": str(event.id)})
    client.post(f"/notiser/sedd/{event.subject_id}")
    client.post("/notiser/las", {"until": clock.now().isoformat()})
    assert badge(world.asker) == 1
    assert QUIET.text not in page(client)


@pytest.mark.parametrize(
    "posted", [{}, {"event": "ett"}, {"until": "i går"}, {"until": "2026-11-20T10:00:00"}]
)
def test_a_post_that_says_nothing(world: World, as_: As, posted: dict[str, str]) -> None:
    assert as_(world.asker).post("/notiser/las", posted).status_code == 404


def test_the_things_own_page_clears_it(world: World, as_: As) -> None:
    event = tell(world.asker)
    client = as_(world.asker)
    assert client.get(f"/notiser/sedd/{event.subject_id}").status_code == 405
    assert badge(world.asker) == 1
    assert client.post(f"/notiser/sedd/{event.subject_id}").status_code == 204
    assert badge(world.asker) == 0


def test_pages(world: World, as_: As) -> None:
    for _event in range(21):
        tell(world.asker)
    client = as_(world.asker)
    page(client)
    with CaptureQueriesContext(connection) as asked:
        first = page(client)
    # Savepoints are the test's own: it has a transaction around the page's.
    statements = [each for each in asked.captured_queries if "SAVEPOINT" not in each["sql"]]
    assert len(statements) <= 6, statements
    assert first.count("<h3>") == 20
    assert "?page=2" in first
    assert page(client, "/notiser?page=2").count("<h3>") == 1
    assert len(first.encode()) < 40 * 1024


def test_a_notice_of_a_room_that_is_gone(
    world: World, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(world.asker)
    monkeypatch.setattr(notices, "_kinds", {})
    assert "finns inte längre" in page(as_(world.asker))


def test_choose_letters(world: World, as_: As) -> None:
    client = as_(world.asker)
    shown = page(client, "/notiser/installningar")
    assert "Provrummet" in shown
    assert "Det som brådskar" in shown
    answer = client.post("/notiser/installningar", {"mail_test": "at_once", "digest_at": "16.15"})
    assert (answer.status_code, answer["Location"]) == (302, "/notiser/installningar")
    with acting(world.asker.actor):
        wishes = notices.wishes(world.asker.account.id)
    assert (wishes.of(ROOM), wishes.digest_at) == (Mail.AT_ONCE, time(16, 15))
    again = page(client, "/notiser/installningar")
    assert 'value="16.15"' in again
    with acting(world.same_unit.actor):
        assert notices.wishes(world.same_unit.account.id).mail == {}


@pytest.mark.parametrize(
    ("posted", "says"),
    [
        ({"mail_test": "at_once", "digest_at": "halv åtta"}, "Skriv en tid, till exempel 7.30."),
        ({"mail_test": "at_once"}, "Skriv en tid, till exempel 7.30."),
        ({"mail_test": "brevduva", "digest_at": "7.30"}, "Välj ett av alternativen."),
    ],
)
def test_a_mistake_is_explained(world: World, as_: As, posted: dict[str, str], says: str) -> None:
    answer = as_(world.asker).post("/notiser/installningar", posted)
    assert answer.status_code == 422
    assert escape(says) in answer.content.decode()


def test_signed_out_one_signs_in_first(db: None) -> None:
    assert Client().get("/notiser").status_code == 302
    assert Client().post("/notiser/las", {"until": clock.now().isoformat()}).status_code == 302


def test_the_demo_of_a_row_holds_no_text(world: World) -> None:
    """A notice stores ids and names in the code; what it says stands in the code."""
    tell(world.asker)
    with acting(world.asker.actor):
        stored = str(list(Notice.objects.values()))
    assert "svarat" not in stored

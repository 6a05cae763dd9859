"""What has weight leaves for the record; a closed case loses its notes, and not before its day."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.personas import World, client_of

from kollega.casework import gate
from kollega.casework.cases import jobs
from kollega.casework.models import Case, FactWaiting, Note, Report
from kollega.casework.tests import helpers
from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.models.destruction import CaseDestroyed

WORDS = "Han säger att han är rädd för att gå hem."


def go(client: Client, page: str, *args: Any, **posted: Any) -> Any:
    return client.post(reverse(f"casework:{page}", args=args), posted)


def notes(world: World, case: Case) -> list[Note]:
    with acting(world.asker.actor) as actor:
        gate.case_for(actor, case.id)
        return list(Note.objects.filter(case=case))


@pytest.fixture
def case(world: World) -> Case:
    """A case in which it has been decided not to investigate, with a fact of weight in it."""
    made = helpers.of_asker(world)
    client, today = client_of(world.asker), clock.today().isoformat()
    decided = {"outcome": "not_investigate", "text": "x", "decider": "x", "paragraph": "x"}
    go(client, "preliminary", made.id, id=uuid.uuid4(), on=today, **decided)
    weight = {"version": 0, "text": WORDS, "happened_on": today, "of_weight": "on"}
    go(client, "new_note", made.id, id=uuid.uuid4(), **weight)
    return made


def test_a_fact_waits_on_a_list_that_does_not_tell_it(world: World, case: Case) -> None:
    client = client_of(world.asker)
    page = client.get(reverse("casework:all_facts")).content.decode()
    assert "ska till journalen" in page
    assert WORDS not in page
    with clock.at(clock.now() + timedelta(days=6)):
        later = client_of(world.asker).get(reverse("casework:all_facts"))
        assert "har väntat för länge" in later.content.decode()
    assert WORDS in client.get(reverse("casework:facts", args=[case.id])).content.decode()
    [note] = notes(world, case)
    go(client, "facts", case.id, note=note.id)
    [note] = notes(world, case)
    assert note.left_on == clock.today()
    go(client, "facts", case.id, note=note.id, do="back")
    with acting(world.asker.actor):
        assert FactWaiting.objects.get().note_id == note.id


def test_a_case_is_closed_when_everything_of_weight_has_left(world: World, case: Case) -> None:
    client, today = client_of(world.asker), clock.today().isoformat()
    refused = go(client, "close", case.id, on=today)
    assert refused.status_code == 422
    assert "För det som väntar till journalen först" in refused.content.decode()
    assert go(client, "close", case.id, on=today, all_moved="on").status_code == 302
    page = client.get(reverse("casework:case", args=[case.id])).content.decode()
    assert "till dess kan avslutet ångras" in page


def test_an_open_investigation_is_not_closed(world: World) -> None:
    case_id, _decision = helpers.investigated(world)
    today = clock.today().isoformat()
    assert go(client_of(world.asker), "close", case_id, on=today).status_code == 422


def test_the_notes_are_destroyed_after_their_days_and_not_before(world: World, case: Case) -> None:
    client, today = client_of(world.asker), clock.today().isoformat()
    go(client, "close", case.id, on=today, all_moved="on")
    jobs.destroy_notes_of_closed_cases.run()
    assert len(notes(world, case)) == 1
    with clock.at(clock.now() + timedelta(days=31)):
        jobs.destroy_notes_of_closed_cases.run()
        assert notes(world, case) == []
        jobs.destroy_notes_of_closed_cases.run()
        page = client_of(world.asker).get(reverse("casework:case", args=[case.id]))
        assert page.context_data["undoable"] is None
    with acting(world.asker.actor) as actor:
        gate.case_for(actor, case.id)
        assert Report.objects.filter(case=case).exists()
        assert CaseDestroyed.objects.get(object_id=case.id).kind == "case_notes"


def test_a_closing_that_is_undone_keeps_the_notes(world: World, case: Case) -> None:
    client = client_of(world.asker)
    go(client, "close", case.id, on=clock.today().isoformat(), all_moved="on")
    page = client.get(reverse("casework:case", args=[case.id]))
    go(client, "undo", case.id, happening=page.context_data["undoable"]["id"])
    with clock.at(clock.now() + timedelta(days=40)):
        jobs.destroy_notes_of_closed_cases.run()
    assert len(notes(world, case)) == 1

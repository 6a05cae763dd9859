"""One person who stood twice: nothing is lost, and it can be undone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.casework import gate
from kollega.casework.models import May, Merge, Note, Person, Protection, Relation, SafeContact
from kollega.casework.people import finding, merging
from kollega.casework.tests import helpers
from kollega.core import clock
from kollega.core.actor import acting

As = Callable[[Persona], Client]


def answers(who: Persona, person: Person, **said: str) -> None:
    actor = who.actor
    with acting(actor):
        gate.person_for(actor, person.id)
        SafeContact.objects.filter(person=person).update(asked_on=clock.today(), **said)


def contact_of(who: Persona, person_id: Any) -> SafeContact:
    actor = who.actor
    with acting(actor, read_only=True):
        gate.person_for(actor, person_id)
        return SafeContact.objects.get(person_id=person_id)


def test_everything_comes_along_and_goes_back(world: World, as_: As) -> None:
    kept_case, note_id = helpers.noted(world)
    actor = world.asker.actor
    with acting(actor):
        kept = gate.case_for(actor, kept_case).person
    twice = helpers.person(world.asker, given_name="Elliz", protection=Protection.MARKED)
    other_case = helpers.case(world.asker, twice, kind="other")
    mother = helpers.person(world.asker, given_name="Elsa")
    helpers.relate(world.asker, mother, twice.id)
    answers(world.asker, kept, write=May.YES, ring=May.YES, street="Storgatan 1")
    answers(world.asker, twice, write=May.NO, when="Bara på dagen")
    client = as_(world.asker)
    page = reverse("casework:same_as", args=[kept.id, twice.id])
    shown = client.get(page).content.decode()
    assert "Ärenden på den andra: 1. Relationer: 1." in shown
    assert client.post(page, {"keep": str(kept.id)}).status_code == 302
    with acting(actor):
        assert gate.case_for(actor, other_case.id).person == kept
        assert Person.objects.get(pk=kept.id).protection == Protection.MARKED
        gate.person_for(actor, kept.id)
        assert Relation.objects.get().other_id == kept.id
        assert [each.name for each in finding.find(actor, "Ek").people] == ["Elis Ek", "Elsa Ek"]
    safe = contact_of(world.asker, kept.id)
    assert (safe.write, safe.ring, safe.when) == (May.NO, May.UNKNOWN, "Bara på dagen")
    old = client.get(reverse("casework:person", args=[twice.id]))
    assert old.url == reverse("casework:person", args=[kept.id])
    with acting(actor, read_only=True):
        row = Merge.objects.get()
    assert client.post(reverse("casework:part", args=[kept.id, row.id])).status_code == 302
    with acting(actor):
        assert gate.case_for(actor, other_case.id).person == twice
        assert gate.case_for(actor, kept_case).person == kept
        assert Note.objects.get(pk=note_id).case_id == kept_case
        assert Person.objects.get(pk=kept.id).protection == Protection.NONE
        assert Relation.objects.get().other_id == twice.id
    safe = contact_of(world.asker, kept.id)
    assert (safe.write, safe.ring, safe.street) == (May.YES, May.YES, "Storgatan 1")
    assert contact_of(world.asker, twice.id).when == "Bara på dagen"


def test_two_personal_numbers_are_two_people(world: World, as_: As) -> None:
    case = helpers.case(
        world.asker, helpers.person(world.asker, number=helpers.MOTHER), kind="other"
    )
    other = helpers.person(world.asker, number=helpers.FATHER)
    page = reverse("casework:same_as", args=[case.person_id, other.id])
    answer = as_(world.asker).post(page, {"keep": str(other.id)})
    assert answer.status_code == 422
    assert "två personer" in answer.content.decode()
    without = helpers.person(world.asker)
    page = reverse("casework:same_as", args=[case.person_id, without.id])
    assert as_(world.asker).post(page, {"keep": str(without.id)}).status_code == 422
    assert as_(world.asker).post(page, {"keep": str(case.person_id)}).status_code == 302


def test_nobody_is_brought_together_with_her_own_mother(world: World) -> None:
    case, row = helpers.related(world)
    actor = world.asker.actor
    with acting(actor):
        child, mother = (
            gate.person_for(actor, each).person for each in (case.person_id, row.person_id)
        )
        with pytest.raises(ValidationError, match="rakt led"):
            merging.merge(actor, kept=mother, gone=child)


def test_a_number_taken_meanwhile_stops_the_undo(world: World) -> None:
    case = helpers.case(
        world.asker, helpers.person(world.asker, number=helpers.MOTHER), kind="other"
    )
    twice = helpers.person(world.asker, number="GR-17", reserve=True)
    actor = world.asker.actor
    with acting(actor):
        kept, gone = (gate.person_for(actor, each).person for each in (case.person_id, twice.id))
        row = merging.merge(actor, kept=kept, gone=gone)
    helpers.person(world.asker, number="gr-17", reserve=True)
    with acting(actor), pytest.raises(ValidationError, match="numret"):
        merging.undo(actor, row)


def test_every_key_to_a_person_is_known() -> None:
    """A table that points to a person moves with her, whatever room it is in."""
    found = {f"{model._meta.label}.{name}" for model, name in merging.pointing()}
    assert {
        "casework.Case.person",
        "casework.Involved.person",
        "casework.Relation.person",
        "casework.Relation.other",
    } <= found
    assert not any(each.startswith("casework.SafeContact") for each in found)


def test_another_municipality_sees_neither(world: World, as_: As) -> None:
    case = helpers.of_asker(world)
    other = helpers.person(world.answerer)
    page = reverse("casework:same_as", args=[case.person_id, other.id])
    assert as_(world.asker).get(page).status_code == 404
    assert as_(world.asker).post(page, {"keep": str(other.id)}).status_code == 404

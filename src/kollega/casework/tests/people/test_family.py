"""Family on the page: looked up or added, opened by those whose case knows them, hidden where protected."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.casework import gate
from kollega.casework.models import Involved, Person, Protection, Relation
from kollega.casework.people import queries
from kollega.casework.tests import helpers
from kollega.core import clock
from kollega.core.actor import acting

As = Callable[[Persona], Client]


def test_a_mother_is_added_and_her_worker_may_open_her(world: World, as_: As) -> None:
    case = helpers.of_asker(world)
    client, page = as_(world.asker), reverse("casework:relate", args=[case.person_id])
    looked = client.post(page, {"who": helpers.MOTHER, "do": "find"})
    assert "Ingen hittades" in looked.content.decode()
    posted = {
        "who": helpers.MOTHER,
        "do": "save",
        "chosen": "new",
        "given_name": "Elsa",
        "number": helpers.MOTHER,
        "kind": "parent",
        "custody": "joint",
        "lives_with": "on",
        "id": "11111111-1111-4111-8111-111111111111",
    }
    assert client.post(page, posted).status_code == 302
    assert client.post(page, posted).status_code == 302  # pressed twice
    html = client.get(reverse("casework:family", args=[case.person_id])).content.decode()
    assert html.count("gemensam vårdnad") == 1
    actor = world.asker.actor
    with acting(actor):
        mother = Person.objects.get(number="198208212384")
        assert Involved.objects.filter(case=case, person=mother).count() == 1
    assert client.get(reverse("casework:person", args=[mother.id])).status_code == 200
    assert as_(world.same_unit).get(reverse("casework:person", args=[mother.id])).status_code == 302


def test_a_grandmother_cannot_be_her_own_grandchild(world: World) -> None:
    """The chain goes over somebody whom nobody has opened."""
    child = helpers.of_asker(world).person_id
    mother, grandmother = (
        helpers.person(world.asker, given_name=name) for name in ("Elsa", "Greta")
    )
    helpers.relate(world.asker, mother, child)
    helpers.relate(world.asker, grandmother, mother.id)
    actor = world.asker.actor
    with acting(actor):
        boy = gate.person_for(actor, child).person
    with pytest.raises(ValidationError, match="sin egen förfader"):
        helpers.relate(world.asker, boy, grandmother.id)
    with pytest.raises(ValidationError, match="samma person"):
        helpers.relate(world.asker, boy, child)


def test_a_protected_mother_stands_without_a_name_for_others(world: World, as_: As) -> None:
    """And nobody brings her into a case to come at her."""
    mother = helpers.person(
        world.same_unit, given_name="Elsa", number=helpers.MOTHER, protection=Protection.REGISTERED
    )
    helpers.case(world.same_unit, mother, kind="violence")
    child = helpers.of_asker(world)
    client = as_(world.asker)
    posted = {"who": helpers.MOTHER, "chosen": str(mother.id), "kind": "parent", "do": "save"}
    answer = client.post(reverse("casework:relate", args=[child.person_id]), posted)
    assert answer.status_code == 422
    assert "Be den som arbetar med personen" in answer.content.decode()
    actor = world.same_unit.actor
    with acting(actor):
        Relation.objects.create(
            municipality_id=actor.municipality_id,
            person=gate.person_for(actor, mother.id).person,
            other_id=child.person_id,
            kind="parent",
        )
    html = client.get(reverse("casework:family", args=[child.person_id])).content.decode()
    assert "Elsa" not in html
    assert "Någon med skyddade personuppgifter" in html
    with acting(world.asker.actor) as asker:
        boy = gate.person_for(asker, child.person_id).person
        assert [each.name for each in queries.who_may_read(asker, boy).readers] == [
            "Någon med skyddade personuppgifter"
        ]


def test_joint_custody_with_one_parent_under_a_ban(world: World, as_: As) -> None:
    """The ban stands between the parents; who works with the child is told all the same."""
    case, _mother = helpers.related(world)
    father = helpers.person(world.asker, given_name="Far", number=helpers.FATHER)
    helpers.relate(world.asker, father, case.person_id, custody="joint")
    actor = world.asker.actor
    with acting(actor):
        mother = Person.objects.get(number="198208212384")
    helpers.relate(world.asker, father, mother.id, kind="partner", contact_ban=True)
    with acting(actor, read_only=True):
        child = gate.person_for(actor, case.person_id).person
        found = queries.who_may_read(actor, child)
    assert [(each.name, each.kind) for each in found.readers] == [
        ("Far Ek", "bad"),
        ("Elsa Ek", "mind"),
    ]
    html = as_(world.asker).get(reverse("casework:family", args=[mother.id])).content.decode()
    assert "Har kontaktförbud mot personen" in html


def test_a_relation_is_ended_changed_and_taken_back(world: World, as_: As) -> None:
    case, row = helpers.related(world)
    client = as_(world.asker)
    page = reverse("casework:relation", args=[case.person_id, row.id])
    yesterday = clock.today() - timedelta(days=1)
    ended: dict[str, Any] = {"version": 1, "custody": "joint", "to_day": yesterday, "do": "save"}
    assert client.post(page, {**ended, "from_day": clock.today()}).status_code == 422
    assert client.post(page, ended).status_code == 302
    html = client.get(reverse("casework:family", args=[case.person_id])).content.decode()
    assert "Förut" in html
    assert "gemensam vårdnad" not in html
    assert client.post(page, {"version": 1, "custody": "sole", "do": "save"}).status_code == 409
    assert client.post(page, {"do": "remove"}).status_code == 302
    actor = world.asker.actor
    with acting(actor):
        gate.case_for(actor, case.id)
        assert not Relation.objects.exists()
        assert not Involved.objects.exists()

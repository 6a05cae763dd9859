"""Whose details are protected: hidden, found by number, and opened by few."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.casework import gate
from kollega.casework.models import Case, Involved, Opening, Person, Protection
from kollega.casework.options import MANAGERS_REACH, PROTECTED
from kollega.casework.people import finding
from kollega.casework.people.narrow import NOTICE
from kollega.casework.tests import helpers
from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.models import AuditRow
from kollega.organisation.services.options import set_option

As = Callable[[Persona], Client]
WHY = {"why": "danger", "words": ""}


@pytest.fixture
def protected(world: World) -> Case:
    """Somebody with a marked identity in Maja's case."""
    person = helpers.person(
        world.asker, given_name="Elsa", number=helpers.MOTHER, protection=Protection.MARKED
    )
    return helpers.case(world.asker, person, kind="violence")


def choose(world: World, key: str, value: str) -> None:
    actor = world.administrator.actor
    with acting(actor):
        set_option(actor, key=key, value=value, valid_from=clock.today())


def names_found(who: Persona, text: str) -> list[str]:
    actor = who.actor
    with acting(actor, read_only=True):
        return [hit.name for hit in finding.find(actor, text).people]


def test_found_by_name_only_by_those_who_work_with_her(world: World, protected: Case) -> None:
    assert names_found(world.asker, "Elsa") == ["Elsa Ek"]
    assert names_found(world.same_unit, "Elsa") == []
    assert names_found(world.same_unit, helpers.MOTHER) == ["Elsa Ek"]
    assert names_found(world.answerer, helpers.MOTHER) == []


def test_another_asks_twice_and_the_manager_is_told_at_once(
    world: World, as_: As, protected: Case
) -> None:
    client, address = as_(world.same_unit), reverse("casework:reason", args=[protected.id])
    first = client.post(address, WHY)
    assert first.status_code == 422
    assert "Tryck en gång till" in first.content.decode()
    assert not count(Opening, world.same_unit)
    again = client.post(address, {**WHY, "sure": "on"})
    assert again.status_code == 302
    assert client.get(reverse("casework:case", args=[protected.id])).status_code == 200
    assert count(Opening, world.same_unit) == 1
    with connection.cursor() as cursor:
        cursor.execute(
            "select args::text from procrastinate_jobs where status = 'todo' and task_name = 'core.write'"
        )
        rows = [json.loads(args) for (args,) in cursor.fetchall()]
    told = [each for each in rows if each["kind_key"] == NOTICE]
    assert [each["account_ids"] for each in told] == [[str(world.manager.account.id)]]
    assert told[0]["subject_id"] == str(protected.id)


def count(model: Any, who: Persona) -> int:
    actor = who.actor
    with acting(actor, read_only=True):
        return model.objects.count()


def test_where_it_is_closed_nobody_else_comes_in(world: World, as_: As, protected: Case) -> None:
    choose(world, PROTECTED, "closed")
    client, address = as_(world.same_unit), reverse("casework:reason", args=[protected.id])
    page = client.get(address).content.decode()
    assert "Ring chefen" in page
    assert "Elsa" not in page
    assert client.post(address, {**WHY, "sure": "on"}).status_code == 403
    assert as_(world.manager).get(reverse("casework:case", args=[protected.id])).status_code == 200


def test_a_case_that_knows_a_protected_person_is_as_narrow(world: World, as_: As) -> None:
    """The child's case opens the way to the mother."""
    mother = helpers.person(world.asker, given_name="Elsa", protection=Protection.REGISTERED)
    child = helpers.of_asker(world)
    actor = world.asker.actor
    with acting(actor):
        Involved.objects.create(municipality_id=actor.municipality_id, case=child, person=mother)
    client = as_(world.same_unit)
    assert client.post(reverse("casework:reason", args=[child.id]), WHY).status_code == 422
    assert client.get(reverse("casework:person", args=[mother.id])).status_code == 302
    assert as_(world.asker).get(reverse("casework:person", args=[mother.id])).status_code == 200


def test_managers_of_other_units_are_others_here(world: World, protected: Case) -> None:
    """Also where managers see all cases of the municipality."""
    choose(world, MANAGERS_REACH, "municipality")
    person = helpers.person(world.other_unit, protection=Protection.FICTITIOUS)
    elsewhere = helpers.case(world.other_unit, person)
    ordinary = helpers.case(world.other_unit, helpers.person(world.other_unit))
    actor = world.manager.actor
    with acting(actor, read_only=True):
        assert gate.case_for(actor, ordinary.id).manages
        with pytest.raises(gate.NeedsReason):
            gate.case_for(actor, elsewhere.id)
        assert set(Case.objects.filter(gate.reach(actor))) == {protected, ordinary}


def test_protection_is_changed_with_a_line_in_the_log(world: World, as_: As) -> None:
    case = helpers.of_asker(world)
    client, address = as_(world.asker), reverse("casework:change_person", args=[case.person_id])
    posted = {"given_name": "Elis", "family_name": "Ek", "version": 1, "protection": "registered"}
    assert client.post(address, posted).status_code == 302
    html = client.get(reverse("casework:case", args=[case.id])).content.decode()
    assert "skyddad folkbokföring" in html.lower()
    actor = world.asker.actor
    with acting(actor, read_only=True):
        row = AuditRow.objects.get(verb="person.protection")
        assert row.reason == "none > registered"
        assert Person.objects.get(pk=case.person_id).is_protected
    assert client.post(address, {**posted, "given_name": "Elias"}).status_code == 409


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({"number": "20140221-2381"}, "Sista siffran"),
        ({"number": "20820821-2384"}, "århundradet"),
        ({"number": helpers.MOTHER}, "finns redan"),
        ({"number": helpers.BOY, "reserve": "on"}, "ser ut som ett personnummer"),
        ({"number": "ABC", "reserve": "on"}, "minst en siffra"),
        ({"born_on": "2999-01-01"}, "inte varit än"),
        ({"born_on": "2014-02-30"}, "år-månad-dag"),
        ({"born_on": "2014-02-21", "died_on": "2014-02-20"}, "före födelsedagen"),
    ],
)
def test_what_cannot_be_so_is_refused(
    world: World, as_: As, posted: dict[str, str], words: str
) -> None:
    helpers.person(world.asker, given_name="Elsa", number=helpers.MOTHER)
    case = helpers.of_asker(world)
    answer = as_(world.asker).post(
        reverse("casework:change_person", args=[case.person_id]),
        {"given_name": "Elis", "version": 1, **posted},
    )
    assert answer.status_code == 422
    assert words in answer.content.decode()

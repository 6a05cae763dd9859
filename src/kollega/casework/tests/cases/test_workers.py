"""Who works with a case: added and ended, handed over with a yes, lent, stood in for, looked at."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World, client_of

from kollega.casework import gate
from kollega.casework.cases import people
from kollega.casework.models import Case, CaseWorker, Deadline, Handover, HandoverWords, Opening
from kollega.casework.tests import helpers
from kollega.competence.models import Absence
from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.models.notice import Notice
from kollega.organisation import services
from kollega.organisation.identity import account_with_actors
from kollega.organisation.models import Membership


def go(client: Client, page: str, *args: Any, **posted: Any) -> Any:
    return client.post(reverse(f"casework:{page}", args=args), posted)


def opens(who: Persona, case: Case) -> int:
    return client_of(who).get(reverse("casework:case", args=[case.id])).status_code


def ask(world: World, case: Case, who: Persona) -> Any:
    words = "Mamma har fått löfte om samtal på torsdag."
    return go(
        client_of(world.asker), "hand_over", case.id, account_id=who.account.id, message=words
    )


def waiting(world: World, case: Case) -> uuid.UUID:
    with acting(world.asker.actor):
        return Handover.objects.get(case=case, answered_at=None, withdrawn_at=None).id


@pytest.fixture
def case(world: World) -> Case:
    return helpers.of_asker(world)


def test_a_case_changes_hands_when_the_next_has_said_yes(world: World, case: Case) -> None:
    next_one = client_of(world.same_unit)
    assert ask(world, case, world.same_unit).status_code == 302
    assert opens(world.same_unit, case) == 302  # asked is not yet at work with it
    page = reverse("casework:handover", args=[waiting(world, case)])
    assert "löfte om samtal" in next_one.get(page).content.decode()
    assert client_of(world.manager).get(page).status_code == 404
    assert next_one.post(page, {"answer": "yes"}).status_code == 302
    assert (opens(world.same_unit, case), opens(world.asker, case)) == (200, 302)
    with acting(world.same_unit.actor) as actor:
        now = Case.objects.get(pk=case.id)
        assert (now.responsible_id, now.worker_changes) == (actor.account_id, 1)
        held = Deadline.objects.filter(case=case).values_list("responsible_id", flat=True)
        assert set(held) == {actor.account_id}
    page = next_one.get(reverse("casework:at_work", args=[case.id])).content.decode()
    assert "byta handläggare 1 gång" in page


def test_no_needs_a_reason_and_leaves_the_case_where_it_is(world: World, case: Case) -> None:
    ask(world, case, world.same_unit)
    page = reverse("casework:handover", args=[waiting(world, case)])
    client = client_of(world.same_unit)
    assert client.post(page, {"answer": "no"}).status_code == 422
    because = {"answer": "no", "because": "Jag känner familjen."}
    assert client.post(page, because).status_code == 302
    assert (opens(world.asker, case), opens(world.same_unit, case)) == (200, 302)
    with acting(world.asker.actor) as actor:
        assert not HandoverWords.objects.exists()
        gate.case_for(actor, case.id)
        assert HandoverWords.objects.get().declined_because == "Jag känner familjen."


def test_whoever_is_away_or_has_left_is_not_asked(crowded_world: World) -> None:
    world, today = crowded_world, clock.today()
    case = helpers.of_asker(world)
    with acting(world.manager.actor) as actor:
        Absence.objects.create(
            municipality_id=actor.municipality_id,
            account_id=world.same_unit.account.id,
            from_day=today - timedelta(days=1),
            to_day=today + timedelta(days=1),
        )
    away = ask(world, case, world.same_unit)
    assert away.status_code == 422
    assert "är borta i dag" in away.content.decode()
    assert ask(world, case, world.ended).status_code == 422
    with acting(world.asker.actor):
        assert not Handover.objects.exists()
        # Yes or no is all that a caseworker is told: the employer's list itself she does not read.
        assert not Absence.objects.exists()
        assert people.is_away(world.same_unit.account.id)
        assert not people.is_away(world.same_unit.account.id, today + timedelta(days=2))
    with acting(world.answerer.actor):
        assert not people.is_away(world.same_unit.account.id)  # nor anybody of another municipality


def test_the_lent_colleague_opens_the_cases_she_has_been_given(crowded_world: World) -> None:
    world, home = crowded_world, crowded_world.answerer.municipality
    with acting(services.setup_actor(municipality_id=world.asker.municipality.id)):
        Membership.objects.filter(
            account=world.lent.account, municipality=world.asker.municipality
        ).update(lent_by=home, roles=["caseworker"], valid_to=clock.today() + timedelta(days=30))
    mine, other = helpers.of_asker(world), helpers.of_asker(world)
    client = client_of(world.asker)
    lent = world.lent.account.id
    without = go(client, "at_work", mine.id, account_id=lent, part="co_worker")
    assert without.status_code == 422
    last = (clock.today() + timedelta(days=14)).isoformat()
    added = go(client, "at_work", mine.id, account_id=lent, part="co_worker", to_day=last)
    assert added.status_code == 302
    with acting(world.asker.actor):
        assert CaseWorker.objects.get(case=mine, account_id=lent).part == "lent"
    there = next(
        each for each in _places(world.lent) if each.municipality_id == world.asker.municipality.id
    )
    with acting(there) as actor:
        assert gate.case_for(actor, mine.id).part == "lent"
    with acting(there) as actor, pytest.raises(Http404):
        gate.case_for(actor, other.id)


def _places(who: Persona) -> Any:
    account = account_with_actors(who.account.id)
    assert account is not None
    return account.actors


def test_somebody_stands_in_in_all_cases_for_some_days(world: World, case: Case) -> None:
    today = clock.today()
    client = client_of(world.asker)
    days = {"from_day": today.isoformat(), "to_day": (today + timedelta(days=5)).isoformat()}
    wrong = days | {"to_day": (today - timedelta(days=1)).isoformat()}
    who = {"account_id": world.same_unit.account.id}
    assert go(client, "stand_in", **who, **wrong).status_code == 422
    assert go(client, "stand_in", **who, **days).status_code == 302
    assert opens(world.same_unit, case) == 200
    assert go(client, "stand_in", **who, **days).status_code == 302  # twice is once
    with acting(world.asker.actor):
        assert CaseWorker.objects.filter(case=case, part="substitute").count() == 1
    with clock.at(clock.now() + timedelta(days=6)):
        assert opens(world.same_unit, case) == 302


def test_the_manager_sees_what_has_nobody_and_gives_it_to_somebody(
    world: World, case: Case
) -> None:
    manager = client_of(world.manager)
    with acting(world.asker.actor):
        CaseWorker.objects.filter(case=case).delete()
        Case.objects.filter(pk=case.id).update(responsible_id=None)
    assert "Ingen ansvarar" in manager.get(reverse("casework:unit")).content.decode()
    with acting(world.manager.actor):
        Case.objects.filter(pk=case.id).update(responsible_id=world.registrar.account.id)
    assert "har slutat" in manager.get(reverse("casework:unit")).content.decode()
    with acting(world.manager.actor):
        Case.objects.filter(pk=case.id).update(responsible_id=None)
    given = go(manager, "assign", case.id, account_id=world.same_unit.account.id)
    assert given.status_code == 302
    assert opens(world.same_unit, case) == 200
    with acting(world.manager.actor):
        assert Case.objects.get(pk=case.id).worker_changes == 0  # there was nobody before
    assert go(client_of(world.same_unit), "assign", case.id, account_id="x").status_code == 403


def test_the_manager_is_told_of_an_opening_and_looks(world: World, case: Case) -> None:
    other = client_of(world.other_unit)
    go(other, "reason", case.id, why="covers", words="Jour i natt")
    manager = client_of(world.manager)
    page = manager.get(reverse("casework:openings")).content.decode()
    assert "Petra Annan" in page
    assert "Jour i natt" in page
    with acting(world.manager.actor):
        opening = Opening.objects.get(case=case)
    assert go(other, "opening", opening.id).status_code == 404
    assert go(manager, "opening", opening.id).status_code == 302
    with acting(world.manager.actor) as actor:
        assert Opening.objects.get(pk=opening.pk).seen_by == actor.account_id
        assert not Notice.objects.exclude(account_id=actor.account_id).exists()


def test_who_only_gave_a_reason_says_nothing_about_who_works_with_it(
    world: World, case: Case
) -> None:
    other = client_of(world.other_unit)
    go(other, "reason", case.id, why="covers", words="")
    posted = {"account_id": world.other_unit.account.id, "part": "co_worker"}
    assert go(other, "at_work", case.id, **posted).status_code == 403
    assert go(other, "hand_over", case.id, **posted, message="x").status_code == 403

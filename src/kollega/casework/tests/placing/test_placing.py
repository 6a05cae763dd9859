"""Home first at the edge: nothing holds protection up, no cost beside a child, times that follow."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.casework import gate
from kollega.casework.cases import deciding, steps
from kollega.casework.cases.standing import standing_of
from kollega.casework.models import (
    Consideration,
    Considered,
    Deadline,
    MissingTogether,
    Placement,
    PlacementCost,
    PlacementMonth,
    PlacementPlace,
)
from kollega.casework.placing import jobs
from kollega.casework.tests import helpers as cases
from kollega.casework.tests.placing import helpers
from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.quarters import Quarter

As = Callable[[Persona], Client]


def at(name: str, *ids: Any) -> str:
    return reverse(f"casework:{name}", args=ids)


def placing(**changes: Any) -> dict[str, Any]:
    today = clock.today()
    return {
        "id": str(uuid.uuid4()),
        "form": "family",
        "law": "sol",
        "from_day": str(today - timedelta(days=3)),
        "name": "Björkgården",
        "per_day": "1937",
        "check_on": str(today + timedelta(days=90)),
    } | changes


def test_urgent_protection_is_not_held_up_and_home_is_listed_until_done(
    world: World, as_: As
) -> None:
    case = cases.of_asker(world)
    client = as_(world.asker)
    for _twice in range(2):
        done = client.post(at("protect_first", case.id))
        assert done["Location"] == at("new_placement", case.id)
    assert client.post(at("new_placement", case.id), placing()).status_code == 302
    page = client.get(at("home_first", case.id)).content.decode()
    assert page.count("Akut skydd först: fyll i efteråt") == 1
    chief = as_(world.manager).get(at("placements")).content.decode()
    assert "Akut skydd först: fyll i efteråt" in chief
    assert "Elis" not in chief
    with acting(world.asker.actor):
        waiting = Consideration.objects.get(case=case)
    form = {
        "version": "1",
        "on": str(clock.today()),
        "kin": "cannot",
        "tried": ["network", "intensive"],
        "missing": ["night"],
    }
    assert client.post(at("consideration", case.id, waiting.id), form).status_code == 302
    page = client.get(at("home_first", case.id)).content.decode()
    assert "fyll i efteråt" not in page
    assert "jour på kvällar och nätter" in page


def test_a_placement_without_a_look_at_home_leaves_that_to_be_done(world: World, as_: As) -> None:
    case = cases.of_asker(world)
    client = as_(world.asker)
    form = placing()
    assert client.post(at("new_placement", case.id), form).status_code == 302
    assert client.post(at("new_placement", case.id), form).status_code == 302  # twice is once
    again = client.post(at("new_placement", case.id), placing())
    assert again.status_code == 422
    assert "Avsluta den placering som pågår" in again.content.decode()
    page = client.get(at("home_first", case.id)).content.decode()
    assert page.count("Björkgården") == 1
    assert "Akut skydd först: fyll i efteråt" in page


def test_the_cost_is_shown_to_nobody(world: World, as_: As) -> None:
    case = cases.of_asker(world)
    client = as_(world.asker)
    assert client.post(at("new_placement", case.id), placing()).status_code == 302
    with acting(world.asker.actor):
        placement = Placement.objects.get()
        assert not PlacementCost.objects.exists()
    with acting(world.manager.actor):
        assert not PlacementCost.objects.exists()
    price = {"per_day": "2468", "from_day": str(clock.today())}
    url = at("placement_cost", case.id, placement.id)
    assert client.post(url, price | {"from_day": "2019-01-01"}).status_code == 422
    assert client.post(url, price).status_code == 302
    for who in (world.asker, world.manager):
        for address in (
            at("case", case.id),
            at("home_first", case.id),
            url,
            at("new_placement", case.id),
        ):
            page = as_(who).get(address).content.decode()
            assert "1937" not in page
            assert "2468" not in page


def test_times_follow_a_placement_and_go_with_a_mistake(world: World, as_: As) -> None:
    case = cases.of_asker(world)
    client = as_(world.asker)

    def rules() -> set[str]:
        with acting(world.asker.actor):
            rows = Deadline.objects.filter(case=case, met_on=None, dropped_on=None)
            return set(rows.values_list("rule", flat=True))

    before = rules()
    placement = helpers.placed(world.asker, case, days_ago=200)
    assert {"care_review", "custody_question"} <= rules() - before
    chief = as_(world.manager).get(at("placements")).content.decode()
    assert at("home_first", case.id) in chief
    assert "gick ut för" in chief
    day = {"on": str(clock.today())}
    assert client.post(at("review_placement", case.id, placement), day).status_code == 302
    with acting(world.asker.actor):
        due = Deadline.objects.get(case=case, rule="care_review", met_on=None).due_on
    assert due > clock.today() + timedelta(days=150)
    assert client.post(at("remove_placement", case.id, placement)).status_code == 302
    assert rules() == before
    other = helpers.placed(world.asker, case, days_ago=20)
    home = {"to_day": str(clock.today()), "then": "home"}
    early = home | {"to_day": str(clock.today() - timedelta(days=30))}
    assert client.post(at("end_placement", case.id, other), early).status_code == 422
    assert client.post(at("end_placement", case.id, other), home).status_code == 302
    assert "care_review" not in rules()


def test_two_months_in_a_jourhem_are_counted_from_when_the_investigation_ends(
    world: World,
) -> None:
    case = cases.of_asker(world)
    helpers.placed(world.asker, case, days_ago=0, form="on_call")
    actor = world.asker.actor

    def step(what: Callable[..., None], **told: Any) -> None:
        with acting(actor):
            found = gate.case_for(actor, case.id)
            what(actor, found, standing_of(actor, found), public_id=uuid.uuid4(), **told)

    words = {"decider": "Utskottet", "paragraph": "11 kap. 1 § SoL", "text": "Stöd."}
    step(steps.open_or_not, on=clock.today(), outcome="investigate", **words)
    with acting(actor):
        assert not Deadline.objects.filter(case=case, rule="jourhem_longest").exists()
    step(deciding.decide, decided_on=clock.today(), outcome="granted", **words)
    with acting(actor):
        due = Deadline.objects.get(case=case, rule="jourhem_longest").due_on
    assert due > clock.today() + timedelta(days=55)


def test_bad_days_and_prices_keep_what_was_typed(world: World, as_: As) -> None:
    case = cases.of_asker(world)
    wrong = placing(
        from_day=str(clock.today() + timedelta(days=2)), per_day="90000", check_on="imorgon"
    )
    answer = as_(world.asker).post(at("new_placement", case.id), wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Dagen har inte varit än." in page
    assert "Så mycket kostar inget dygn." in page
    assert "Björkgården" in page


def test_two_who_change_the_same_look_at_home_see_both(world: World, as_: As) -> None:
    case = cases.of_asker(world)
    seen = helpers.considered(world.asker, case)
    form = {"version": "1", "on": str(clock.today()), "kin": "cannot", "came_to": "home"}
    url = at("consideration", case.id, seen)
    assert as_(world.asker).post(url, form | {"words": "Mormor kan."}).status_code == 302
    late = as_(world.manager).post(url, form | {"words": "Ingen kan."})
    assert late.status_code == 409
    assert "Mormor kan." in late.content.decode()


def test_what_was_gone_through_is_closed_until_a_gate_opens_the_case(world: World) -> None:
    case = cases.of_asker(world)
    helpers.considered(world.asker, case)
    helpers.placed(world.asker, case)
    with acting(world.asker.actor):
        assert not Considered.objects.exists()
        assert not PlacementPlace.objects.exists()


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    return lambda day: monkeypatch.setattr(clock, "today", lambda: day)


def test_months_and_quarters_are_told_in_groups_of_five(
    world: World, as_: As, later: Callable[[date], None]
) -> None:
    today = clock.today()
    for who, many in ((world.asker, 6), (world.answerer, 5)):
        for _each in range(many):
            case = cases.case(who)
            helpers.considered(who, case)
            helpers.placed(who, case, days_ago=0, per_day=1000)
    quarter = Quarter.of(today)
    later(quarter.last + timedelta(days=20))
    for _twice in range(2):
        jobs.count_placements.run(municipality_id=world.asker.municipality.id)
        jobs.tell_missing.run(collaboration_id=world.collaboration_id)
    first = today.replace(day=1)
    with acting(world.manager.actor):
        (row,) = PlacementMonth.objects.get(first_day=first).rows
        told = MissingTogether.objects.get(first_day=quarter.first)
    assert row["forms"] == ["family"]
    assert row["placed"] == 6
    assert (told.missing, told.times) == (["night"], 11)
    page = as_(world.answerer).get(at("missing_at_home")).content.decode()
    assert "11 gånger" in page
    assert "En gemensam jour" in page
    assert "11 gånger" not in as_(world.outsider).get(at("missing_at_home")).content.decode()
    with acting(world.asker.actor):
        assert not PlacementMonth.objects.exists()
    sheet = as_(world.manager).get(at("placements_pdf"))
    assert sheet.content.startswith(b"%PDF")

"""Leaving: what is handed on, why, and what may be told of it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.personas import Persona, World

from kollega.competence.models import Level
from kollega.consultation.tests.helpers import declare
from kollega.core import clock
from kollega.core.actor import acting
from kollega.introduction import exits, jobs, leaving
from kollega.introduction.models import (
    Departure,
    ExitFigure,
    ExitReason,
    HandedOn,
    Reason,
)
from kollega.introduction.tests import helpers
from kollega.organisation.models import Membership

As = Callable[[Persona], Client]
COUNTS = st.dictionaries(st.sampled_from(Reason.values), st.integers(0, 12))


@given(COUNTS)
def test_what_is_told_is_all_of_it_in_fives_and_nothing_can_be_taken_from_it(
    counts: dict[str, int],
) -> None:
    groups = exits.told(counts)
    total = sum(counts.values())
    assert bool(groups) == (total >= 5)
    if groups:
        assert all(count >= 5 for _reasons, count in groups)
        assert sum(count for _reasons, count in groups) == total
        named = [key for reasons, _count in groups for key in reasons]
        assert len(named) == len(set(named))
        for reasons, count in groups:
            assert count == sum(counts.get(key, 0) for key in reasons)
        # A group of several tells nothing of which of them was given.
        several = [reasons for reasons, _count in groups if len(reasons) > 1]
        assert len(several) <= 1
        for reasons in several:
            assert set(reasons) >= {key for key in Reason.values if not counts.get(key)}


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def _noticed(world: World) -> Departure:
    helpers.leaves(world)
    actor = helpers.counter(world)
    with acting(actor):
        leaving.notice_all(actor)
        leaving.notice_all(actor)
        return Departure.objects.get(account=world.same_unit.account)


@pytest.mark.django_db
def test_areas_that_only_she_manages_here_are_handed_on(world: World, as_: As) -> None:
    declare(world, "same_unit", "heder", level=Level.INDEPENDENT)
    declare(world, "same_unit", "spel", level=Level.INDEPENDENT)
    declare(world, "asker", "spel", level=Level.CAN_SUPERVISE)
    declare(world, "asker", "heder", level=Level.WITH_SUPPORT)
    declare(world, "answerer", "heder", level=Level.CAN_SUPERVISE)
    row = _noticed(world)
    there = f"/slutar/{row.id}"
    assert "Olle Samma" in text(as_(world.manager).get("/introduktion"))
    page = text(as_(world.manager).get(there))
    assert "Hedersrelaterat våld" in page
    assert "Spelberoende" not in page
    assert "Maja Asker (med stöd)" in page
    said = {
        "thing": "area",
        "object": str(world.areas["heder"].id),
        "to": str(world.answerer.colleague_id),
    }
    as_(world.manager).post(f"{there}/lamnat", said)
    with acting(world.manager.actor):
        assert not HandedOn.objects.exists()
    as_(world.manager).post(f"{there}/lamnat", {**said, "to": str(world.asker.colleague_id)})
    assert "Lämnat till Maja Asker" in text(as_(world.manager).get(there))
    as_(world.manager).post(f"{there}/lamnat", {**said, "do": "undo"})
    with acting(world.manager.actor):
        assert not HandedOn.objects.exists()
    assert as_(world.same_unit).get(there).status_code == 404
    assert as_(world.answerer).get(there).status_code == 404


@pytest.mark.django_db
def test_one_who_stays_after_all_has_nothing_to_hand_on(world: World) -> None:
    _noticed(world)
    actor = helpers.counter(world)
    with acting(actor):
        Membership.objects.filter(account=world.same_unit.account).update(valid_to=None)
        leaving.notice_all(actor)
        assert not Departure.objects.exists()


@pytest.mark.django_db
def test_why_is_said_once_and_read_by_nobody(world: World, as_: As) -> None:
    row = _noticed(world)
    there = f"/slutar/{row.id}/varfor"
    assert as_(world.same_unit).post(there, {"reason": "support"}).status_code == 302
    assert as_(world.same_unit).post(there, {"reason": "move"}).status_code == 422
    assert "Tack, du har svarat" in text(as_(world.same_unit).get(there))
    for who in (world.manager, world.same_unit, world.administrator):
        with acting(who.actor):
            assert not ExitReason.objects.exists()
    with acting(helpers.counter(world)):
        kept = ExitReason.objects.get()
    assert {each.name for each in kept._meta.fields} == {"id", "municipality", "year", "reason"}


@pytest.mark.django_db
def test_a_year_is_pooled_once_it_is_over_and_only_from_five(world: World, as_: As) -> None:
    year = clock.today().year
    _answer(world, "manager", year, Reason.SUPPORT, 3)
    _answer(world, "answerer", year, Reason.MOVE, 1)
    later = datetime(year + 1, 3, 1, 12, tzinfo=UTC)
    with clock.at(later):
        jobs.pool_exit_reasons.run()
        assert _figures(world) == []
        _answer(world, "answerer", year, Reason.SUPPORT, 3)
    with clock.at(later - timedelta(days=45)):
        jobs.pool_exit_reasons.run()
        assert _figures(world) == []
    with clock.at(later):
        jobs.pool_exit_reasons.run()
        # Six for one reason and one for another: told alone, the six would tell the seventh.
        assert _figures(world) == [7, 7]
        _answer(world, "manager", year, Reason.MOVE, 9)
        jobs.pool_exit_reasons.run()
        assert _figures(world) == [7, 7]
        assert "7 har svarat" in text(as_(world.asker).get("/varfor-kollegor-slutar"))
        assert "7 har svarat" not in text(as_(world.outsider).get("/varfor-kollegor-slutar"))


def _answer(world: World, who: str, year: int, reason: Reason, times: int) -> None:
    actor = helpers.counter(world, who)
    with acting(actor):
        for _each in range(times):
            ExitReason(municipality_id=actor.municipality_id, year=year, reason=reason).save(
                force_insert=True
            )


def _figures(world: World) -> list[int]:
    with acting(world.manager.actor):
        return sorted(ExitFigure.objects.values_list("count", flat=True))

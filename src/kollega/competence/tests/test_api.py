"""What other rooms are told, and how the database finds it."""

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from tests.personas import World

from kollega.competence import api, words
from kollega.competence.api import Holder, levels_for
from kollega.competence.models import Availability, Level
from kollega.competence.profile import services
from kollega.competence.tests.helpers import FRIDAY, SATURDAY, crowd, declare, hold
from kollega.competence.who.finding import matching
from kollega.core import clock
from kollega.core.actor import Actor, acting
from kollega.organisation import services as organisation
from kollega.organisation.api import area_tree


def known(world: World, who: str = "asker", area: str = "heder", **rest: Any) -> list[Holder]:
    actor = world.personas[who].actor
    with acting(actor):
        return levels_for(actor, [world.areas[area].id], **rest)


def test_levels_from_the_least(world: World) -> None:
    declare(world, "answerer", "heder", Level.ORIENTED)
    declare(world, "answerer_two", "heder", Level.WITH_SUPPORT)
    assert [each.name for each in known(world)] == ["Åke Svarare"]
    assert len(known(world, least=Level.ORIENTED)) == 2


def test_who_has_said_no_hours_has_the_common_ones(world: World) -> None:
    declare(world, "answerer", "heder")
    (holder,) = known(world)
    common = Availability()
    assert (holder.weekdays, holder.hour_from, holder.hour_to, holder.cap_per_week) == (
        common.weekdays,
        common.hour_from,
        common.hour_to,
        common.cap_per_week,
    )
    assert not holder.said_free
    assert not holder.away


def test_ties_and_hosts_are_told(world: World) -> None:
    declare(world, "answerer", "heder")
    declare(world, "same_unit", "heder")
    hold(world, "heder", world.answerer)
    granaker = world.asker.municipality.id
    with acting(actor := world.answerer.actor):
        services.set_ties(actor, municipality_ids=[granaker])
    told = {each.name: (each.hosts, each.has_tie) for each in known(world, tie_to=granaker)}
    assert told == {"Sara Svarare": (True, True), "Olle Samma": (False, False)}
    assert not any(each.has_tie for each in known(world))


@pytest.mark.parametrize(
    ("first", "last", "away"),
    [(0, 0, True), (-5, 5, True), (-5, None, True), (-5, -1, False), (1, 5, False)],
)
def test_away_is_today(world: World, first: int, last: int | None, away: bool) -> None:
    declare(world, "answerer", "heder")
    today = clock.today()
    with acting(actor := world.answerer.actor):
        services.set_availability(
            actor,
            weekdays=[0],
            hour_from=8,
            hour_to=9,
            cap_per_week=1,
            away_from=today + timedelta(days=first),
            away_to=None if last is None else today + timedelta(days=last),
        )
        services.free_for(actor, hours=4)
    (holder,) = known(world)
    assert holder.away is away
    assert holder.free_now is not away


def test_free_for_a_while_ends_by_itself(world: World) -> None:
    declare(world, "answerer", "heder")
    with clock.at(SATURDAY):
        with acting(actor := world.answerer.actor):
            services.free_for(actor, hours=1)
        assert known(world)[0].free_now
    with clock.at(SATURDAY + timedelta(hours=1, minutes=1)):
        assert not known(world)[0].free_now


def test_hours_are_not_on_a_holiday(world: World) -> None:
    declare(world, "answerer", "heder")
    with clock.at(FRIDAY):
        assert known(world)[0].within_hours
    with clock.at(FRIDAY.replace(month=12, day=25)):  # a Friday too
        assert not known(world)[0].within_hours


def test_the_others_see_nothing(world: World) -> None:
    declare(world, "answerer", "heder")
    assert known(world, "outsider") == []
    with acting(Actor()):
        assert levels_for(Actor(), [world.areas["heder"].id]) == []


def test_a_merged_area_counts_as_the_one_it_went_up_in_also_twice_over(world: World) -> None:
    declare(world, "answerer", "spel")
    hold(world, "spel", world.answerer)
    with acting(actor := world.coordinator.actor):
        organisation.merge_area(actor, area=world.areas["spel"], into=world.areas["ekonomi"])
        organisation.merge_area(actor, area=world.areas["ekonomi"], into=world.areas["heder"])
    (holder,) = known(world)
    assert holder.area_id == world.areas["heder"].id
    assert holder.hosts


def test_declaring_the_area_in_use_moves_the_merged_row(world: World) -> None:
    before = declare(world, "answerer", "spel")
    with acting(actor := world.coordinator.actor):
        organisation.merge_area(actor, area=world.areas["spel"], into=world.areas["heder"])
    after = declare(world, "answerer", "heder", Level.CAN_SUPERVISE)
    assert after.id == before.id
    assert after.area_id == world.areas["heder"].id
    assert len(known(world)) == 1


def test_my_own_state(world: World) -> None:
    actor = world.asker.actor
    with acting(actor):
        assert api.own_state(actor) == api.OwnState(has_said=False, free_until=None)
    declare(world, "asker", "heder")
    with acting(actor):
        assert api.own_state(actor) == api.OwnState(has_said=True, free_until=None)
        assert api.own_state(Actor()) is None


def test_the_plan_begins_with_who_knows_the_area(real_world: World) -> None:
    """Under the policies, with figures to plan by: by index, never over every colleague."""
    actor = real_world.asker.actor
    crowd(real_world, "spel", 30)
    crowd(real_world, "ekonomi", 1200)
    with connections["owner"].cursor() as owner:
        owner.execute("analyze")
    with acting(actor), CaptureQueriesContext(connection) as asked:
        assert len(levels_for(actor, [real_world.areas["spel"].id])) == 30
    (statement,) = [each["sql"] for each in asked if "competence_competence" in each["sql"]]
    with acting(actor), connection.cursor() as cursor:
        cursor.execute("explain (analyze, format json) " + statement)
        plan = json.dumps(cursor.fetchone())
    assert "competence_area_level" in plan
    assert 'Rows Removed by Filter": 12' not in plan
    assert not re.search(r'"Actual Rows": 1\d\d\d', plan)


def test_a_word_of_the_title_comes_before_a_synonym(world: World) -> None:
    actor = world.asker.actor
    with acting(actor):
        areas = area_tree(actor)
    assert [each.key for each in matching(areas, "spel och bistånd")][:2] == ["ekonomi", "spel"]
    assert matching(areas, "") == []
    assert matching(areas, "§ .") == []


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0b11111, "mån–fre kl. 8–16"),
        (0b00011, "mån, tis kl. 8–16"),
        (0b10101, "mån, ons, fre kl. 8–16"),
        (0b1110111, "mån–ons, fre–sön kl. 8–16"),
        (0, "inga fasta tider"),
    ],
)
def test_hours_in_words(days: int, said: str) -> None:
    assert words.hours(days, 8, 16) == said


def test_an_absence_in_words() -> None:
    with clock.at(FRIDAY):
        assert words.away(None, None) == ""
        assert words.away(date(2026, 11, 1), date(2026, 11, 5)) == ""
        assert words.away(date(2026, 11, 1), None) == "från 1 november tills vidare"
        assert (
            words.away(date(2026, 12, 30), date(2027, 1, 2))
            == "30 december till och med 2 januari 2027"
        )

"""Municipalities that come, go or are small: nothing of one of them comes out by difference."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Barrier
from uuid import UUID, uuid4

from django.db import connection
from tests.personas import World, client_of

from kollega.core import clock
from kollega.core.actor import Actor, Role, acting, job_for
from kollega.core.quarters import Quarter
from kollega.followup import counting
from kollega.followup.counting import WORKERS
from kollega.followup.jobs import count_collaboration
from kollega.followup.measures import ASKED
from kollega.followup.models import Cell, OwnCell, StaffMonth, Tally
from kollega.followup.publishing import Telling, tellings
from kollega.followup.sums import Part, Period, Sums
from kollega.followup.tests import helpers
from kollega.organisation import services as organisation
from kollega.organisation.models import Agreement, Membership


def told(world: World, measure: str) -> dict[frozenset[str], int]:
    """Keys → number, of one measure."""
    with acting(world.asker.actor):
        rows = list(Cell.objects.filter(measure=measure))
    return {frozenset(row.keys): row.count for row in rows}


def own(world: World, who: str) -> list[OwnCell]:
    with acting(world.personas[who].actor):
        return list(OwnCell.objects.all())


def places(world: World) -> tuple[str, str]:
    """Granåker and Storavan."""
    return str(world.asker.municipality.id), str(world.answerer.municipality.id)


def leave(world: World, last_day: date) -> None:
    """Storavan leaves the collaboration."""
    actor = organisation.setup_actor(
        collaboration_id=world.collaboration_id, municipality_id=world.answerer.municipality.id
    )
    with acting(actor):
        agreement = Agreement.objects.get(municipality_id=world.answerer.municipality.id)
        organisation.leave(actor, agreement=agreement, last_day=last_day)


def welcome(world: World, valid_from: date) -> UUID:
    """A third municipality joins."""
    actor = organisation.setup_actor(collaboration_id=world.collaboration_id)
    with acting(actor):
        place = organisation.add_municipality(actor, code="9951", name="Nybygget", inhabitants=2000)
        organisation.join(
            actor,
            collaboration_id=world.collaboration_id,
            municipality_id=place.id,
            valid_from=valid_from,
        )
    return place.id


def test_what_one_worker_asked_is_told_of_nobody(world: World) -> None:
    """Storavan has three at work there: its ten questions would be theirs."""
    helpers.employ(world, "asker")
    helpers.quarter_of_questions(world, employed=False)
    helpers.count(world)
    together = frozenset(places(world))
    assert told(world, "asked") == {frozenset(): 24}
    assert told(world, "asked.town") == {together: 24}
    assert told(world, "given.town") == {together: 21}
    assert own(world, "coordinator") == []
    assert own(world, "manager") == [], "what is left would be Storavan's"
    html = client_of(world.answerer).get("/overblick/kommun").content.decode()
    assert "10" not in html.split("<main")[1].split("</main>")[0].replace("2010", "")


def test_nothing_is_told_of_a_collaboration_with_few_people(world: World) -> None:
    with acting(job(world, "asker")):
        Membership.objects.exclude(account_id=world.asker.account.id).update(roles=[Role.REGISTRAR])
    helpers.quarter_of_questions(world, employed=False)
    helpers.count(world)
    with acting(world.asker.actor):
        assert not Cell.objects.exclude(measure__startswith="now.").exists()


def job(world: World, who: str) -> Actor:
    return job_for(
        job="test",
        collaboration_id=world.collaboration_id,
        municipality_id=world.personas[who].municipality.id,
        roles=frozenset({Role.COUNTER}),
    )


def test_a_municipality_that_has_left_stays_in_what_it_took_part_in(world: World) -> None:
    """Its ten questions would else be the difference between what was asked and its parts."""
    helpers.quarter_of_questions(world)
    leave(world, date(2026, 4, 10))
    helpers.count(world)
    granaker, storavan = places(world)
    assert told(world, "asked") == {frozenset(): 24}
    assert sum(told(world, "asked.speed").values()) == 24
    assert told(world, "asked.town") == {frozenset({granaker}): 14, frozenset({storavan}): 10}
    # It is counted no further, and what comes after waits for nobody.
    helpers.count(world, helpers.COUNTED_ON + timedelta(days=200))
    with acting(job(world, "answerer")):
        assert max(Tally.objects.values_list("quarter", flat=True)) == date(2026, 4, 1)
        assert max(StaffMonth.objects.values_list("month", flat=True)) == date(2026, 4, 1)
    with acting(job(world, "asker")):
        assert max(Tally.objects.values_list("quarter", flat=True)) == date(2026, 7, 1)


def test_parts_are_not_told_where_somebodys_numbers_have_come_since() -> None:
    """Six were told of a quarter, and ten are known now: its parts would tell of the other four."""
    quarters = (Quarter(2026, 1), Quarter(2026, 2))
    place = uuid4()

    def parts_of(first: int) -> set[str]:
        numbers = dict(zip(quarters, (first, 20), strict=True))
        own = {
            quarter.first: Counter(
                {
                    ("asked", "", ""): number,
                    ("asked", "speed", "within"): number,
                    ("staff", WORKERS, ""): 9,
                }
            )
            for quarter, number in numbers.items()
        }
        sums = Sums({place: own}, {place: Part(quarters[0].first)}, {}, {})
        known = Telling("asked", Period(quarters[0].first, quarters[0].last), 6)
        return {each.measure for each in tellings(ASKED, sums, [known])}

    assert {"asked.@part", "asked.speed"} <= parts_of(6)
    assert "asked.@part" in parts_of(10)
    assert "asked.speed" not in parts_of(10)


def test_counting_by_night_and_by_hand_at_once_tells_everything_once(real_world: World) -> None:
    helpers.quarter_of_questions(real_world)
    both = Barrier(2)

    def count(_number: int) -> None:
        try:
            both.wait()
            helpers.count(real_world)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(count, range(2)))
    assert told(real_world, "asked") == {frozenset(): 24}
    assert told(real_world, "closed.sure") == {
        frozenset({"more"}): 12,
        frozenset({"same", "less"}): 9,
    }


def test_a_collaboration_of_nobody_can_be_counted(db: None) -> None:
    empty = uuid4()
    setup = organisation.setup_actor(collaboration_id=empty)
    with acting(setup):
        organisation.add_collaboration(setup, public_id=empty, name="Ännu ingen")
    count_collaboration.run(collaboration_id=empty)
    actor = job_for(job="test", collaboration_id=empty)
    with acting(actor):
        assert not Cell.objects.exists()


def test_a_quarter_ends_at_midnight_in_sweden(world: World) -> None:
    """Half past eleven at night is still March there, and half past midnight is April."""
    last = datetime(2026, 3, 31, 23, 30, tzinfo=clock.STOCKHOLM)
    for at in (last, last + timedelta(hours=1), last + timedelta(hours=2)):
        helpers.ask(world, "asker", at)
    quarters = (Quarter(2026, 1), Quarter(2026, 2))
    with acting(job(world, "asker")) as actor:
        counts = counting.count(actor, quarters)
    assert [counts[each]["asked", "", ""] for each in quarters] == [1, 2]
    assert [counts[each]["staff", "use", "yes"] for each in quarters] == [1, 1]


def test_a_municipality_that_joined_last_week_hides_nobody(world: World) -> None:
    welcome(world, date(2026, 4, 27))
    helpers.quarter_of_questions(world)
    helpers.count(world)
    granaker, storavan = places(world)
    assert told(world, "asked.town") == {frozenset({granaker}): 14, frozenset({storavan}): 10}
    html = client_of(world.asker).get("/overblick").content.decode()
    assert "Nybygget" in html


def test_somebody_who_becomes_a_manager_has_begun_as_one(world: World) -> None:
    """A role is changed in the place that one has: there is no new one to count."""
    helpers.count(world, datetime(2026, 3, 2, 3, tzinfo=clock.STOCKHOLM))
    with acting(world.administrator.actor):
        place = Membership.objects.get(account_id=world.other_unit.account.id)
        place.roles = [Role.MANAGER]
        place.save()
    helpers.count(world, datetime(2026, 4, 2, 3, tzinfo=clock.STOCKHOLM))
    assert dict(march(world)) == {"manager": (1, 0, 2), "caseworker": (0, 1, 3)}


def march(world: World) -> Iterator[tuple[str, tuple[int, int, int]]]:
    with acting(world.manager.actor):
        rows = list(StaffMonth.objects.filter(month=date(2026, 3, 1)))
    for row in rows:
        if row.role in {"manager", "caseworker"}:
            yield row.role, (row.began, row.ended, row.there)

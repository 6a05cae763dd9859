"""What holds is followed up: how it goes, how far the goals are, and what comes after."""

from datetime import timedelta

from django.urls import reverse
from tests.personas import World

from kollega.competence.learning.planned import planned
from kollega.competence.models import (
    Cell,
    Occasion,
    OccasionKind,
    Seat,
    SeatState,
    Strategy,
    StrategyProgress,
    StrategyText,
)
from kollega.competence.strategy import deciding, following, jobs, queries, services
from kollega.competence.tests.helpers import As, page
from kollega.competence.tests.strategy import helpers
from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.core.models.notice import Notice

State = Strategy.State


def test_a_new_version_replaces_the_old_and_knows_what_is_done(world: World, as_: As) -> None:
    """And undoing that it holds lets the old one hold again."""
    old = helpers.adopted(world)
    key = helpers.measure_key(world, old, world.asker.municipality)
    note = reverse("competence:strategy_measure", args=[old.id, key])
    done = as_(world.manager).post(note, {"version": "0", "state": "ongoing", "done": "1"})
    assert done.status_code == 302
    assert "pågår" in page(as_(world.asker), "strategy_measures", old.id)
    new = helpers.at_work(world)
    assert new.number == 2
    assert not StrategyText.objects.filter(
        collaboration_id=world.collaboration_id, strategy=new
    ).exists()
    helpers.sent(world)
    new = helpers.read(new.id, world)
    for town in (world.asker.municipality, world.answerer.municipality):
        helpers.decide(world, new, town)
    with acting(world.coordinator.actor) as actor:
        deciding.adopt(actor, new)
        assert queries.sheet(new).progress[key].state == StrategyProgress.State.ONGOING
    assert helpers.read(old.id, world).state == State.REPLACED
    assert "De säger samma sak." in page(as_(world.asker), "strategy_difference", new.id)
    with acting(world.coordinator.actor) as actor:
        measure = following.measure_of(new, key)
        version = queries.sheet(new).progress[key].version
        following.note(actor, new, measure, state=StrategyProgress.State.WAITING, version=version)
        deciding.undo_adopt(actor, new)
    old, new = helpers.read(old.id, world), helpers.read(new.id, world)
    assert old.state == State.ADOPTED
    assert new.state == State.SENT
    # What was said in between is known, whichever of them holds.
    with acting(world.coordinator.actor) as actor:
        told = queries.sheet(old).progress[key]
        assert told.state == StrategyProgress.State.WAITING
        done = StrategyProgress.State.DONE
        following.note(actor, old, measure, state=done, done=1, version=told.version)
        deciding.adopt(actor, new)
        assert queries.sheet(new).progress[key].state == done


def test_only_the_own_municipality_and_the_coordinator_say_how_it_goes(
    world: World, as_: As
) -> None:
    strategy = helpers.adopted(world)
    theirs = helpers.measure_key(world, strategy, world.answerer.municipality)
    note = reverse("competence:strategy_measure", args=[strategy.id, theirs])
    assert as_(world.manager).get(note).status_code == 403
    assert as_(world.coordinator).get(note).status_code == 200
    dropped = as_(world.coordinator).post(note, {"version": "0", "state": "dropped"})
    assert dropped.status_code == 422
    done = as_(world.coordinator).post(
        note, {"version": "0", "state": "dropped", "reason": "no_seat"}
    )
    assert done.status_code == 302
    assert "Det fanns ingen plats på kursen" in page(
        as_(world.asker), "strategy_measures", strategy.id
    )
    stale = as_(world.coordinator).post(note, {"version": "0", "state": "done"})
    assert stale.status_code == 409


def _was_there(world: World, count: int) -> None:
    """So many from Granåker have been at a meeting about the area this year."""
    start = clock.now() - timedelta(hours=3)
    here = {"collaboration_id": world.collaboration_id}
    with acting(world.coordinator.actor):
        occasion = Occasion.objects.create(
            **here,
            kind=OccasionKind.SUPERVISION,
            area=world.areas["heder"],
            title="Handledning",
            organiser=world.answerer.municipality,
            seats=9,
            first_at=start,
            last_at=start + timedelta(hours=2),
        )
        for number in range(count):
            Seat.objects.create(
                **here,
                occasion=occasion,
                municipality=world.asker.municipality,
                number=number + 1,
                state=SeatState.BOOKED,
                attended=True,
            )


def test_goals_are_measured_against_the_map_as_it_is_today(world: World, as_: As) -> None:
    """And attendance is told beside it."""
    strategy = helpers.adopted(world)
    with acting(world.coordinator.actor):
        Cell.objects.create(
            collaboration_id=world.collaboration_id,
            municipality=world.asker.municipality,
            area=world.areas["heder"],
            independent=2,
            supervise=1,
        )
    _was_there(world, 3)
    html = page(as_(world.asker), "strategy_follow_up", strategy.id)
    assert "1 av 2 mål är nådda i dag" in html
    assert "Enligt närvaron har 3 gått" in html
    assert "saknas i Granåker och Storavan" in html


def test_what_is_decided_stands_where_courses_are_booked(world: World) -> None:
    """For the municipality's own measures, until they are over."""
    strategy = helpers.adopted(world)
    here = str(world.asker.municipality.id)
    mine = [
        each
        for each in services.contents_of(strategy).measures
        if each.place == here and each.kind == "course" and each.year <= clock.today().year + 1
    ]
    assert mine
    with acting(world.manager.actor, read_only=True) as actor:
        told = planned(actor)
        assert [(each.title, each.year, each.people) for each in told] == [
            ("Kurs om spelberoende", each.year, each.people) for each in mine
        ]
    row = helpers.read(strategy.id, world)
    for each in mine:
        with acting(world.manager.actor) as actor:
            following.note(
                actor,
                row,
                each,
                state=StrategyProgress.State.DONE,
                done=each.people,
                version=0,
            )
    with acting(world.manager.actor, read_only=True) as actor:
        assert planned(actor) == []


def test_managers_are_reminded_once_of_each_day(world: World) -> None:
    strategy = helpers.adopted(world)
    run_waiting()
    day = strategy.follow_up_days[0]
    for late in (0, 1):
        with clock.at(clock.now() + (day - clock.today()) + timedelta(days=late)):
            jobs.remind.run()
            run_waiting()
    persona = world.manager
    with acting(persona.actor):
        rows = Notice.objects.filter(
            account_id=persona.account.id, kind="strategy.follow_up", channel="screen"
        )
        assert rows.count() == 1

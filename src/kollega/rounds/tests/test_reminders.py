"""What the clock brings: reminders, those who have left, rounds that came to nothing."""

import uuid
from datetime import datetime, time, timedelta

import pytest
from django.core import mail as outbox
from django.urls import reverse
from tests.personas import World, client_of

from kollega.core import calendar, clock
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.notices import queries as shown
from kollega.organisation.models import Colleague
from kollega.rounds import jobs, times
from kollega.rounds.choices import Status
from kollega.rounds.models import Participant, Round
from kollega.rounds.tests import helpers
from kollega.rounds.tests.test_rounds import told


def night_before(moment: datetime) -> datetime:
    """Two o'clock on the workday before."""
    day = clock.local(moment).date() - timedelta(days=1)
    while not calendar.is_workday(day):
        day -= timedelta(days=1)
    return times.moment(day, time(2, 40))


def starts(world: World, round_id: uuid.UUID) -> datetime:
    with acting(world.asker.actor):
        found = Round.objects.get(pk=round_id).starts_at
    assert found is not None
    return found


def keep(moment: datetime) -> None:
    with clock.at(moment):
        jobs.keep_rounds.run()
        run_waiting()


@pytest.fixture
def planned(real_world: World) -> uuid.UUID:
    round_id = helpers.propose(real_world, helpers.question(real_world))
    helpers.pick(real_world, round_id)
    run_waiting()
    return round_id


def test_a_reminder_comes_once_on_the_workday_before(real_world: World, planned: uuid.UUID) -> None:
    when = starts(real_world, planned)
    monday = when
    while clock.local(monday).weekday() != 0 or not calendar.is_workday(clock.local(monday).date()):
        monday += timedelta(days=1)
    client_of(real_world.asker).post(
        reverse("rounds:move", args=[planned]),
        {"starts_at": helpers.field(monday), "minutes": "45", "version": "2"},
    )
    client_of(real_world.answerer_two).post(
        reverse("rounds:answer", args=[planned]), {"answer": "no"}
    )
    run_waiting()
    before = night_before(starts(real_world, planned))
    assert clock.local(before).weekday() == 4
    keep(before - timedelta(days=1))
    assert "round.soon" not in told(real_world, "answerer")
    for night in (before, before + timedelta(days=1), before + timedelta(days=3)):
        keep(night)
        assert told(real_world, "answerer").count("round.soon") == 1
    # Not those who have said no, nor who proposed it and sits it out.
    assert "round.soon" not in told(real_world, "answerer_two")
    assert "round.soon" not in told(real_world, "asker")


def test_a_moved_round_is_reminded_of_anew_and_a_cancelled_one_not(
    real_world: World, planned: uuid.UUID
) -> None:
    keep(night_before(starts(real_world, planned)))
    asker = client_of(real_world.asker)
    with clock.at(night_before(starts(real_world, planned)) + timedelta(hours=7)):
        later = helpers.workday(10)
        with acting(real_world.asker.actor):
            version = Round.objects.get(pk=planned).version
        data = {"starts_at": helpers.field(later), "minutes": "45", "version": str(version)}
        assert asker.post(reverse("rounds:move", args=[planned]), data).status_code == 302
        run_waiting()
    keep(night_before(later))
    assert told(real_world, "answerer").count("round.soon") == 2
    other = helpers.propose(real_world, helpers.question(real_world))
    helpers.pick(real_world, other)
    asker.post(reverse("rounds:cancel", args=[other]))
    keep(night_before(starts(real_world, other)))
    assert told(real_world, "answerer").count("round.soon") == 2


def test_a_round_that_got_no_time_comes_to_nothing_and_is_destroyed(real_world: World) -> None:
    round_id = helpers.propose(real_world, helpers.question(real_world))
    run_waiting()
    keep(helpers.workday(25))
    with acting(real_world.asker.actor):
        assert Round.objects.get(pk=round_id).status == Status.PROPOSED
    # No worker ran on the night after the last day to answer: told all the same, and once.
    keep(helpers.workday(26))
    assert told(real_world, "asker").count("round.voting_over") == 1
    keep(helpers.workday(32))
    with acting(real_world.asker.actor):
        assert Round.objects.get(pk=round_id).status == Status.CANCELLED
    assert told(real_world, "answerer").count("round.dropped") == 1
    keep(clock.now() + timedelta(days=900))
    with acting(real_world.asker.actor):
        assert not Round.objects.filter(pk=round_id).exists()


def end(world: World, who: str, last: timedelta) -> None:
    """Give somebody a last day at work."""
    actor = world.personas[who].actor
    with acting(actor):
        Colleague.objects.filter(pk=actor.colleague_id).update(left_on=clock.today() + last)


def test_a_substitute_with_a_last_day_ahead_comes_like_everybody_else(world: World) -> None:
    end(world, "other_unit", timedelta(days=300))
    round_id = helpers.standing(world, "other_unit")
    assert world.other_unit.colleague_id in helpers.seats(world, round_id)
    end(world, "same_unit", timedelta(days=300))
    client_of(world.same_unit).post(reverse("rounds:answer", args=[round_id]), {"answer": "yes"})
    assert helpers.seats(world, round_id)[world.same_unit.colleague_id] == "yes"  # type: ignore[index]


def test_who_has_left_is_taken_off_and_her_calendar_told(
    real_world: World, planned: uuid.UUID
) -> None:
    end(real_world, "answerer_two", -timedelta(days=1))
    keep(clock.now() + timedelta(minutes=1))
    assert real_world.answerer_two.colleague_id not in helpers.seats(real_world, planned)
    letter = [each for each in outbox.outbox if each.to == ["answerer_two@example.se"]][-1]
    assert "En runda tas bort ur din kalender" in letter.subject
    assert "METHOD:CANCEL" in letter.message().as_string()
    with acting(real_world.asker.actor):
        assert Participant.objects.filter(round_id=planned, removed=True).count() == 1


def test_the_same_thing_told_twice_is_one_line(real_world: World) -> None:
    round_id = helpers.standing(real_world, "answerer", "answerer_two")
    for _question in range(2):
        helpers.bring(real_world, round_id, helpers.question(real_world))
    run_waiting()
    actor = real_world.answerer.actor
    assert told(real_world, "answerer").count("round.brought") == 2
    with acting(actor):
        lines, unread = shown.waiting(actor, most=5, but="consultation")
    assert [each.text for each in lines].count("En fråga tas upp i en runda du är med i") == 1
    assert unread >= 2
    outbox.outbox.clear()
    with clock.at(calendar.next_at(time(7, 31))):
        run_waiting()
    (letter,) = [
        each
        for each in outbox.outbox
        if each.to == ["answerer@example.se"] and "text/calendar" not in each.message().as_string()
    ]
    assert letter.body.count("En fråga tas upp i en runda du är med i") == 1

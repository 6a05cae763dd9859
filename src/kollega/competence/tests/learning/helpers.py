"""What the tests of learning do: a course, an occasion, and people with seats on it."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from tests.personas import World

from kollega.competence.learning import courses, occasions, rules, seats
from kollega.competence.learning.courses import CourseTerms
from kollega.competence.learning.occasions import Terms, Time
from kollega.competence.models import Occasion, OccasionKind, Seat
from kollega.core import clock
from kollega.core.actor import acting

TITLE = "Samtal med barn"


def course(world: World, title: str = TITLE, **changes: Any) -> UUID:
    """The coordinator adds a course; its id."""
    actor = world.coordinator.actor
    with acting(actor):
        row = courses.add(actor, public_id=uuid4(), terms=CourseTerms(title=title, **changes))
    return row.id


def at(days: int, first: int = 9, last: int = 12) -> Time:
    """So many days ahead, between two hours in Sweden."""
    return on(clock.today() + timedelta(days=days), first, last)


def on(day: date, first: int = 9, last: int = 12) -> Time:
    """On a day, between two hours in Sweden."""

    def moment(hour: int) -> datetime:
        return datetime.combine(day, time(hour), clock.STOCKHOLM).astimezone(UTC)

    return moment(first), moment(last)


def terms(*days: int, **changes: Any) -> Terms:
    """Ordinary terms: two weeks ahead, two seats."""
    return Terms(
        **{
            "title": TITLE,
            "kind": OccasionKind.COURSE,
            "days": tuple(at(each) for each in days or (14,)),
            "seats": 2,
            **changes,
        }
    )


def occasion(world: World, *days: int, by: str = "manager", **changes: Any) -> UUID:
    """Somebody arranges an occasion in the name of her municipality; its id."""
    actor = world.personas[by].actor
    changes.setdefault("leader_id", actor.colleague_id)
    with acting(actor):
        row = occasions.add(actor, public_id=uuid4(), terms=terms(*days, **changes))
    return row.id


def book(world: World, who: str, occasion_id: UUID) -> str:
    """Somebody takes a seat; how it stands with it."""
    actor = world.personas[who].actor
    with acting(actor):
        seat = seats.book(actor, rules.occasion_for(actor, occasion_id, lock=True))
    return str(seat.state)


def leave(world: World, who: str, occasion_id: UUID) -> None:
    """Somebody gives her seat back."""
    actor = world.personas[who].actor
    with acting(actor):
        seats.leave(actor, rules.occasion_for(actor, occasion_id, lock=True))


def state(world: World, who: str, occasion_id: UUID) -> str:
    """How it stands with somebody's seat; empty for none."""
    actor = world.personas[who].actor
    with acting(actor):
        seat = seats.own_seat(actor, occasion_id)
    return str(seat.state) if seat else ""


def begun(world: World, occasion_id: UUID, *, ended: bool = True) -> None:
    """Let it have been yesterday, or begin an hour ago."""
    actor = world.coordinator.actor
    now = clock.now()
    times = (
        (now - timedelta(days=1, hours=3), now - timedelta(days=1))
        if ended
        else (now - timedelta(hours=1), now + timedelta(hours=2))
    )
    with acting(actor):
        Occasion.objects.filter(pk=occasion_id).update(first_at=times[0], last_at=times[1])


def was_there(world: World, occasion_id: UUID) -> None:
    """Everybody who has a seat was there."""
    actor = world.coordinator.actor
    with acting(actor):
        Seat.objects.filter(occasion_id=occasion_id).update(attended=True)

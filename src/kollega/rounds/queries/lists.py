"""Lists of rounds, and the standing ones."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.rounds import rules
from kollega.rounds.choices import Answer, Status
from kollega.rounds.models import Round, RoundSeries, SeriesMember

PAGE = 10


@dataclass(frozen=True)
class Line:
    """A round in a list. `answer` is the actor's own, in words."""

    id: UUID
    starts_at: datetime | None
    ends_at: datetime | None
    minutes: int
    status: Status
    standing: bool
    area: str
    takes_part: bool
    answer: str
    answer_label: str
    vote_by: date | None = None


def _line(actor: Actor, row: Round) -> Line:
    seat = rules.seat_of(actor, row)
    return Line(
        id=row.id,
        starts_at=row.starts_at,
        ends_at=ends_at(row),
        minutes=row.minutes,
        status=Status(row.status),
        standing=row.series_id is not None,
        area=row.area.shown_title if row.area else "",
        takes_part=seat.takes_part,
        answer=seat.answer,
        answer_label=str(Answer(seat.answer).label) if seat.answer else "",
        vote_by=row.vote_by,
    )


def ends_at(row: Round) -> datetime | None:
    """When a round is over."""
    return row.starts_at + timedelta(minutes=row.minutes) if row.starts_at else None


def coming(actor: Actor) -> list[Line]:
    """What lies ahead, and what waits for a time; at most forty. One statement."""
    rows = (
        rules.visible(actor)
        .filter(
            Q(status=Status.PROPOSED)
            | Q(status__in=[Status.PLANNED, Status.CANCELLED], starts_at__gte=_earlier_today())
        )
        .select_related("area")
        .order_by("starts_at", "id")[:40]
    )
    return [_line(actor, each) for each in rows]


def _earlier_today() -> datetime:
    return clock.local(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)


def next_planned(actor: Actor, *, standing_only: bool) -> Line | None:
    """The first that lies ahead with a time. One statement."""
    rows = rules.visible(actor)
    row = (
        (rows.filter(series__isnull=False) if standing_only else rows)
        .filter(status=Status.PLANNED, starts_at__gte=clock.now())
        .select_related("area")
        .order_by("starts_at", "id")
        .first()
    )
    return _line(actor, row) if row else None


def past(actor: Actor, number: int) -> tuple[list[Line], bool]:
    """One page of what has been, newest first, and whether there is more. One statement."""
    start = (number - 1) * PAGE
    rows = (
        rules.visible(actor)
        .filter(starts_at__lt=_earlier_today())
        .exclude(status=Status.CANCELLED)
        .select_related("area")
        .order_by("-starts_at", "id")[start : start + PAGE + 1]
    )
    lines = [_line(actor, each) for each in rows]
    return lines[:PAGE], len(lines) > PAGE


def standing(actor: Actor) -> list[RoundSeries]:
    """The standing rounds that go on or rest, with whether the actor is a member. One statement."""
    today = clock.today()
    mine = SeriesMember.objects.filter(
        collaboration_id=actor.collaboration_id,
        series_id=OuterRef("pk"),
        colleague_id=actor.colleague_id,
    )
    return list(
        RoundSeries.objects.filter(
            Q(until__isnull=True) | Q(until__gte=today), collaboration_id=actor.collaboration_id
        )
        .annotate(is_member=Exists(mine))
        .select_related("area", "facilitator")
        .order_by("first_on", "id")
    )

"""Reads: the collaboration's calendar, and what one's staff go to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import date_format

from kollega.competence.learning import rules, words
from kollega.competence.learning.others import Other, others
from kollega.competence.learning.seats import TAKES
from kollega.competence.models import (
    Occasion,
    OccasionDay,
    OccasionKind,
    Seat,
    SeatHolder,
    SeatState,
)
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.organisation.api import Area
from kollega.ui.parts import StateKind

MOST = 400
"""Times in a month; more are left out, last first."""
ROUND = "runda"
"""Stands in the address for what other rooms have put in the calendar."""


@dataclass(frozen=True)
class Line:
    """Something in the calendar, at one of its times. `mine` is how the actor stands to it."""

    starts_at: datetime
    day: str
    weekday: str
    time: str
    title: str
    kind: str
    url: str
    where: str
    seats: str
    mine: str
    light: StateKind
    cancelled: bool
    is_today: bool


@dataclass(frozen=True)
class Wanted:
    """What of the calendar is shown. `kind` is '' for all."""

    month: date
    kind: str = ""
    area: Area | None = None
    municipality_id: UUID | None = None

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The month, from its first moment to the next one's."""
        return _midnight(self.month), _midnight(following(self.month))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), clock.STOCKHOLM).astimezone(UTC)


def following(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def before(month: date) -> date:
    """The first day of the month before."""
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)


def _counted(states: Iterable[str], way: str) -> Coalesce:
    """For a query: how many seats of an occasion are in these states."""
    rows = (
        Seat.objects.filter(
            collaboration_id=OuterRef("collaboration_id"),
            occasion_id=OuterRef(way),
            state__in=list(states),
        )
        .order_by()
        .values("occasion_id")
        .annotate(n=Count("id"))
        .values("n")
    )
    return Coalesce(Subquery(rows, output_field=IntegerField()), 0)


@dataclass(frozen=True)
class Mine:
    """A seat of the actor's own, or her place in a queue."""

    occasion_id: UUID
    title: str
    state: str
    answer_by: date | None
    first_at: datetime
    state_words: str
    light: StateKind


def mine(actor: Actor) -> list[Mine]:
    """The actor's seats and places in queues of what is not over, soonest first. One statement."""
    holders = SeatHolder.objects.filter(
        sender_id=actor.municipality_id,
        account_id=actor.account_id,
    ).values("seat_id")
    rows = (
        Seat.objects.filter(
            collaboration_id=actor.collaboration_id,
            pk__in=holders,
            occasion__last_at__gte=_midnight(clock.today() - timedelta(days=62)),
        )
        .exclude(state=SeatState.LEFT)
        .select_related("occasion")
        .order_by("occasion__first_at", "id")
    )
    return [
        Mine(
            row.occasion_id,
            row.occasion.title,
            row.state,
            row.answer_by,
            row.occasion.first_at,
            *words.own_state(row.state, row.answer_by),
        )
        for row in rows
    ]


def month_lines(actor: Actor, wanted: Wanted, own: Iterable[Mine]) -> list[Line]:
    """What a month has, in order of time. One statement, and one for each room that adds to it."""
    first, last = wanted.span
    states = {each.occasion_id: each for each in own}
    found = [] if wanted.kind == ROUND else _occasion_lines(actor, wanted, states)
    if wanted.kind in {"", ROUND} and wanted.municipality_id is None:
        area_ids = set(wanted.area.every_id) if wanted.area else None
        found += [
            _other_line(each)
            for each in others(actor, first, last)
            if area_ids is None or each.area_id in area_ids
        ]
    return sorted(found, key=lambda line: (line.starts_at, line.title))


def _occasion_lines(actor: Actor, wanted: Wanted, states: dict[UUID, Mine]) -> list[Line]:
    first, last = wanted.span
    rows: QuerySet[OccasionDay] = OccasionDay.objects.filter(
        collaboration_id=actor.collaboration_id, starts_at__gte=first, starts_at__lt=last
    ).select_related("occasion", "occasion__organiser")
    if wanted.kind:
        rows = rows.filter(occasion__kind=wanted.kind)
    if wanted.area is not None:
        rows = rows.filter(occasion__area_id__in=wanted.area.every_id)
    if wanted.municipality_id is not None:
        rows = rows.filter(occasion__organiser_id=wanted.municipality_id)
    rows = rows.annotate(
        taken=_counted(TAKES, "occasion_id"),
        waiting=_counted([SeatState.WAITING], "occasion_id"),
    ).order_by("starts_at", "id")[:MOST]
    return [_line(row, states.get(row.occasion_id)) for row in rows]


def _line(row: OccasionDay, own: Mine | None) -> Line:
    occasion, starts = row.occasion, clock.local(row.starts_at)
    cancelled = occasion.state == Occasion.State.CANCELLED
    is_over = row.ends_at <= clock.now()
    counts = row.__dict__
    return Line(
        starts_at=row.starts_at,
        day=str(starts.day),
        weekday=date_format(starts, "D"),
        time=f"{date_format(starts, 'G.i')}–{date_format(clock.local(row.ends_at), 'G.i')}",
        title=occasion.title,
        kind=str(OccasionKind(occasion.kind).label),
        url=reverse("competence:occasion", args=[occasion.id]),
        where=occasion.organiser.name,
        seats=""
        if cancelled or not rules.is_open(occasion)
        else words.left(occasion, counts["taken"], counts["waiting"]),
        mine="" if own is None or is_over else own.state_words,
        light=own.light if own else "info",
        cancelled=cancelled,
        is_today=starts.date() == clock.today(),
    )


def _other_line(each: Other) -> Line:
    starts = clock.local(each.starts_at)
    return Line(
        starts_at=each.starts_at,
        day=str(starts.day),
        weekday=date_format(starts, "D"),
        time=f"{date_format(starts, 'G.i')}–{date_format(clock.local(each.ends_at), 'G.i')}",
        title=each.title,
        kind="",
        url=each.url,
        where="",
        seats="",
        mine="" if each.ends_at <= clock.now() else each.state,
        light="good" if each.comes else "info",
        cancelled=each.cancelled,
        is_today=starts.date() == clock.today(),
    )


# --- One's staff ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class StaffLine:
    """One of the own staff who has a seat, waits for one or was there."""

    colleague_id: UUID
    state: str
    attended: bool | None


@dataclass(frozen=True)
class StaffOccasion:
    """An occasion with those of the own staff who go there."""

    id: UUID
    title: str
    when: str
    cancelled: bool
    people: tuple[StaffLine, ...]


def staff_occasions(actor: Actor, *, over: bool) -> list[StaffOccasion]:
    """What the own staff go to, soonest first; with `over` what they went to in the last year, latest
    first. Two statements."""
    today = _midnight(clock.today())
    by_seat = {
        row.seat_id: row for row in SeatHolder.objects.filter(sender_id=actor.municipality_id)
    }
    # By the occasion as it is now: it may have been moved since the seat was taken.
    times = (
        {"occasion__last_at__lt": today, "occasion__last_at__gte": today - timedelta(days=366)}
        if over
        else {"occasion__last_at__gte": today}
    )
    rows = (
        Seat.objects.filter(collaboration_id=actor.collaboration_id, pk__in=list(by_seat), **times)
        .exclude(state=SeatState.LEFT)
        .select_related("occasion")
        .order_by("-occasion__first_at" if over else "occasion__first_at", "occasion_id", "number")
    )
    found: dict[UUID, tuple[Occasion, list[StaffLine]]] = {}
    for row in rows:
        line = StaffLine(
            by_seat[row.id].colleague_id, str(SeatState(row.state).label), row.attended
        )
        found.setdefault(row.occasion_id, (row.occasion, []))[1].append(line)
    return [
        StaffOccasion(
            occasion.id,
            occasion.title,
            _when(occasion),
            occasion.state == Occasion.State.CANCELLED,
            tuple(people),
        )
        for occasion, people in found.values()
    ]


def _when(occasion: Occasion) -> str:
    first, last = clock.local(occasion.first_at).date(), clock.local(occasion.last_at).date()
    return words.period(first, last)

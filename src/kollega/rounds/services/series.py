"""Standing rounds: begun, changed, and made some weeks ahead."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

from django.db.models import Q

from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.posting import next_version
from kollega.organisation import api as organisation
from kollega.organisation import options
from kollega.organisation.models import CollaborationSetting
from kollega.rounds import rules, times
from kollega.rounds.choices import Status
from kollega.rounds.models import Participant, Round, RoundSeries, SeriesMember
from kollega.rounds.options import SHARED_LINK, WEEKS_AHEAD
from kollega.rounds.services.common import ask_again, require_crowd, seat_people, tell


@dataclass(frozen=True)
class Terms:
    """When a standing round is, until when, and who leads it."""

    weekday: int
    at: time
    minutes: int
    first_on: date
    until: date | None = None
    paused: bool = False
    area_id: UUID | None = None
    facilitator_id: UUID | None = None


FIELDS = (
    "weekday",
    "at",
    "minutes",
    "first_on",
    "until",
    "paused",
    "area_id",
    "facilitator_id",
)


def _apply(row: RoundSeries, terms: Terms) -> None:
    for name in FIELDS:
        setattr(row, name, getattr(terms, name))


def begin(actor: Actor, terms: Terms, *, public_id: UUID) -> RoundSeries:
    """Begin a standing round; its first occurrences are there at once. Posting twice finds the
    first."""
    rules.steer_series(actor).require()
    found = RoundSeries.objects.filter(
        collaboration_id=actor.collaboration_id, pk=public_id
    ).first()
    if found is not None:
        return found
    row = RoundSeries(id=public_id, collaboration_id=actor.collaboration_id)
    _apply(row, terms)
    row.save(force_insert=True)
    access.audit(actor, "round_series.begin", "round_series", row.id)
    make_ahead(actor, row)
    return row


def change(actor: Actor, row: RoundSeries, terms: Terms, *, version: int) -> RoundSeries:
    """Change all that are coming. One that was moved by itself keeps its time. What a rest or
    another week called off comes back when that is over.

    Raises:
        Conflict: it was changed elsewhere in between.
    """
    rules.steer_series(actor).require()
    next_version(_Terms(row), version, {name: ("", str(getattr(terms, name))) for name in FIELDS})
    _apply(row, terms)
    row.version += 1
    row.save(update_fields=[*FIELDS, "version"])
    _follow(actor, row)
    make_ahead(actor, row)
    access.audit(actor, "round_series.change", "round_series", row.id)
    return row


class _Terms:
    """A series' fields as `next_version` compares them."""

    def __init__(self, row: RoundSeries) -> None:
        self.version = row.version
        self._row = row

    def __getattr__(self, name: str) -> str:
        return str(getattr(self.__dict__["_row"], name))


def _follow(actor: Actor, series: RoundSeries) -> None:
    """Let the rounds that are coming follow their series: moved, called off, or back again."""
    coming = (
        Round.objects.select_for_update(no_key=True)
        .filter(
            Q(status=Status.PLANNED, starts_at__gt=clock.now())
            | Q(
                status=Status.CANCELLED,
                fell_away=True,
                slot__gte=times.monday(clock.today()),
            ),
            collaboration_id=series.collaboration_id,
            series=series,
        )
        .order_by("starts_at", "id")
    )
    for row in coming:
        before = (row.status, row.starts_at, row.minutes)
        row.area_id = series.area_id
        starts_at = _when(series, row)
        row.fell_away = starts_at is None
        row.status = Status.CANCELLED if starts_at is None else Status.PLANNED
        if starts_at is not None and row.moved_from is None:
            row.starts_at, row.minutes = starts_at, series.minutes
        changed = before != (row.status, row.starts_at, row.minutes)
        if changed:
            row.sequence += 1
            row.version += 1
        row.save()
        if changed and starts_at is None:
            tell(actor, "cancelled", row)
        elif changed:
            ask_again(row)
            tell(actor, "moved", row)


def _when(series: RoundSeries, row: Round) -> datetime | None:
    """When a round is by its series' terms; None where those have no place for it any more."""
    if series.paused or row.slot is None:
        return None
    if row.moved_from is not None:
        starts_at = row.starts_at
    elif times.is_slot(series.first_on, row.slot):
        starts_at = times.occurrence(row.slot, series.weekday, series.at)
    else:
        return None
    if starts_at is None or starts_at <= clock.now():
        return None
    day = clock.local(starts_at).date()
    too_early = day < series.first_on and row.moved_from is None
    return None if too_early or (series.until and day > series.until) else starts_at


def join(actor: Actor, series: RoundSeries) -> None:
    """Be asked to each coming occurrence.

    Raises:
        PermissionDenied: her own question is taken up in one of them, and she would stand out.
    """
    coming = _coming(series)
    for row in coming:
        require_crowd(actor, row)
    SeriesMember.objects.get_or_create(
        collaboration_id=series.collaboration_id,
        series=series,
        colleague_id=actor.colleague_id,
    )
    for row in coming:
        seat_people(actor, row, [actor.colleague_id])
        tell(actor, "answered", row)


def leave(actor: Actor, series: RoundSeries) -> None:
    """Not be asked any more; the coming ones that she has not said yes to are taken away."""
    SeriesMember.objects.filter(
        collaboration_id=series.collaboration_id,
        series=series,
        colleague_id=actor.colleague_id,
    ).delete()
    for row in _coming(series):
        gone = (
            Participant.objects.filter(
                collaboration_id=row.collaboration_id,
                round=row,
                colleague_id=actor.colleague_id,
                removed=False,
            )
            .exclude(answer="yes")
            .update(removed=True)
        )
        if gone:
            tell(actor, "left", row)


def _coming(series: RoundSeries) -> list[Round]:
    """Its rounds ahead, locked: a question brought meanwhile finds all who come, or none."""
    return list(
        Round.objects.select_for_update(no_key=True)
        .filter(
            collaboration_id=series.collaboration_id,
            series=series,
            status=Status.PLANNED,
            starts_at__gt=clock.now(),
        )
        .order_by("starts_at", "id")
    )


def chosen(actor: Actor, key: str) -> str | int:
    """What the collaboration has chosen, also for a job, whose actor carries no choices."""
    stored = (
        CollaborationSetting.objects.filter(
            collaboration_id=actor.collaboration_id, key=key, valid_from__lte=clock.today()
        )
        .order_by("-valid_from", "-set_at")
        .first()
    )
    found: str | int = stored.value if stored else options.option(key).default
    return found


def make_ahead(actor: Actor, series: RoundSeries) -> int:
    """Make the occurrences of the coming weeks that are not there yet; how many.

    None on a holiday or its eve, none after the last day, none while it rests. Run again it makes
    nothing: a week has one at most.
    """
    if series.paused:
        return 0
    today = clock.today()
    horizon = today + timedelta(weeks=int(chosen(actor, WEEKS_AHEAD)))
    members = list(
        SeriesMember.objects.filter(
            organisation.at_work("colleague__"),
            collaboration_id=series.collaboration_id,
            series=series,
        ).values_list("colleague_id", flat=True)
    )
    known = set(
        Round.objects.filter(
            collaboration_id=series.collaboration_id, series=series, slot__isnull=False
        ).values_list("slot", flat=True)
    )
    link = str(chosen(actor, SHARED_LINK))
    made = 0
    for slot in times.slots(series.first_on, today, min(horizon, series.until or horizon)):
        if slot not in known:
            made += _make(actor, series, slot, members, link)
    return made


def _make(actor: Actor, series: RoundSeries, slot: date, members: list[UUID], link: str) -> int:
    starts_at = times.occurrence(slot, series.weekday, series.at)
    if starts_at is None or starts_at <= clock.now():
        return 0
    day = clock.local(starts_at).date()
    if day < series.first_on or (series.until and day > series.until):
        return 0
    row = Round(
        id=uuid4(),
        collaboration_id=series.collaboration_id,
        series=series,
        slot=slot,
        area_id=series.area_id,
        starts_at=starts_at,
        minutes=series.minutes,
        status=Status.PLANNED,
        video_link=link,
        facilitator_id=series.facilitator_id,
    )
    row.save(force_insert=True)
    seats = {*members, *([series.facilitator_id] if series.facilitator_id else [])}
    Participant.objects.bulk_create(
        Participant(id=uuid4(), collaboration_id=row.collaboration_id, round=row, colleague_id=each)
        for each in sorted(seats)
    )
    tell(actor, "answered", row)
    return 1


def every_series(actor: Actor) -> list[RoundSeries]:
    """The standing rounds of a collaboration that go on, locked: nobody changes them meanwhile."""
    today = clock.today()
    return list(
        RoundSeries.objects.select_for_update(no_key=True).filter(
            Q(until__isnull=True) | Q(until__gte=today),
            collaboration_id=actor.collaboration_id,
            paused=False,
        )
    )

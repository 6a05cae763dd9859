"""Reads: lists of rounds, a round with its people, times and cases, notes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from kollega.consultation import api as consultation
from kollega.consultation.api import Glimpse
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.organisation.models import Colleague
from kollega.rounds import rules
from kollega.rounds.agenda import Slot, lay_out
from kollega.rounds.choices import Answer, Can, Part, Presenter, Status
from kollega.rounds.models import (
    Brought,
    NoteEdit,
    NoteSection,
    NoteWriting,
    Participant,
    Round,
    RoundSeries,
    SeriesMember,
    Suggestion,
    TimeProposal,
)
from kollega.rounds.options import part_minutes
from kollega.rounds.rules import Seat
from kollega.rounds.services.notes import STILL_WRITING, has_note

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


@dataclass(frozen=True)
class Person:
    """Somebody asked to a round."""

    colleague_id: UUID
    name: str
    role: str
    answer: str
    answer_label: str
    is_me: bool


def people(actor: Actor, row: Round) -> list[Person]:
    """Those asked, by name: nothing tells in which order they came. One statement."""
    rows = (
        Participant.objects.filter(collaboration_id=row.collaboration_id, round=row, removed=False)
        .select_related("colleague__municipality")
        .order_by("colleague__sort_key", "id")
    )
    return [
        Person(
            each.colleague_id,
            each.colleague.name,
            shown(each.colleague),
            each.answer,
            str(Answer(each.answer).label) if each.answer else "",
            each.colleague_id == actor.colleague_id,
        )
        for each in rows
    ]


def shown(colleague: Colleague) -> str:
    """Work title and municipality."""
    return ", ".join(part for part in (colleague.title, colleague.municipality.name) if part)


@dataclass(frozen=True)
class Time:
    """A proposed time with who said what, and what the actor said."""

    id: UUID
    starts_at: datetime
    mine: str
    can: tuple[str, ...]
    if_needed: tuple[str, ...]
    cannot: tuple[str, ...]


def times_of(actor: Actor, row: Round) -> list[Time]:
    """The proposed times with their votes. One statement."""
    found = (
        TimeProposal.objects.filter(collaboration_id=row.collaboration_id, round=row)
        .order_by("starts_at", "votes__colleague__sort_key")
        .values_list(
            "id", "starts_at", "votes__can", "votes__colleague_id", "votes__colleague__name"
        )
    )
    times: dict[UUID, dict[str, Any]] = {}
    for time_id, starts_at, can, colleague_id, name in found:
        time = times.setdefault(time_id, {"starts_at": starts_at, "mine": ""} | _nobody())
        if can:
            time[can] += (name,)
        if can and colleague_id == actor.colleague_id:
            time["mine"] = can
    return [Time(each, **time) for each, time in times.items()]


def _nobody() -> dict[str, tuple[str, ...]]:
    return {can.value: () for can in Can}


@dataclass(frozen=True)
class CaseLine:
    """A case on the agenda, as this actor meets it. `slot` is empty until the round has a time."""

    id: UUID
    question_id: UUID
    glimpse: Glimpse
    slot: Slot | None
    parts: tuple[tuple[str, int], ...]
    presented_by: str
    minutes: int | None
    has_note: bool
    note_open: bool

    @property
    def shown(self) -> bool:
        """Whether anything of the matter is shown to her."""
        return self.glimpse.state in {"open", "preview"}


def cases(actor: Actor, seat: Seat) -> list[CaseLine]:
    """The agenda. Two statements.

    A case keeps its time whoever looks: one who stepped out must know when to come back.
    """
    row = seat.round
    rows = list(
        Brought.objects.filter(collaboration_id=row.collaboration_id, round=row, taken_back=False)
        .annotate(written=has_note())
        .order_by("place", "id")
    )
    met = consultation.glimpses(actor, [each.question_id for each in rows])
    kept = [each for each in rows if met[each.question_id].state != "removed"]
    weights = part_minutes(actor)
    slots: dict[UUID, Slot] = {}
    if row.starts_at is not None:
        laid = lay_out(row.starts_at, row.minutes, [each.minutes for each in kept], weights)
        slots = {each.id: slot for each, slot in zip(kept, laid, strict=True)}
    return [_case(seat, each, met[each.question_id], slots.get(each.id)) for each in rows]


def _case(seat: Seat, row: Brought, met: Glimpse, slot: Slot | None) -> CaseLine:
    names = [str(part.label) for part in list(Part)[:4]]
    may_note = (seat.takes_part or met.is_asker) and met.state == "open"
    return CaseLine(
        id=row.id,
        question_id=row.question_id,
        glimpse=met,
        slot=slot,
        parts=tuple(zip(names, slot.parts, strict=True)) if slot else (),
        presented_by=_presenter(seat, row, met),
        minutes=row.minutes,
        has_note=bool(row.__dict__["written"]) and may_note,
        note_open=may_note and seat.takes_part,
    )


def _presenter(seat: Seat, row: Brought, met: Glimpse) -> str:
    """Who tells of the case, by name where one stands in the open."""
    if met.state not in {"open", "preview"}:
        return ""
    if row.presenter == Presenter.ASKER and met.asker:
        return met.asker
    if row.presenter == Presenter.TAKER and met.taken_by:
        return met.taken_by
    if row.presenter == Presenter.ASKER:
        return ""
    return seat.round.facilitator.name if seat.round.facilitator else ""


# --- Notes ----------------------------------------------------------------------------------------

TWO_PAGES = 5000
"""Signs on about two pages."""


@dataclass(frozen=True)
class Section:
    """A part of a note. `writers` are others who are writing in it just now."""

    part: Part
    text: str
    version: int
    saved_by: str
    saved_at: datetime | None
    writers: tuple[str, ...] = ()


def sections(actor: Actor, brought: Brought) -> list[Section]:
    """All the parts, written or not. Two statements."""
    stored = {
        each.part: each
        for each in NoteSection.objects.filter(
            collaboration_id=brought.collaboration_id, brought=brought
        ).select_related("saved_by")
    }
    writers = who_writes(actor, brought)
    return [_section(part, stored.get(part), writers.get(part, ())) for part in Part]


def _section(part: Part, row: NoteSection | None, writers: tuple[str, ...]) -> Section:
    if row is None:
        return Section(part, "", 0, "", None, writers)
    return Section(part, str(row.text), row.version, row.saved_by.name, row.saved_at, writers)


def who_writes(actor: Actor, brought: Brought) -> dict[str, tuple[str, ...]]:
    """Part → names of others who are writing in it just now. One statement."""
    rows = (
        NoteWriting.objects.filter(
            collaboration_id=brought.collaboration_id,
            brought=brought,
            seen_at__gt=clock.now() - STILL_WRITING,
        )
        .exclude(colleague_id=actor.colleague_id)
        .select_related("colleague")
        .order_by("seen_at")[:20]
    )
    found: dict[str, tuple[str, ...]] = {}
    for each in rows:
        found[each.part] = (*found.get(each.part, ()), each.colleague.name)
    return found


def length(parts: Collection[Section]) -> int:
    """How long the note is, in signs."""
    return sum(len(each.text) for each in parts)


def earlier(brought: Brought, part: Part) -> list[NoteEdit]:
    """What a part said before, newest first. One statement."""
    return list(
        NoteEdit.objects.filter(
            collaboration_id=brought.collaboration_id,
            section__brought=brought,
            section__part=part,
        )
        .select_related("saved_by")
        .order_by("-version")[:50]
    )


@dataclass(frozen=True)
class About:
    """A round where a question is or was taken up, for those who were there or ask."""

    round_id: UUID
    brought_id: UUID
    starts_at: datetime | None
    status: Status
    has_note: bool


def about(actor: Actor, question_id: UUID, *, is_asker: bool) -> list[About]:
    """Rounds of a question: all for the asker, for others those they were asked to. One statement."""
    rows = (
        Brought.objects.filter(
            collaboration_id=actor.collaboration_id, question_id=question_id, taken_back=False
        )
        .annotate(written=has_note())
        .select_related("round")
        .order_by("-round__starts_at", "id")
    )
    if not is_asker:
        mine = Participant.objects.filter(
            collaboration_id=actor.collaboration_id,
            colleague_id=actor.colleague_id,
            removed=False,
        )
        rows = rows.filter(round_id__in=mine.values("round_id"))
    return [
        About(
            each.round_id,
            each.id,
            each.round.starts_at,
            Status(each.round.status),
            bool(each.__dict__["written"]),
        )
        for each in rows[:PAGE]
    ]


@dataclass(frozen=True)
class Choice:
    """A coming standing round that a question can be taken up in."""

    round_id: UUID
    starts_at: datetime
    area: str
    people: int
    from_home: int
    is_full: bool


def choices(actor: Actor, most_cases: int) -> list[Choice]:
    """The next standing rounds: how many come, and how many of them from the actor's own
    municipality, who are likeliest to recognise somebody. One statement."""
    here = Q(participants__removed=False) & ~Q(participants__answer=Answer.NO)
    home = here & Q(participants__colleague__municipality_id=actor.municipality_id)
    home &= ~Q(participants__colleague_id=actor.colleague_id)
    rows = (
        Round.objects.filter(
            collaboration_id=actor.collaboration_id,
            series__isnull=False,
            status=Status.PLANNED,
            starts_at__gt=clock.now(),
        )
        .annotate(
            people=Count("participants", filter=here, distinct=True),
            from_home=Count("participants", filter=home, distinct=True),
            cases=Count("brought", filter=Q(brought__taken_back=False), distinct=True),
        )
        .select_related("area")
        .order_by("starts_at")[:4]
    )
    return [
        Choice(
            each.id,
            each.starts_at,
            each.area.shown_title if each.area else "",
            each.__dict__["people"],
            each.__dict__["from_home"],
            each.__dict__["cases"] >= most_cases,
        )
        for each in rows
        if each.starts_at
    ]


def suggestions(actor: Actor, question_id: UUID) -> list[str]:
    """Names of those who think that the question should be taken up. One statement."""
    rows = Suggestion.objects.filter(
        collaboration_id=actor.collaboration_id, question_id=question_id
    ).select_related("colleague")
    return [each.colleague.name for each in rows]


def colleagues(actor: Actor, words: str, *, without: Collection[UUID]) -> list[Person]:
    """Colleagues of the collaboration whose name, title or municipality holds the words; at most
    thirty. One statement."""
    rows = (
        Colleague.objects.filter(collaboration_id=actor.collaboration_id, left_on__isnull=True)
        .select_related("municipality")
        .order_by("sort_key", "id")[:1000]
    )
    wanted = words.casefold().split()
    found = []
    for each in rows:
        line = f"{each.name} {shown(each)}".casefold()
        if each.id not in without and all(word in line for word in wanted):
            found.append(Person(each.id, each.name, shown(each), "", "", is_me=False))
    return found[:30]

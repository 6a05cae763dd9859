"""Reads of the room, as frozen dataclasses for the templates."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, F, Func, IntegerField, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kollega.core import calendar, clock
from kollega.core.actor import Actor
from kollega.public_documents import masking
from kollega.public_documents.models import Chosen, Ground, HandedOut, Request
from kollega.public_documents.sheet import name_of
from kollega.ui.parts import StateKind

PAGE = 20
DOCUMENTS = 40
"""Of a request, on one page."""
State = Chosen.State
TONES: dict[str, StateKind] = {
    State.WAITING: "mind",
    State.OUT: "good",
    State.MASKED: "info",
    State.WITHHELD: "bad",
}


@dataclass(frozen=True)
class RequestLine:
    """A request in the log."""

    id: UUID
    name: str
    asked_for: str
    received_on: date
    came_by: str
    clock: str
    late: bool
    outcome: str
    answered_on: date | None
    documents: int
    waiting: int


def request_line(request: Request, *, documents: int = 0, waiting: int = 0) -> RequestLine:
    """The request as a line."""
    days = workdays_since(request.received_on)
    return RequestLine(
        id=request.id,
        name=name_of(request),
        asked_for=request.asked_for,
        received_on=request.received_on,
        came_by=str(Request.CameBy(request.came_by).label),
        clock="" if request.answered_on else clock_words(request.received_on, days),
        late=request.answered_on is None and days > 1,
        outcome=str(Request.Outcome(request.outcome).label) if request.outcome else "",
        answered_on=request.answered_on,
        documents=documents,
        waiting=waiting,
    )


def workdays_since(day: date) -> int:
    """How many workdays have begun since that day; 0 the same day. At most 60 are counted."""
    today, count = clock.today(), 0
    while day < today and count < 60:
        day += timedelta(days=1)
        count += calendar.is_workday(day)
    return count


def clock_words(received_on: date, days: int) -> str:
    """How long somebody has waited. Over a weekend no workday has begun, and it is not today either."""
    if received_on == clock.today():
        return _("Kom in i dag")
    if days == 0:
        return _("Ingen arbetsdag har gått")
    return ngettext("Har väntat %(n)d arbetsdag", "Har väntat %(n)d arbetsdagar", days) % {
        "n": days
    }


def requests(actor: Actor, number: int = 1) -> tuple[list[RequestLine], bool]:
    """A page of the log, what waits first and then the newest, and whether there is more."""
    rows = (
        Request.objects.filter(municipality_id=actor.municipality_id)
        .annotate(
            documents=Count("chosen"),
            waiting=Count("chosen", filter=Q(chosen__state=State.WAITING)),
        )
        .order_by(F("answered_on").desc(nulls_first=True), "-received_on", "-number")
    )
    start = (number - 1) * PAGE
    found = list(rows[start : start + PAGE + 1])
    lines = [
        request_line(each, documents=each.documents, waiting=each.waiting) for each in found[:PAGE]
    ]
    return lines, len(found) > PAGE


@dataclass(frozen=True)
class Overview:
    """How a request stands. `version` changes with everything that its answer rests on."""

    version: int
    documents: int
    waiting: int
    withheld: int
    masks: int
    is_kept: bool
    next_id: UUID | None
    outcome: str

    @property
    def keeps_back(self) -> bool:
        return self.outcome in {Request.Outcome.PARTLY, Request.Outcome.REFUSED}

    @property
    def in_words(self) -> str:
        """What the answer would be, in a line."""
        documents = ngettext("%(n)d handling", "%(n)d handlingar", self.documents)
        masks = ngettext("%(n)d maskat ställe", "%(n)d maskade ställen", self.masks)
        parts = [
            str(Request.Outcome(self.outcome).label),
            documents % {"n": self.documents},
            masks % {"n": self.masks},
        ]
        if self.withheld:
            parts.append(_("%(n)d lämnas inte ut") % {"n": self.withheld})
        return ", ".join(parts)


def overview(actor: Actor, request: Request) -> Overview:
    """One statement; none of the texts is read."""
    rows = list(
        Chosen.objects.filter(municipality_id=actor.municipality_id, request=request)
        .annotate(
            kept=~Q(text=""),
            count=Func("masks", function="jsonb_array_length", output_field=IntegerField()),
        )
        .order_by("place")
        .values_list("id", "version", "state", "kept", "count")
    )
    states = [state for _id, _version, state, _kept, _count in rows]
    shown = [count for *_rest, state, _kept, count in rows if state != State.WITHHELD]
    said = "|".join(f"{each[0]}:{each[1]}" for each in rows)
    return Overview(
        version=zlib.crc32(f"{request.version}|{said}".encode()) >> 1,
        documents=len(rows),
        waiting=states.count(State.WAITING),
        withheld=states.count(State.WITHHELD),
        masks=sum(shown),
        is_kept=all(kept for *_rest, kept, _count in rows),
        next_id=next((each[0] for each in rows if each[2] == State.WAITING), None),
        outcome=_outcome(states, has_masks=any(shown)),
    )


def _outcome(states: Iterable[str], *, has_masks: bool) -> str:
    """The outcome that follows from how the documents were assessed."""
    found = set(states)
    if not found:
        return Request.Outcome.NONE
    if found == {State.WITHHELD}:
        return Request.Outcome.REFUSED
    return Request.Outcome.PARTLY if State.WITHHELD in found or has_masks else Request.Outcome.OUT


@dataclass(frozen=True)
class ChosenLine:
    """A document in a request. `number` is its place in it, from 1."""

    number: int
    id: UUID
    title: str
    about: str
    state: str
    tone: StateKind
    masks: int
    is_kept: bool


def chosen_lines(actor: Actor, request: Request, number: int = 1) -> list[ChosenLine]:
    """A page of the request's documents, in order. One statement; the texts are not read."""
    start = (number - 1) * DOCUMENTS
    rows = (
        Chosen.objects.filter(municipality_id=actor.municipality_id, request=request)
        .annotate(kept=~Q(text=""))
        .defer("text")
        .order_by("place")[start : start + DOCUMENTS]
    )
    return [
        ChosenLine(
            number=place,
            id=each.id,
            title=each.title,
            about=", ".join(part for part in (each.area, f"{each.day:%Y-%m-%d}") if part),
            state=str(State(each.state).label),
            tone=TONES[each.state],
            masks=len(each.masks),
            is_kept=each.kept,
        )
        for place, each in enumerate(rows, start + 1)
    ]


def answers_of(actor: Actor, request: Request) -> list[tuple[int, date]]:
    """What has been handed out for a request: number and day, the last first. One statement."""
    rows = HandedOut.objects.filter(municipality_id=actor.municipality_id, request=request)
    return list(rows.order_by("-number").values_list("number", "made_on"))


@dataclass(frozen=True)
class WordView:
    """A word to tick."""

    number: int
    text: str
    masked: bool


@dataclass(frozen=True)
class LineView:
    """A sentence to mask, whole or in part."""

    number: int
    shown_number: int
    words: tuple[WordView, ...]
    masked: str
    ground: str
    text: str

    @property
    def is_whole(self) -> bool:
        return self.masked == "all"


def line_views(chosen: Chosen, part: Iterable[masking.Line]) -> list[LineView]:
    """The lines of a part, with what is masked in them."""
    grounds = masking.marked(chosen.text, [(a, b, str(c)) for a, b, c in chosen.masks])
    shown = []
    for line in part:
        words = tuple(
            WordView(each.number, each.text, each.number in grounds) for each in line.words
        )
        count = sum(each.masked for each in words)
        shown.append(
            LineView(
                number=line.number,
                shown_number=line.number + 1,
                words=words,
                masked="all" if count == len(words) else ("some" if count else ""),
                ground=next((grounds[w.number] for w in words if w.masked), ""),
                text=chosen.text[line.start : line.end],
            )
        )
    return shown


@dataclass(frozen=True)
class Place:
    """Where a document stands among those of its request: links to the ones beside it."""

    number: int
    total: int
    previous_id: UUID | None
    next_id: UUID | None
    waiting: int


def place_of(actor: Actor, chosen: Chosen) -> Place:
    """One statement."""
    rows = list(
        Chosen.objects.filter(municipality_id=actor.municipality_id, request_id=chosen.request_id)
        .order_by("place")
        .values_list("id", "state")
    )
    ids = [each for each, _state in rows]
    here = ids.index(chosen.id)
    return Place(
        number=here + 1,
        total=len(ids),
        previous_id=ids[here - 1] if here else None,
        next_id=ids[here + 1] if here + 1 < len(ids) else None,
        waiting=sum(state == State.WAITING for _id, state in rows),
    )


def ground_choices(grounds: Iterable[Ground]) -> list[tuple[str, str]]:
    """Grounds for a select, with what nobody has verified said."""
    doubt = _("inte verifierad")
    return [
        (
            str(each.id),
            f"{each.paragraph}, {each.title}" + ("" if each.is_verified else f" ({doubt})"),
        )
        for each in grounds
    ]

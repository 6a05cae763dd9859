"""Reads of the room, as frozen dataclasses for the templates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kollega.core import calendar, clock
from kollega.core.actor import Actor
from kollega.public_documents import masking
from kollega.public_documents.models import Chosen, Ground, Request
from kollega.public_documents.sheet import name_of
from kollega.ui.parts import StateKind

PAGE = 20
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
        clock="" if request.answered_on else clock_words(days),
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


def clock_words(days: int) -> str:
    """How long somebody has waited."""
    if days == 0:
        return _("Kom in i dag")
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
class ChosenLine:
    """A document in a request."""

    id: UUID
    title: str
    about: str
    key: str
    state: str
    tone: StateKind
    masks: int
    is_kept: bool


def chosen_lines(actor: Actor, request: Request) -> list[ChosenLine]:
    """The request's documents in order. One statement."""
    rows = Chosen.objects.filter(municipality_id=actor.municipality_id, request=request).order_by(
        "place"
    )
    return [
        ChosenLine(
            id=each.id,
            title=each.title,
            about=", ".join(part for part in (each.area, f"{each.day:%Y-%m-%d}") if part),
            key=each.state,
            state=str(State(each.state).label),
            tone=TONES[each.state],
            masks=len(each.masks),
            is_kept=bool(each.text),
        )
        for each in rows
    ]


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

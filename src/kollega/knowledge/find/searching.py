"""A page of hits as the result page draws them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from kollega.core.actor import Actor
from kollega.knowledge.find.forms import Sought
from kollega.organisation.api import Area
from kollega.search import kinds, results
from kollega.search.kinds import Shown
from kollega.search.narrowing import Filters
from kollega.search.results import Result
from kollega.search.words import Asked, Snippet
from kollega.swedish.compounds import base

PAGE = 10
MOST_RESPELT = 3
LAST_PAGE = 20
"""Nobody leafs further; a search is narrowed instead."""


@dataclass(frozen=True)
class Piece:
    """A piece of a passage; marked where it is what was asked for."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True)
class Line:
    """A hit. `token` names it in a form: kind, object and part."""

    token: str
    kind: str
    kind_words: str
    object_id: UUID
    part: int
    shown: Shown
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Found:
    """A page of hits."""

    lines: tuple[Line, ...] = ()
    number: int = 1
    has_next: bool = False
    respelt: tuple[str, ...] = ()
    """What misspelt words were taken for, as it stands in these hits."""

    @property
    def first(self) -> int:
        """The place of the first hit of the page."""
        return (self.number - 1) * PAGE + 1


def search(actor: Actor, sought: Sought, number: int = 1, *, tree: Sequence[Area] = ()) -> Found:
    """The hits of one page, best first. Three statements, none without words. `tree`: the areas, so
    that a chosen one brings those below it."""
    if not sought.text:
        return Found()
    number = min(number, LAST_PAGE)
    found = results.results(
        actor,
        sought.text,
        of_kinds=(sought.kind,) if sought.kind else (),
        filters=filters_of(sought, tree),
        limit=PAGE,
        offset=(number - 1) * PAGE,
    )
    lines = tuple(_line(each) for each in found.results)
    more = found.has_more and number < LAST_PAGE
    return Found(lines, number, more, respelt(found.asked, lines))


def respelt(asked: Asked, lines: Iterable[Line]) -> tuple[str, ...]:
    """The words that misspelt ones were taken for, out of what is shown: never a word that only
    stands in what the reader may not open.
    """
    meant = {term[1:] for others in asked.doubtful.values() for term in others} & asked.words
    if not meant:
        return ()
    marked = (piece.text for line in lines for piece in line.pieces if piece.is_marked)
    found = {word: None for text in marked if base(word := text.casefold()) in meant}
    return tuple(found)[:MOST_RESPELT]


def filters_of(sought: Sought, tree: Sequence[Area] = ()) -> Filters:
    """What narrows the search, as the index reads it. An area is those below it too, and those that
    have gone up in them: what was written before is found as before."""
    area_ids = (sought.area_id,) if sought.area_id else ()
    every = (area for top in tree for area in (top, *top.children))
    return Filters(
        area_ids=next((area.every_id for area in every if area.id == sought.area_id), area_ids),
        grounds=(sought.ground,) if sought.ground else (),
        municipality_ids=(sought.municipality_id,) if sought.municipality_id else (),
        since=sought.since,
    )


def _line(found: Result) -> Line:
    return Line(
        token=f"{found.kind}:{found.object_id}:{found.part}",
        kind=found.kind,
        kind_words=str(kinds.known()[found.kind].label),
        object_id=found.object_id,
        part=found.part,
        shown=found.shown,
        pieces=pieces(found.snippet),
    )


def pieces(snippet: Snippet) -> tuple[Piece, ...]:
    """A passage cut where its marks begin and end; together they are the passage."""
    found, at = [], 0
    for start, end in sorted(snippet.marks, key=lambda mark: (mark[0], -mark[1])):
        if start < at or end <= start:
            continue
        found += [Piece(snippet.text[at:start]), Piece(snippet.text[start:end], is_marked=True)]
        at = end
    found.append(Piece(snippet.text[at:]))
    return tuple(piece for piece in found if piece.text)

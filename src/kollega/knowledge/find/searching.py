"""A page of hits as the result page draws them."""

from dataclasses import dataclass
from uuid import UUID

from kollega.core.actor import Actor
from kollega.knowledge.find.forms import Sought
from kollega.search import kinds, query, words
from kollega.search.kinds import Shown
from kollega.search.words import Snippet

PAGE = 10
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


def search(actor: Actor, sought: Sought, number: int = 1) -> Found:
    """The hits of one page, best first."""
    if not sought.text:
        return Found()
    number = min(number, LAST_PAGE)
    asked = words.asked(sought.text)
    hits = []
    for kind in [sought.kind] if sought.kind else kinds.known():
        hits += query.find(
            actor, sought.text, kind=kind, area_id=sought.area_id, limit=number * PAGE + 1
        )
    hits.sort(key=lambda hit: -hit.score)
    shown = kinds.show(actor, [(hit.kind, hit.object_id, 0) for hit in hits])
    lines = [
        _line(hit.kind, hit.object_id, 0, one, words.snippet(one.text, asked))
        for hit in hits
        if (one := shown.get((hit.kind, hit.object_id, 0)))
    ]
    start = (number - 1) * PAGE
    return Found(tuple(lines[start : start + PAGE]), number, len(lines) > start + PAGE)


def _line(kind: str, object_id: UUID, part: int, shown: Shown, snippet: Snippet) -> Line:
    return Line(
        token=f"{kind}:{object_id}:{part}",
        kind=kind,
        kind_words=str(kinds.known()[kind].label),
        object_id=object_id,
        part=part,
        shown=shown,
        pieces=pieces(snippet),
    )


def pieces(snippet: Snippet) -> tuple[Piece, ...]:
    """A passage cut where its marks begin and end; together they are the passage."""
    found, at = [], 0
    for start, end in sorted(snippet.marks):
        if start < at or end <= start:
            continue
        found += [Piece(snippet.text[at:start]), Piece(snippet.text[start:end], is_marked=True)]
        at = end
    found.append(Piece(snippet.text[at:]))
    return tuple(piece for piece in found if piece.text)

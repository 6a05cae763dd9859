"""What a search shows: hits as their rooms show them, with the words that were asked for marked.

At most three statements. A hit that the reader may not open is left out, and another stands in its place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from kollega.core.actor import Actor
from kollega.search import kinds, second_opinion, words
from kollega.search.kinds import Shown
from kollega.search.narrowing import Filters
from kollega.search.query import Hit, look

SHOWN_TO_ROOMS = 300
"""Hits whose rooms are asked: what may not be opened takes nobody's place, nor a thing's other passages."""
SPARE = 20
"""Hits beyond those of the page whose order is looked over."""


@dataclass(frozen=True)
class Result:
    """A hit as it is shown, with the piece of its text that answers."""

    hit: Hit
    shown: Shown
    snippet: words.Snippet

    @property
    def kind(self) -> str:
        return self.hit.kind

    @property
    def object_id(self) -> UUID:
        return self.hit.object_id

    @property
    def part(self) -> int:
        return self.hit.part

    @property
    def score(self) -> float:
        return self.hit.score


@dataclass(frozen=True)
class Results:
    """A page of results. `has_more` where there is a next page; `asked` is what was understood."""

    results: tuple[Result, ...] = ()
    has_more: bool = False
    asked: words.Asked = field(default_factory=words.Asked)


def results(
    actor: Actor,
    text: str,
    *,
    of_kinds: Sequence[str] = (),
    filters: Filters | None = None,
    limit: int = 10,
    offset: int = 0,
    longest: int = 240,
) -> Results:
    """A page of what a text finds, best first. Three statements, fewer where nothing is found.

    Only kinds that a room has said how to show are found.
    """
    wanted = [kind for kind in (of_kinds or kinds.known()) if kind in kinds.known()]
    if not wanted:
        return Results()
    weighed, hits = look(
        actor,
        text,
        kinds=wanted if of_kinds else (),
        filters=filters or Filters(),
        most=max(SHOWN_TO_ROOMS, offset + limit + SPARE),
    )
    if weighed is None:
        return Results()
    shown = kinds.show(actor, [(hit.kind, hit.object_id, hit.part) for hit in hits])
    open_to = _best_of_each(hit for hit in hits if (hit.kind, hit.object_id, hit.part) in shown)
    last = offset + limit + SPARE
    ordered = second_opinion.ordered(actor, text, open_to[:last])
    seen = [(hit, shown[hit.kind, hit.object_id, hit.part]) for hit in [*ordered, *open_to[last:]]]
    page = tuple(
        Result(hit, each, words.snippet(each.text, weighed.asked, lead=each.lead, longest=longest))
        for hit, each in seen[offset : offset + limit]
    )
    return Results(page, len(seen) > offset + limit, weighed.asked)


def _best_of_each(hits: Iterable[Hit]) -> list[Hit]:
    """The best passage of each thing: one document does not fill the page."""
    best: dict[tuple[str, UUID], Hit] = {}
    for hit in hits:
        best.setdefault((hit.kind, hit.object_id), hit)
    return list(best.values())

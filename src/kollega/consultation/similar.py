"""Earlier questions that a text resembles, and the areas it seems to be about."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from kollega.consultation.choices import Status
from kollega.consultation.rules import standing_of, visible
from kollega.core.actor import Actor
from kollega.organisation.api import Area
from kollega.search import query
from kollega.swedish import stems

KIND = "question"


@dataclass(frozen=True)
class Earlier:
    """An earlier question, short. `opening` is empty for a situation that one has not read."""

    id: UUID
    opening: str
    area: str
    age_span: str


def similar_ids(actor: Actor, text: str, *, limit: int = 12) -> list[UUID]:
    """Ids of questions that resemble the text, best first. Two statements."""
    return [hit.object_id for hit in query.find(actor, text, kind=KIND, limit=limit)]


def earlier(actor: Actor, ids: Collection[UUID], *, most: int = 4) -> list[Earlier]:
    """Those of the questions that the actor may know of, in the order given. One statement."""
    if not ids:
        return []
    rows = {
        row.id: row
        for row in visible(actor)
        .filter(pk__in=list(ids), status=Status.CLOSED)
        .select_related("area")
    }
    found = [standing_of(rows[each]) for each in ids if each in rows]
    return [
        Earlier(
            each.question.id,
            opening(each.question.text) if each.may_read else "",
            each.question.area.shown_title,
            each.question.get_age_span_display() if each.question.age_span else "",
        )
        for each in [one for one in found if one.may_know_of][:most]
    ]


def opening(text: str, longest: int = 120) -> str:
    """How a text begins: its first sentence, cut at a word where it is long."""
    first = text.strip().split("\n", 1)[0]
    line = " ".join((first if len(first) >= 20 else text).split())
    ends = [line.find(end) for end in (". ", "? ", "! ")]
    first_end = min((each for each in ends if 20 <= each < longest), default=None)
    if first_end is not None:
        return line[: first_end + 1]
    if len(line) <= longest:
        return line
    return line[:longest].rsplit(" ", 1)[0] + " …"


def suggest_areas(areas: Iterable[Area], text: str, *, most: int = 3) -> list[UUID]:
    """The areas whose words the text uses, best first; none where no word fits.

    A word of the title or a synonym counts more the fewer areas have it.
    """
    wanted = set(stems(text))
    words = {area.id: _words(area) for area in areas}
    shared: dict[str, int] = {}
    for mine in words.values():
        for word in mine:
            shared[word] = shared.get(word, 0) + 1
    scores = {
        area_id: sum(weight / shared[word] for word, weight in mine.items() if word in wanted)
        for area_id, mine in words.items()
    }
    best = sorted((each for each in scores if scores[each] > 0), key=lambda each: -scores[each])
    return [each for each in best[:most] if scores[each] >= scores[best[0]] * 0.4]


def _words(area: Area) -> dict[str, float]:
    found = {stem: 0.3 for stem in stems(area.description) if len(stem) > 4}
    for synonym in area.synonyms:
        found |= dict.fromkeys(stems(synonym), 2.0)
    return found | dict.fromkeys(stems(area.title), 2.0)


__all__ = ["KIND", "Earlier", "earlier", "opening", "similar_ids", "suggest_areas"]

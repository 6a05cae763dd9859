"""What can be put on a list: what a search finds, and the sections that its words name."""

from dataclasses import dataclass
from uuid import UUID

from kollega.core.actor import Actor
from kollega.knowledge.lists.services import Item
from kollega.knowledge.models.lists import ReadingItem, ReadingList
from kollega.search import kinds
from kollega.search.results import results
from kollega.statutes import api as statutes
from kollega.swedish.references import reference, references_in

MOST = 10
Kind = ReadingItem.Kind


@dataclass(frozen=True)
class Found:
    """Something that can be put on a list. `value` is what its button sends."""

    value: str
    kind: str
    title: str
    text: str
    marks: tuple[str, ...] = ()


def find(actor: Actor, stored: ReadingList, words: str) -> list[Found]:
    """Sections that the words name, then what a search finds. What only the own municipality may read
    is not offered to a list that others read."""
    cited = [each for each in references_in(words) if each.section][:MOST]
    sections = statutes.sections(cited)
    found = [
        Found(
            f"{Kind.STATUTE}:{each.ref}",
            str(Kind.STATUTE.label),
            f"{each.shown}: {sections[each].heading}" if sections[each].heading else each.shown,
            sections[each].text[:200],
        )
        for each in dict.fromkeys(cited)
        if each in sections
    ]
    hits = results(actor, words, of_kinds=[Kind.CARD, Kind.DOCUMENT], limit=MOST).results
    return found + [
        Found(
            f"{hit.kind}:{hit.object_id}:{hit.part}",
            str(Kind(hit.kind).label),
            hit.shown.title,
            hit.snippet.text,
            hit.shown.marks,
        )
        for hit in hits
        if stored.only_municipality_id or not hit.shown.is_own
    ]


def chosen(actor: Actor, stored: ReadingList, value: str) -> Item | None:
    """What a button sent, where the actor may read it and it may stand on the list; None for anything
    else."""
    kind, _colon, rest = value.partition(":")
    if kind == Kind.STATUTE:
        cited = reference(rest)
        known = cited is not None and bool(cited.section) and statutes.sections([cited])
        return Item(kind, ref=cited.ref) if known and cited else None
    if kind not in {Kind.CARD, Kind.DOCUMENT}:
        return None
    raw, _colon, part = rest.partition(":")
    key = _key(raw, part)
    if key is None:
        return None
    hit = kinds.show(actor, [(kind, *key)]).get((kind, *key))
    if hit is None or (hit.is_own and not stored.only_municipality_id):
        return None
    return Item(kind, object_id=key[0], part=key[1])


def _key(raw: str, part: str) -> tuple[UUID, int] | None:
    if not (part.isascii() and part.isdigit() and len(part) < 7):
        return None
    try:
        return UUID(raw), int(part)
    except ValueError:
        return None

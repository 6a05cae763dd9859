"""The note of a case."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.rounds.choices import Part
from kollega.rounds.models import Brought, NoteEdit, NoteSection, NoteWriting
from kollega.rounds.services.notes import STILL_WRITING

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

"""Reads of reading lists: what is on them, as each thing's own room shows it, and how far one has come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from kollega.core.actor import Actor
from kollega.knowledge.lists import rules
from kollega.knowledge.models.lists import ItemRead, ReadingItem, ReadingList
from kollega.search import kinds
from kollega.statutes import api as statutes
from kollega.swedish.references import reference
from kollega.ui.parts import Progress

PAGE = 20
Kind = ReadingItem.Kind


@dataclass(frozen=True)
class Thing:
    """Something to read. `is_gone`: it is not there any more, or not for this reader."""

    id: UUID
    kind: str
    title: str
    url: str
    why: str
    marks: tuple[str, ...] = ()
    is_stale: bool = False
    is_read: bool = False
    is_gone: bool = False


@dataclass(frozen=True)
class Line:
    """A list among others, with how much of it one has read."""

    id: UUID
    title: str
    audience: str
    municipality: str
    count: int
    read: int
    is_own: bool
    is_example: bool
    is_withdrawn: bool
    changed_at: datetime

    @property
    def is_done(self) -> bool:
        return bool(self.count) and self.read >= self.count


@dataclass(frozen=True)
class Page:
    """A page of lists."""

    lines: tuple[Line, ...]
    number: int
    has_next: bool


def lists(actor: Actor, number: int = 1) -> Page:
    """The lists that the actor may read, by their titles. Two statements."""
    start = (number - 1) * PAGE
    rows = list(
        rules.readable(actor)
        .annotate(count=Count("items"))
        .order_by("sort_key", "id")[start : start + PAGE + 1]
    )
    read = _read_in(actor, [row.id for row in rows[:PAGE]])
    return Page(
        tuple(_line(row, read.get(row.id, 0)) for row in rows[:PAGE]), number, len(rows) > PAGE
    )


def _line(row: ReadingList, read: int) -> Line:
    return Line(
        id=row.id,
        title=str(row.title),
        audience=str(row.audience),
        municipality=row.municipality.name,
        count=row.__dict__["count"],
        read=read,
        is_own=row.only_municipality_id is not None,
        is_example=row.is_example,
        is_withdrawn=row.withdrawn_at is not None,
        changed_at=row.changed_at,
    )


def _read_in(actor: Actor, list_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many things of each list the actor has read. One statement."""
    mine = ItemRead.objects.filter(account_id=actor.account_id)
    rows = (
        ReadingItem.objects.filter(
            collaboration_id=actor.collaboration_id,
            reading_list_id__in=list_ids,
            pk__in=mine.values("item_id"),
        )
        .values("reading_list_id")
        .annotate(read=Count("id"))
    )
    return {row["reading_list_id"]: row["read"] for row in rows}


def things(actor: Actor, stored: ReadingList) -> list[Thing]:
    """What is on a list, in order. At most four statements, however long it is."""
    rows = list(
        ReadingItem.objects.filter(
            collaboration_id=actor.collaboration_id, reading_list=stored
        ).order_by("place")
    )
    read = set(
        ItemRead.objects.filter(
            account_id=actor.account_id, item_id__in=[row.id for row in rows]
        ).values_list("item_id", flat=True)
    )
    return shown(actor, rows, read)


def shown(actor: Actor, rows: Iterable[ReadingItem], read: Iterable[UUID] = ()) -> list[Thing]:
    """Things as their rooms show them. Two statements at most."""
    rows, read = list(rows), set(read)
    found = kinds.show(
        actor, [(row.kind, row.object_id, row.part) for row in rows if row.object_id is not None]
    )
    named = {row.ref: reference(row.ref) for row in rows if row.ref}
    sections = statutes.sections([each for each in named.values() if each is not None])
    things = []
    for row in rows:
        about: dict[str, Any] = {"id": row.id, "why": str(row.why), "is_read": row.id in read}
        label = str(Kind(row.kind).label)
        if row.object_id is not None:
            hit = found.get((row.kind, row.object_id, row.part))
            if hit is None:
                things.append(
                    Thing(kind=label, title=_("Finns inte längre"), url="", is_gone=True, **about)
                )
                continue
            things.append(
                Thing(
                    kind=label,
                    title=hit.title,
                    url=hit.url,
                    marks=hit.marks,
                    is_stale=hit.is_stale,
                    **about,
                )
            )
            continue
        cited = named[row.ref]
        section = sections.get(cited) if cited is not None else None
        title = cited.shown if cited is not None else row.ref
        if section is not None and section.heading:
            title = f"{title}: {section.heading}"
        things.append(Thing(kind=label, title=title, url=section.url if section else "", **about))
    return things


def progress(found: Sequence[Thing]) -> Progress:
    """How far one has come: of what is there to read."""
    there = [each for each in found if not each.is_gone]
    read = sum(each.is_read for each in there)
    return Progress(_("Du har läst"), read, len(there))

"""Reads of reading lists: what is on them, as each thing's own room shows it, and how far one has come."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

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
    """The lists that the actor may read, by their titles. Four statements."""
    start = (number - 1) * PAGE
    rows = list(rules.readable(actor).order_by("sort_key", "id")[start : start + PAGE + 1])
    there = _there(actor, [row.id for row in rows[:PAGE]])
    mine = ItemRead.objects.filter(
        account_id=actor.account_id, item_id__in=[each for ids in there.values() for each in ids]
    )
    read = set(mine.values_list("item_id", flat=True)) if there else set()
    return Page(
        tuple(_line(row, there.get(row.id, []), read) for row in rows[:PAGE]),
        number,
        len(rows) > PAGE,
    )


def _there(actor: Actor, list_ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """What of each list is there and may be read by the actor. Two statements."""
    rows = list(
        ReadingItem.objects.filter(
            collaboration_id=actor.collaboration_id, reading_list_id__in=list_ids
        ).values_list("reading_list_id", "id", "kind", "object_id", "part")
    )
    keys = {(kind, of, part) for _list, _item, kind, of, part in rows if of is not None}
    shown = kinds.show(actor, keys)
    found: dict[UUID, list[UUID]] = {}
    for list_id, item_id, kind, object_id, part in rows:
        if object_id is None or (kind, object_id, part) in shown:
            found.setdefault(list_id, []).append(item_id)
    return found


def _line(row: ReadingList, there: Sequence[UUID], read: Container[UUID]) -> Line:
    return Line(
        id=row.id,
        title=str(row.title),
        audience=str(row.audience),
        municipality=row.municipality.name,
        count=len(there),
        read=sum(each in read for each in there),
        is_own=row.only_municipality_id is not None,
        is_example=row.is_example,
        is_withdrawn=row.withdrawn_at is not None,
        changed_at=row.changed_at,
    )


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
                # Nor what was said of it: it may have been taken down for what it says.
                about["why"] = ""
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

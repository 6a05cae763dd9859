"""What a municipality has written in the shared zone, as the rooms read it.

The gate notes each text that it lets through (`OwnDocument`). Which row the text became, and what
stands beside it there, only the room that keeps it knows. A room says so once, in its `ready()`:

    documents.register(
        {"question": _("Fråga"), "post": _("Inlägg")},     # the drafts' purposes, in words
        rows=..., document=..., in_areas=..., destroy=...,
    )

A purpose that nobody has registered can be found by its words and day, but not read.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet, Value
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kollega.border.models import HeldPassage, OwnDocument
from kollega.core import clock, destruction
from kollega.core.actor import Actor

GONE = UUID(int=0)
"""Stands as the passage of a text that was destroyed: the row stays, its text does not."""


@dataclass(frozen=True)
class Document:
    """A text in the shared zone as it is handed out, without anybody's name.

    `text` is everything that the document says, line by line, the choices that belong to it too.
    `opening` is what the writer wrote, without the choices, for a list. `marks` say how it stands ("Tillbakatagen"). `ended_on` is when what it belongs to was closed,
    None while that is going on. Days are Swedish. `only_municipality_id` where only that one may know.
    `file_url` opens the file that the document is, for the municipality's registrar.
    """

    passage_id: UUID
    title: str
    text: str
    opening: str = ""
    area: str = ""
    marks: tuple[str, ...] = ()
    ended_on: date | None = None
    only_municipality_id: UUID | None = None
    file_url: str = ""


Row = Mapping[str, Any]
"""What a text says and what stands beside it, as JSON carries it: days and times are text."""
Rows = Callable[[Actor], list[QuerySet[Any, Any]]]
InAreas = Callable[[Actor, Collection[UUID]], list[QuerySet[Any, UUID]]]
Destroy = Callable[[Actor, Collection[UUID]], int]


@dataclass(frozen=True)
class Source:
    """How a room reads its documents.

    `rows` gives queries, annotated with `row` (a `JSONObject`) and with a column `passage_id`: they
    are put together with the other rooms' into one statement. `document` makes a document of such a
    row. `in_areas` gives queries of passages that belong to areas. `destroy` takes texts away, so that
    what others wrote beside them can still be understood; doing it again does nothing.
    """

    purposes: Mapping[str, str | Promise]
    rows: Rows
    document: Callable[[UUID, Row], Document]
    in_areas: InAreas
    destroy: Destroy


_sources: list[Source] = []


def register(
    purposes: Mapping[str, str | Promise],
    *,
    rows: Rows,
    document: Callable[[UUID, Row], Document],
    in_areas: InAreas,
    destroy: Destroy,
) -> None:
    """Say how texts cleared for these purposes are read and destroyed.

    Raises:
        ValueError: another room has said so of one of them.
    """
    if taken := set(purposes) & set(labels()):
        raise ValueError(f"registered twice: {', '.join(sorted(taken))}")
    _sources.append(Source(dict(purposes), rows, document, in_areas, destroy))


def labels() -> dict[str, str | Promise]:
    """Purpose → what such a document is called."""
    return {purpose: label for source in _sources for purpose, label in source.purposes.items()}


def label_of(purpose: str) -> str:
    """What a document of that purpose is called."""
    return str(labels().get(purpose, _("Annan text")))


def read(actor: Actor, found: Iterable[tuple[UUID, str]]) -> dict[UUID, Document]:
    """The texts of (passage, purpose) that are there. One statement."""
    wanted = list(found)
    queries = []
    for place, source in enumerate(_sources):
        passages = [passage for passage, purpose in wanted if purpose in source.purposes]
        if passages:
            queries += [
                rows.filter(passage_id__in=passages)
                .annotate(of_source=Value(place))
                .values_list("of_source", "passage_id", "row")
                for rows in source.rows(actor)
            ]
    if not queries:
        return {}
    first, *rest = queries
    return {
        passage: _sources[place].document(passage, row)
        for place, passage, row in first.union(*rest, all=True)
    }


def day_of(moment: str | None) -> date | None:
    """The Swedish day of a moment in a `Row`."""
    return clock.local(datetime.fromisoformat(moment)).date() if moment else None


def in_areas(actor: Actor, area_ids: Collection[UUID]) -> Q:
    """Own documents that belong to these areas; no statement of its own."""
    matching = Q(pk__in=[])
    for source in _sources:
        for passages in source.in_areas(actor, area_ids):
            matching |= Q(passage_id__in=passages)
    return matching


def destroy(actor: Actor, passages: Collection[UUID]) -> int:
    """Take these texts away wherever they stand; how many there were. Bears to be run again."""
    return sum(source.destroy(actor, passages) for source in _sources)


def forget(passages: Iterable[UUID]) -> int:
    """Remove passages through the gate and the municipality's own note of them; how many rows.

    Jobs only: for anybody at work nothing happens.
    """
    with connection.cursor() as cursor:
        cursor.execute("select border_forget(%s::uuid[])", [list(passages)])
        return int(cursor.fetchone()[0])


def forget_gone() -> int:
    """Forget the municipality's passages whose text is nowhere any more; how many rows. Jobs only.

    What is closed while an incident is assessed is still there, and is not forgotten.
    """
    with connection.cursor() as cursor:
        cursor.execute("select border_forget_gone()")
        return int(cursor.fetchone()[0])


REPLACED = "replaced_text"
"""The journal's name for a text that says something else since it was taken down."""


def replace(
    actor: Actor,
    old: UUID,
    new: UUID | None,
    *,
    only_municipality_id: UUID | None = None,
    ground: str = "incident.recognised",
) -> None:
    """A text that was taken down is replaced by another (`new`) or removed (None), by its passage.

    Whichever municipality wrote it finds it by its new words and no longer by the old. The journal
    notes the old passage: a backup that is read back does not bring the old text.
    """
    if old in (new, GONE):
        return
    with connection.cursor() as cursor:
        cursor.execute("select border_replace_document(%s, %s)", [old, new])
    destruction.note(
        actor,
        kind=REPLACED,
        object_id=old,
        ground=ground,
        only_municipality_id=only_municipality_id,
    )


def recalled(passages: Collection[UUID]) -> frozenset[UUID]:
    """Those of the municipality's own texts that are taken down, or were replaced when they had been;
    told to its registrar. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("select border_recalled(%s::uuid[])", [list(passages)])
        return frozenset(cursor.fetchone()[0])


@destruction.destroys(REPLACED)
def _empty(actor: Actor, passage_id: UUID) -> bool:
    """A backup has brought the old text back: empty it. What replaced it is not in the journal."""
    return destroy(actor, [passage_id]) > 0


def held(actor: Actor) -> QuerySet[HeldPassage, UUID]:
    """Passages of the collaboration that may not be destroyed now, as a query."""
    return HeldPassage.objects.filter(collaboration_id=actor.collaboration_id).values_list(
        "passage_id", flat=True
    )


def hold(actor: Actor, passages: Collection[UUID]) -> None:
    """Keep texts from being destroyed."""
    HeldPassage.objects.bulk_create(
        (
            HeldPassage(collaboration_id=actor.collaboration_id, passage_id=each)
            for each in passages
        ),
        ignore_conflicts=True,
    )


def release(actor: Actor, passages: Collection[UUID]) -> None:
    """Let the rules for destruction apply again."""
    HeldPassage.objects.filter(
        collaboration_id=actor.collaboration_id, passage_id__in=list(passages)
    ).delete()


def own(actor: Actor) -> QuerySet[OwnDocument]:
    """What the actor's municipality has written in its collaboration. Empty but for registrars."""
    return OwnDocument.objects.filter(
        municipality_id=actor.municipality_id, collaboration_id=actor.collaboration_id
    )

"""What the pages show: the list, a document with its contents and passages, an import."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, Q, TextField, Value, When
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.files.passages.blocks import ITEM
from kollega.knowledge.documents import words
from kollega.knowledge.guidance import moments
from kollega.knowledge.models import (
    DocumentArea,
    DocumentEdition,
    DocumentPassage,
    KnowledgeDocument,
    Pin,
)
from kollega.statutes.api import LinkedText, linked, references_in
from kollega.swedish.laws import in_force_instead
from kollega.swedish.references import Reference

PAGE = 20
PASSAGES = 15
"""Passages on one page of a document."""
CONTENTS = 80
LONGEST_HEADING = 120


@dataclass(frozen=True)
class Line:
    """A document in a list."""

    id: UUID
    url: str
    title: str
    source: str
    owner: str
    day: date | None
    changed_on: date
    is_own: bool
    is_due: bool
    is_removed: bool = False


def is_due(row: KnowledgeDocument) -> bool:
    """Whether the day has passed when somebody was to look at it."""
    return row.check_by is not None and row.check_by < clock.today()


def _line(row: KnowledgeDocument) -> Line:
    return Line(
        id=row.id,
        url=reverse("knowledge:document", args=[row.id]),
        title=str(row.title),
        source=str(row.source),
        owner=row.municipality.name,
        day=row.day,
        changed_on=clock.local(row.changed_at).date(),
        is_own=row.only_municipality_id is not None,
        is_due=is_due(row),
        is_removed=row.removed_at is not None,
    )


def lines(
    actor: Actor, number: int, *, area_id: UUID | None = None, which: str = ""
) -> tuple[list[Line], bool]:
    """A page of documents in alphabetical order, and whether there are more. One statement.

    `which`: "own", "shared", "due", "removed"; empty is all that hold.
    """
    rows = KnowledgeDocument.objects.filter(
        collaboration_id=actor.collaboration_id, removed_at__isnull=which != "removed"
    )
    if which == "own":
        rows = rows.filter(only_municipality_id__isnull=False)
    elif which == "shared":
        rows = rows.filter(only_municipality_id__isnull=True)
    elif which == "due":
        rows = rows.filter(check_by__lt=clock.today())
    elif which == "removed":
        rows = rows.filter(municipality_id=actor.municipality_id)
    if area_id is not None:
        within = DocumentArea.objects.filter(
            Q(area_id=area_id) | Q(area__parent_id=area_id) | Q(area__merged_into_id=area_id),
            collaboration_id=actor.collaboration_id,
        )
        rows = rows.filter(pk__in=within.values("document_id"))
    start = (number - 1) * PAGE
    found = list(
        rows.select_related("municipality").order_by("sort_key", "id")[start : start + PAGE + 1]
    )
    return [_line(row) for row in found[:PAGE]], len(found) > PAGE


@dataclass(frozen=True)
class Piece:
    """Lines of one kind in a passage: a paragraph, a list or the rows of a table."""

    sort: str
    lines: tuple[LinkedText, ...]


@dataclass(frozen=True)
class Section:
    """A passage on the page. `heading` is empty where it stands under the same as the one before.

    `old_law` says which repealed laws it refers to, and what applies instead.
    """

    number: int
    heading: str
    level: int
    page: int | None
    pieces: tuple[Piece, ...]
    pin_url: str
    old_law: str = ""


@dataclass(frozen=True)
class Content:
    """A line of the list of contents."""

    heading: str
    level: int
    url: str


def pieces(text: LinkedText) -> tuple[Piece, ...]:
    """A passage's text as paragraphs, lists and rows, as the reader of files wrote it."""
    found: list[Piece] = []
    for chunk in text.paragraphs():
        lines = _lines(chunk)
        if all(line.text.startswith(ITEM) for line in lines):
            bare = tuple(_without(line, len(ITEM)) for line in lines)
            found.append(Piece("bullets", bare))
        else:
            found.append(Piece("text", tuple(lines)))
    return tuple(found)


def _lines(chunk: LinkedText) -> list[LinkedText]:
    found, start = [], 0
    for line in chunk.text.split("\n"):
        end = start + len(line)
        inside = (each for each in chunk.references if start <= each.start and each.end <= end)
        found.append(
            LinkedText(
                line,
                tuple(
                    replace(each, start=each.start - start, end=each.end - start) for each in inside
                ),
            )
        )
        start = end + 1
    return found


def _without(line: LinkedText, count: int) -> LinkedText:
    moved = (
        replace(each, start=each.start - count, end=each.end - count) for each in line.references
    )
    return LinkedText(line.text[count:], tuple(each for each in moved if each.start >= 0))


def old_law(text: str) -> str:
    """Which repealed laws a text refers to, in words; empty where none."""
    found = {
        each.sfs: instead for each in references_in(text) if (instead := in_force_instead(each.sfs))
    }
    return ", ".join(
        _("Hänvisar till en upphävd lag (%(old)s). Nu gäller %(new)s.")
        % {"old": Reference(old).shown, "new": Reference(new).shown}
        for old, new in found.items()
    )


def page_of(number: int) -> int:
    """The page on which a passage stands."""
    return (number - 1) // PASSAGES + 1


def address(document_id: UUID, number: int = 0) -> str:
    """Where a document, or a passage of it, is read."""
    url = reverse("knowledge:document", args=[document_id])
    if not number:
        return url
    page = page_of(number)
    return f"{url}?sida={page}#s{number}" if page > 1 else f"{url}#s{number}"


def sections(
    actor: Actor, edition: DocumentEdition, page: int
) -> tuple[list[Section], list[Content], int]:
    """The passages of one page, the contents of the whole, and how many pages there are.

    One statement, and at most two for the laws that are referred to.
    """
    start = (page - 1) * PASSAGES
    rows = list(
        DocumentPassage.objects.filter(collaboration_id=actor.collaboration_id, edition=edition)
        .annotate(
            said=Case(
                When(number__gt=start, number__lte=start + PASSAGES, then=F("text")),
                default=Value(""),
                output_field=TextField(),
            )
        )
        .order_by("number")
        .values_list("id", "number", "path", "level", "page", "said")
    )
    shown = [row for row in rows if start < row[1] <= start + PASSAGES]
    texts = linked([str(row[5]) for row in shown])
    found, before = [], ""
    for (part_id, number, path, level, on_page, said), text in zip(shown, texts, strict=True):
        heading = str(path).rpartition("\n")[2] if str(path) != before else ""
        before = str(path)
        found.append(
            Section(
                number=number,
                heading=heading[:LONGEST_HEADING],
                level=min(max(level, 1), 4),
                page=on_page,
                pieces=pieces(text),
                pin_url=reverse("knowledge:pin_passage", args=[part_id]),
                old_law=old_law(str(said)),
            )
        )
    last = rows[-1][1] if rows else 1
    return found, _contents(edition, [row[1:4] for row in rows]), page_of(last)


def _contents(edition: DocumentEdition, heads: Iterable[tuple[int, str, int]]) -> list[Content]:
    found, before = [], ""
    old = "" if edition.number == edition.document.edition else f"&utgava={edition.number}"
    for number, path, level in heads:
        if path and path != before:
            url = f"?sida={page_of(number)}{old}#s{number}"
            heading = str(path).rpartition("\n")[2][:LONGEST_HEADING]
            found.append(Content(heading, min(level, 3), url))
        before = path
    shallow = [each for each in found if each.level == 1]
    return found if len(found) <= CONTENTS else shallow[:CONTENTS]


@dataclass(frozen=True)
class EditionLine:
    """An edition in the history."""

    number: int
    brought_on: date
    url: str
    is_current: bool


@dataclass(frozen=True)
class About:
    """What stands beside a document: its areas, its editions, when it guides."""

    edition: DocumentEdition
    areas: list[tuple[str, str]]
    editions: list[EditionLine]
    pins: list[tuple[str, str]]


def about(actor: Actor, document: KnowledgeDocument, number: int) -> About | None:
    """An edition of a document that the actor has passed the gate to, without its file, and what stands
    beside it; None where there is no such edition. One statement."""
    here = {"collaboration_id": actor.collaboration_id, "document_id": OuterRef("document_id")}
    areas = DocumentArea.objects.filter(**here).order_by("area__sort_key")
    editions = DocumentEdition.objects.filter(**here).order_by("-number")
    pins = Pin.objects.filter(**here, unpinned_at__isnull=True).order_by("moment")
    found = (
        DocumentEdition.objects.filter(
            collaboration_id=actor.collaboration_id, document=document, number=number
        )
        .defer("data", "shingles")
        .annotate(
            area_rows=ArraySubquery(
                areas.values(row=JSONObject(id=F("area_id"), title=F("area__title")))
            ),
            edition_rows=ArraySubquery(
                editions.values(row=JSONObject(number=F("number"), at=F("brought_at")))[:50]
            ),
            pin_rows=ArraySubquery(
                pins.values(row=JSONObject(moment=F("moment"), area=F("area__title")))[:10]
            ),
        )
        .first()
    )
    if found is None:
        return None
    found.document = document
    lines = [
        EditionLine(
            row["number"],
            clock.local(datetime.fromisoformat(row["at"])).date(),
            f"{address(document.id)}?utgava={row['number']}",
            row["number"] == document.edition,
        )
        for row in found.edition_rows
    ]
    return About(
        edition=found,
        areas=[(row["id"], row["title"]) for row in found.area_rows],
        editions=lines if len(lines) > 1 else [],
        pins=[(moments.label_of(row["moment"]), row["area"] or "") for row in found.pin_rows],
    )


def area_ids_of(actor: Actor, document: KnowledgeDocument) -> list[UUID]:
    """The document's areas. One statement."""
    rows = DocumentArea.objects.filter(collaboration_id=actor.collaboration_id, document=document)
    return list(rows.order_by("area__sort_key").values_list("area_id", flat=True))


def brought_by(actor: Actor, run_id: UUID) -> list[Line]:
    """The documents that an import brought. One statement."""
    rows = KnowledgeDocument.objects.filter(
        collaboration_id=actor.collaboration_id, editions__run_id=run_id
    ).select_related("municipality")
    return [_line(row) for row in rows.order_by("sort_key").distinct()]


@dataclass(frozen=True)
class Shape:
    """What an edition is, in words."""

    words: str
    left: list[str]
    has_file: bool
    file_url: str


def shape_of(edition: DocumentEdition) -> Shape:
    url = reverse("knowledge:document_file", args=[edition.document_id])
    return Shape(
        words=words.shape(edition.form, edition.pages, edition.words),
        left=words.left(edition.left),
        has_file=edition.size > 0,
        file_url=f"{url}?utgava={edition.number}",
    )

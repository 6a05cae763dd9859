"""Documents in the search: one part for the whole, one for each passage."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject, Left
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.knowledge.documents import queries
from kollega.knowledge.models import DocumentArea, DocumentPassage, KnowledgeDocument
from kollega.search import index as postings
from kollega.search import kinds
from kollega.search.entries import Entry
from kollega.swedish.references import references_in

KIND = "document"
"""What the search knows a document by."""
LONGEST_LEAD = 2_000
SHOWN_TEXT = 4_000


def index(actor: Actor, document: KnowledgeDocument) -> None:
    """Make the edition that holds findable, and no other."""
    postings.put(actor, list(_entries(actor, document)))


def remove(actor: Actor, document_id: UUID) -> None:
    """Let it be found no more."""
    postings.remove(actor, kind=KIND, object_id=document_id)


def _entries(actor: Actor, document: KnowledgeDocument) -> Iterator[Entry]:
    here = {"collaboration_id": actor.collaboration_id, "document": document}
    areas = tuple(DocumentArea.objects.filter(**here).values_list("area_id", flat=True))
    rows = list(
        DocumentPassage.objects.filter(**here, edition__number=document.edition)
        .order_by("number")
        .values_list("number", "path", "text")
    )
    headings = list(
        dict.fromkeys(line for _n, path, _t in rows for line in path.split("\n") if line)
    )

    def entry(part: int, **fields: str) -> Entry:
        cited = references_in(fields.get("body", ""))
        return Entry(
            kind=KIND,
            object_id=document.id,
            part=part,
            fields=fields,
            area_ids=areas,
            municipality_id=document.municipality_id,
            only_municipality_id=document.only_municipality_id,
            day=document.day or clock.local(document.changed_at).date(),
            fresh_until=document.check_by,
            references=tuple(dict.fromkeys(each.ref for each in cited)),
        )

    yield entry(
        0,
        title=str(document.title),
        lead="\n".join(headings)[:LONGEST_LEAD],
        words=str(document.source),
    )
    for number, path, text in rows:
        heading = path.replace("\n", " ")
        yield entry(number, lead=heading, body=str(text), words=str(document.title))


def entries(actor: Actor) -> Iterator[Entry]:
    """All documents that are found, for an index that is built anew."""
    rows = KnowledgeDocument.objects.filter(
        collaboration_id=actor.collaboration_id, removed_at__isnull=True
    ).exclude(title="")
    for document in rows.order_by("id"):
        yield from _entries(actor, document)


# --- How a hit is shown ---------------------------------------------------------------------------


def rows(actor: Actor, keys: Iterable[kinds.Key]) -> list[QuerySet[Any, Any]]:
    """The passages of what may be opened; the document as a whole is shown by its first passage."""
    wanted = list(keys)
    whole = [object_id for object_id, part in wanted if part == 0]
    here = DocumentPassage.objects.filter(
        collaboration_id=actor.collaboration_id,
        edition__number=F("document__edition"),
        document__removed_at__isnull=True,
        document__taken_down_at__isnull=True,
    )
    found: list[QuerySet[Any, Any]] = []
    if len(whole) < len(wanted):
        parts = here.filter(
            document_id__in={object_id for object_id, part in wanted if part},
            number__in={part for _object_id, part in wanted if part},
        )
        found.append(parts.annotate(object=F("document_id"), part=F("number"), row=_ROW))
    if whole:
        # A passage may have been taken out: the first of those that are left.
        least = DocumentPassage.objects.filter(
            collaboration_id=actor.collaboration_id, edition_id=OuterRef("edition_id")
        ).order_by("number")
        first = here.filter(document_id__in=whole, number=Subquery(least.values("number")[:1]))
        found.append(first.annotate(object=F("document_id"), part=Value(0), row=_ROW))
    return found


_ROW = JSONObject(
    id=F("document_id"),
    number=F("number"),
    title=F("document__title"),
    path=F("path"),
    text=Left(F("text"), SHOWN_TEXT),
    page=F("page"),
    day=F("document__day"),
    check_by=F("document__check_by"),
    owner=F("document__municipality__name"),
    only=F("only_municipality_id"),
)


def shown(_actor: Actor, row: kinds.Row) -> kinds.Shown:
    """A hit in a document: its heading beside the title, and a link to the very passage."""
    heading = str(row["path"] or "").split("\n")[-1]
    due = row["check_by"] is not None and row["check_by"] < clock.today().isoformat()
    return kinds.Shown(
        title=f"{row['title']}: {heading}" if heading else str(row["title"]),
        text=str(row["text"]),
        url=queries.address(UUID(row["id"]), int(row["number"]) if row["number"] > 1 else 0),
        ref=_("s. %(page)d") % {"page": row["page"]} if row["page"] else "",
        owner=str(row["owner"] or ""),
        marks=(_("Behöver ses över"),) if due else (),
        is_stale=due,
        is_own=row["only"] is not None,
        day=date.fromisoformat(row["day"]) if row["day"] else None,
    )


kinds.register(kinds.Kind(KIND, gettext_lazy("Dokument"), rows=rows, shown=shown, entries=entries))

"""Documents as public documents: each edition's text, and what it is called. Read without names."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.border.documents import GONE, Document, Row, day_of, register
from kollega.core.actor import Actor
from kollega.knowledge.documents import destruction, searching
from kollega.knowledge.documents.bringing import FACTS, PURPOSE
from kollega.knowledge.models import (
    DocumentArea,
    DocumentEdition,
    DocumentPassage,
    KnowledgeDocument,
)

LABELS = {
    PURPOSE: gettext_lazy("Dokument i kunskapsbanken"),
    FACTS: gettext_lazy("Uppgifter om ett dokument"),
}


def rows(actor: Actor) -> list[QuerySet[Any, Any]]:
    """The editions with all their passages, and the documents' titles and sources."""
    here = {"collaboration_id": actor.collaboration_id}
    text = (
        DocumentPassage.objects.filter(**here, edition_id=OuterRef("pk"))
        .order_by()
        .values("edition_id")
        .annotate(all=StringAgg("text", Value("\n\n"), order_by="number"))
        .values("all")
    )
    return [
        DocumentEdition.objects.filter(**here).annotate(
            row=JSONObject(
                what=Value(PURPOSE),
                id=F("id"),
                title=F("document__title"),
                text=Subquery(text),
                at=F("brought_at"),
                has_file=Q(size__gt=0),
                is_old=~Q(number=F("document__edition")),
                is_removed=Q(document__removed_at__isnull=False),
                only=F("only_municipality_id"),
            )
        ),
        KnowledgeDocument.objects.filter(**here).annotate(
            row=JSONObject(
                what=Value(FACTS),
                id=F("id"),
                title=F("title"),
                text=F("source"),
                at=F("added_at"),
                has_file=Value(value=False),
                is_old=Value(value=False),
                is_removed=Q(removed_at__isnull=False),
                only=F("only_municipality_id"),
            )
        ),
    ]


def document(passage_id: UUID, row: Row) -> Document:
    """The text of an edition, or what a document is called and where it comes from."""
    is_text = row["what"] == PURPOSE
    marks = []
    if row["is_removed"]:
        marks.append(_("Borttaget"))
    elif row["is_old"]:
        marks.append(_("Äldre utgåva"))
    if row["only"]:
        marks.append(_("Bara inom kommunen"))
    title = str(row["title"] or _("Dokument"))
    source = str(row["text"] or "")
    return Document(
        passage_id=passage_id,
        title=_("Dokument: %(title)s") % {"title": title}
        if is_text
        else _("Uppgifter om dokumentet %(title)s") % {"title": title},
        text=source if is_text else "\n".join(filter(None, (title, source))),
        opening=source[:300] if is_text else title,
        marks=tuple(marks),
        ended_on=day_of(row["at"]),
        only_municipality_id=UUID(row["only"]) if row["only"] else None,
        file_url=reverse("knowledge:document_own_file", args=[passage_id])
        if row["has_file"]
        else "",
    )


def in_areas(actor: Actor, area_ids: Collection[UUID]) -> list[QuerySet[Any, UUID]]:
    """Passages of documents that belong to these areas, or to areas that have gone up in them."""
    here = {"collaboration_id": actor.collaboration_id}
    wanted = DocumentArea.objects.filter(
        Q(area_id__in=list(area_ids)) | Q(area__merged_into_id__in=list(area_ids)), **here
    ).values("document_id")
    return [
        DocumentEdition.objects.filter(document_id__in=wanted, **here).values_list(
            "passage_id", flat=True
        ),
        KnowledgeDocument.objects.filter(pk__in=wanted, **here).values_list(
            "passage_id", flat=True
        ),
    ]


def destroy(actor: Actor, passages: Collection[UUID]) -> int:
    """Empty the texts of these editions and names; a document whose text is gone is found no more."""
    here = {"collaboration_id": actor.collaboration_id}
    wanted = {**here, "passage_id__in": list(passages)}
    editions = list(
        DocumentEdition.objects.filter(**wanted, number=F("document__edition")).values_list(
            "document_id", flat=True
        )
    )
    for document_id in editions:
        searching.remove(actor, document_id)
    parts: dict[UUID, list[UUID]] = {}
    for document_id, part in DocumentPassage.objects.filter(**wanted).values_list(
        "document_id", "id"
    ):
        parts.setdefault(document_id, []).append(part)
    for document_id, mine in parts.items():
        destruction.remove_home(document_id, mine)
    count = DocumentPassage.objects.filter(**wanted).delete()[0]
    count += DocumentEdition.objects.filter(**wanted).update(
        data=None, size=0, shingles=[], title="", source="", passage_id=GONE
    )
    called = KnowledgeDocument.objects.filter(**wanted)
    DocumentEdition.objects.filter(**here, document__in=called.values("pk")).update(
        title="", source=""
    )
    return count + called.update(title="", source="", sort_key="", passage_id=GONE)


register(LABELS, rows=rows, document=document, in_areas=in_areas, destroy=destroy)

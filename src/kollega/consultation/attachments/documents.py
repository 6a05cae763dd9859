"""Shared files as public documents: found, read and destroyed like the texts they stand beside."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.border import file_words
from kollega.border.documents import Document, Row, day_of, register
from kollega.border.files import PURPOSE
from kollega.consultation.attachments.models import Attachment
from kollega.consultation.choices import Audience, Status
from kollega.core.actor import Actor

LABELS = {PURPOSE: gettext_lazy("Bilaga")}


def rows(actor: Actor) -> list[QuerySet[Any, Any]]:
    """The files, without what is in them but their text."""
    return [
        Attachment.objects.filter(collaboration_id=actor.collaboration_id).annotate(
            row=JSONObject(
                kind=F("kind"),
                size=F("size"),
                pages=F("pages"),
                description=F("description"),
                text=F("text"),
                is_removed=Q(removed_at__isnull=False),
                only_municipality_id=F("only_municipality_id"),
                area=F("question__area__title"),
                status=F("question__status"),
                audience=F("question__audience"),
                asked_at=F("question__asked_at"),
                closed_at=F("question__closed_at"),
            )
        )
    ]


def document(passage_id: UUID, row: Row) -> Document:
    """A file by its shape, what it shows, and the text in it."""
    closed = row["asked_at"] if row["status"] == Status.WITHDRAWN else row["closed_at"]
    shape = file_words.shape(row["kind"], row["size"], row["pages"])
    lines = [_("Bilaga: %(shape)s") % {"shape": shape}, row["description"], row["text"]]
    return Document(
        passage_id=passage_id,
        title=_("Bilaga till en fråga"),
        text="\n".join(line for line in lines if line.strip()),
        area=row["area"],
        marks=tuple(_marks(row)),
        ended_on=day_of(closed),
        only_municipality_id=UUID(only) if (only := row["only_municipality_id"]) else None,
        file_url=reverse("consultation:own_attachment", args=[passage_id]),
    )


def _marks(row: Row) -> list[str]:
    marks = []
    if row["is_removed"] or row["status"] == Status.WITHDRAWN:
        marks.append(_("Tillbakatagen"))
    elif row["status"] != Status.CLOSED:
        marks.append(_("Pågår"))
    if row["audience"] == Audience.CHOSEN:
        marks.append(_("Till valda personer"))
    if row["only_municipality_id"]:
        marks.append(_("Delad bara inom kommunen"))
    return marks


def in_areas(actor: Actor, area_ids: Collection[UUID]) -> list[QuerySet[Any, UUID]]:
    """Passages of files in questions in these areas, or in areas that have gone up in them."""
    ids = list(area_ids)
    here = (
        Q(question__area_id__in=ids)
        | Q(question__second_area_id__in=ids)
        | Q(question__area__merged_into_id__in=ids)
    )
    rows = Attachment.objects.filter(here, collaboration_id=actor.collaboration_id)
    return [rows.values_list("passage_id", flat=True)]


def destroy(actor: Actor, passages: Collection[UUID]) -> int:
    """Remove these files. The texts beside them stay as they are."""
    gone, _by_table = Attachment.objects.filter(
        collaboration_id=actor.collaboration_id, passage_id__in=list(passages)
    ).delete()
    return gone


register(LABELS, rows=rows, document=document, in_areas=in_areas, destroy=destroy)

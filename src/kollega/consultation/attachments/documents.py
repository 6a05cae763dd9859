"""Shared files as public documents: found, read and destroyed like the texts they stand beside."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.border import file_words
from kollega.border.documents import Document, register
from kollega.border.files import PURPOSE
from kollega.consultation.attachments.models import Attachment
from kollega.consultation.choices import Audience, Status
from kollega.core import clock
from kollega.core.actor import Actor

LABELS = {PURPOSE: gettext_lazy("Bilaga")}


def read(actor: Actor, passages: Collection[UUID]) -> dict[UUID, Document]:
    """Those of the files that are there. One statement."""
    rows = (
        Attachment.objects.filter(
            collaboration_id=actor.collaboration_id, passage_id__in=list(passages)
        )
        .select_related("question__area")
        .defer("data", "question__text")
    )
    return {each.passage_id: _document(each) for each in rows}


def _document(each: Attachment) -> Document:
    question = each.question
    closed = question.closed_at
    if question.status == Status.WITHDRAWN:
        closed = question.asked_at
    shape = file_words.shape(each.kind, each.size, each.pages)
    lines = [_("Bilaga: %(shape)s") % {"shape": shape}, each.description, each.text]
    return Document(
        passage_id=each.passage_id,
        title=_("Bilaga till en fråga"),
        text="\n".join(line for line in lines if line.strip()),
        area=question.area.title,
        marks=tuple(_marks(each)),
        ended_on=clock.local(closed).date() if closed else None,
        only_municipality_id=each.only_municipality_id,
        file_url=reverse("consultation:own_attachment", args=[each.passage_id]),
    )


def _marks(each: Attachment) -> list[str]:
    question = each.question
    marks = []
    if each.removed_at or question.status == Status.WITHDRAWN:
        marks.append(_("Tillbakatagen"))
    elif question.status != Status.CLOSED:
        marks.append(_("Pågår"))
    if question.audience == Audience.CHOSEN:
        marks.append(_("Till valda personer"))
    if each.only_municipality_id:
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


register(LABELS, read=read, in_areas=in_areas, destroy=destroy)

"""What colleagues say that they can help with, as public documents."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.border.documents import Document, Row, register
from kollega.competence.models import NO_PASSAGE, Competence
from kollega.competence.profile.services import PURPOSE
from kollega.core.actor import Actor


def rows(actor: Actor) -> list[QuerySet[Any, Any]]:
    """Those of the lines that still stand in a profile."""
    return [_rows(actor).annotate(row=JSONObject(text=F("can_help_with"), area=F("area__title")))]


def document(passage_id: UUID, row: Row) -> Document:
    """A line, without whose it is. It goes on for as long as it says how things are; whoever changes
    it destroys it.
    """
    return Document(
        passage_id=passage_id,
        title=_("Rad i en kollegas kompetensprofil"),
        text=row["text"],
        area=row["area"],
    )


def _rows(actor: Actor) -> QuerySet[Competence]:
    return Competence.objects.filter(collaboration_id=actor.collaboration_id).exclude(
        passage_id=NO_PASSAGE
    )


def in_areas(actor: Actor, area_ids: Collection[UUID]) -> list[QuerySet[Any, UUID]]:
    """Passages of lines in these areas."""
    ids = list(area_ids)
    rows = _rows(actor).filter(Q(area_id__in=ids) | Q(area__merged_into_id__in=ids))
    return [rows.values_list("passage_id", flat=True)]


def destroy(actor: Actor, passages: Collection[UUID]) -> int:
    """Empty these lines; the level that was declared stays."""
    rows = _rows(actor).filter(passage_id__in=list(passages))
    return rows.update(can_help_with="", passage_id=NO_PASSAGE)


register(
    {PURPOSE: gettext_lazy("Rad i kompetensprofil")},
    rows=rows,
    document=document,
    in_areas=in_areas,
    destroy=destroy,
)

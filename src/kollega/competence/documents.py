"""What colleagues say that they can help with, as public documents."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.border.documents import Document, register
from kollega.competence.models import NO_PASSAGE, Competence
from kollega.competence.services import PURPOSE
from kollega.core.actor import Actor


def read(actor: Actor, passages: Collection[UUID]) -> dict[UUID, Document]:
    """Those of the lines that still stand in a profile. One statement."""
    rows = _rows(actor).filter(passage_id__in=list(passages)).select_related("area")
    return {
        row.passage_id: Document(
            passage_id=row.passage_id,
            title=_("Rad i en kollegas kompetensprofil"),
            text=row.can_help_with,
            area=row.area.title,
            # It goes on for as long as it says how things are; whoever changes it destroys it.
        )
        for row in rows
    }


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
    read=read,
    in_areas=in_areas,
    destroy=destroy,
)

"""What was told afterwards, as a public document: read without a name, emptied by a rule."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.border.documents import Document, register
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.outcome.models import Sequel
from kollega.outcome.services import AFTERWARDS_DRAFT


def read(actor: Actor, passages: Collection[UUID]) -> dict[UUID, Document]:
    """Those of the texts that are there. One statement."""
    rows = Sequel.objects.filter(
        collaboration_id=actor.collaboration_id, passage_id__in=list(passages)
    ).select_related("question__area")
    return {
        row.passage_id: Document(
            passage_id=row.passage_id,
            title=_("Berättat efter en avslutad fråga"),
            text=str(row.text),
            area=row.question.area.shown_title,
            marks=(_("Delad bara inom kommunen"),) if row.only_municipality_id else (),
            ended_on=clock.local(row.posted_at).date(),
            only_municipality_id=row.only_municipality_id,
        )
        for row in rows
    }


def in_areas(actor: Actor, area_ids: Collection[UUID]) -> list[QuerySet[Any, UUID]]:
    """Passages of what was told about questions in these areas."""
    ids = list(area_ids)
    rows = Sequel.objects.filter(
        Q(question__area_id__in=ids)
        | Q(question__second_area_id__in=ids)
        | Q(question__area__merged_into_id__in=ids),
        collaboration_id=actor.collaboration_id,
    )
    return [rows.values_list("passage_id", flat=True)]


def destroy(actor: Actor, passages: Collection[UUID]) -> int:
    """Nothing stands beside it that needs its place: the whole note goes."""
    return Sequel.objects.filter(
        collaboration_id=actor.collaboration_id, passage_id__in=list(passages)
    ).delete()[0]


register(
    {AFTERWARDS_DRAFT: gettext_lazy("Berättat efteråt")},
    read=read,
    in_areas=in_areas,
    destroy=destroy,
)

"""What was told afterwards, as a public document: read without a name, emptied by a rule."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.border.documents import Document, Row, day_of, register
from kollega.core.actor import Actor
from kollega.outcome.models import Sequel
from kollega.outcome.services import AFTERWARDS_DRAFT


def rows(actor: Actor) -> list[QuerySet[Any, Any]]:
    """What was told, with its day and the question's area."""
    return [
        Sequel.objects.filter(collaboration_id=actor.collaboration_id).annotate(
            row=JSONObject(
                text=F("text"),
                at=F("posted_at"),
                only_municipality_id=F("only_municipality_id"),
                area=F("question__area__title"),
            )
        )
    ]


def document(passage_id: UUID, row: Row) -> Document:
    """A text that stands by itself."""
    only = row["only_municipality_id"]
    return Document(
        passage_id=passage_id,
        title=_("Berättat efter en avslutad fråga"),
        text=row["text"],
        area=row["area"],
        marks=(_("Delad bara inom kommunen"),) if only else (),
        ended_on=day_of(row["at"]),
        only_municipality_id=UUID(only) if only else None,
    )


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
    rows=rows,
    document=document,
    in_areas=in_areas,
    destroy=destroy,
)

"""What somebody wrote in an evaluation, as a public document."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.border.documents import GONE, Document, Row, day_of, register
from kollega.competence.learning.evaluations import PURPOSE
from kollega.competence.models import NO_PASSAGE, Evaluation
from kollega.core.actor import Actor


def rows(actor: Actor) -> list[QuerySet[Any, Any]]:
    """The lines, with what they are about."""
    return [
        _rows(actor).annotate(
            row=JSONObject(
                said=F("text"),
                title=F("occasion__title"),
                area=F("occasion__area__title"),
                ended=F("occasion__last_at"),
            )
        )
    ]


def document(passage_id: UUID, row: Row) -> Document:
    """A line, without whose it is."""
    return Document(
        passage_id=passage_id,
        title=_("Utvärdering av %(title)s") % {"title": row["title"]},
        text=row["said"],
        opening=row["said"],
        area=row["area"] or "",
        ended_on=day_of(row["ended"]),
    )


def _rows(actor: Actor) -> QuerySet[Evaluation]:
    return Evaluation.objects.filter(collaboration_id=actor.collaboration_id).exclude(
        passage_id=NO_PASSAGE
    )


def in_areas(actor: Actor, area_ids: Collection[UUID]) -> list[QuerySet[Any, UUID]]:
    """Passages of lines about occasions in these areas."""
    ids = list(area_ids)
    found = _rows(actor).filter(
        Q(occasion__area_id__in=ids) | Q(occasion__area__merged_into_id__in=ids)
    )
    return [found.values_list("passage_id", flat=True)]


def destroy(actor: Actor, passages: Collection[UUID]) -> int:
    """Empty these lines; the grades stay."""
    return _rows(actor).filter(passage_id__in=list(passages)).update(text="", passage_id=GONE)


register(
    {PURPOSE: gettext_lazy("Utvärdering av kurs eller handledning")},
    rows=rows,
    document=document,
    in_areas=in_areas,
    destroy=destroy,
)

"""Proposed cards as public documents: read without names, and destroyed by a municipality's rule."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.border.documents import Document, Row, day_of, register
from kollega.consultation.models import CardProposal, ProposalRemark
from kollega.consultation.to_card.services import PURPOSE, REMARK
from kollega.core.actor import Actor

LABELS = {
    PURPOSE: gettext_lazy("Förslag till kunskapskort"),
    REMARK: gettext_lazy("Önskad ändring i ett förslag till kunskapskort"),
}


def _both(actor: Actor) -> tuple[tuple[QuerySet[Any], str], ...]:
    """The two tables that hold what was written, and the way from each to its proposal."""
    here = {"collaboration_id": actor.collaboration_id}
    return (CardProposal.objects.filter(**here), ""), (
        ProposalRemark.objects.filter(**here),
        "proposal__",
    )


def rows(actor: Actor) -> list[QuerySet[Any, Any]]:
    """What is proposed, and what is asked to be changed."""
    found = []
    for (each, way), what in zip(_both(actor), (PURPOSE, REMARK), strict=True):
        texts = ("title", "answer", "body") if not way else ("text",)
        found.append(
            each.annotate(
                row=JSONObject(
                    what=Value(what),
                    area=F(f"{way}question__area__title"),
                    ended=F(f"{way}ended_at"),
                    only=F("only_municipality_id"),
                    **{name: F(name) for name in texts},
                )
            )
        )
    return found


def document(passage_id: UUID, row: Row) -> Document:
    """A proposal or a remark on one."""
    lines = [row[name] for name in ("title", "answer", "body", "text") if row.get(name)]
    return Document(
        passage_id=passage_id,
        title=str(LABELS[row["what"]]),
        text="\n".join(lines),
        area=row["area"],
        marks=(_("Delad bara inom kommunen"),) if row["only"] else (),
        ended_on=day_of(row["ended"]),
        only_municipality_id=UUID(row["only"]) if row["only"] else None,
    )


def in_areas(actor: Actor, area_ids: Collection[UUID]) -> list[QuerySet[Any, UUID]]:
    """Passages of what was proposed of questions in these areas, or in areas that have gone up in them."""
    ids = list(area_ids)
    found = []
    for rows_, way in _both(actor):
        to = f"{way}question__"
        wanted = (
            Q(**{f"{to}area_id__in": ids})
            | Q(**{f"{to}second_area_id__in": ids})
            | Q(**{f"{to}area__merged_into_id__in": ids})
        )
        found.append(rows_.filter(wanted).values_list("passage_id", flat=True))
    return found


def destroy(actor: Actor, passages: Collection[UUID]) -> int:
    """A proposal whose text goes is no proposal: it goes with what was said of it."""
    gone = 0
    for rows_, _way in _both(actor):
        gone += rows_.filter(passage_id__in=list(passages)).delete()[0]
    return gone


register(LABELS, rows=rows, document=document, in_areas=in_areas, destroy=destroy)

"""Notes as public documents: read without names, and destroyed by a municipality's rule."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.border.documents import GONE, Document, Row, day_of, register
from kollega.core.actor import Actor
from kollega.rounds.choices import Part
from kollega.rounds.models import NoteEdit, NoteSection
from kollega.rounds.services.notes import purpose

LABEL = gettext_lazy("Anteckning från runda")


def _both(actor: Actor) -> tuple[tuple[QuerySet[Any], str], ...]:
    """The two tables that hold what was noted, and the way from each to its part."""
    here = {"collaboration_id": actor.collaboration_id}
    return (NoteSection.objects.filter(**here), ""), (NoteEdit.objects.filter(**here), "section__")


def rows(actor: Actor) -> list[QuerySet[Any, Any]]:
    """The notes as they stand, and as they stood."""
    return [
        found.annotate(
            row=JSONObject(
                what=Value(what),
                said=F("text"),
                in_part=F(f"{way}part"),
                at=F(f"{way}brought__round__starts_at"),
                area=F(f"{way}brought__question__area__title"),
            )
        )
        for (found, way), what in zip(_both(actor), ("now", "before"), strict=True)
    ]


def document(passage_id: UUID, row: Row) -> Document:
    """A part of a note."""
    title = _("Anteckning från runda: %(part)s") % {"part": Part(row["in_part"]).label}
    return Document(
        passage_id=passage_id,
        title=title,
        text=row["said"],
        area=row["area"],
        marks=(_("Tidigare version"),) if row["what"] == "before" else (),
        ended_on=day_of(row["at"]),
    )


def in_areas(actor: Actor, area_ids: Collection[UUID]) -> list[QuerySet[Any, UUID]]:
    """Passages of notes about questions in these areas, or in areas that have gone up in them."""
    ids = list(area_ids)
    found = []
    for rows, way in _both(actor):
        to = f"{way}brought__question__"
        wanted = (
            Q(**{f"{to}area_id__in": ids})
            | Q(**{f"{to}second_area_id__in": ids})
            | Q(**{f"{to}area__merged_into_id__in": ids})
        )
        found.append(rows.filter(wanted).values_list("passage_id", flat=True))
    return found


def destroy(actor: Actor, passages: Collection[UUID]) -> int:
    """Empty these texts where they stand; what stood before is removed."""
    here = {"collaboration_id": actor.collaboration_id, "passage_id__in": list(passages)}
    count = NoteSection.objects.filter(**here).update(text="", passage_id=GONE)
    return count + NoteEdit.objects.filter(**here).delete()[0]


register(
    {purpose(part): format_lazy("{}: {}", LABEL, part.label) for part in Part},
    rows=rows,
    document=document,
    in_areas=in_areas,
    destroy=destroy,
)

"""Reading lists as public documents: read without names, and destroyed by a municipality's rule."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.border.documents import GONE, Document, Row, day_of, register
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.knowledge.lists.services import ITEM, PURPOSE
from kollega.knowledge.models.lists import NO_TEXT, ReadingItem, ReadingList

LABELS = {
    PURPOSE: gettext_lazy("Läslista"),
    ITEM: gettext_lazy("Varför något på en läslista ska läsas"),
}


def rows(actor: Actor) -> list[QuerySet[Any, Any]]:
    """The lists by name and whom they are for, and the sentences on them."""
    here = {"collaboration_id": actor.collaboration_id}
    lists = ReadingList.objects.filter(**here).annotate(
        row=JSONObject(
            what=Value("list"),
            title=F("title"),
            said=F("audience"),
            only=F("only_municipality_id"),
            gone=F("withdrawn_at"),
        )
    )
    items = (
        ReadingItem.objects.filter(**here)
        .exclude(passage_id=NO_TEXT)
        .annotate(
            row=JSONObject(
                what=Value("item"),
                title=F("reading_list__title"),
                said=F("why"),
                only=F("only_municipality_id"),
                gone=F("reading_list__withdrawn_at"),
            )
        )
    )
    return [lists, items]


def document(passage_id: UUID, row: Row) -> Document:
    title = _("Läslista") if row["what"] == "list" else _("Ur en läslista")
    marks = [_("Delad bara inom kommunen")] if row["only"] else []
    if row["gone"]:
        marks.append(_("Tillbakatagen"))
    lines = (row["title"], row["said"])
    return Document(
        passage_id=passage_id,
        title=title,
        text="\n".join(each for each in lines if each.strip()),
        opening=row["said"] if row["what"] == "item" else row["title"],
        marks=tuple(marks),
        ended_on=day_of(row["gone"]),
        only_municipality_id=UUID(row["only"]) if row["only"] else None,
    )


def in_areas(_actor: Actor, _area_ids: Collection[UUID]) -> list[QuerySet[Any, UUID]]:
    """A list belongs to no area."""
    return []


def destroy(actor: Actor, passages: Collection[UUID]) -> int:
    """A list goes with what is on it; a sentence goes and leaves what it was about."""
    here: dict[str, Any] = {
        "collaboration_id": actor.collaboration_id,
        "passage_id__in": list(passages),
    }
    count = ReadingItem.objects.filter(~Q(why=""), **here).update(why="", passage_id=NO_TEXT)
    return count + ReadingList.objects.filter(**here).update(
        title="", audience="", sort_key="", passage_id=GONE, withdrawn_at=clock.now()
    )


register(LABELS, rows=rows, document=document, in_areas=in_areas, destroy=destroy)

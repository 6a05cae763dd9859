"""Cards as public documents: read without names, and destroyed by a municipality's rule."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.border.documents import GONE, Document, Row, day_of, register
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.knowledge import markdown
from kollega.knowledge.cards import finding
from kollega.knowledge.cards.flags import DOUBT_PURPOSE
from kollega.knowledge.cards.law import FIELDS
from kollega.knowledge.cards.services import CHECK_PURPOSE
from kollega.knowledge.cards.writing import PURPOSE
from kollega.knowledge.models.cards import (
    Card,
    CardArea,
    CardCheck,
    CardFlag,
    CardReference,
    CardVersion,
    Ground,
    Status,
)
from kollega.search import index

LABELS = {
    PURPOSE: gettext_lazy("Kunskapskort"),
    CHECK_PURPOSE: gettext_lazy("Varför ett kunskapskort stämmer"),
    DOUBT_PURPOSE: gettext_lazy("Påpekande om ett kunskapskort"),
}
EMPTY = dict.fromkeys(FIELDS, "")


def _areas(way: str) -> ArraySubquery:
    areas = CardArea.objects.filter(
        collaboration_id=OuterRef("collaboration_id"), card_id=OuterRef(f"{way}pk")
    ).order_by("place")
    return ArraySubquery(areas.values("area__title"))


def rows(actor: Actor) -> list[QuerySet[Any, Any]]:
    """The card as it stands comes last: where it says again what it said before, that is what holds."""
    tables: tuple[tuple[Any, str, str], ...] = (
        (CardVersion, "version", "card__"),
        (CardCheck, "check", "card__"),
        (CardFlag, "flag", "card__"),
        (Card, "card", ""),
    )
    return [
        model.objects.filter(collaboration_id=actor.collaboration_id)
        .exclude(passage_id=GONE)
        .annotate(
            row=JSONObject(
                what=Value(what),
                **_texts(what),
                status=F(f"{way}status"),
                withdrawn=F(f"{way}withdrawn_at"),
                only=F("only_municipality_id"),
                areas=_areas(way),
            )
        )
        for model, what, way in tables
    ]


def _texts(what: str) -> dict[str, F]:
    said = {"check": ("reason",), "flag": ("text",)}.get(what, FIELDS)
    return {name: F(name) for name in said}


def document(passage_id: UUID, row: Row) -> Document:
    """A card, or what somebody has written about one."""
    what = row["what"]
    titles = {
        "card": _("Kunskapskort"),
        "version": _("Kunskapskort, tidigare version"),
        "check": _("Varför ett kunskapskort stämmer"),
        "flag": _("Påpekande om ett kunskapskort"),
    }
    lines = [str(row["reason"])] if what == "check" else [str(row.get("text") or "")]
    if what in {"card", "version"}:
        lines = [row["title"], row["answer"], markdown.plain(row["body"])]
        lines += [f"{kind.label}: {row[kind.value]}" for kind in Ground if row[kind.value]]
    return Document(
        passage_id=passage_id,
        title=titles[what],
        text="\n".join(line.strip() for line in lines if line.strip()),
        opening=lines[0],
        area=", ".join(row["areas"]),
        marks=tuple(_marks(row)),
        ended_on=day_of(row["withdrawn"]) if row["status"] == Status.WITHDRAWN else None,
        only_municipality_id=UUID(row["only"]) if row["only"] else None,
    )


def _marks(row: Row) -> list[str]:
    marks = []
    if row["status"] == Status.WITHDRAWN:
        marks.append(_("Tillbakadraget"))
    elif row["status"] != Status.PUBLISHED:
        marks.append(_("Inte publicerat"))
    if row["only"]:
        marks.append(_("Delad bara inom kommunen"))
    return marks


def in_areas(actor: Actor, area_ids: Collection[UUID]) -> list[QuerySet[Any, UUID]]:
    """Passages of cards in these areas, or in areas that have gone up in them."""
    ids = list(area_ids)
    here = {"collaboration_id": actor.collaboration_id}
    cards = CardArea.objects.filter(
        Q(area_id__in=ids) | Q(area__merged_into_id__in=ids), **here
    ).values("card_id")
    found: list[QuerySet[Any, UUID]] = [
        Card.objects.filter(**here, pk__in=cards).values_list("passage_id", flat=True)
    ]
    for model in (CardVersion, CardCheck, CardFlag):
        texts = model.objects.filter(**here, card_id__in=cards)
        found.append(texts.exclude(passage_id=GONE).values_list("passage_id", flat=True))
    return found


def destroy(actor: Actor, passages: Collection[UUID]) -> int:
    """Empty these texts where they stand. A card without text is a card that was taken back."""
    here = {"collaboration_id": actor.collaboration_id, "passage_id__in": list(passages)}
    cards = list(Card.objects.filter(**here).values_list("id", flat=True))
    for card_id in cards:
        index.remove(actor, kind=finding.KIND, object_id=card_id)
    CardReference.objects.filter(
        collaboration_id=actor.collaboration_id, card_id__in=cards
    ).delete()
    count = Card.objects.filter(**here).update(
        **EMPTY,
        sort_key="",
        passage_id=GONE,
        status=Status.WITHDRAWN,
        withdrawn_at=clock.now(),
    )
    count += CardCheck.objects.filter(**here).update(reason="", passage_id=GONE)
    count += CardFlag.objects.filter(**here).update(
        text="", passage_id=GONE, settled_at=clock.now(), settled_how=CardFlag.How.TAKEN_BACK
    )
    return count + CardVersion.objects.filter(**here).delete()[0]


register(LABELS, rows=rows, document=document, in_areas=in_areas, destroy=destroy)

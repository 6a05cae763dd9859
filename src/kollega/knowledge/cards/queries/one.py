"""One card with what stands around it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject
from django.urls import reverse

from kollega.core.actor import Actor
from kollega.knowledge.cards.flags import MOST_SHOWN
from kollega.knowledge.cards.queries.lists import area_title, with_areas
from kollega.knowledge.models.cards import (
    Card,
    CardArea,
    CardCheck,
    CardFlag,
    CardLink,
    CardVersion,
    Ground,
    Status,
)
from kollega.swedish.references import Reference


@dataclass(frozen=True)
class Flag:
    """A reason to look the card over."""

    id: UUID
    kind: str
    sfs: str
    chapter: str
    section: str
    since: date | None
    text: str
    by: str
    by_id: UUID | None
    raised_at: datetime

    @property
    def ref(self) -> str:
        """The section in words: '20 kap. 2 § SoL'; empty where the flag is about none."""
        return Reference(self.sfs, self.chapter, self.section).shown if self.sfs else ""


@dataclass(frozen=True)
class Check:
    """Somebody looked the card over."""

    at: datetime
    by: str
    reason: str


@dataclass(frozen=True)
class Around:
    """What stands around a card."""

    areas: tuple[str, ...]
    flags: tuple[Flag, ...]
    last_check: Check | None
    related: tuple[tuple[str, str], ...]
    """(title, address)"""


def around(actor: Actor, card: Card) -> Around:
    """Areas, open flags, the last check and related cards. One statement."""
    row = (
        with_areas(Card.objects.filter(collaboration_id=actor.collaboration_id, pk=card.pk))
        .annotate(flag_rows=_flags(), check_rows=_last_check(), related_rows=_related())
        .values("area_titles", "flag_rows", "check_rows", "related_rows")
        .get()
    )
    checks = [_check(each) for each in row["check_rows"]]
    return Around(
        areas=tuple(area_title(each) for each in row["area_titles"]),
        flags=tuple(_flag(each) for each in row["flag_rows"]),
        last_check=checks[0] if checks else None,
        related=tuple(
            (each["title"], reverse("knowledge:card", args=[each["id"]]))
            for each in row["related_rows"]
        ),
    )


def _related() -> ArraySubquery:
    """Published cards that are read with this one, whichever of the two named the other."""
    here = {"collaboration_id": OuterRef("collaboration_id")}
    of_this = OuterRef(OuterRef("pk"))
    rows = Card.objects.filter(
        Q(pk__in=CardLink.objects.filter(card_id=of_this).values("other_id"))
        | Q(pk__in=CardLink.objects.filter(other_id=of_this).values("card_id")),
        **here,
        status=Status.PUBLISHED,
    )
    return ArraySubquery(
        rows.order_by("sort_key", "id").values(row=JSONObject(id="id", title="title"))[:20]
    )


def _flags() -> ArraySubquery:
    rows = CardFlag.objects.filter(
        collaboration_id=OuterRef("collaboration_id"),
        card_id=OuterRef("pk"),
        settled_at__isnull=True,
    ).order_by("raised_at", "id")[:MOST_SHOWN]
    return ArraySubquery(
        rows.values(
            row=JSONObject(
                id="id",
                kind="kind",
                sfs="sfs",
                chapter="chapter",
                section="section",
                since="since",
                text="text",
                by="raised_by__name",
                by_id="raised_by_id",
                raised_at="raised_at",
            )
        )
    )


def _last_check() -> ArraySubquery:
    rows = CardCheck.objects.filter(
        collaboration_id=OuterRef("collaboration_id"), card_id=OuterRef("pk")
    ).order_by("-at")[:1]
    return ArraySubquery(rows.values(row=JSONObject(at="at", by="by__name", reason="reason")))


def _flag(row: Mapping[str, Any]) -> Flag:
    return Flag(
        id=UUID(row["id"]),
        kind=row["kind"],
        sfs=row["sfs"],
        chapter=row["chapter"],
        section=row["section"],
        since=date.fromisoformat(row["since"]) if row["since"] else None,
        text=row["text"],
        by=row["by"] or "",
        by_id=UUID(row["by_id"]) if row["by_id"] else None,
        raised_at=datetime.fromisoformat(row["raised_at"]),
    )


def _check(row: Mapping[str, Any]) -> Check:
    return Check(datetime.fromisoformat(row["at"]), row["by"] or "", row["reason"])


def open_flags(actor: Actor, card: Card) -> list[Flag]:
    """What says that the card should be looked over. One statement."""
    return flags_and_areas(actor, card)[0]


def flags_and_areas(actor: Actor, card: Card) -> tuple[list[Flag], list[str]]:
    """The card's open flags, and the ids of its areas. One statement."""
    areas = CardArea.objects.filter(
        collaboration_id=OuterRef("collaboration_id"), card_id=OuterRef("pk")
    ).order_by("place")
    row = (
        Card.objects.filter(collaboration_id=actor.collaboration_id, pk=card.pk)
        .annotate(flag_rows=_flags(), area_ids=ArraySubquery(areas.values("area_id")))
        .values("flag_rows", "area_ids")
        .get()
    )
    return [_flag(each) for each in row["flag_rows"]], [str(each) for each in row["area_ids"]]


def grounds(texts: Card | CardVersion) -> list[tuple[Ground, list[str]]]:
    """What the card rests on: each kind that it names, with its lines."""
    found = []
    for kind in Ground:
        lines = [each.strip() for each in str(getattr(texts, kind.value)).splitlines()]
        if any(lines):
            found.append((kind, [each for each in lines if each]))
    return found

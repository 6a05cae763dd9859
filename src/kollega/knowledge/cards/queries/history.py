"""What a card has said, and when it was looked over."""

from dataclasses import dataclass
from datetime import datetime

from kollega.core.actor import Actor
from kollega.knowledge.cards.law import FIELDS
from kollega.knowledge.cards.queries.one import Check
from kollega.knowledge.models.cards import (
    Card,
    CardCheck,
    CardVersion,
)


@dataclass(frozen=True)
class VersionLine:
    """A version in the history. `number` is the card's version; `is_now` the one that stands."""

    number: int
    at: datetime
    by: str
    is_now: bool
    may_be_restored: bool


def versions(actor: Actor, card: Card) -> list[VersionLine]:
    """What the card says and has said, newest first. One statement."""
    rows = CardVersion.objects.filter(collaboration_id=actor.collaboration_id, card=card)
    rows = rows.select_related("saved_by").only(
        "number", "saved_at", "only_municipality_id", "saved_by__name"
    )
    now = VersionLine(
        card.version,
        card.saved_at,
        card.saved_by.name if card.saved_by else "",
        is_now=True,
        may_be_restored=False,
    )
    earlier = [
        VersionLine(
            row.number,
            row.saved_at,
            row.saved_by.name if row.saved_by else "",
            is_now=False,
            may_be_restored=row.only_municipality_id == card.only_municipality_id,
        )
        for row in rows.order_by("-number")[:200]
    ]
    return [now, *earlier]


def version_of(actor: Actor, card: Card, number: int) -> Card | CardVersion | None:
    """What the card said in a version. One statement, none for the one that stands."""
    if number == card.version:
        return card
    return CardVersion.objects.filter(
        collaboration_id=actor.collaboration_id, card=card, number=number
    ).first()


def checks(actor: Actor, card: Card) -> list[Check]:
    """When the card has been looked over, newest first. One statement."""
    rows = CardCheck.objects.filter(collaboration_id=actor.collaboration_id, card=card)
    return [
        Check(row.at, row.by.name if row.by else "", str(row.reason))
        for row in rows.select_related("by").order_by("-at")[:100]
    ]


def texts_of(said: Card | CardVersion) -> dict[str, str]:
    """A version's texts by field."""
    return {name: str(getattr(said, name)) for name in FIELDS}

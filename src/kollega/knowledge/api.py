"""What other rooms may use of the knowledge bank. Each function takes many ids and costs one statement."""

from collections.abc import Iterable
from uuid import UUID

from kollega.core.actor import Actor
from kollega.knowledge.cards import queries
from kollega.knowledge.cards.links import offer, say_source
from kollega.knowledge.cards.queries import CardLine
from kollega.knowledge.guidance.moments import Moment
from kollega.knowledge.guidance.moments import register as register_moments
from kollega.knowledge.guidance.queries import Guide, guidance

__all__ = [
    "CardLine",
    "Guide",
    "Moment",
    "cards_for_ids",
    "cards_in_area",
    "cards_of",
    "cards_to_look_over",
    "guidance",
    "offer",
    "register_moments",
    "say_source",
]


def cards_for_ids(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, CardLine]:
    """Those of these cards that the actor may read, whatever their state. One statement."""
    return queries.for_ids(actor, ids)


def cards_in_area(actor: Actor, area_ids: Iterable[UUID], limit: int = 5) -> list[CardLine]:
    """Published cards about these areas or what lies below them, the freshest first. One statement."""
    return queries.in_areas(actor, area_ids, limit)


def cards_of(actor: Actor, colleague_id: UUID, limit: int = 40) -> list[CardLine]:
    """Published cards that a colleague answers for and the actor may read, by title. One statement."""
    return queries.owned_by(actor, colleague_id, limit)


def cards_to_look_over(actor: Actor, limit: int = 5) -> list[CardLine]:
    """Cards that the actor answers for and that need a look, the most urgent first. One statement."""
    return queries.for_the_desk(actor, most=limit)

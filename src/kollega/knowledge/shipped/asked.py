"""How people ask for what a shipped card answers, found from a card that is stored in a collaboration."""

from functools import cache, lru_cache
from uuid import NAMESPACE_DNS, UUID, uuid5

from kollega.knowledge.shipped.reading import ShippedCard, load_cards

SPACE = uuid5(NAMESPACE_DNS, "shipped.kollega.example")


def id_in(collaboration_id: UUID | None, key: str) -> UUID:
    """The id that a shipped card has in a collaboration, so that it comes once."""
    return uuid5(SPACE, f"{collaboration_id}/{key}")


def asked_as(collaboration_id: UUID, card_id: UUID, title: str) -> tuple[str, ...]:
    """The ways of asking of a card that came of a shipped one and still answers its question; else none."""
    card = _by_id(collaboration_id).get(card_id)
    return card.asked if card and card.title == title else ()


@cache
def _cards() -> tuple[ShippedCard, ...]:
    return load_cards()


@lru_cache(maxsize=64)
def _by_id(collaboration_id: UUID) -> dict[UUID, ShippedCard]:
    return {id_in(collaboration_id, card.key): card for card in _cards()}

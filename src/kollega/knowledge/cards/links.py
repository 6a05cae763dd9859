"""What rooms above offer beside a card, and what they say of where it came from.

links.offer(_("Jag tror att en person kan kännas igen"), "incident:report_other", "card")
links.say_source("question", lambda actor, ids: {...})       # id → Link, where the actor may know
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise

from kollega.core.actor import Actor
from kollega.knowledge.models.cards import Card
from kollega.organisation.options import room_is_on
from kollega.ui.parts import Link

Sources = Callable[[Actor, Iterable[UUID]], Mapping[UUID, Link]]


@dataclass(frozen=True)
class Offer:
    """A link beside every card: a page whose address ends with the card's id."""

    label: str | Promise
    page: str
    before: tuple[str, ...]


_offers: dict[str, Offer] = {}
_sources: dict[str, Sources] = {}


def offer(label: str | Promise, page: str, *before: str) -> None:
    """Offer a page beside every card. Offering the same page twice is one offer."""
    _offers[page] = Offer(label, page, before)


def beside(actor: Actor, card: Card) -> list[Link]:
    """What is offered beside a card, in the order it was registered."""
    return [
        Link(str(each.label), reverse(each.page, args=[*each.before, card.id]))
        for each in _offers.values()
        if room_is_on(actor, each.page.partition(":")[0])
    ]


def say_source(kind: str, sources: Sources) -> None:
    """Say how the things of a kind that cards are made of are shown, to those who may know of them."""
    _sources[kind] = sources


def source_of(actor: Actor, card: Card) -> Link | None:
    """What the card was made of, where the actor may know. At most one statement."""
    if card.source_id is None or card.source_kind not in _sources:
        return None
    return _sources[card.source_kind](actor, [card.source_id]).get(card.source_id)

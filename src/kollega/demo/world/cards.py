"""What the demo's people have done with the knowledge bank's cards, read from `cards.toml`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kollega.demo.world.people import Colleague
from kollega.demo.world.reading import WorldError, build, known, read

FILE = "cards.toml"


@dataclass(frozen=True)
class CardLife:
    """A shipped card that somebody answers for and somebody else has reviewed."""

    card: str
    owner: str
    reviewer: str
    checked_days_ago: int = 0


@dataclass(frozen=True)
class OwnCard:
    """A card that somebody wrote; published where somebody has reviewed it."""

    key: str
    area: str
    owner: str
    days_ago: int
    title: str
    answer: str
    body: str
    reviewer: str = ""
    law: str = ""
    experience: str = ""
    only_own: bool = False


@dataclass(frozen=True)
class Doubt:
    """What a reader says is not right in a card."""

    card: str
    reader: str
    days_ago: int
    text: str


@dataclass(frozen=True)
class Cards:
    """Everything of the file."""

    lives: tuple[CardLife, ...]
    own: tuple[OwnCard, ...]
    doubts: tuple[Doubt, ...]


def load(colleagues: Mapping[str, Colleague], cards: Collection[str]) -> Cards:
    """The file, checked. Raises `WorldError` naming what is unknown."""
    raw = read(FILE)
    lives = tuple(build(CardLife, row, FILE) for row in raw["life"])
    own = tuple(build(OwnCard, row, FILE) for row in raw["own"])
    doubts = tuple(build(Doubt, row, FILE) for row in raw["doubt"])
    for key in [life.card for life in lives] + [doubt.card for doubt in doubts]:
        known(key, cards, "card", FILE)
    people = [
        *(who for life in lives for who in (life.owner, life.reviewer)),
        *(who for card in own for who in (card.owner, card.reviewer) if who),
        *(doubt.reader for doubt in doubts),
    ]
    for who in people:
        known(who, colleagues, "colleague", FILE)
    if any(life.owner == life.reviewer for life in lives):
        raise WorldError(f"{FILE}: nobody reviews a card of her own")
    return Cards(lives, own, doubts)

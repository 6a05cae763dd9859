"""Passages, questions and filters for measuring search: always the same, of the lexicon's words."""

import itertools
import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kollega.search.entries import Entry

WORDS, TITLE_WORDS, LEXICON = 100, 6, 60_000
PARTS = 10
"""Passages of an object."""
KINDS = {"document": 80, "card": 10, "statute": 10}
GROUNDS = ("law", "research", "experience", "person")
AREAS = tuple(uuid.UUID(int=number) for number in range(1, 41))
PLACES = tuple(uuid.UUID(int=1000 + number) for number in range(8))
TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Lexicon:
    """Words, the commonest first, and how often each comes, summed up."""

    words: Sequence[str]
    summed: Sequence[float]

    def draw(self, chance: random.Random, count: int) -> list[str]:
        return chance.choices(self.words, cum_weights=self.summed, k=count)


def lexicon() -> Lexicon:
    """The commonest words of Swedish, as often as Zipf's law says."""
    from wordfreq import top_n_list

    words = [word for word in top_n_list("sv", LEXICON * 2) if word.isalpha()][:LEXICON]
    return Lexicon(
        words, list(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(words))))
    )


def passages(words: Lexicon, count: int, seed: int) -> "Iterator[Entry]":
    """The same passages for the same seed."""
    from kollega.search.entries import Entry

    chance = random.Random(seed)
    kinds, shares = list(KINDS), list(KINDS.values())
    for number in range(0, count, PARTS):
        object_id = uuid.UUID(int=chance.getrandbits(128))
        kind = chance.choices(kinds, shares)[0]
        areas = chance.sample(AREAS, chance.choice((1, 1, 2)))
        day = TODAY - timedelta(days=int(chance.expovariate(1 / 500)))
        title = " ".join(words.draw(chance, TITLE_WORDS))
        for part in range(min(PARTS, count - number)):
            body = " ".join(words.draw(chance, WORDS - TITLE_WORDS))
            yield Entry(
                kind,
                object_id,
                part,
                fields={"title": title, "body": body},
                area_ids=areas,
                municipality_id=chance.choice(PLACES),
                ground=chance.choice(GROUNDS),
                day=day,
                fresh_until=day + timedelta(days=730) if kind == "card" else None,
            )


def pairs(words: Lexicon, count: int) -> list[str]:
    """Two words of one passage, as often common as they are in text; stop words are nobody's question."""
    from kollega.swedish.stopwords import is_stop_word

    chance = random.Random(7)
    told: list[str] = []
    while len(told) < count:
        said = [word for word in words.draw(chance, 12) if not is_stop_word(word) and len(word) > 3]
        if len(set(said)) > 1:
            told.append(" ".join(list(dict.fromkeys(said))[:2]))
    return told


def commonest(words: Lexicon) -> list[str]:
    """Pairs of the twenty commonest words that are no stop words."""
    from kollega.swedish.stopwords import is_stop_word

    top = [word for word in words.words if not is_stop_word(word) and len(word) > 2][:20]
    return [" ".join(pair) for pair in itertools.combinations(top, 2)]


def filters(number: int) -> dict[str, Any]:
    """Filters as people set them: none, a kind, an area, several at once."""
    from kollega.search.narrowing import Filters

    area, place = AREAS[number % len(AREAS)], PLACES[number % len(PLACES)]
    return (
        {"kinds": ("document",), "filters": Filters()},
        {"kinds": (), "filters": Filters(area_ids=(area,))},
        {"kinds": ("document", "card"), "filters": Filters(grounds=("law",))},
        {"kinds": (), "filters": Filters(municipality_ids=(place,), since=date(2025, 11, 1))},
        {"kinds": ("card",), "filters": Filters(area_ids=(area, AREAS[0]), grounds=("law",))},
    )[number % 5]

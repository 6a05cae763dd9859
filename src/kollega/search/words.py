"""From text to terms: what a text is found by, and what a question asks for. No database.

A hit's score is the sum over the question's terms of
`weight in the text × factor in the question × rarity(documents that hold it, documents in all)`.
A term is a string: `=stem` a word or one of a compound's words, `~gram` letters inside a word.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from kollega.swedish import normalise, parts, stem, tokens
from kollega.swedish.compounds import base
from kollega.swedish.stopwords import is_stop_word

Fields = Mapping[str, str]
FIELDS: Final = {"title": 2.0, "lead": 1.5, "body": 1.0, "words": 2.0}
"""How much a word counts in each field."""

K1, B, AVERAGE_LENGTH = 1.2, 0.5, 80.0
PART = 0.5
GRAM = 0.3
GRAM_LENGTH = 5
MOST_LETTERS = 10_000
MOST_WORDS = 40


class Term(NamedTuple):
    """A term and how much of a word it is."""

    term: str
    share: float


@lru_cache(maxsize=65_536)
def _terms_of(word: str) -> tuple[Term, ...]:
    """The terms of one word in small letters, the whole first."""
    whole = stem(word)
    found = {f"={whole}": 1.0}
    for part in {base(word), *parts(word)}:
        found.setdefault(f"={part}", PART)
    for place in range(len(whole) - GRAM_LENGTH + 1):
        found.setdefault(f"~{whole[place : place + GRAM_LENGTH]}", GRAM)
    return tuple(Term(term, share) for term, share in found.items())


def _words(text: str) -> list[str]:
    found = (token.text.casefold() for token in tokens(normalise(text)))
    return [word for word in found if len(word) > 1 and not is_stop_word(word)]


def indexed(fields: Fields) -> dict[str, float]:
    """Term → its weight in a text: the document's part of BM25 over its fields."""
    counts: dict[str, float] = {}
    length = 0
    for name, text in fields.items():
        weight = FIELDS[name]
        words = _words(text)
        length += len(words)
        for word in words:
            for term, share in _terms_of(word):
                counts[term] = counts.get(term, 0.0) + share * weight
    norm = K1 * (1 - B + B * length / AVERAGE_LENGTH)
    return {term: count * (K1 + 1) / (count + norm) for term, count in counts.items()}


def rarity(term: str, holding: int, total: int) -> float:
    """How much a term tells, from how many of all documents hold it. What is in all tells nothing."""
    if not term:
        return 0.0
    return math.log(1 + (total - min(holding, total) + 0.5) / (holding + 0.5))


@dataclass(frozen=True)
class Asked:
    """What a question asks for: terms with their factors, and the stems to mark in a text."""

    terms: tuple[tuple[str, float], ...] = ()
    words: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be found with it."""
        return not self.terms


def asked(text: str, *, synonyms: Mapping[str, Sequence[str]] | None = None) -> Asked:
    """What a text asks for. `synonyms`: a word in small letters → what else says the same.

    Of a long text its first words are asked for.
    """
    words = list(dict.fromkeys(_words(text[:MOST_LETTERS])))[:MOST_WORDS]
    factors: dict[str, float] = {}
    for word in words:
        for term, share in _terms_of(word):
            factors[term] = max(factors.get(term, 0.0), share)
        for other in (synonyms or {}).get(word, ()):
            for each in _words(other):
                for term, share in _terms_of(each):
                    if term.startswith("="):
                        factors[term] = max(factors.get(term, 0.0), 0.7 * share)
    marked = frozenset(term[1:] for term in factors if term.startswith("="))
    return Asked(tuple(factors.items()), marked)


class Snippet(NamedTuple):
    """A piece of a text, and the places in it of what was asked for."""

    text: str
    marks: tuple[tuple[int, int], ...]


_SPACE = re.compile(r"\s+")


def snippet(text: str, wanted: Asked, *, longest: int = 240) -> Snippet:
    """The piece of a text that says most of what was asked, cut at words."""
    plain = _SPACE.sub(" ", normalise(text)).strip()
    places = [
        (token.start, token.end, {term[1:] for term, _ in _terms_of(token.text.casefold())})
        for token in tokens(plain)
    ]
    hits = [(a, b, said & wanted.words) for a, b, said in places if said & wanted.words]
    start = 0
    if hits and len(plain) > longest:
        best = max(
            hits,
            key=lambda hit: len(
                set().union(*(s for a, b, s in hits if hit[0] <= a and b <= hit[0] + longest))
            ),
        )
        start = max(0, min(best[0] - longest // 6, len(plain) - longest))
        start = plain.find(" ", start) + 1 if start else 0
    end = len(plain)
    if end - start > longest:
        end = plain.rfind(" ", start, start + longest + 1)
        end = end if end > start else start + longest
    before, after = ("… " if start else ""), (" …" if end < len(plain) else "")
    moved = len(before) - start
    marks = tuple((a + moved, b + moved) for a, b, _ in hits if start <= a and b <= end)
    return Snippet(f"{before}{plain[start:end]}{after}", marks)

"""What can be made findable, and the numbers that a passage is found by. No database.

A term is a string (`words.py`) and its number a hash of it. Besides the words' own terms a passage has:
`#kind=card` what it can be filtered by, `§2025:400 20 kap. 2 §` the law that it is or cites, and
`^förh` how the words of its title begin.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from kollega.search import words

LAW = "statute"
"""The kind whose passages are the law itself; others only cite it."""
IS_LAW, IN_CHAPTER, CITES_LAW = 12.0, 10.0, 2.0
ANY_LAW = "§* "
MOST_KNOWN = 400_000
TITLE_WORDS, SHORTEST_START, LONGEST_START = 10, 2, 8

# A weight is kept in 16 bits: 4,096ths, up to 15.99.
UNIT = 4096
BITS = 16
MOST = (1 << BITS) - 1
TOO_HEAVY = MOST / UNIT


@dataclass(frozen=True)
class Entry:
    """A passage of an object, to be made findable.

    `fields` are some of `words.FIELDS`. `references` are the law that the
    passage is (kind `statute`) or cites, as "2025:400 20 kap. 2 §". `municipality_id` is the owner,
    `only_municipality_id` the only one that may find it. `day` is when it was written or last changed,
    `fresh_until` the last day that it holds without being looked over again.
    """

    kind: str
    object_id: UUID
    part: int = 0
    fields: Mapping[str, str] = field(default_factory=dict)
    area_ids: Sequence[UUID] = ()
    municipality_id: UUID | None = None
    only_municipality_id: UUID | None = None
    ground: str | Sequence[str] = ""
    day: date | None = None
    fresh_until: date | None = None
    references: Sequence[str] = ()

    @property
    def grounds(self) -> list[str]:
        """The kinds of ground as a list."""
        given = [self.ground] if isinstance(self.ground, str) else self.ground
        return [each for each in given if each]


class _Numbers(dict[str, int]):
    """Terms met so far and their numbers. A plain dictionary is asked faster than a cache."""

    def __missing__(self, term: str) -> int:
        if len(self) >= MOST_KNOWN:
            self.clear()
        digest = hashlib.blake2b(term.encode(), digest_size=4).digest()
        self[term] = found = int.from_bytes(digest, "big", signed=True)
        return found


_NUMBERS = _Numbers()


def number(term: str) -> int:
    """A term's number: 32 bits of a hash, the same in every process."""
    return _NUMBERS[term]


EVERYTHING = number("#")
"""The term that every passage holds: its count is how many passages there are."""


def weighed(weight: float) -> int:
    """A weight as it is kept: whole 4,096ths, as many as there is room for."""
    return max(0, min(MOST, round(weight * UNIT)))


def entry_of(document_id: int, weight: int) -> int:
    """A posting's entry: which passage, and how much the term weighs in it."""
    return document_id << BITS | weight


def numbers(entry: Entry) -> dict[int, int]:
    """Everything that a passage is found by: term number → weight as it is kept."""
    # A name of the function's own is found faster, and this is done for every word.
    known = _NUMBERS
    found = {
        known[term]: int(weight * UNIT + 0.5) if weight < TOO_HEAVY else MOST
        for term, weight in words.indexed(entry.fields).items()
    }
    for term in facets(entry):
        found[known[term]] = 0
    for reference in entry.references:
        for term, weight in law_terms(reference, is_law=entry.kind == LAW).items():
            found[known[term]] = weighed(weight)
    if entry.part == 0:
        for start, weight in starts(entry.fields.get("title", "")).items():
            found[known[start]] = weighed(weight)
    return found


def facets(entry: Entry) -> list[str]:
    """The terms that a passage is filtered by."""
    found = ["#", f"#kind={entry.kind}"]
    found += [f"#area={area}" for area in entry.area_ids]
    found += [f"#ground={ground}" for ground in entry.grounds]
    if entry.municipality_id:
        found.append(f"#municipality={entry.municipality_id}")
    if entry.day:
        found.append(f"#month={entry.day:%Y-%m}")
    return found


def months(since: date, today: date) -> list[str]:
    """The terms of every month from one day to another; what lies further back than 50 years is old."""
    first = max(since.year * 12 + since.month, today.year * 12 + today.month - 600)
    last = today.year * 12 + today.month
    return [f"#month={(n - 1) // 12:04}-{(n - 1) % 12 + 1:02}" for n in range(first, last + 1)]


_IN_CHAPTER = re.compile(r"(?P<chapter>\S+(?: [a-z])? kap\.) (?P<section>\d+)")


def law_terms(reference: str, *, is_law: bool) -> dict[str, float]:
    """What a reference is found by. The law itself also without its number ("2 §" is in many laws), and
    by its chapter, whose first sections weigh most."""
    if not is_law:
        return {f"§{reference}": CITES_LAW}
    sfs, _space, place = reference.partition(" ")
    found = {f"§{reference}": IS_LAW}
    if place:
        found[f"{ANY_LAW}{place}"] = IS_LAW
    if match := _IN_CHAPTER.match(place):
        weight = IN_CHAPTER - min(int(match["section"]), 99) / 20
        found |= dict.fromkeys(
            (f"§{sfs} {match['chapter']}", f"{ANY_LAW}{match['chapter']}"), weight
        )
    return found


_WORD = re.compile(r"\w+")


def starts(title: str) -> dict[str, float]:
    """How the words of a title begin, from two letters to eight; the first word weighs most."""
    found: dict[str, float] = {}
    for place, word in enumerate(_WORD.findall(title.casefold())[:TITLE_WORDS]):
        for length in range(SHORTEST_START, min(LONGEST_START, len(word)) + 1):
            found.setdefault(f"^{word[:length]}", 1 / (1 + place))
    return found


def typed_starts(text: str) -> list[str]:
    """The beginnings that somebody has typed; one-letter words say nothing yet."""
    typed = [word[:LONGEST_START] for word in _WORD.findall(text.casefold())]
    return list(dict.fromkeys(f"^{word}" for word in typed if len(word) >= SHORTEST_START))


def one_object(entries: Iterable[Entry]) -> tuple[str, UUID]:
    """The kind and id that all entries share.

    Raises:
        ValueError: there are none, they are of several objects, or two are the same part.
    """
    listed = list(entries)
    found = {(each.kind, each.object_id) for each in listed}
    if len(found) != 1 or len({each.part for each in listed}) != len(listed):
        raise ValueError("the passages of one object are put at a time, each part once")
    return found.pop()

"""Narrowing by filters: which of them are read from the index, and which are looked up.

A filter can be held against a passage in two ways: by reading the numbers of all passages that it leaves,
or by looking the passage itself up. Whatever is read is read in full, so it pays for filters that leave
little; what leaves most is looked up, and then only in the best passages.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Any, NamedTuple
from uuid import UUID

from kollega.core import clock
from kollega.search import entries
from kollega.search.entries import BITS, number

# What it costs, per passage: looking it up, and reading it as one that a filter leaves.
LOOK_UP, READ = 8, 1
# The best that are looked up: so many times what is expected to be enough.
MARGIN = 3


@dataclass(frozen=True)
class Filters:
    """What hits are narrowed to; what is empty narrows nothing. `since`: from the first of its month."""

    area_ids: Sequence[UUID] = ()
    grounds: Sequence[str] = ()
    municipality_ids: Sequence[UUID] = ()
    since: date | None = None


class Facet(NamedTuple):
    """A filter: a passage has to hold one of the terms, which is to say that its row fits the value."""

    name: str
    terms: list[int]
    value: Any


@dataclass(frozen=True)
class Way:
    """How to narrow: the facets that are read, those looked up, and in how many of the best (None: in all)."""

    read: Sequence[Facet] = ()
    looked_up: Sequence[Facet] = ()
    looked_at: int | None = None
    cost: float = field(default=0.0, compare=False)


def facets(kinds: Sequence[str], filters: Filters) -> list[Facet]:
    """What is asked for besides the words."""
    since = filters.since
    found: list[tuple[str, Sequence[str], Any]] = [
        ("kinds", [f"#kind={kind}" for kind in kinds], list(kinds)),
        ("areas", [f"#area={area}" for area in filters.area_ids], list(filters.area_ids)),
        ("grounds", [f"#ground={each}" for each in filters.grounds], list(filters.grounds)),
        (
            "places",
            [f"#municipality={place}" for place in filters.municipality_ids],
            list(filters.municipality_ids),
        ),
        ("since", entries.months(since, clock.today()) if since else [], since),
    ]
    return [Facet(name, [number(t) for t in terms], value) for name, terms, value in found if value]


def cheapest(
    asked: Sequence[Facet], *, counts: Mapping[int, int], total: int, matched: int, wanted: int
) -> Way:
    """The way that costs least: `matched` passages hold the words, `wanted` of the best are to be found."""
    ways = (
        _way(asked, read, counts=counts, total=total, matched=matched, wanted=wanted)
        for size in range(len(asked) + 1)
        for read in combinations(asked, size)
    )
    return min(ways, key=lambda way: way.cost)


def _way(
    asked: Sequence[Facet],
    read: Sequence[Facet],
    *,
    counts: Mapping[int, int],
    total: int,
    matched: int,
    wanted: int,
) -> Way:
    held = {each.name: sum(counts.get(term, 1) for term in each.terms) for each in asked}
    shares = {name: min(count / total, 1.0) for name, count in held.items()}
    looked_up = [each for each in asked if each not in read]
    left = matched * math.prod(shares[each.name] for each in read)
    enough = wanted
    if looked_up:
        share = math.prod(shares[each.name] for each in looked_up)
        enough = math.ceil(wanted * MARGIN / share) if share else matched
    cost = sum(held[each.name] for each in read) * READ + min(left, enough) * LOOK_UP
    is_cut = enough < left or not looked_up
    return Way(read, looked_up, enough if is_cut else None, cost)


# "is true" keeps a list a hash that is looked into, and not one more table to be joined in any order.
_HELD = """(e >> {bits} in (
    select h >> {bits} from search_posting q cross join lateral unnest(q.entries) as h
    where q.collaboration_id = %(scope)s and q.term = any (%({name}_terms)s::int[]))) is true"""
_FITS = {
    "kinds": "d.kind = any (%(kinds)s::text[])",
    "areas": "d.areas && %(areas)s::uuid[]",
    "grounds": "d.grounds::text[] && %(grounds)s::text[]",
    "places": "d.municipality_id = any (%(places)s::uuid[])",
    "since": "d.day >= date_trunc('month', %(since)s::date)",
}


def read_sql(way: Way) -> str:
    """A condition on an entry `e` of a posting; empty where nothing is read."""
    return _where(_HELD.format(bits=BITS, name=each.name) for each in way.read)


def looked_up_sql(way: Way) -> str:
    """A condition on a passage `d`; empty where nothing is looked up."""
    return _where(_FITS[each.name] for each in way.looked_up)


def parameters(way: Way) -> dict[str, Any]:
    """What the two conditions are given."""
    read = {f"{each.name}_terms": each.terms for each in way.read}
    return read | {each.name: each.value for each in way.looked_up}


def _where(conditions: Iterator[str]) -> str:
    found = " and ".join(conditions)
    return f"where {found}" if found else ""

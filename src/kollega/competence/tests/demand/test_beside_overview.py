"""Efterfrågan and Överblick laid side by side: what is left of an area's questions is never one small number.

Överblick tells an area's questions in a period, and calls of all areas together once they are five. Efterfrågan
tells questions and calls of the area together, in a part of that period. Everything is tried, over small worlds.
"""

from collections import defaultdict
from itertools import product

from kollega.core.suppression import LEAST, runs

MOST = 9
PEOPLE = 20


def calls_told(calls: int) -> int | None:
    """What Överblick says of calls in the period; None where it waits, for none at all too."""
    spans = runs([calls], [PEOPLE])
    return spans[0].count if spans else None


def test_the_rest_of_an_areas_questions_is_never_one_small_number() -> None:
    possible: dict[tuple[int, int, int | None], set[int]] = defaultdict(set)
    for inside, rest, calls_here, calls_elsewhere in product(range(MOST), repeat=4):
        overview, demand = inside + rest, inside + calls_here
        if overview >= LEAST and demand >= LEAST:
            seen = overview, demand, calls_told(calls_here + calls_elsewhere)
            possible[seen].add(rest)
    assert len(possible) > 100
    small = {seen: found for seen, found in possible.items() if found & set(range(1, LEAST))}
    # At the edge of what is tried the worlds beside are not there: look at those that have room.
    inner = {
        seen: found for seen, found in small.items() if max(seen[0], seen[1], seen[2] or 0) < MOST
    }
    assert inner
    assert all(len(found) > 1 for found in inner.values())


def test_calls_that_are_too_few_are_not_told_and_neither_is_that_there_were_none() -> None:
    assert {calls_told(count) for count in range(LEAST)} == {None}

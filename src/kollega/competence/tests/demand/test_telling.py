"""No number from one to four comes out of what is told of areas and quarters."""

from collections.abc import Mapping
from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from kollega.competence.demand.telling import Stretch, stretches
from kollega.core.quarters import Quarter
from kollega.core.suppression import LEAST

QUARTERS = [Quarter(2025, n) for n in (1, 2, 3, 4)] + [Quarter(2026, n) for n in (1, 2, 3)]
A, B, C = (UUID(int=n) for n in (1, 2, 3))
NUMBERS = st.dictionaries(
    st.sampled_from([A, B, C]),
    st.dictionaries(st.sampled_from(QUARTERS), st.integers(0, 9), max_size=7),
    max_size=3,
)
Numbers = Mapping[UUID, Mapping[Quarter, int]]


def _sum(numbers: Numbers, span: Stretch) -> int:
    return sum(
        n
        for quarter, n in numbers.get(span.area_id, {}).items()
        if span.first <= quarter <= span.last
    )


def _added(parts: list[Numbers]) -> dict[UUID, dict[Quarter, int]]:
    return {
        area: {
            quarter: sum(part.get(area, {}).get(quarter, 0) for part in parts)
            for quarter in QUARTERS
        }
        for area in (A, B, C)
    }


@given(NUMBERS)
def test_stretches_are_true_large_and_apart(numbers: Numbers) -> None:
    found = stretches(numbers, QUARTERS)
    for span in found:
        assert span.count == _sum(numbers, span) >= LEAST
    for area in (A, B, C):
        mine = [span for span in found if span.area_id == area]
        assert all(before.last < after.first for before, after in pairwise(mine))


@given(NUMBERS)
def test_night_after_night_tells_the_same_as_all_at_once(numbers: Numbers) -> None:
    """A server that stood still tells what it would have told."""
    by_night: list[Stretch] = []
    for until in range(1, len(QUARTERS) + 1):
        by_night += stretches(numbers, QUARTERS[:until], told=by_night)
    assert by_night == stretches(numbers, QUARTERS)
    assert stretches(numbers, QUARTERS, told=by_night) == []


@given(NUMBERS)
def test_what_waits_in_all_areas_is_not_left_small_by_what_is_new(numbers: Numbers) -> None:
    """Where the sum of everything is known, the rest of it is nothing, or five, or what was small
    before anything was told that quarter."""
    told: list[Stretch] = []
    for at, quarter in enumerate(QUARTERS):
        new = stretches(numbers, QUARTERS[: at + 1], told=told)
        told += new
        waiting = sum(
            n
            for area, counts in numbers.items()
            for when, n in counts.items()
            if when <= quarter
            and not any(s.area_id == area and s.first <= when <= s.last for s in told)
        )
        assert not new or waiting == 0 or waiting >= LEAST


@given(st.lists(NUMBERS, min_size=2, max_size=4))
def test_nobody_who_takes_her_own_away_is_left_with_a_small_number(parts: list[Numbers]) -> None:
    for span in stretches(_added(parts), QUARTERS, parts=parts):
        for part in parts:
            rest = span.count - _sum(part, span)
            assert rest == 0 or rest >= LEAST


def test_no_stretch_goes_across_a_quarter_that_was_not_counted() -> None:
    numbers = {A: {QUARTERS[0]: 3, QUARTERS[2]: 3, QUARTERS[3]: 3}}
    found = stretches(numbers, [QUARTERS[0], QUARTERS[2], QUARTERS[3]])
    assert [(span.first, span.last, span.count) for span in found] == [
        (QUARTERS[2], QUARTERS[3], 6)
    ]

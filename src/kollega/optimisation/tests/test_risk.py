"""The simulation against what can be worked out by hand."""

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kollega.optimisation.risk import Outlook, Person, Turnover, simulate

CERTAIN = Turnover(left=200_000, years=1_000_000)
"""A fifth leave in a year, as good as certain: the interval is then nothing."""
NOBODY = Turnover(expected=0)


def _binomial_under(count: int, floor: int, leaves: float) -> float:
    stays = 1 - leaves
    return sum(
        math.comb(count, left) * stays**left * leaves ** (count - left) for left in range(floor)
    )


def _run(people: list[Person], floors: list[int], **changes: object) -> Outlook:
    return simulate(people, floors, **{"turnover": CERTAIN, "spread": 0.0} | changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(("count", "floor"), [(2, 2), (4, 2), (6, 4), (1, 1), (3, 4)])
def test_it_agrees_with_the_binomial(count: int, floor: int) -> None:
    found = _run([Person(0, (0,))] * count, [floor])
    for months, chance in zip(found.months, found.areas[0], strict=True):
        exact = _binomial_under(count, floor, 1 - math.exp(-0.2 * months / 12))
        assert chance.middle == pytest.approx(exact, abs=0.015)


def test_a_date_counts_from_its_day() -> None:
    """Two people; one of them leaves within the year for certain."""
    people = [Person(0, (0,)), Person(0, (0,), dated=(0.0, 1.0, 1.0))]
    found = _run(people, [2], turnover=NOBODY)
    assert [each.middle for each in found.areas[0]] == [0.0, 1.0, 1.0]


def test_whoever_is_on_leave_is_not_there_and_comes_back() -> None:
    people = [Person(0, (0,)), Person(0, (0,), here=(True, False, True))]
    found = _run(people, [2], turnover=NOBODY)
    assert [each.middle for each in found.areas[0]] == [0.0, 1.0, 0.0]


def test_one_person_leaves_all_her_areas_at_once() -> None:
    """She is one person: both areas fall in the same runs, whatever the seed."""
    found = _run([Person(0, (0, 1))], [1, 1])
    assert found.areas[0] == found.areas[1]


def test_without_a_place_is_what_the_others_have() -> None:
    people = [Person(0, (0,)), Person(0, (0,)), Person(1, (0,))]
    found = _run(people, [2], turnover=NOBODY, places=3)
    assert [each[0] for each in found.without] == [1.0, 0.0, 0.0]


def test_nobody_is_too_few_and_nothing_asked_is_never_too_few() -> None:
    found = _run([], [1, 0], places=2)
    assert [area[0].middle for area in found.areas] == [1.0, 0.0]


def test_what_does_not_fit_is_refused() -> None:
    for person in (
        Person(2, (0,)),
        Person(0, (4,)),
        Person(0, (0,), dated=(0.1,)),
        Person(0, (0,), dated=(0.5, 0.1, 0.6)),
        Person(0, (0,), dated=(0.0, 0.0, 1.5)),
    ):
        with pytest.raises(ValueError, match=r"there is no|holds an area|chance"):
            _run([person], [1], places=2)


@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.sets(st.integers(0, 3), max_size=4)), min_size=1, max_size=9
    ),
    st.lists(st.integers(0, 4), min_size=4, max_size=4),
    st.integers(0, 10),
)
def test_later_and_oftener_is_never_safer(
    drawn: list[tuple[int, set[int]]], floors: list[int], left: int
) -> None:
    """The interval holds the middle, time makes nothing safer, and no place more makes anything worse."""
    people = [Person(place, tuple(sorted(areas))) for place, areas in drawn]
    turnover = Turnover(left=left, years=20)
    found = simulate(people, floors, turnover=turnover, places=3, runs=200, seed=left)
    for at, area in enumerate(found.areas):
        for each in area:
            assert 0 <= each.low <= each.middle <= each.high <= 1
        assert [e.middle for e in area] == sorted(e.middle for e in area)
        assert all(each[at] >= area[1].middle for each in found.without)


def test_the_same_seed_gives_the_same_answer() -> None:
    people = [Person(n % 3, (n % 2,)) for n in range(12)]
    one, same, other = (
        simulate(people, [3, 4], turnover=Turnover(3, 20), places=3, runs=500, seed=seed)
        for seed in (7, 7, 8)
    )
    assert one == same != other


def test_those_of_a_bad_year_leave_together() -> None:
    """The same number leave, but oftener many at once."""
    people = [Person(0, (0,))] * 6
    calm = _run(people, [3], places=1).areas[0][1].middle
    stormy = _run(people, [3], places=1, spread=1.2).areas[0][1].middle
    assert stormy > calm


def test_forty_five_areas_in_two_seconds() -> None:
    """10,000 runs; the figure itself stands in bench/RESULTS.md."""
    people = [Person(n % 8, tuple(range(n % 5, 45, 7))) for n in range(125)]
    began = time.process_time()
    simulate(people, [3] * 45, turnover=Turnover(20, 120), places=8)
    assert time.process_time() - began < 6

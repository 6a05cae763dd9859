"""The T-score against figures worked out by hand from the published formula, and what can never be."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kollega.casework.plan.gas import Impossible, t_score

# How far each goal was reached, weights, T. Kiresuk & Sherman (1968), as corrected in print by Turner-Stokes
# (2009, Clinical Rehabilitation 23, 362-370, erratum): 50 + 10·Σwx / √(0.7·Σw² + 0.3·(Σw)²).
WORKED = [
    # Goals that weigh the same: √(0.7n + 0.3n²) is 1, √2.6, √4.8, √7.6, √11.
    ([0], None, 50.0),
    ([1], None, 60.0),
    ([-2], None, 30.0),
    ([1, 0], None, 56.20174),
    ([1, 1], None, 62.40347),
    ([-1, -1], None, 37.59653),
    ([1, 0, 0], None, 54.56435),
    ([1, 1, 1], None, 63.69306),
    ([-2, -2, -2], None, 22.61387),
    ([1, 1, 1, 1], None, 64.50953),
    ([-1, -1, -1, -1, -1], None, 34.92443),
    # Σwx = 2, Σw² = 14, (Σw)² = 36: 50 + 20 / √20.6.
    ([1, 0, -1], [3, 2, 1], 54.40653),
    # The example of the R package gasr. Σwx = 7, Σw² = 91, (Σw)² = 441: 50 + 70 / √196.
    ([-2, 0, -1, 2, 0, 1], [3, 5, 1, 4, 2, 6], 55.0),
    # Σwx = 55, Σw² = 2025, (Σw)² = 7225: 50 + 550 / √3585.
    ([1, 0, 1, 1], [20, 30, 25, 10], 59.18582),
]

LEVELS = st.integers(-2, 2)
GOALS = st.lists(st.tuples(LEVELS, st.integers(1, 50)), min_size=1, max_size=12)


@pytest.mark.parametrize(("reached", "weights", "score"), WORKED)
def test_worked_examples(reached: list[int], weights: list[float] | None, score: float) -> None:
    assert t_score(reached, weights) == pytest.approx(score, abs=1e-5)


@given(GOALS, st.integers(0, 10))
def test_against_the_formula_in_whole_fractions(goals: list[tuple[int, int]], tenths: int) -> None:
    together = Fraction(tenths, 10)
    gained = sum(level * weight for level, weight in goals)
    squares = sum(weight * weight for _level, weight in goals)
    whole = sum(weight for _level, weight in goals)
    spread = (1 - together) * squares + together * whole**2
    found = t_score([x for x, _w in goals], [w for _x, w in goals], together=float(together))
    assert math.copysign(1, found - 50) == math.copysign(1, gained) or gained == 0
    assert ((found - 50) / 10) ** 2 == pytest.approx(float(gained**2 / spread), abs=1e-9)


@given(GOALS, st.floats(1e-150, 1e150))
def test_only_the_proportions_of_weights_count(goals: list[tuple[int, int]], by: float) -> None:
    levels, weights = [x for x, _w in goals], [float(w) for _x, w in goals]
    assert t_score(levels, [w * by for w in weights]) == pytest.approx(t_score(levels, weights))
    assert t_score([0] * len(goals), weights) == 50
    assert t_score([-x for x in levels], weights) == pytest.approx(100 - t_score(levels, weights))


@pytest.mark.parametrize(
    ("reached", "weights", "together"),
    [
        ([], None, 0.3),
        ([3], None, 0.3),
        ([-3], None, 0.3),
        ([0.5], None, 0.3),
        ([math.nan], None, 0.3),
        ([1, 1], [1], 0.3),
        ([1], [], 0.3),
        ([1], [0], 0.3),
        ([1, 1], [1, -1], 0.3),
        ([1], [math.nan], 0.3),
        ([1], [math.inf], 0.3),
        ([1], None, -0.1),
        ([1], None, 1.1),
        ([1], None, math.nan),
    ],
)
def test_what_can_never_be(
    reached: list[int], weights: list[float] | None, together: float
) -> None:
    with pytest.raises(Impossible):
        t_score(reached, weights, together=together)

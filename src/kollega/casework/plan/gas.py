"""Goal attainment scaling: one figure for how far several goals of different weight were reached.

Kiresuk, T. J. & Sherman, R. E. (1968), Goal attainment scaling: a general method for evaluating
comprehensive community mental health programs, Community Mental Health Journal 4(6), 443-453:

    T = 50 + 10·Σ(w·x) / √((1 - ρ)·Σw² + ρ·(Σw)²)

x is how far a goal was reached, from -2 to 2 where 0 is what was expected; w what it weighs; ρ how much
the goals are taken to go together, 0.3 as the authors propose. 50 is as expected on the whole.
"""

import math
from collections.abc import Sequence

EXPECTED = 50.0
SPREAD = 10.0
TOGETHER = 0.3
LEVELS = range(-2, 3)


class Impossible(ValueError):
    """No such goals can be."""


def t_score(
    reached: Sequence[int], weights: Sequence[float] | None = None, *, together: float = TOGETHER
) -> float:
    """The T-score of goals reached so far. Without weights all goals weigh the same.

    >>> round(t_score([1, 1]), 2)
    62.4

    Raises:
        Impossible: no goals, a level outside -2 to 2 or between the steps, another number of weights than
            of goals, a weight that is not above zero, or goals that go together less than 0 or more than 1.
    """
    weighs = [1.0] * len(reached) if weights is None else [float(each) for each in weights]
    if not reached:
        raise Impossible("no goals")
    if len(weighs) != len(reached):
        raise Impossible("not one weight for each goal")
    if any(each not in LEVELS for each in reached):
        raise Impossible("a level that the scale does not have")
    if not all(0 < each < math.inf for each in weighs):
        raise Impossible("a weight that is not above zero")
    if not 0 <= together <= 1:
        raise Impossible("goals go together between 0 and 1")
    # Only the weights' proportions matter; so scaled, no square is too large or too small.
    heaviest = max(weighs)
    parts = [each / heaviest for each in weighs]
    spread = (1 - together) * math.fsum(each * each for each in parts)
    spread += together * math.fsum(parts) ** 2
    gained = math.fsum(part * level for part, level in zip(parts, reached, strict=True))
    return EXPECTED + SPREAD * gained / math.sqrt(spread)

"""How sure a share is: an interval around it. Pure functions."""

from math import sqrt

Z = 1.96
"""For 95 per cent."""


def wilson(count: int, total: int) -> tuple[float, float]:
    """Wilson's interval for a share of `count` in `total` (JASA 22, 1927); (0, 1) of nothing."""
    if not total:
        return 0.0, 1.0
    share, square = count / total, Z * Z
    middle = share + square / (2 * total)
    width = Z * sqrt(share * (1 - share) / total + square / (4 * total * total))
    low, high = (middle - width) / (1 + square / total), (middle + width) / (1 + square / total)
    return max(0.0, low), min(1.0, high)

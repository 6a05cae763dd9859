"""How likely it is that an area is left with too few people, when people leave by chance.

Pure: no database and no names. A person is a number; whoever calls decides what may be told of the
result. The same seed gives the same answer on every machine.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

MONTHS = (3, 12, 36)
RUNS = 10_000
AT_ONCE = 4_000_000
"""Draws held in memory at a time."""
OUTER = 0.1
"""What is left out at each end of an interval: eight times of ten the truth lies within."""


@dataclass(frozen=True)
class Turnover:
    """What is known of how often people leave by themselves.

    So many left during so many person-years. Where little has been seen, `expected` (a share each
    year) is believed as if it had been seen for `weight` person-years.
    """

    left: float = 0.0
    years: float = 0.0
    expected: float = 0.2
    weight: float = 100.0


@dataclass(frozen=True)
class Person:
    """Somebody who holds areas in a place. `areas` and `place` are numbers of the caller's.

    `dated` is the chance of leaving for a cause with a date (a retirement, a term that ends) by each of
    the months asked about, never falling. `here` tells in which of those months she is not on leave.
    """

    place: int
    areas: tuple[int, ...]
    dated: tuple[float, ...] = ()
    here: tuple[bool, ...] = ()


@dataclass(frozen=True)
class Chance:
    """A chance between 0 and 1, and where it lies if people leave more seldom or more often."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Outlook:
    """For each area: the chance of being under its floor at each of the months.

    `without[place][area]` is the middle chance at the second of the months if that place were not there.
    """

    months: tuple[int, ...]
    areas: tuple[tuple[Chance, ...], ...]
    without: tuple[tuple[float, ...], ...]
    yearly: Chance


def simulate(
    people: Sequence[Person],
    floors: Sequence[int],
    *,
    turnover: Turnover,
    places: int = 0,
    months: tuple[int, ...] = MONTHS,
    runs: int = RUNS,
    seed: int = 1,
    spread: float = 0.4,
) -> Outlook:
    """Let people leave, `runs` times over, and count how often each area falls under its floor.

    `floors[area]` is the least that is not too few. `spread`: how much more one year differs from another
    in a place than chance alone would make it (a coefficient of variation); those of a place then leave
    together. The draws are the same for the low, middle and high turnover, so the interval always
    holds the middle.

    Raises:
        ValueError: an area or a place that there is not, or chances that do not fit the months.
    """
    import numpy as np

    _check(people, len(floors), places, months)
    draw = np.random.default_rng(seed)
    rates = _yearly(draw, turnover)
    slots = [(area, each.place, who) for who, each in enumerate(people) for area in each.areas]
    slots.sort()
    counting = _Counting(slots, areas=len(floors), places=places)
    dated = _table(people, months, lambda each: each.dated, 0.0)
    here = _table(people, months, lambda each: each.here, 1.0).astype(bool)
    least = np.array(floors, dtype=np.int64)[:, None]
    under = np.zeros((3, len(months), len(floors)))
    without = np.zeros((places, len(floors)))
    batch = max(1, min(runs, AT_ONCE // max(1, len(people) + len(slots))))
    for start in range(0, runs, batch):
        luck, day = _draws(draw, people, places, min(batch, runs - start), spread)
        for number, month in enumerate(months):
            stays = (day >= dated[:, number, None]) & here[:, number, None]
            for which, rate in enumerate(rates):
                by_place, total = counting.of(stays & (luck >= rate * month / 12))
                under[which, number] += (total < least).sum(axis=1)
                if which == 1 and number == min(1, len(months) - 1):
                    for place in range(places):
                        without[place] += (total - by_place[:, place] < least).sum(axis=1)
    shares = under / runs
    return Outlook(
        months=months,
        areas=tuple(
            tuple(_chance(shares[:, number, area]) for number in range(len(months)))
            for area in range(len(floors))
        ),
        without=tuple(tuple(float(each) for each in row / runs) for row in without),
        yearly=_chance([1 - float(np.exp(-rate)) for rate in rates]),
    )


def _draws(
    draw: Any, people: Sequence[Person], places: int, size: int, spread: float
) -> tuple[Any, Any]:
    """For each person and run: how long she stays, in years of a chance of one, and where among dates
    she falls. A bad year in a place shortens it for all who are there.
    """
    import numpy as np

    luck = draw.standard_exponential((len(people), size), dtype=np.float32)
    day = draw.random((len(people), size), dtype=np.float32)
    if spread > 0 and places:
        shape = 1 / spread**2
        year = draw.gamma(shape, 1 / shape, (places, size)).astype(np.float32)
        luck /= np.maximum(year, 1e-6)[np.array([each.place for each in people], dtype=np.intp)]
    return luck, day


def _chance(three: Any) -> Chance:
    low, middle, high = (float(each) for each in three)
    return Chance(low, middle, high)


def _check(people: Sequence[Person], areas: int, places: int, months: tuple[int, ...]) -> None:
    for each in people:
        if not 0 <= each.place < max(places, 1):
            raise ValueError(f"there is no place {each.place}")
        if any(not 0 <= area < areas for area in each.areas):
            raise ValueError("a person holds an area that there is not")
        if each.dated and len(each.dated) != len(months):
            raise ValueError("chances must be given for each of the months")
        if any(not 0 <= chance <= 1 for chance in each.dated):
            raise ValueError("a chance lies between 0 and 1")
        if list(each.dated) != sorted(each.dated):
            raise ValueError("the chance of having left never falls")


def _yearly(draw: Any, turnover: Turnover) -> list[float]:
    """The yearly hazard, low, middle and high: a gamma distribution of what was seen and believed."""
    import numpy as np

    expected = -math.log1p(-min(turnover.expected, 0.99))
    shape = expected * turnover.weight + turnover.left
    scale = 1 / (turnover.weight + turnover.years)
    if shape <= 0:
        return [0.0, 0.0, 0.0]
    seen = draw.gamma(shape, scale, 20_000)
    return [float(each) for each in np.quantile(seen, (OUTER, 0.5, 1 - OUTER))]


def _table(people: Sequence[Person], months: tuple[int, ...], get: Any, otherwise: float) -> Any:
    import numpy as np

    found = np.full((len(people), len(months)), otherwise, dtype=np.float32)
    for row, each in enumerate(people):
        if get(each):
            found[row] = get(each)
    return found


class _Counting:
    """How many are left in each area, and in each place of it, for many runs at once."""

    def __init__(self, slots: list[tuple[int, int, int]], *, areas: int, places: int) -> None:
        import numpy as np

        self.who = np.array([who for _area, _place, who in slots], dtype=np.intp)
        groups = sorted({(area, place) for area, place, _who in slots})
        number = {group: at for at, group in enumerate(groups)}
        of = [number[area, place] for area, place, _who in slots]
        self.starts = np.array(
            [at for at, group in enumerate(of) if at == 0 or group != of[at - 1]], dtype=np.intp
        )
        self.areas = np.array([area for area, _place in groups], dtype=np.intp)
        self.places = np.array([place for _area, place in groups], dtype=np.intp)
        self.shape = (areas, max(places, 1))

    def of(self, there: Any) -> tuple[Any, Any]:
        """(area × place × run, area × run) of a table person × run."""
        import numpy as np

        found = np.zeros((*self.shape, there.shape[1]), dtype=np.int32)
        if len(self.who):
            sums = np.add.reduceat(there[self.who], self.starts, axis=0, dtype=np.int32)
            found[self.areas, self.places] = sums
        return found, found.sum(axis=1)

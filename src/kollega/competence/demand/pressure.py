"""How hard an area is pressed: what is asked for, set against how many can. Pure.

Only what has been told is read here, so that neither an order nor a sign gives a small number away.
What an area has too few of to be told is counted as none: every figure is 'at least'.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from kollega.competence.demand.telling import between
from kollega.competence.map.standing import AreaRow
from kollega.core.quarters import Quarter

WINDOW = 4
"""Quarters that are shown, and that the year is counted of."""
MANY = 4.0
"""Questions and calls a year for each who manages alone: one a quarter."""
CROWDED = 2.0
"""So many times the usual number of cases for each who manages alone is many."""
RISING = 1.5
PER_TARGET = 5
"""Questions and calls in a quarter for each that the target asks for: then it is told."""
NOBODY = 0.5
"""What nobody counts as, where something is divided by how many can."""


class Sign(StrEnum):
    """What stands out about an area. The order is that of weight."""

    NOBODY = "nobody"
    FEW = "few"
    CASES = "cases"
    VAIN = "vain"
    RISING = "rising"
    ENOUGH = "enough"


@dataclass(frozen=True)
class Told:
    """A stretch as it was told: how many, from one quarter to another."""

    first: Quarter
    last: Quarter
    count: int
    places: int = 0

    @property
    def quarters(self) -> int:
        return between(self.first, self.last)

    @property
    def rate(self) -> float:
        """How many in one quarter."""
        return self.count / self.quarters


@dataclass(frozen=True)
class Piece:
    """A part of the shown quarters: a stretch, or what is too little to be told (`told` is empty).

    `span` is how many of the shown quarters it takes.
    """

    span: int
    told: Told | None = None


@dataclass(frozen=True)
class Measures:
    """What has been told of an area. `missed` is words, people."""

    advice: tuple[Told, ...] = ()
    cases: tuple[Told, ...] = ()
    missed: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Pressed:
    """An area with what is asked for and who can.

    Cases are given later than questions are counted: their year, `cases_window`, may end before.
    """

    row: AreaRow
    measures: Measures
    window: tuple[Quarter, ...]
    cases_window: tuple[Quarter, ...] = ()
    usual_cases: float = 0.0
    signs: tuple[Sign, ...] = field(default=(), compare=False)

    @property
    def able(self) -> int:
        return self.row.total.alone

    @property
    def advice_a_year(self) -> float:
        return a_year(self.measures.advice, self.window)

    @property
    def cases_a_year(self) -> float:
        return a_year(self.measures.cases, self.cases_window)

    @property
    def advice_each(self) -> float:
        """Questions and calls a year for each who manages alone."""
        return self.advice_a_year / (self.able or NOBODY)

    @property
    def cases_each(self) -> float:
        """Cases a year for each who manages alone."""
        return self.cases_a_year / (self.able or NOBODY)

    @property
    def pressure(self) -> float:
        """One at the line where there is much for few; what is higher of advice and cases."""
        of_cases = self.cases_each / (CROWDED * self.usual_cases) if self.usual_cases else 0.0
        return max(self.advice_each / MANY, of_cases)

    @property
    def is_pressed(self) -> bool:
        return self.pressure >= 1

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The shown quarters, as they may be told."""
        return pieces(self.measures.advice, self.window)

    @property
    def too_low_target(self) -> Told | None:
        """The last quarter, where so much was asked that the target looks too low."""
        latest = self.measures.advice[-1] if self.measures.advice else None
        floor = self.row.floors.shared
        if latest is None or self.row.heading or not floor or latest.last != self.window[-1]:
            return None
        return latest if latest.quarters == 1 and latest.count >= PER_TARGET * floor else None


def a_year(told: Sequence[Told], window: Sequence[Quarter]) -> float:
    """At least how many in a year: what was told, over the time from its beginning until now, or a year."""
    inside = [each for each in told if window and each.last >= window[0]]
    if not inside:
        return 0.0
    begun = min(each.first for each in inside)
    time = max(WINDOW, between(begun, window[-1]))
    return WINDOW * sum(each.count for each in inside) / time


def pieces(told: Sequence[Told], window: Sequence[Quarter]) -> tuple[Piece, ...]:
    """The quarters of the window, each under the stretch that holds it."""
    found: list[Piece] = []
    for quarter in window:
        holding = next((each for each in told if each.first <= quarter <= each.last), None)
        if found and found[-1].told == holding:
            found[-1] = Piece(found[-1].span + 1, holding)
        else:
            found.append(Piece(1, holding))
    return tuple(found)


def pressed(
    rows: Iterable[AreaRow], measures: Mapping[UUID, Measures], window: Sequence[Quarter]
) -> list[Pressed]:
    """Every area, the hardest pressed first; those that nothing is told of keep the tree's order."""
    latest = max((told.last for each in measures.values() for told in each.cases), default=None)
    of_cases = _ending(latest) if latest else ()
    every = [
        Pressed(row, measures.get(row.area.id, Measures()), tuple(window), of_cases) for row in rows
    ]
    with_cases = [each for each in every if each.measures.cases]
    able = sum(each.able for each in with_cases)
    usual = sum(each.cases_a_year for each in with_cases) / able if able else 0.0
    found = [replace(each, usual_cases=usual) for each in every]
    found = [replace(each, signs=signs(each)) for each in found]
    return sorted(found, key=lambda each: (-each.pressure, -each.measures.missed[1]))


def signs(each: Pressed) -> tuple[Sign, ...]:
    """What stands out, the weightiest first."""
    found = []
    if each.advice_a_year and not each.able:
        found.append(Sign.NOBODY)
    elif each.advice_each >= MANY:
        found.append(Sign.FEW)
    if each.usual_cases and each.cases_each >= CROWDED * each.usual_cases:
        found.append(Sign.CASES)
    if each.measures.missed[0]:
        found.append(Sign.VAIN)
    if is_rising(each.measures.advice):
        found.append(Sign.RISING)
    if not found and each.advice_a_year:
        found.append(Sign.ENOUGH)
    return tuple(found)


def is_rising(told: Sequence[Told]) -> bool:
    """Whether the last stretch holds clearly more in a quarter than the one before it did."""
    if len(told) < 2:
        return False
    before, last = told[-2], told[-1]
    return last.count / between(before.last.next, last.last) >= RISING * before.rate


def window_until(day: date) -> tuple[Quarter, ...]:
    """The four quarters that had settled on a day, the oldest first."""
    quarter = Quarter.of(day)
    while not quarter.has_settled:
        quarter = _ending(quarter, 2)[0]
    return _ending(quarter)


def _ending(last: Quarter, count: int = WINDOW) -> tuple[Quarter, ...]:
    """So many quarters, the last of them this one."""
    number = last.year * 4 + last.number - 1
    return tuple(Quarter(n // 4, n % 4 + 1) for n in range(number - count + 1, number + 1))

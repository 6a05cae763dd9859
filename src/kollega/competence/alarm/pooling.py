"""Dates of people, made into chances of large groups. Pure.

A retirement or the end of a term is known to the employer alone. What the others are told is how large a
share of a group will have left, and only of groups so large that nobody can be seen in them. Why this is
enough: docs/decisions/areas-not-people.md; `tests/alarm/test_pooling.py` tries to see somebody.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

QUARTERS = 12
RENEWED = 0.5
"""How many of those whose term ends are believed to stay: half of them."""
FEWEST, FEWEST_PLACES, FEWEST_OTHERS = 20, 3, 10
"""People in a group, municipalities in it, and people left when any one municipality is taken away."""
STEP, MOST = 5, 60
"""Percent: shares are told in such steps, and never as more than this."""


@dataclass(frozen=True)
class Dates:
    """When somebody's work may end. Both may be unknown."""

    fixed_until: date | None = None
    retires_year: int | None = None

    def gone_by(self, day: date) -> float:
        """The chance that she has left by a day for a cause with a date. Never falls with the day."""
        ended = (1 - RENEWED) if self.fixed_until is not None and self.fixed_until < day else 0.0
        return 1 - (1 - ended) * (1 - self._retired(day))

    def _retired(self, day: date) -> float:
        """Any day of the year in which she means to retire is as likely."""
        if self.retires_year is None or day.year < self.retires_year:
            return 0.0
        if day.year > self.retires_year:
            return 1.0
        return day.timetuple().tm_yday / 366


@dataclass(frozen=True)
class Member:
    """Somebody in the pool: her municipality, the one heading she is counted under, and her chances."""

    place: UUID
    group: UUID | None
    chances: tuple[float, ...]


def after(day: date, months: int) -> date:
    """The same day so many months later, the 28th at the latest."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28))


def quarter_of(day: date) -> date:
    """The first day of a day's quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def quarter_ends(quarter: date) -> list[date]:
    """The first day after each of the twelve quarters that begin with this one."""
    return [after(quarter, 3 * (n + 1)) for n in range(QUARTERS)]


def told(members: Sequence[Member]) -> dict[UUID | None, list[int]]:
    """What may be told: heading → percent by quarter, None for all who are in no heading that is told."""
    return {
        group: [_coarse(inside, quarter) for quarter in range(QUARTERS)]
        for group, inside in parts(members).items()
    }


def parts(members: Sequence[Member]) -> dict[UUID | None, list[Member]]:
    """Everybody in one group, and each group large; none where all together are not.

    Nobody is in two groups, so that no small group is the difference between two that are told. What is
    too small by itself is told together (None), with the smallest of the others where that takes more.
    """
    found: dict[UUID | None, list[Member]] = {}
    for each in members:
        found.setdefault(each.group, []).append(each)
    rest = found.pop(None, [])
    for group in sorted(found, key=lambda each: (len(found[each]), str(each))):
        small = not is_large(each.place for each in found[group])
        if small or (rest and not is_large(each.place for each in rest)):
            rest += found.pop(group)
    if rest and is_large(each.place for each in rest):
        found[None] = rest
    return found


def is_large(places: Iterable[UUID]) -> bool:
    """Whether a group is so large that nobody is seen in it, not even by those of one municipality."""
    by_place = Counter(places)
    people = sum(by_place.values())
    return (
        people >= FEWEST
        and len(by_place) >= FEWEST_PLACES
        and people - max(by_place.values()) >= FEWEST_OTHERS
    )


def _coarse(inside: Sequence[Member], quarter: int) -> int:
    share = 100 * sum(each.chances[quarter] for each in inside) / len(inside)
    return min(MOST, STEP * int(share / STEP + 0.5))

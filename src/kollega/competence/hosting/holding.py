"""Who holds an area on a day. Pure: hosts and covers go in, municipalities come out.

Covers are counted, so that days that were handed on and back again come out right: whoever has taken
an area over once more than she has given it away holds it. `api.levels_for` counts the same way in SQL.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Task:
    """A municipality holds an area from a day to a day, or until further notice."""

    area_id: UUID
    municipality_id: UUID
    first_day: date
    last_day: date | None
    is_second: bool = False


@dataclass(frozen=True)
class Taken:
    """`instead` does what `holder` would have done, from a day to a day."""

    area_id: UUID
    holder: UUID
    instead: UUID
    first_day: date
    last_day: date
    is_second: bool = False


def holders(
    tasks: Iterable[Task], taken: Iterable[Taken], area_id: UUID, day: date, *, is_second: bool
) -> list[UUID]:
    """The municipalities that hold the area that day, in the first place or in the second."""
    count: Counter[UUID] = Counter()
    wanted = (area_id, is_second)
    for task in tasks:
        begun = task.first_day <= day and (task.last_day is None or day <= task.last_day)
        if begun and (task.area_id, task.is_second) == wanted:
            count[task.municipality_id] += 1
    for each in taken:
        now = each.first_day <= day <= each.last_day
        if now and (each.area_id, each.is_second) == wanted:
            count[each.holder] -= 1
            count[each.instead] += 1
    return [municipality for municipality, times in count.items() if times > 0]


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True)
class Stretch:
    """The same municipalities hold an area from a day to a day, both included."""

    first_day: date
    last_day: date
    holders: tuple[UUID, ...]

    @property
    def days(self) -> int:
        return (self.last_day - self.first_day).days + 1


def stretches(
    tasks: Iterable[Task],
    taken: Iterable[Taken],
    area_id: UUID,
    first_day: date,
    last_day: date,
    *,
    is_second: bool = False,
) -> list[Stretch]:
    """Who holds the area day by day, those days put together where the same hold it."""
    tasks, taken = list(tasks), list(taken)
    turns = {first_day}
    for task in tasks:
        turns.add(task.first_day)
        if task.last_day is not None:
            turns.add(task.last_day + timedelta(days=1))
    for each in taken:
        turns |= {each.first_day, each.last_day + timedelta(days=1)}
    days = sorted(day for day in turns if first_day <= day <= last_day)
    found: list[Stretch] = []
    for day, after in zip(days, [*days[1:], last_day + timedelta(days=1)], strict=True):
        there = tuple(sorted(holders(tasks, taken, area_id, day, is_second=is_second), key=str))
        until = after - timedelta(days=1)
        if found and found[-1].holders == there:
            found[-1] = Stretch(found[-1].first_day, until, there)
        else:
            found.append(Stretch(day, until, there))
    return found

"""The ways somebody may go in an area over the years: which steps, in which years, to which levels.

A variable for each way instead of one for each step says in one rule (one way each) what steps would need
many for: each from a level one has, one a year, none twice, required courses before. What the steps leave
open in fractions, ways do not, so that the bound comes nearer to what whole steps can do.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kollega.optimisation.scenario import Course
from kollega.optimisation.years import Calendar, Lifting


@dataclass(frozen=True, slots=True)
class Way:
    """Steps (means and year) and the level at the end of each year."""

    steps: tuple[tuple[str, int], ...]
    levels: tuple[int, ...]


@dataclass(frozen=True)
class Traveller:
    """Whoever stands alike in an area: level, years at work, courses behind them."""

    level: int
    there: tuple[bool, ...]
    courses_done: frozenset[str]


Open = Callable[[Lifting, int], bool]
"""Whether a means may be used in a year."""


class Ways:
    """All ways in one area."""

    def __init__(self, calendar: Calendar, area: str, beside: frozenset[str]) -> None:
        self.calendar, self.area = calendar, area
        self.lifting = calendar.lifting[area]
        self.beside = beside
        """Courses that may be taken where they lift nobody: for another area's sake, or locked."""
        about = {
            course.id: {lift.area for lift in course.lifts} for course in calendar.scenario.courses
        }
        self.wanted: dict[str, set[str]] = {}
        """The courses of this area that require a course."""
        for course in calendar.scenario.courses:
            for required in course.requires if area in about[course.id] else ():
                self.wanted.setdefault(required, set()).add(course.id)
        self.here = {id_ for id_, areas in about.items() if area in areas}

    def of(self, who: Traveller, is_open: Open) -> list[Way]:
        """Every way but that of no steps."""
        found = [Way((), ())]
        for year in self.calendar.years:
            found = [longer for way in found for longer in self._longer(way, who, is_open, year)]
        return [way for way in found if way.steps and self._of_use(way, who)]

    def _longer(self, way: Way, who: Traveller, is_open: Open, year: int) -> Iterator[Way]:
        """A way and what may be done in the year after it."""
        level = way.levels[-1] if way.levels else who.level
        yield Way(way.steps, (*way.levels, level))
        for means, lift in self.lifting if who.there[year] else ():
            if (
                lift.from_level <= level
                and (lift.to_level > level or means.id in self.beside or means.id in self.wanted)
                and self._ready(means, who, way.steps)
                and is_open(means, year)
            ):
                reached = max(level, lift.to_level)
                yield Way((*way.steps, (means.id, year)), (*way.levels, reached))

    def _ready(self, means: Lifting, who: Traveller, steps: tuple[tuple[str, int], ...]) -> bool:
        if means.id in who.courses_done or any(id_ == means.id for id_, _year in steps):
            return False
        required = means.requires if isinstance(means, Course) else ()
        done = {id_ for id_, _year in steps} | who.courses_done
        return all(each in done for each in required if each in self.here)

    def _of_use(self, way: Way, who: Traveller) -> bool:
        """A step that lifts nobody must be of use to a later one, or outside the area."""
        taken = {id_ for id_, _year in way.steps}
        for id_, year in way.steps:
            before = way.levels[year - 1] if year else who.level
            if (
                way.levels[year] == before
                and id_ not in self.beside
                and taken.isdisjoint(self.wanted.get(id_, ()))
            ):
                return False
        return True

"""What can matter in a model: the areas that fall short, and the steps that lead somewhere there."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kollega.optimisation.demands import Demand, demands
from kollega.optimisation.plans import Goal
from kollega.optimisation.scenario import (
    Course,
    Recruitment,
    Scenario,
    Shadowing,
    Supervision,
)
from kollega.optimisation.years import Calendar, Lifting

if TYPE_CHECKING:
    from kollega.optimisation.units import Group


class Base:
    """How many there are at each level without a plan, by area, municipality and year."""

    def __init__(self, calendar: Calendar) -> None:
        self.own: dict[tuple[str, str | None, int, int], int] = {}
        self.lent: dict[tuple[str, str, int, int], int] = {}
        for person, standings in calendar.standing.items():
            levels = calendar.people[person].levels
            for year, standing in enumerate(standings):
                if standing.home is None:
                    continue
                for area, reached in levels.items():
                    for level in range(1, reached + 1):
                        for place in (standing.home, None):
                            key = (area, place, level, year)
                            self.own[key] = self.own.get(key, 0) + 1
                        if standing.on_loan is not None:
                            there = (area, standing.on_loan, level, year)
                            self.lent[there] = self.lent.get(there, 0) + 1

    def have(self, demand: Demand, year: int, municipality: str | None) -> int:
        """How many meet a demand in a municipality (None: in all) in a year counted from 0."""
        found = self.own.get((demand.area, municipality, demand.level, year), 0)
        if demand.kind == "local" and municipality is not None:
            found += self.lent.get((demand.area, municipality, demand.level, year), 0)
        return found


def areas(calendar: Calendar, goal: Goal) -> set[str]:
    """Areas in which something may be done: where a target falls short (or one leaving makes it), where
    a step is locked, and those that the same courses are about."""
    scenario = calendar.scenario
    spare = 1 if goal is Goal.ROBUST else 0
    base = Base(calendar)
    found: set[str] = set()
    hosts: dict[int, list[Demand]] = {}
    for demand in demands(scenario):
        if demand.kind == "host":
            hosts.setdefault(demand.target, []).append(demand)
        elif (
            base.have(demand, calendar.year(demand.year), demand.municipality)
            < demand.count + spare
        ):
            found.add(demand.area)
    for each in hosts.values():
        if not any(
            all(
                base.have(demand, calendar.year(demand.year), place) >= demand.count + spare
                for demand in each
            )
            for place in calendar.municipalities
        ):
            found.add(each[0].area)
    for pattern in scenario.locked:
        means = calendar.means[pattern.means]
        every = {area.id for area in scenario.areas}
        if isinstance(means, Shadowing):
            found |= {pattern.area} if pattern.area else set(means.areas or every)
        elif isinstance(means, Recruitment):
            found |= set(means.levels)
        elif isinstance(means, Course):
            found |= {lift.area for lift in means.lifts}
        else:
            found.add(means.area)
    return _together(scenario, found)


def lacking(calendar: Calendar, goal: Goal) -> dict[tuple[str, str, int], int]:
    """Where somebody lent, or a duty that moves, can be of use: by area, municipality and year, the least
    level of a local target that is not met (with one to spare, where the goal is robust)."""
    base = Base(calendar)
    spare = 1 if goal is Goal.ROBUST else 0
    found: dict[tuple[str, str, int], int] = {}
    for demand in demands(calendar.scenario):
        year = calendar.year(demand.year)
        if (
            demand.kind == "local"
            and demand.municipality is not None
            and base.have(demand, year, demand.municipality) < demand.count + spare
        ):
            key = (demand.area, demand.municipality, year)
            found[key] = min(found.get(key, demand.level), demand.level)
    return found


def _together(scenario: Scenario, found: set[str]) -> set[str]:
    """With the areas that courses join to them, and those of the courses these require."""
    courses = {course.id: course for course in scenario.courses}
    about = {id_: {lift.area for lift in course.lifts} for id_, course in courses.items()}
    while True:
        more: set[str] = set()
        for id_, course in courses.items():
            if not about[id_].isdisjoint(found):
                more |= about[id_].union(*(about[required] for required in course.requires))
        if more <= found:
            return found
        found |= more


def locked(scenario: Scenario, means: str) -> bool:
    """Whether a means stands in a lock."""
    return any(pattern.means == means for pattern in scenario.locked)


def offered(means: Lifting, year: int) -> bool:
    """Whether there is a seat at all in a year."""
    match means:
        case Course():
            return means.seats[year] > 0
        case Supervision():
            return means.groups[year] > 0
    return True


def possible(calendar: Calendar, group: "Group", *, named: bool) -> Iterator[tuple[Lifting, int]]:
    """The steps that would lift those of a group, each with a year in which they can stand before it.

    Where demands are named, seats count as demands of their own and do not bar a step here.
    """
    reach = group.level
    for year in calendar.years:
        if group.unit.home(year) is None:
            continue
        before = reach
        for means, leads in calendar.lifting[group.area]:
            if (
                leads.from_level <= before
                and leads.to_level > group.level
                and means.id not in group.unit.courses_done
                and (named or offered(means, year))
            ):
                reach = max(reach, leads.to_level)
                yield means, year

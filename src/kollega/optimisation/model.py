"""The model that is solved: who goes which way in which area, in counts of people who stand alike.

With a unit for each person it says exactly what docs/plan-format.md says. With larger units it is the
sum of that over their people, so that its least score bounds that of every plan from below (`units.py`).
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from kollega.optimisation import relevance
from kollega.optimisation.linear import Linear, Name, Sum, Var, joined
from kollega.optimisation.places import Places
from kollega.optimisation.plans import Goal
from kollega.optimisation.scenario import Course, Pattern, Scenario, Shadowing, Supervision
from kollega.optimisation.sums import hourly
from kollega.optimisation.units import Group, Unit, groups
from kollega.optimisation.ways import Traveller, Way, Ways
from kollega.optimisation.years import Calendar, Lifting

Allowed = Callable[[str, str, str | None, int], bool]
"""Person, means, area (shadowing only), year: whether a plan may have the step."""


@dataclass(frozen=True)
class Ceiling:
    """What is used of something, how much there is, and the rule's place in the model."""

    used: Sum
    most: int
    rule: int


class Model:
    """Ways, courses and hours; `teaching.py`, `arranging.py` and `meeting.py` add the rest."""

    def __init__(
        self,
        calendar: Calendar,
        goal: Goal,
        found: list[Unit],
        places: Places,
        *,
        named_demands: bool = False,
        allowed: Allowed | None = None,
    ) -> None:
        self.calendar, self.goal, self.units = calendar, goal, found
        self.scenario: Scenario = calendar.scenario
        self.places, self.named = places, named_demands
        self.allowed = allowed
        self.linear = Linear()
        self.areas = relevance.areas(calendar, goal)
        self.groups = {area: groups(calendar, found, area) for area in sorted(self.areas)}
        self._groups_of: dict[tuple[int, str], list[Group]] = defaultdict(list)
        for area, in_area in self.groups.items():
            for group in in_area:
                self._groups_of[group.unit.number, area].append(group)
        self.by_number = {unit.number: unit for unit in found}
        self.cost: dict[tuple[str, int], Sum] = defaultdict(Sum)
        self.minutes: dict[tuple[str, int], Sum] = defaultdict(Sum)
        self.worked: dict[str, Sum] = defaultdict(Sum)
        self.hours: dict[tuple[int, int], Sum] = defaultdict(Sum)
        """Hours that a unit's people learn, by unit and year."""
        self.ceilings: dict[Name, Ceiling] = {}
        self.score = Sum()
        """In hundredths of a krona."""
        self.way: dict[Group, list[tuple[Way, Var]]] = {}
        """How many of a group go each way."""
        self.step: dict[tuple[Group, str, int], Sum] = {}
        """How many of a group take a step in its area, by means and year."""
        self.seat: dict[tuple[int, str, int], Sum] = {}
        """How many of a unit go to a course in a year."""
        self._reached: dict[tuple[Group, int, int], Sum] = {}
        self._go()
        self._courses()
        self._required()

    # -- small things all parts use

    def number(self, most: int) -> Var:
        """A new variable from 0 to `most`."""
        return self.linear.number(most)

    def at_most(self, found: Sum, most: int, demand: Name | None = None) -> int:
        """That a sum is no more than a number."""
        return self.linear.rule(found, most=most, demand=demand if self.named else None)

    def at_least(self, found: Sum, least: int, demand: Name | None = None) -> int:
        """That a sum is no less than a number."""
        return self.linear.rule(found, least=least, demand=demand if self.named else None)

    def below(self, found: Sum, other: Sum, demand: Name | None = None) -> int:
        """That a sum is no more than another."""
        return self.at_most(found.copy().plus(other, -1), 0, demand)

    def equal(self, found: Sum, other: Sum) -> int:
        """That two sums are the same."""
        return self.linear.rule(found.copy().plus(other, -1), least=0, most=0)

    def ceiling(self, key: Name, used: Sum, most: int, demand: Name | None) -> None:
        """A rule in which the blocks of a scenario meet (`blocks.py`), by what it is about."""
        self.ceilings[key] = Ceiling(used, most, self.at_most(used, most, demand))

    def spend(self, payer: str, year: int, count: Sum, kronor: int) -> None:
        """Money of a municipality, which is also a part of the score."""
        self.cost[payer, year].plus(count, kronor)
        self.score.plus(count, 100 * kronor)

    def travel(self, count: Sum, minutes: int) -> None:
        """Time on the road, by what the goal makes of it."""
        weights = self.scenario.weights
        hour = weights.working_hour
        if self.goal is Goal.LEAST_TRAVEL:
            hour += weights.travel_hour
        self.score.plus(count, 100 * hourly(minutes, hour))

    def work(self, place: str, year: int, count: Sum, hours: int) -> None:
        """Hours of a municipality's staff."""
        self.minutes[place, year].plus(count, 60 * hours)
        self.worked[place].plus(count, hours)
        self.score.plus(count, 100 * hours * self.scenario.weights.working_hour)

    def unwished(self, count: Sum, size: int, wishing: int) -> None:
        """What it weighs that some of so many take a step that only some of them wish for."""
        price = 100 * self.scenario.weights.unwished_step
        if wishing == 0:
            self.score.plus(count, price)
        elif wishing < size and price:
            unwished = Sum().add(self.number(size - wishing))
            self.at_least(unwished.copy().plus(count, -1), -wishing)
            self.score.plus(unwished, price)

    # -- ways

    def _go(self) -> None:
        for area, found in self.groups.items():
            ways = Ways(self.calendar, area, self._beside(area))
            known: dict[Traveller, list[Way]] = {}
            for group in found:
                there = tuple(group.unit.home(year) is not None for year in self.calendar.years)
                who = Traveller(group.level, there, group.unit.courses_done)
                if self._special():
                    mine = ways.of(who, partial(self.may, group))
                else:
                    if who not in known:
                        known[who] = ways.of(who, self._offered)
                    mine = known[who]
                self._ways(group, mine)

    def _beside(self, area: str) -> frozenset[str]:
        """Courses that somebody may take in an area where they lift her in it or not."""
        about = {each.id: {lift.area for lift in each.lifts} for each in self.scenario.courses}
        elsewhere = {
            required
            for course in self.scenario.courses
            for required in course.requires
            if about[course.id].isdisjoint(about[required])
        }
        return frozenset(
            id_
            for id_, areas in about.items()
            if area in areas
            and (len(areas) > 1 or id_ in elsewhere or relevance.locked(self.scenario, id_))
        )

    def _special(self) -> bool:
        """Whether a rule of its own says what a group may do."""
        return self.allowed is not None or (bool(self.scenario.removed) and not self.named)

    def _offered(self, means: Lifting, year: int) -> bool:
        return self.named or relevance.offered(means, year)

    def may(self, group: Group, means: Lifting, year: int) -> bool:
        """Whether removals and the filter let these people take a step."""
        where = group.area if isinstance(means, Shadowing) else None
        if not self._offered(means, year):
            return False
        for pattern in () if self.named else self.scenario.removed:
            if (
                pattern.means == means.id
                and pattern.area in {None, where}
                and pattern.municipality is None
                and pattern.taker is None
                and (pattern.person is None or group.people == (pattern.person,))
                and pattern.year in {None, self.scenario.first_year + year}
            ):
                return False
        return self.allowed is None or self.allowed(group.people[0], means.id, where, year)

    def _ways(self, group: Group, ways: list[Way]) -> None:
        if not ways:
            return
        variables = self.linear.numbers(len(ways), group.size)
        self.way[group] = list(zip(ways, variables, strict=True))
        together = Sum()
        for way, variable in self.way[group]:
            together.add(variable)
            for id_, year in way.steps:
                key = (group, id_, year)
                if key not in self.step:
                    self.step[key] = Sum()
                self.step[key].add(variable)
        if len(ways) > 1:
            self.at_most(together, group.size)

    def reached(self, group: Group, level: int, year: int) -> Sum:
        """How many of a group are at a level or above it at the end of a year; -1: before the plan."""
        if group.level >= level:
            return Sum(group.size)
        if year < 0:
            return Sum()
        key = (group, level, year)
        if key not in self._reached:
            self._reached[key] = Sum(
                0, {each: 1 for way, each in self.way.get(group, ()) if way.levels[year] >= level}
            )
        return self._reached[key]

    # -- courses

    def _courses(self) -> None:
        means = self.calendar.means
        in_area: dict[tuple[int, str, int], dict[str, Sum]] = defaultdict(lambda: defaultdict(Sum))
        for (group, id_, year), count in self.step.items():
            course = means[id_]
            if isinstance(course, Course):
                in_area[group.unit.number, id_, year][group.area].plus(count)
                if len(course.lifts) == 1:
                    self.unwished(count, group.size, group.size * group.wished)
        for key, by_area in in_area.items():
            course = means[key[1]]
            if isinstance(course, Course):
                areas = [lift.area for lift in course.lifts]
                self.seat[key] = by_area[areas[0]]
                unit = self.by_number[key[0]]
                if len(areas) > 1:
                    self._in_all(unit, course, key[2], areas)
                self._pay_seat(unit, course, key[2], self.seat[key])
        for course in self.scenario.courses:
            for year in self.calendar.years:
                taken = joined(
                    self.seat[unit.number, course.id, year]
                    for unit in self.units
                    if (unit.number, course.id, year) in self.seat
                )
                if taken:
                    self.at_most(taken, course.seats[year], ("seats", course.id, year))

    def _in_all(self, unit: Unit, course: Course, year: int, areas: list[str]) -> None:
        """The same people go in all areas of a course: counted by how they stand in all of them at once."""
        alike = self._standings(unit, areas)
        going: dict[Group, Sum] = defaultdict(Sum)
        price = 100 * self.scenario.weights.unwished_step
        for standing, size in alike.items():
            if all((group, course.id, year) in self.step for group in standing):
                count = self.number(size)
                for group in standing:
                    going[group].add(count)
                if not any(group.wished for group in standing):
                    self.score.add(count, price)
        for area in areas:
            for group in self._groups_of[unit.number, area]:
                taken = self.step.get((group, course.id, year))
                if taken is not None:
                    self.equal(taken, going[group])

    def _standings(self, unit: Unit, areas: list[str]) -> Counter[tuple[Group, ...]]:
        """How many of a unit stand alike in several areas at once."""
        by_person: dict[str, list[Group]] = defaultdict(list)
        for area in areas:
            for group in self._groups_of[unit.number, area]:
                for person in group.people:
                    by_person[person].append(group)
        return Counter(tuple(standing) for standing in by_person.values())

    def _pay_seat(self, unit: Unit, course: Course, year: int, count: Sum) -> None:
        home = unit.home(year) or ""
        way = 2 * course.trips * self.calendar.minutes(home, course.place or home)
        fare = hourly(way, self.scenario.travel_cost_per_hour)
        self.spend(home, year, count, course.cost + fare)
        self.work(home, year, count, course.hours)
        self.minutes[home, year].plus(count, way)
        self.travel(count, way)
        self.hours[unit.number, year].plus(count, course.hours)

    def _required(self) -> None:
        """Courses that others of quite different areas require; within an area the ways see to it."""
        courses = {course.id: course for course in self.scenario.courses}
        about = {id_: {lift.area for lift in course.lifts} for id_, course in courses.items()}
        for unit in self.units:
            for course in courses.values():
                for required in course.requires:
                    if required not in unit.courses_done and about[course.id].isdisjoint(
                        about[required]
                    ):
                        self._first(unit, course.id, required)

    def _first(self, unit: Unit, course: str, required: str) -> None:
        so_far, done = Sum(), Sum()
        for year in self.calendar.years:
            seat = self.seat.get((unit.number, course, year))
            if seat is not None:
                so_far.plus(seat)
                self.below(so_far, done)
            if (before := self.seat.get((unit.number, required, year))) is not None:
                done.plus(before)

    # -- locks and removals

    def learning_steps(self, pattern: Pattern) -> Sum:
        """How many learning steps a lock or a removal is about."""
        found = Sum()
        if pattern.municipality is not None or pattern.taker is not None:
            return found

        def about(people: tuple[str, ...], means: str, year: int) -> bool:
            when = pattern.year is None or self.calendar.year(pattern.year) == year
            who = pattern.person is None or people == (pattern.person,)
            return pattern.means == means and when and who

        for (number, id_, year), seat in self.seat.items():
            if pattern.area is None and about(self.by_number[number].people, id_, year):
                found.plus(seat)
        for (group, id_, year), count in self.step.items():
            means = self.calendar.means[id_]
            if isinstance(means, Supervision | Shadowing) and about(group.people, id_, year):
                area = group.area if isinstance(means, Shadowing) else None
                if pattern.area is None or pattern.area == area:
                    found.plus(count)
        return found

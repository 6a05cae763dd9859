"""The model that CP-SAT solves: who learns what in which year, in counts of people who stand alike.

With a unit for each person it says exactly what docs/plan-format.md says. With larger units it says
less, and its least score bounds that of every plan from below (`units.py`).
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kollega.optimisation import relevance
from kollega.optimisation.plans import Goal
from kollega.optimisation.scenario import (
    HIGHEST,
    Course,
    Pattern,
    Scenario,
    Shadowing,
    Supervision,
)
from kollega.optimisation.sums import Sum, Var, equal_cost, hourly
from kollega.optimisation.units import Group, Unit, groups
from kollega.optimisation.years import Calendar, Lifting

Name = tuple[Any, ...]
"""What a demand is called: its kind, and what it is about."""

Allowed = Callable[[str, str, str | None, int], bool]
"""Person, means, area (shadowing only), year: whether a plan may have the step."""


@dataclass(frozen=True)
class Ceiling:
    """What is used of something, how much there is, and the rule's place in the model."""

    used: Sum
    most: int
    rule: int


class Model:
    """Variables and rules of learning; `arranging.py` and `meeting.py` add the rest."""

    def __init__(
        self,
        calendar: Calendar,
        goal: Goal,
        found: list[Unit],
        *,
        allow_short: bool = False,
        named_demands: bool = False,
        allowed: Allowed | None = None,
    ) -> None:
        from ortools.sat.python import cp_model

        self.calendar, self.goal, self.units = calendar, goal, found
        self.scenario: Scenario = calendar.scenario
        self.allow_short = allow_short
        self.named = named_demands
        self.allowed = allowed
        self.cp = cp_model.CpModel()
        self.literals: dict[Name, Var] = {}
        self.areas = relevance.areas(calendar, goal)
        self.required = {each for course in self.scenario.courses for each in course.requires}
        self.groups = {area: groups(calendar, found, area) for area in sorted(self.areas)}
        self._groups_of: dict[Unit, list[Group]] = {unit: [] for unit in found}
        for in_area in self.groups.values():
            for group in in_area:
                self._groups_of[group.unit].append(group)
        self.cost: dict[tuple[str, int], Sum] = defaultdict(Sum)
        self.minutes: dict[tuple[str, int], Sum] = defaultdict(Sum)
        self.worked: dict[str, Sum] = defaultdict(Sum)
        self.ceilings: dict[Name, Ceiling] = {}
        self.scores: dict[str, Sum] = defaultdict(Sum)
        """The score in hundredths of a krona, by area; what belongs to none stands under ''."""
        self.seat: dict[tuple[int, str, int], Var] = {}
        """How many of a unit go to a course in a year."""
        self.step: dict[tuple[Group, str, int], Var] = {}
        """How many of a group are lifted in its area by a means in a year."""
        self.session: dict[tuple[Group, str, int], Var] = {}
        """How many a group of supervisors takes beside them, by shadowing and year."""
        self.visit: dict[tuple[str, str, str, str, int], Var] = {}
        """How many go from one municipality to another, by shadowing, area and year."""
        self.opened: dict[tuple[str, int], Var] = {}
        """How many groups of a supervision there are in a year."""
        self._reached: dict[tuple[Group, int, int], Sum] = {}
        self._learning()

    # -- small things all parts use

    def number(self, most: int) -> Var:
        """A new variable from 0 to `most`."""
        return self.cp.new_bool_var("") if most == 1 else self.cp.new_int_var(0, most, "")

    def need(self, bounded: Any, demand: Name | None = None) -> int:
        """A rule; where demands are named, one that can be let go of by its name. Its place in the model."""
        if isinstance(bounded, bool):
            bounded = self.cp.new_constant(int(bounded)) >= 1
        rule = self.cp.add(bounded)
        if self.named and demand is not None:
            if demand not in self.literals:
                self.literals[demand] = self.cp.new_bool_var(str(demand))
            rule.only_enforce_if(self.literals[demand])
        return int(rule.index)

    def ceiling(self, key: Name, used: Sum, most: int, demand: Name) -> None:
        """A rule that parts of a scenario share (`parts.py`), by a key that is the same in all of them."""
        rule = self.need(used.expression <= most, demand)
        self.ceilings[key] = Ceiling(used, most, rule)

    @property
    def score(self) -> Sum:
        """All of it."""
        found = Sum()
        for each in self.scores.values():
            found.plus(each)
        return found

    def spend(self, area: str, payer: str, year: int, variable: Var, kronor: int) -> None:
        """Money of a municipality, which is also a part of the score."""
        self.cost[payer, year].add(variable, kronor)
        self.scores[area].add(variable, 100 * kronor)

    def travel(self, area: str, variable: Var, minutes: int) -> None:
        """Time on the road, by what the goal makes of it."""
        weights = self.scenario.weights
        hour = weights.working_hour
        if self.goal is Goal.LEAST_TRAVEL:
            hour += weights.travel_hour
        self.scores[area].add(variable, 100 * hourly(minutes, hour))

    def work(self, area: str, place: str, year: int, variable: Var, hours: int) -> None:
        """Hours of a municipality's staff."""
        self.minutes[place, year].add(variable, 60 * hours)
        self.worked[place].add(variable, hours)
        self.scores[area].add(variable, 100 * hours * self.scenario.weights.working_hour)

    def reached(self, group: Group, level: int, year: int) -> Sum:
        """How many of a group are at a level or above it at the end of a year; -1: before the plan."""
        if group.level >= level:
            return Sum(group.size)
        if year < 0:
            return Sum()
        key = (group, level, year)
        if key not in self._reached:
            lifting = self._lifting(group, level, year)
            if not lifting:
                self._reached[key] = Sum()
            else:
                count = self.number(group.size)
                self.need(count <= lifting.expression)
                self._reached[key] = Sum().add(count)
        return self._reached[key]

    def reached_counts(self) -> list[tuple[tuple[Group, int, int], Var]]:
        """The variables behind `reached`, by group, level and year."""
        return [(key, found.variables[0]) for key, found in self._reached.items() if found]

    def _lifting(self, group: Group, level: int, year: int) -> Sum:
        found = Sum()
        for means, lift in self.calendar.lifting[group.area]:
            if lift.to_level >= level:
                for when in range(year + 1):
                    if (variable := self.step.get((group, means.id, when))) is not None:
                        found.add(variable)
        return found

    # -- learning

    def _learning(self) -> None:
        for unit in self.units:
            self._unit(unit)
        for found in self.groups.values():
            for group in found:
                self._order(group)
        self._seats()
        self._prerequisites()
        self._supervision()
        for means in self.scenario.shadowing:
            for area in sorted(
                self.areas if means.areas is None else self.areas & set(means.areas)
            ):
                for year in self.calendar.years:
                    self._shadowing(means, area, year)
        self._supervising_hours()
        self._hours()

    def _unit(self, unit: Unit) -> None:
        mine = self._groups_of[unit]
        for group in mine:
            for means, year in relevance.possible(self.calendar, group, named=self.named):
                variable = None
                if isinstance(means, Course) and unit.single:
                    variable = self._seat(unit, means, year)
                elif self.may(group.people, means, group.area, year):
                    variable = self.number(group.size)
                if variable is not None:
                    self.step[group, means.id, year] = variable
        for course in self.scenario.courses:
            for year in self.calendar.years:
                self._participants(unit, course, year, mine)

    def may(self, people: tuple[str, ...], means: Lifting, area: str, year: int) -> bool:
        """Whether removals and the filter let these people take a step."""
        where = area if isinstance(means, Shadowing) else None
        if not self.named:
            for pattern in self.scenario.removed:
                if (
                    pattern.means == means.id
                    and pattern.area in {None, where}
                    and pattern.municipality is None
                    and pattern.taker is None
                    and (pattern.person is None or people == (pattern.person,))
                    and pattern.year in {None, self.scenario.first_year + year}
                ):
                    return False
        return self.allowed is None or self.allowed(people[0], means.id, where, year)

    def _seat(self, unit: Unit, course: Course, year: int) -> Var | None:
        key = (unit.number, course.id, year)
        if key not in self.seat:
            if course.id in unit.courses_done or not self.may(unit.people, course, "", year):
                return None
            self.seat[key] = self.number(len(unit.people))
        return self.seat[key]

    def _participants(self, unit: Unit, course: Course, year: int, mine: list[Group]) -> None:
        """Whoever is lifted by a course sits in it; one may also sit in it only for another's sake."""
        lifted: dict[str, Sum] = defaultdict(Sum)
        for group in mine:
            if (variable := self.step.get((group, course.id, year))) is not None:
                lifted[group.area].add(variable)
        if not lifted and not self._for_another(unit, course, year):
            return
        participants = self._seat(unit, course, year)
        if participants is None:
            return
        if unit.single:
            self._levels_before(unit, course, year, participants)
        else:
            for each in lifted.values():
                self.need(each.expression <= participants)
        self._pay_seat(unit, course, year, participants)

    def _for_another(self, unit: Unit, course: Course, year: int) -> bool:
        """Whether a course may be taken that lifts nobody: another requires it, or it is locked."""
        return (
            (course.id in self.required or relevance.locked(self.scenario, course.id))
            and any(lift.area in self.areas for lift in course.lifts)
            and unit.home(year) is not None
            and (self.named or course.seats[year] > 0)
        )

    def _levels_before(self, unit: Unit, course: Course, year: int, participants: Var) -> None:
        for group in self._groups_of[unit]:
            for lift in course.lifts:
                if lift.area == group.area:
                    before = self.reached(group, lift.from_level, year - 1)
                    self.need(participants <= before.expression)

    def _pay_seat(self, unit: Unit, course: Course, year: int, participants: Var) -> None:
        area = course.lifts[0].area
        home = unit.home(year) or ""
        way = 2 * course.trips * self.calendar.minutes(home, course.place or home)
        fare = hourly(way, self.scenario.travel_cost_per_hour)
        self.spend(area, home, year, participants, course.cost + fare)
        self.work(area, home, year, participants, course.hours)
        self.minutes[home, year].add(participants, way)
        self.travel(area, participants, way)
        wished = {lift.area for lift in course.lifts}
        wishing = sum(
            not wished.isdisjoint(self.calendar.people[person].wishes) for person in unit.people
        )
        if 0 < wishing < len(unit.people) and len(wished) == 1:
            for group in self._groups_of[unit]:
                lifted = self.step.get((group, course.id, year))
                if lifted is not None and group.area == area:
                    self._unwished(area, lifted, group.size, group.size * group.wished)
        else:
            self._unwished(area, participants, len(unit.people), wishing)

    def _unwished(self, area: str, count: Var, size: int, wishing: int) -> None:
        price = 100 * self.scenario.weights.unwished_step
        if wishing == 0:
            self.scores[area].add(count, price)
        elif wishing < size and price:
            unwished = self.number(size - wishing)
            self.need(unwished >= count - wishing)
            self.scores[area].add(unwished, price)

    def _order(self, group: Group) -> None:
        """Each step from a level one has, each once, one a year in an area."""
        single = group.unit.single
        by_year: dict[int, Sum] = defaultdict(Sum)
        by_means: dict[str, Sum] = defaultdict(Sum)
        for year in self.calendar.years:
            for means, lift in self.calendar.lifting[group.area]:
                variable = self.step.get((group, means.id, year))
                if single and isinstance(means, Course):
                    variable = self.seat.get((group.unit.number, means.id, year), variable)
                if variable is None:
                    continue
                by_year[year].add(variable)
                by_means[means.id].add(variable)
                if lift.from_level > group.level:
                    so_far = Sum().plus(by_means[means.id])
                    before = self.reached(group, lift.from_level, year - 1)
                    self.need(so_far.expression <= before.expression)
        for sums in (by_year, by_means):
            for each in sums.values():
                if len(each.variables) > 1:
                    self.need(each.expression <= group.size)
        if not single:
            self._each_lift_once(group)

    def _each_lift_once(self, group: Group) -> None:
        """Nobody is lifted to the same level twice, so lifts to it are as many as have come so far."""
        lifts = self.calendar.lifting[group.area]
        for to_level in {lift.to_level for _means, lift in lifts}:
            for from_level in {lift.from_level for _means, lift in lifts}:
                so_far = Sum()
                for year in self.calendar.years:
                    for means, lift in lifts:
                        if lift.to_level == to_level and lift.from_level >= from_level:
                            variable = self.step.get((group, means.id, year))
                            if variable is not None:
                                so_far.add(variable)
                    if len(so_far.variables) > 1:
                        before = self.reached(group, from_level, year - 1)
                        copied = Sum().plus(so_far)
                        self.need(copied.expression <= before.expression)

    def _seats(self) -> None:
        for course in self.scenario.courses:
            for year in self.calendar.years:
                taken = Sum()
                for unit in self.units:
                    if (seat := self.seat.get((unit.number, course.id, year))) is not None:
                        taken.add(seat)
                if taken:
                    self.need(taken.expression <= course.seats[year], ("seats", course.id, year))

    def _prerequisites(self) -> None:
        for unit in self.units:
            for course in self.scenario.courses:
                so_far = Sum()
                for year in self.calendar.years:
                    seat = self.seat.get((unit.number, course.id, year))
                    if seat is None:
                        continue
                    so_far.add(seat)
                    for required in course.requires:
                        if required in unit.courses_done:
                            continue
                        done = Sum()
                        for earlier in range(year):
                            before = self.seat.get((unit.number, required, earlier))
                            if before is not None:
                                done.add(before)
                        copied = Sum().plus(so_far)
                        self.need(copied.expression <= done.expression)
                if len(so_far.variables) > 1:
                    self.need(so_far.expression <= len(unit.people))

    def _supervision(self) -> None:
        for means in self.scenario.supervision:
            if means.area not in self.areas:
                continue
            for year in self.calendar.years:
                taken = Sum()
                for group in self.groups[means.area]:
                    if (variable := self.step.get((group, means.id, year))) is not None:
                        taken.add(variable)
                        self.work(
                            means.area, group.unit.home(year) or "", year, variable, means.hours
                        )
                        self._unwished(means.area, variable, group.size, group.size * group.wished)
                if not taken:
                    continue
                most = means.groups[year] if not self.named else max(means.groups[year], 100)
                opened = self.opened[means.id, year] = self.number(most)
                self.need(taken.expression <= means.group_size * opened)
                self.need(opened <= means.groups[year], ("groups", means.id, year))
                shared = equal_cost(means.cost_per_group, self.calendar.inhabitants)
                for municipality, kronor in shared.items():
                    self.spend(means.area, municipality, year, opened, kronor)

    def _shadowing(self, means: Shadowing, area: str, year: int) -> None:
        """Learners by home, supervisors by home, and how many go from the one to the other."""
        learners: dict[str, Sum] = defaultdict(Sum)
        supervisors: dict[str, Sum] = defaultdict(Sum)
        most: dict[str, int] = defaultdict(int)
        for group in self.groups[area]:
            home = group.unit.home(year)
            if home is None:
                continue
            if (variable := self.step.get((group, means.id, year))) is not None:
                learners[home].add(variable)
                most[home] += group.size
                self.work(area, home, year, variable, means.hours)
                self.spend(area, home, year, variable, means.cost)
                self._unwished(area, variable, group.size, group.size * group.wished)
        if not learners:
            return
        for group in self.groups[area]:
            self._sessions(group, means, year, supervisors, sum(most.values()))
        for home, learning in learners.items():
            going = Sum()
            for there, balance in supervisors.items():
                visit = self.number(most[home])
                self.visit[means.id, area, home, there, year] = visit
                going.add(visit)
                balance.add(visit, -1)
                way = 2 * means.trips * self.calendar.minutes(home, there)
                fare = hourly(way, self.scenario.travel_cost_per_hour)
                self.spend(area, home, year, visit, fare)
                self.minutes[home, year].add(visit, way)
                self.travel(area, visit, way)
            self.need(learning.expression == going.expression)
        for balance in supervisors.values():
            self.need(balance.expression == 0)

    def _sessions(
        self, group: Group, means: Shadowing, year: int, supervisors: dict[str, Sum], most: int
    ) -> None:
        home = group.unit.home(year)
        able = self.reached(group, HIGHEST, year - 1)
        hours = [self.calendar.standing[person][year].supervising_hours for person in group.people]
        if home is None or (not able and not able.constant):
            return
        each = max(hours) // means.supervisor_hours if means.supervisor_hours else most
        if each == 0 and not self.named:
            return
        count = self.number(min(most, len(hours) * max(each, 1)) if not self.named else most)
        self.session[group, means.id, year] = count
        supervisors[home].add(count)
        self.work(group.area, home, year, count, means.supervisor_hours)
        self.need(count <= most * able.expression)
        if group.level == HIGHEST and means.supervisor_hours:
            together = sum(hour // means.supervisor_hours for hour in hours)
            self.need(count <= together, ("supervising", home, year))
        else:
            self.need(count <= each * able.expression, ("supervising", home, year))

    def _supervising_hours(self) -> None:
        used: dict[tuple[Unit, int], Sum] = defaultdict(Sum)
        for (group, id_, year), count in self.session.items():
            means = self.calendar.means[id_]
            if isinstance(means, Shadowing):
                used[group.unit, year].add(count, means.supervisor_hours)
        for (unit, year), hours in used.items():
            demand = ("supervising", unit.home(year), year)
            most = sum(unit.supervising_hours[year])
            self.ceiling(("supervising", unit.people, year), hours, most, demand)

    def _hours(self) -> None:
        used: dict[tuple[Unit, int], Sum] = defaultdict(Sum)
        by_number = {unit.number: unit for unit in self.units}
        for (number, id_, year), seat in self.seat.items():
            means = self.calendar.means[id_]
            if isinstance(means, Course):
                used[by_number[number], year].add(seat, means.hours)
        for (group, id_, year), variable in self.step.items():
            means = self.calendar.means[id_]
            if isinstance(means, Shadowing | Supervision):
                used[group.unit, year].add(variable, means.hours)
        for (unit, year), hours in used.items():
            demand = ("hours", unit.home(year), year)
            self.ceiling(("hours", unit.people, year), hours, unit.hours[year], demand)

    # -- locks and removals

    def learning_steps(self, pattern: Pattern) -> Sum:
        """How many learning steps a lock or a removal is about."""
        found = Sum()
        if pattern.municipality is not None or pattern.taker is not None:
            return found
        by_number = {unit.number: unit for unit in self.units}

        def about(people: tuple[str, ...], means: str, year: int) -> bool:
            when = pattern.year is None or self.calendar.year(pattern.year) == year
            who = pattern.person is None or people == (pattern.person,)
            return pattern.means == means and when and who

        for (number, id_, year), seat in self.seat.items():
            if pattern.area is None and about(by_number[number].people, id_, year):
                found.add(seat)
        for (group, id_, year), variable in self.step.items():
            means = self.calendar.means[id_]
            if isinstance(means, Course) or not about(group.people, id_, year):
                continue
            area = group.area if isinstance(means, Shadowing) else None
            if pattern.area is None or pattern.area == area:
                found.add(variable)
        return found

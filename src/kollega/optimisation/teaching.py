"""Shadowing and supervised groups in the model, and the hours all learning takes."""

from collections import defaultdict

from kollega.optimisation.linear import Sum, Var, joined
from kollega.optimisation.model import Model
from kollega.optimisation.scenario import HIGHEST, Shadowing, Supervision
from kollega.optimisation.sums import equal_cost, hourly
from kollega.optimisation.units import Group


class Teaching:
    """Who goes beside whom, which groups there are, and that nobody works more than she can."""

    def __init__(self, model: Model) -> None:
        self.model, self.calendar = model, model.calendar
        self.session: dict[tuple[Group, str, int], Var] = {}
        """How many a group of supervisors takes beside them, by shadowing and year."""
        self.visit: dict[tuple[str, str, str, str, int], Var] = {}
        """How many go from one municipality to another, by shadowing, area and year."""
        self.opened: dict[tuple[str, int], Var] = {}
        """How many groups of a supervision there are in a year."""
        self.supervising: dict[tuple[int, int], Sum] = defaultdict(Sum)
        """Hours that a unit's people supervise, by unit and year."""
        for means in model.scenario.supervision:
            if means.area in model.areas:
                for year in self.calendar.years:
                    self._supervision(means, year)
        for shadowing in model.scenario.shadowing:
            for area in sorted(
                model.areas if shadowing.areas is None else model.areas & set(shadowing.areas)
            ):
                for year in self.calendar.years:
                    self._shadowing(shadowing, area, year)
        self._hours()

    def _learners(
        self, means: Shadowing | Supervision, area: str, year: int
    ) -> list[tuple[Group, Sum]]:
        """Those who take a step, with their hours and wishes seen to."""
        model, found = self.model, []
        for group in model.groups[area]:
            if (count := model.step.get((group, means.id, year))) is not None:
                found.append((group, count))
                model.work(group.unit.home(year) or "", year, count, means.hours)
                model.unwished(count, group.size, group.size * group.wished)
                model.hours[group.unit.number, year].plus(count, means.hours)
        return found

    def _supervision(self, means: Supervision, year: int) -> None:
        model, taken = self.model, Sum()
        for _group, count in self._learners(means, means.area, year):
            taken.plus(count)
        if not taken:
            return
        most = means.groups[year] if not model.named else max(means.groups[year], 100)
        opened = self.opened[means.id, year] = model.number(most)
        groups = Sum().add(opened)
        model.at_most(taken.plus(groups, -means.group_size), 0)
        model.at_most(groups, means.groups[year], ("groups", means.id, year))
        shared = equal_cost(means.cost_per_group, self.calendar.inhabitants)
        for municipality, kronor in shared.items():
            model.spend(municipality, year, groups, kronor)

    def _shadowing(self, means: Shadowing, area: str, year: int) -> None:
        """Learners by home, supervisors by home, and how many go from the one to the other."""
        model = self.model
        learners: dict[str, Sum] = defaultdict(Sum)
        supervisors: dict[str, Sum] = defaultdict(Sum)
        most: dict[str, int] = defaultdict(int)
        for group, count in self._learners(means, area, year):
            home = group.unit.home(year) or ""
            learners[home].plus(count)
            most[home] += group.size
            model.spend(home, year, count, means.cost)
        if not learners:
            return
        for group in model.groups[area]:
            self._sessions(group, means, year, supervisors, sum(most.values()))
        everywhere, apart = joined(supervisors.values()), Sum()
        for home, learning in learners.items():
            going = Sum()
            near, beyond = model.places.split(home, supervisors)
            for there in near:
                balance = supervisors[there]
                number = model.number(most[home])
                self.visit[means.id, area, home, there, year] = number
                visit = Sum().add(number)
                going.plus(visit)
                balance.plus(visit, -1)
                minutes = self.calendar.minutes(home, there)
                self._on_the_road(means, home, year, visit, minutes)
            if beyond is not None:
                visit = Sum().add(model.number(most[home]))
                going.plus(visit)
                apart.plus(visit)
                self._on_the_road(means, home, year, visit, beyond)
            for there in near:
                visit = Sum().add(self.visit[means.id, area, home, there, year])
                everywhere.plus(visit, -1)
            model.equal(learning, going)
        for balance in supervisors.values():
            model.linear.rule(balance, least=0, most=None if apart else 0)
        if apart:
            model.equal(everywhere, apart)

    def _on_the_road(
        self, means: Shadowing, home: str, year: int, visit: Sum, minutes: int
    ) -> None:
        model, way = self.model, 2 * means.trips * minutes
        fare = hourly(way, model.scenario.travel_cost_per_hour)
        model.spend(home, year, visit, fare)
        model.minutes[home, year].plus(visit, way)
        model.travel(visit, way)

    def _sessions(
        self, group: Group, means: Shadowing, year: int, supervisors: dict[str, Sum], most: int
    ) -> None:
        model = self.model
        home = group.unit.home(year)
        able = model.reached(group, HIGHEST, year - 1)
        hours = [self.calendar.standing[person][year].supervising_hours for person in group.people]
        if home is None or (not able and not able.constant):
            return
        each = max(hours) // means.supervisor_hours if means.supervisor_hours else most
        if each == 0 and not model.named:
            return
        number = model.number(min(most, len(hours) * max(each, 1)) if not model.named else most)
        self.session[group, means.id, year] = number
        count = Sum().add(number)
        supervisors[home].plus(count)
        model.work(home, year, count, means.supervisor_hours)
        self.supervising[group.unit.number, year].plus(count, means.supervisor_hours)
        demand = ("supervising", home, year)
        if group.level == HIGHEST:
            if means.supervisor_hours:
                together = sum(hour // means.supervisor_hours for hour in hours)
                model.at_most(count, together, demand)
            return
        model.at_most(count.copy().plus(able, -most), 0)
        model.at_most(count.copy().plus(able, -each), 0, demand)

    def _hours(self) -> None:
        model = self.model
        for kind, used in (("supervising", self.supervising), ("hours", model.hours)):
            for (number, year), hours in used.items():
                unit = model.by_number[number]
                most = unit.hours[year] if kind == "hours" else sum(unit.supervising_hours[year])
                demand = (kind, unit.home(year), year)
                model.ceiling((kind, unit.people, year), hours, most, demand)

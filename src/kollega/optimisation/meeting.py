"""Targets, budgets, locks and fairness in the model: what all steps together must come to."""

import gc
from typing import Any

from kollega.optimisation.arranging import Arranging
from kollega.optimisation.demands import Demand, demands
from kollega.optimisation.linear import Name, Sum, Var, joined
from kollega.optimisation.model import Allowed, Model
from kollega.optimisation.places import Places
from kollega.optimisation.plans import PRICE_OF_SHORT, Goal
from kollega.optimisation.scenario import Supervision
from kollega.optimisation.teaching import Teaching
from kollega.optimisation.units import Unit
from kollega.optimisation.years import Calendar


class Whole:
    """The whole model of a scenario, ready to be solved."""

    def __init__(
        self,
        calendar: Calendar,
        goal: Goal,
        units: list[Unit],
        *,
        allow_short: bool = False,
        named_demands: bool = False,
        allowed: Allowed | None = None,
        places: Places | None = None,
    ) -> None:
        self.calendar, self.goal, self.allow_short = calendar, goal, allow_short
        self.places = places or Places(calendar, None, beyond=False)
        collecting = gc.isenabled()
        gc.disable()  # a great many small things, all of them kept: looking for garbage doubles the time
        try:
            self._build(units, named_demands=named_demands, allowed=allowed)
            self.model.linear.objective = self.model.score
        finally:
            if collecting:
                gc.enable()

    def _build(self, units: list[Unit], *, named_demands: bool, allowed: Allowed | None) -> None:
        calendar, goal = self.calendar, self.goal
        self.model = Model(
            calendar,
            goal,
            units,
            self.places,
            named_demands=named_demands,
            allowed=allowed,
        )
        self.teaching = Teaching(self.model)
        self.arranging = Arranging(self.model)
        self._in_groups = self._by_group()
        self.holds: dict[tuple[int, str], Var] = {}
        """Whether a municipality holds an area for the others, by target."""
        self.shared: set[int] = set()
        """The places of the rules that make fairness what the burdens say."""
        self.fair: list[int] = []
        """Those of them that are about one municipality each."""
        self.missing: dict[Demand, Var] = {}
        self.fragile: dict[Demand, Var] = {}
        self._targets()
        self._ceilings()
        self._locks()
        self._fairness()

    def _by_group(self) -> dict[Var, tuple[Supervision, int]]:
        """The ways that lead through a supervised group, with the year of it."""
        found: dict[Var, tuple[Supervision, int]] = {}
        for ways in self.model.way.values():
            for way, variable in ways:
                for id_, year in way.steps:
                    means = self.calendar.means[id_]
                    if isinstance(means, Supervision):
                        found[variable] = means, year
        return found

    def _targets(self) -> None:
        hosts: dict[int, list[Demand]] = {}
        for demand in demands(self.calendar.scenario):
            if demand.area not in self.model.areas:
                continue
            if demand.kind == "host":
                hosts.setdefault(demand.target, []).append(demand)
            else:
                self._plain(demand)
        for target, found in hosts.items():
            self._host(target, found)

    def _have(self, demand: Demand, municipality: str | None) -> Sum:
        year = self.calendar.year(demand.year)
        found = self.arranging.own(demand.area, municipality, demand.level, year)
        if demand.kind == "local" and municipality is not None:
            found.plus(self.arranging.borrowed(demand.area, municipality, demand.level, year))
        return found

    def _spared(self, demand: Demand) -> Var | None:
        """Whether one leaving would break a demand; only a robust plan minds."""
        if self.goal is not Goal.ROBUST:
            return None
        if demand not in self.fragile:
            self.fragile[demand] = self.model.number(1)
            price = 100 * self.calendar.scenario.weights.fragile_target
            self.model.score.add(self.fragile[demand], price)
        return self.fragile[demand]

    def _short(self, demand: Demand) -> Var | None:
        if not self.allow_short:
            return None
        if demand not in self.missing:
            self.missing[demand] = self.model.number(demand.count)
            self.model.score.add(self.missing[demand], 100 * PRICE_OF_SHORT)
        return self.missing[demand]

    def _plain(self, demand: Demand) -> None:
        year = self.calendar.year(demand.year)
        have = self._have(demand, demand.municipality)
        moves = []
        if demand.municipality is not None:
            moves = self.arranging.moved_from(demand.area, demand.municipality, demand.level, year)
        name = ("target", demand.target, demand.municipality)
        instead = [each for _, _, each in moves]
        self._enough(demand, have, demand.count, instead=instead, fragile=None, name=name)
        fragile = self._spared(demand)
        if fragile is not None:
            wanted = demand.count + 1
            self._enough(demand, have, wanted, instead=instead, fragile=fragile, name=name)
            for means, taker, moved in moves:
                if taker is None:
                    continue
                there = self.arranging.own(demand.area, taker, means.level, year)
                lacking = max(0, means.needs + 1 - there.constant)
                if lacking:
                    gained = Sum(0, dict(there.terms)).plus(moved, -lacking)
                    self.model.at_least(gained.add(fragile, lacking), 0)

    def _enough(
        self,
        demand: Demand,
        have: Sum,
        count: int,
        *,
        instead: list[Sum],
        fragile: Var | None,
        name: Any,
    ) -> None:
        """Gained + missing (+ fragile) ≥ what is lacking, unless the duty has moved."""
        lacking = max(0, count - have.constant)
        if not lacking:
            return
        met = Sum(0, dict(have.terms))
        for moved in instead:
            met.plus(moved, lacking)
        self._met(demand, met, lacking, holds=None, fragile=fragile, name=name)

    def _met(
        self,
        demand: Demand,
        met: Sum,
        lacking: int,
        *,
        holds: Var | None,
        fragile: Var | None,
        name: Name,
    ) -> None:
        """That what is lacking is met (where a municipality holds the area), and what follows from it.

        A group costs as much for one as for six. Whoever is gained in a group needs the group, so that the
        group itself may be counted for as many as are lacking: in fractions that says much more.
        """
        if (short := self._short(demand)) is not None:
            met.add(short)
        if fragile is not None:
            met.add(fragile)
        if holds is not None:
            met.add(holds, -lacking)
        least = lacking if holds is None else 0
        self.model.at_least(met, least, name)
        through: set[tuple[str, int]] = set()
        by_groups = Sum(0, dict(met.terms))
        year = self.calendar.year(demand.year)
        for variable in met.terms:
            if (group := self._in_groups.get(variable)) is not None:
                means, when = group
                if when <= year and means.from_level < demand.level:
                    through.add((means.id, when))
                    del by_groups.terms[variable]
        for id_, when in through:
            size = getattr(self.calendar.means[id_], "group_size", lacking)
            by_groups.add(self.teaching.opened[id_, when], min(size, lacking))
        if through:
            self.model.at_least(by_groups, least, name)

    def _host(self, target: int, found: list[Demand]) -> None:
        holders = Sum()
        for place in self.calendar.municipalities:
            holds = self.holds[target, place] = self.model.number(1)
            holders.add(holds)
            for demand in found:
                self._holds(demand, place, holds)
        self.model.linear.rule(holders, least=1, most=1)

    def _holds(self, demand: Demand, place: str, holds: Var) -> None:
        have = self._have(demand, place)
        name = ("target", demand.target, None)
        for count, fragile in ((demand.count, None), (demand.count + 1, self._spared(demand))):
            lacking = max(0, count - have.constant)
            if not lacking or (count > demand.count and fragile is None):
                continue
            gained = Sum(0, dict(have.terms))
            self._met(demand, gained, lacking, holds=holds, fragile=fragile, name=name)

    def _ceilings(self) -> None:
        for municipality in self.calendar.scenario.municipalities:
            for year in self.calendar.years:
                place = (municipality.id, year)
                cost, minutes = self.model.cost[place], self.model.minutes[place]
                if cost:
                    most = municipality.budget[year]
                    self.model.ceiling(("budget", *place), cost, most, ("budget", *place))
                if minutes:
                    most = 60 * municipality.learning_hours[year]
                    name = ("learning_hours", *place)
                    self.model.ceiling(name, minutes, most, name)

    def _locks(self) -> None:
        scenario = self.calendar.scenario
        for number, pattern in enumerate(scenario.locked):
            steps = self.model.learning_steps(pattern).plus(self.arranging.steps(pattern))
            self.model.at_least(steps, 1, ("locked", number))
        if self.model.named:
            for number, pattern in enumerate(scenario.removed):
                steps = self.model.learning_steps(pattern).plus(self.arranging.steps(pattern))
                if steps:
                    self.model.at_most(steps, 0, ("removed", number))

    def _fairness(self) -> None:
        scenario, model = self.calendar.scenario, self.model
        weight = scenario.fairness.weight
        if scenario.fairness.measure == "none" or not weight:
            return
        inhabitants = self.calendar.inhabitants
        total = sum(inhabitants.values())
        burden = {place: self._burden(place) for place in inhabitants}
        whole = joined(burden.values())
        if scenario.fairness.measure == "proportional":
            for place, count in inhabitants.items():
                share = int(1_000_000 * count / total + 0.5)
                above = model.number(self._no_more(1))
                model.score.add(above, weight)
                more = Sum().plus(burden[place], 1_000_000).plus(whole, -share)
                self.fair.append(model.at_most(more.add(above, -1_000_000), 0))
            self.shared.update(self.fair)
            return
        factors = {place: int(1_000 * total / count + 0.5) for place, count in inhabitants.items()}
        most = model.number(self._no_more(max(factors.values()) // 1_000 + 1))
        for place, factor in factors.items():
            alike = Sum().plus(burden[place], factor).add(most, -1_000)
            self.fair.append(model.at_most(alike, 0))
        if scenario.fairness.measure == "largest":
            model.score.add(most, weight)
        else:
            above = model.number(model.linear.most[most])
            difference = Sum().add(most).plus(whole, -1).add(above, -1)
            self.shared.add(model.at_most(difference, 0))
            model.score.add(above, weight)

        self.shared.update(self.fair)

    def _no_more(self, times: int) -> int:
        """More than what all may bear within budgets and hours, so many times."""
        if self.model.named:
            return 10**12
        hour = self.calendar.scenario.weights.working_hour
        return times * (
            1
            + sum(
                sum(each.budget) + hour * sum(each.learning_hours)
                for each in self.calendar.scenario.municipalities
            )
        )

    def _burden(self, place: str) -> Sum:
        found = Sum()
        for year in self.calendar.years:
            found.plus(self.model.cost[place, year])
        return found.plus(self.model.worked[place], self.calendar.scenario.weights.working_hour)

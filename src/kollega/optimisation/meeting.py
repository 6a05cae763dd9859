"""Targets, budgets, locks and fairness in the model: what all steps together must come to."""

import gc
from typing import Any

from kollega.optimisation.arranging import Arranging
from kollega.optimisation.demands import Demand, demands
from kollega.optimisation.model import Allowed, Model, Name
from kollega.optimisation.plans import PRICE_OF_SHORT, Goal
from kollega.optimisation.sums import Sum, Var
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
        prices: dict[Name, int] | None = None,
    ) -> None:
        self.calendar, self.goal, self.allow_short = calendar, goal, allow_short
        collecting = gc.isenabled()
        gc.disable()  # a great many small things, all of them kept: looking for garbage doubles the time
        try:
            self._build(units, named_demands=named_demands, allowed=allowed)
            self._objective(prices)
        finally:
            if collecting:
                gc.enable()

    def _build(self, units: list[Unit], *, named_demands: bool, allowed: Allowed | None) -> None:
        calendar, goal = self.calendar, self.goal
        self.model = Model(calendar, goal, units, named_demands=named_demands, allowed=allowed)
        self.arranging = Arranging(self.model)
        self.holds: dict[tuple[int, str], Var] = {}
        """Whether a municipality holds an area for the others, by target."""
        self.fair: dict[str, int] = {}
        """By municipality, the place of the rule that makes fairness no less than its burden says."""
        self.missing: dict[Demand, Var] = {}
        self.fragile: dict[Demand, Var] = {}
        self._targets()
        self._ceilings()
        self._locks()
        self._fairness()

    def _objective(self, prices: dict[Name, int] | None) -> None:
        """The score; or a hundred times it and a price on each burden and ceiling (`pricing.py`)."""
        if prices is None:
            self.model.cp.minimize(self.model.score.expression)
            return
        priced = Sum().plus(self.model.score, 100)
        for (kind, *rest), price in prices.items():
            if kind == "burden":
                priced.plus(self._burden(rest[0]), price)
            elif (ceiling := self.model.ceilings.get((kind, *rest))) is not None:
                priced.plus(ceiling.used, price)
        self.model.cp.minimize(priced.expression)

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
            self.model.scores[demand.area].add(self.fragile[demand], price)
        return self.fragile[demand]

    def _short(self, demand: Demand) -> Var | None:
        if not self.allow_short:
            return None
        if demand not in self.missing:
            self.missing[demand] = self.model.number(demand.count)
            self.model.scores[demand.area].add(self.missing[demand], 100 * PRICE_OF_SHORT)
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
                there = self.arranging.own(demand.area, taker, means.level, year)
                lacking = max(0, means.needs + 1 - there.constant)
                if lacking:
                    gained = Sum(0, there.variables, there.factors)
                    right = Sum().plus(moved, lacking).add(fragile, -lacking)
                    self.model.need(gained.expression >= right.expression)

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
        met = Sum(0, list(have.variables), list(have.factors))
        for moved in instead:
            met.plus(moved, lacking)
        if (short := self._short(demand)) is not None:
            met.add(short)
        if fragile is not None:
            met.add(fragile)
        self.model.need(met.expression >= lacking, name)

    def _host(self, target: int, found: list[Demand]) -> None:
        holders = Sum()
        for place in self.calendar.municipalities:
            holds = self.holds[target, place] = self.model.number(1)
            holders.add(holds)
            for demand in found:
                self._holds(demand, place, holds)
        self.model.need(holders.expression == 1)

    def _holds(self, demand: Demand, place: str, holds: Var) -> None:
        have = self._have(demand, place)
        name = ("target", demand.target, None)
        for count, fragile in ((demand.count, None), (demand.count + 1, self._spared(demand))):
            lacking = max(0, count - have.constant)
            if not lacking or (count > demand.count and fragile is None):
                continue
            met = Sum(0, list(have.variables), list(have.factors))
            if (short := self._short(demand)) is not None:
                met.add(short)
            if fragile is not None:
                met.add(fragile)
            self.model.need(met.expression >= lacking * holds, name)

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
            self.model.need(steps.expression >= 1, ("locked", number))
        if self.model.named:
            for number, pattern in enumerate(scenario.removed):
                steps = self.model.learning_steps(pattern).plus(self.arranging.steps(pattern))
                if steps:
                    self.model.need(steps.expression == 0, ("removed", number))

    def _fairness(self) -> None:
        scenario, model = self.calendar.scenario, self.model
        weight = scenario.fairness.weight
        if scenario.fairness.measure == "none" or not weight:
            return
        inhabitants = self.calendar.inhabitants
        total = sum(inhabitants.values())
        burden = {place: self._burden(place) for place in inhabitants}
        whole = Sum()
        for each in burden.values():
            whole.plus(each)
        if scenario.fairness.measure == "proportional":
            for place, count in inhabitants.items():
                share = int(1_000_000 * count / total + 0.5)
                above = model.cp.new_int_var(0, 10**10, "")
                model.scores[""].add(above, weight)
                more = Sum().plus(burden[place], 1_000_000).plus(whole, -share)
                self.fair[place] = model.need(1_000_000 * above >= more.expression)
            return
        most = model.cp.new_int_var(0, 10**12, "")
        for place, count in inhabitants.items():
            factor = int(1_000 * total / count + 0.5)
            alike = Sum().plus(burden[place], factor)
            self.fair[place] = model.need(1_000 * most >= alike.expression)
        if scenario.fairness.measure == "largest":
            model.scores[""].add(most, weight)
        else:
            above = model.cp.new_int_var(0, 10**12, "")
            model.need(above >= Sum().add(most).plus(whole, -1).expression)
            model.scores[""].add(above, weight)

    def _burden(self, place: str) -> Sum:
        found = Sum()
        for year in self.calendar.years:
            found.plus(self.model.cost[place, year])
        return found.plus(self.model.worked[place], self.calendar.scenario.weights.working_hour)

"""What parts of a scenario share, as prices: fairness on each burden, and hours and money under ceilings.

Fairness is never less than the burdens times its prices, and no plan uses more than there is under a ceiling:
what the parts cost with any such prices, less what the ceilings' room is worth, bounds the whole (Lagrange).
Prices are in ten-thousandths of a krona.
"""

import math

from kollega.optimisation.accounting import shares
from kollega.optimisation.meeting import Whole
from kollega.optimisation.model import Name
from kollega.optimisation.years import Calendar

FAR = 1 << 60
"""A bound beyond this is none."""


class Prices:
    """How much each municipality's burden weighs. A weight for each, which together are one."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        total = sum(calendar.inhabitants.values())
        self.weights = {place: count / total for place, count in calendar.inhabitants.items()}
        self.ceilings: dict[Name, int] = {}
        self.room = 0
        """What all there is under the ceilings is worth: parts may use it, and do not pay twice for it."""
        self.above = dict.fromkeys(calendar.inhabitants, 0.0)

    @property
    def matter(self) -> bool:
        """Whether there is any fairness to price."""
        fairness = self.calendar.scenario.fairness
        return fairness.measure != "none" and fairness.weight > 0

    def prices(self) -> dict[Name, int]:
        """What is added for each krona of burden and each hour or krona under a ceiling."""
        found: dict[Name, int] = {
            ("burden", place): price for place, price in self._fair_prices().items()
        }
        return found | self.ceilings

    def _fair_prices(self) -> dict[str, int]:
        """For each krona of burden, never more than fairness adds."""
        fairness = self.calendar.scenario.fairness
        inhabitants = self.calendar.inhabitants
        total = sum(inhabitants.values())
        if not self.matter:
            return {}
        if fairness.measure == "proportional":
            share = shares(inhabitants)
            common = sum(self.above[place] * share[place] for place in inhabitants) / 1_000_000
            found = {place: self.above[place] - common for place in inhabitants}
        else:
            found = {
                place: self.weights[place] * round(1_000 * total / count) / 1_000
                for place, count in inhabitants.items()
            }
            if fairness.measure == "spread":
                found = {place: price - 1 for place, price in found.items()}
        return {place: math.floor(100 * fairness.weight * price) for place, price in found.items()}

    def learn(self, whole: Whole) -> None:
        """Take the prices that the model of persons has when steps may be taken in fractions."""
        duals = _duals(whole)
        weight = self.calendar.scenario.fairness.weight
        self.ceilings = {
            key: price
            for key, ceiling in whole.model.ceilings.items()
            if (price := math.floor(100 * duals[ceiling.rule])) > 0
        }
        self.room = sum(
            price * whole.model.ceilings[key].most for key, price in self.ceilings.items()
        )
        if not whole.fair:
            return
        if self.calendar.scenario.fairness.measure == "proportional":
            for place, rule in whole.fair.items():
                self.above[place] = min(1.0, 1_000_000 * duals[rule] / weight)
            return
        found = {place: 1_000 * duals[rule] / weight for place, rule in whole.fair.items()}
        together = max(1.0, sum(found.values()))
        self.weights = {place: each / together for place, each in found.items()}


def _duals(whole: Whole) -> list[float]:
    """What a little more of each rule's room would save, by its place in the model."""
    from ortools.linear_solver import pywraplp

    proto = whole.model.cp.proto
    solver = pywraplp.Solver.CreateSolver("GLOP")
    variables = [
        solver.NumVar(float(each.domain[0]), float(each.domain[-1]), "") for each in proto.variables
    ]
    rules = []
    for each in proto.constraints:
        linear = each.linear
        low, high = linear.domain[0], linear.domain[-1]
        rule = solver.Constraint(
            -solver.infinity() if low < -FAR else float(low),
            solver.infinity() if high > FAR else float(high),
        )
        for variable, factor in zip(linear.vars, linear.coeffs, strict=True):
            rule.SetCoefficient(variables[variable], float(factor))
        rules.append(rule)
    objective = solver.Objective()
    for variable, factor in zip(proto.objective.vars, proto.objective.coeffs, strict=True):
        objective.SetCoefficient(variables[variable], float(factor))
    objective.SetMinimization()
    if solver.Solve() != pywraplp.Solver.OPTIMAL:
        return [0.0] * len(rules)
    return [abs(rule.dual_value()) for rule in rules]

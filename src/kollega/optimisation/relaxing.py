"""The model in fractions: a linear programme, what its rules are worth, and what follows from that.

Whatever the linear solver's tolerances, `Worth` reckons the bound anew from the rules' prices, so that it
is one for any prices at all.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from kollega.optimisation.linear import Linear, Rule, Sum, Var

Floats = npt.NDArray[np.float64]
UNIT = 1e5
"""What the linear solver counts in: a thousand kronor of the score."""
LARGE = 10**5
"""Variables that may be larger are counted in millions, and need not be whole."""
SAFE = 1e-9
"""How much of all that is added up may be lost in rounding."""


@dataclass
class Worth:
    """What each rule is worth, a bound for every plan, and what each variable costs above it."""

    duals: Floats
    bound: float
    reduced: Floats


class Matrix:
    """A model's numbers in arrays."""

    def __init__(self, linear: Linear) -> None:
        self.count = len(linear.most)
        self.most = np.array(linear.most, dtype=np.float64)
        self.cost = np.zeros(self.count)
        for variable, factor in linear.objective.terms.items():
            self.cost[variable] = factor
        self.constant = linear.objective.constant
        lengths = [len(rule.terms) for rule in linear.rules]
        self.rows = np.repeat(np.arange(len(lengths)), lengths)
        self.columns = np.fromiter(
            (variable for rule in linear.rules for variable in rule.terms), np.int64
        )
        self.factors = np.fromiter(
            (factor for rule in linear.rules for factor in rule.terms.values()), np.float64
        )
        self.least = np.array(
            [-np.inf if rule.least is None else rule.least for rule in linear.rules]
        )
        self.above = np.array([np.inf if rule.most is None else rule.most for rule in linear.rules])

    def usable(self, duals: Floats) -> Floats:
        """Prices without those of ends that a rule does not have."""
        duals = np.where((duals > 0) & np.isinf(self.least), 0.0, duals)
        return np.where((duals < 0) & np.isinf(self.above), 0.0, duals)

    def ends(self, duals: Floats) -> Floats:
        """What each rule's end is worth."""
        ends = np.where(duals > 0, self.least, self.above)
        return duals * np.where(duals == 0, 0.0, ends)

    def reduced(self, duals: Floats) -> Floats:
        """What each variable costs when its part in each rule is paid for."""
        paid = np.bincount(
            self.columns, weights=duals[self.rows] * self.factors, minlength=self.count
        )
        return self.cost - paid

    def activity(self, values: Floats) -> Floats:
        """What each rule's sum comes to."""
        parts = self.factors * values[self.columns]
        return np.bincount(self.rows, parts, len(self.least)).astype(np.float64)

    def worth(self, duals: Floats, best: float | None = None) -> Worth:
        """A bound from any prices: each rule's price times its end, each variable where it is best."""
        duals = self.usable(duals)
        reduced = self.reduced(duals)
        most = self.most
        if best is not None:
            # What costs something can be no more than the best plan's score pays for.
            with np.errstate(divide="ignore"):
                most = np.minimum(most, np.where(self.cost > 0, best / self.cost, np.inf))
        parts = np.concatenate([self.ends(duals), np.minimum(0.0, reduced) * most])
        bound = math.fsum(parts) + self.constant
        return Worth(duals, bound - SAFE * float(np.abs(parts).sum()), reduced)


class Relaxation:
    """The linear programme itself."""

    def __init__(self, linear: Linear) -> None:
        from ortools.linear_solver import pywraplp

        self.linear = linear
        self._solver: Any = pywraplp.Solver.CreateSolver("GLOP")
        endless = self._solver.infinity()
        self._scale = [1e6 if most > LARGE else 1.0 for most in linear.most]
        self._variables = [
            self._solver.NumVar(0.0, endless if most > LARGE else float(most), "")
            for most in linear.most
        ]
        self._rules: list[Any] = []
        self._by: list[float] = []
        for rule in linear.rules:
            self._rule(rule)
        objective = self._solver.Objective()
        for variable, factor in linear.objective.terms.items():
            objective.SetCoefficient(
                self._variables[variable], factor * self._scale[variable] / UNIT
            )
        objective.SetMinimization()

    def _rule(self, rule: Rule) -> None:
        endless = self._solver.infinity()
        by = float(max((abs(each) for each in rule.terms.values()), default=1))
        by = by if by >= 100 else 1.0
        made = self._solver.Constraint(
            -endless if rule.least is None else rule.least / by,
            endless if rule.most is None else rule.most / by,
        )
        for variable, factor in rule.terms.items():
            made.SetCoefficient(self._variables[variable], factor * self._scale[variable] / by)
        self._rules.append(made)
        self._by.append(by)

    def solve(self, seconds: float, best: float | None) -> Worth | None:
        """None where no fractions fit, or time was up."""
        self._solver.SetTimeLimit(max(1, int(1000 * seconds)))
        status = self._solver.Solve()
        if status != self._solver.OPTIMAL:
            return None
        duals = np.array(
            [UNIT * rule.dual_value() / by for rule, by in zip(self._rules, self._by, strict=True)]
        )
        return Matrix(self.linear).worth(duals, best)


def narrowed(linear: Linear, kept: npt.NDArray[np.bool_]) -> tuple[Linear, dict[Var, Var]]:
    """The model with some of its variables, the others being none; and where each kept one stands there."""
    found = Linear()
    place: dict[Var, Var] = {}
    for variable in np.flatnonzero(kept):
        place[int(variable)] = found.number(linear.most[variable])
    for rule in linear.rules:
        terms = {place[each]: factor for each, factor in rule.terms.items() if each in place}
        if terms or (rule.least or 0) > 0 or (rule.most or 0) < 0:
            found.rules.append(Rule(terms, rule.least, rule.most, rule.demand))
    found.objective = Sum(
        linear.objective.constant,
        {place[each]: factor for each, factor in linear.objective.terms.items() if each in place},
    )
    return found, place

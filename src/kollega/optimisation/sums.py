"""Linear sums for the model, and money and time as the search counts them."""

from dataclasses import dataclass, field
from typing import Any

Var = Any
"""A CP-SAT variable: the solver is imported only when a plan is made, and has no types of its own."""


@dataclass
class Sum:
    """A whole number plus whole numbers of variables."""

    constant: int = 0
    variables: list[Var] = field(default_factory=list)
    factors: list[int] = field(default_factory=list)

    def add(self, variable: Var, factor: int = 1) -> "Sum":
        if factor:
            self.variables.append(variable)
            self.factors.append(factor)
        return self

    def plus(self, other: "Sum", factor: int = 1) -> "Sum":
        self.constant += factor * other.constant
        self.variables += other.variables
        self.factors += [factor * each for each in other.factors]
        return self

    def __bool__(self) -> bool:
        return bool(self.variables)

    @property
    def expression(self) -> Any:
        from ortools.sat.python.cp_model import LinearExpr

        if not self.variables:
            return self.constant
        return LinearExpr.weighted_sum(self.variables, self.factors) + self.constant


def hourly(minutes: int, kronor: int) -> int:
    """Kronor an hour for minutes, to the nearest krona."""
    return int(minutes * kronor / 60 + 0.5)


def equal_cost(amount: int, inhabitants: dict[str, int]) -> dict[str, int]:
    """An amount by inhabitants in whole kronor: the largest remainders take what is left."""
    total = sum(inhabitants.values())
    found = {each: divmod(amount * count, total) for each, count in inhabitants.items()}
    left = amount - sum(whole for whole, _rest in found.values())
    order = sorted(found, key=lambda each: (-found[each][1], each))
    return {each: found[each][0] + (each in order[:left]) for each in inhabitants}

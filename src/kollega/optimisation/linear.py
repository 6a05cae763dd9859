"""Whole numbers under linear rules, said once for whichever solver is to have them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Var = int
"""A variable: its place in the model."""
Name = tuple[Any, ...]
"""What a demand is called: its kind, and what it is about."""


@dataclass(slots=True)
class Sum:
    """A whole number plus whole numbers of variables."""

    constant: int = 0
    terms: dict[Var, int] = field(default_factory=dict)

    def add(self, variable: Var, factor: int = 1) -> "Sum":
        if factor:
            self.terms[variable] = self.terms.get(variable, 0) + factor
        return self

    def plus(self, other: "Sum", factor: int = 1) -> "Sum":
        self.constant += factor * other.constant
        if factor:
            terms = self.terms
            for variable, each in other.terms.items():
                terms[variable] = terms.get(variable, 0) + factor * each
        return self

    def copy(self) -> "Sum":
        return Sum(self.constant, dict(self.terms))

    def __bool__(self) -> bool:
        return bool(self.terms)


@dataclass(slots=True)
class Rule:
    """That a sum of variables lies between two numbers (None: no end), unless its demand is let go of."""

    terms: dict[Var, int]
    least: int | None
    most: int | None
    demand: Name | None


class Linear:
    """Variables from 0 on, rules, and what is to be made small."""

    def __init__(self) -> None:
        self.most: list[int] = []
        self.rules: list[Rule] = []
        self.objective = Sum()

    def number(self, most: int) -> Var:
        """A new variable from 0 to `most`."""
        self.most.append(most)
        return len(self.most) - 1

    def numbers(self, count: int, most: int) -> range:
        """Several that are alike."""
        first = len(self.most)
        self.most += [most] * count
        return range(first, first + count)

    def rule(
        self,
        found: Sum,
        *,
        least: int | None = None,
        most: int | None = None,
        demand: Name | None = None,
    ) -> int:
        """A rule's place in the model. The sum's constant goes to the other side; the sum is kept as it is."""
        self.rules.append(
            Rule(
                found.terms,
                None if least is None else least - found.constant,
                None if most is None else most - found.constant,
                demand,
            )
        )
        return len(self.rules) - 1


def joined(sums: Iterable[Sum]) -> Sum:
    """All of them together."""
    found = Sum()
    for each in sums:
        found.plus(each)
    return found

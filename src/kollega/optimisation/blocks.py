"""A model taken apart: areas meet only in budgets, hours, fairness and recruitment.

Those rules are let go of, at a price for what each of them leaves over. What is left falls apart into blocks
without a variable in common (a recruitment's cost is shared out between those it serves), and the best each
can do by itself, together, bounds what all can do (Lagrange). That holds for any prices; those of the model
in fractions are good ones. Where a
block's variable in fractions costs more than what a plan may still be better by, no better plan has it.
"""

import math
from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from kollega.optimisation.linear import Linear, Rule, Sum, Var
from kollega.optimisation.relaxing import Floats, Matrix, Relaxation

FINE = 100
"""Prices in hundredths of what the score is counted in, rounded down."""
MOVED = 0.25
"""How much of what a block pays for a common variable it does not use is moved to those that do."""


State = tuple[float, list[tuple[Floats, float, float]]]


@dataclass
class Block:
    """Some variables that no rule of their own ties to others, and the rules between them."""

    linear: Linear
    place: dict[Var, Var]
    """Where the whole model's variables stand in the block's."""
    rules: list[int]
    """Which of the whole model's rules the block's are."""
    reduced: Floats = field(default_factory=lambda: np.zeros(0))
    """What each variable costs above the block's least in fractions, at the last prices."""
    least: float = 0.0
    best: float = 0.0
    """The block's least in fractions, and what no whole numbers are under."""
    values: list[int] = field(default_factory=list)
    fresh: bool = True
    """Whether it is to be solved at other prices than before."""

    def relax(self, seconds: float) -> None:
        """What variables cost at prices that are the block's own, where they say more than the whole's."""
        worth = Relaxation(self.linear).solve(seconds, None)
        if worth is not None and worth.bound / FINE > self.least:
            self.reduced, self.least = worth.reduced / FINE, worth.bound / FINE
            self.best = max(self.best, self.least)

    def cost(self) -> float | None:
        """What its last plan costs at the prices of now."""
        if not self.values:
            return None
        terms = self.linear.objective.terms.items()
        return sum(factor * self.values[variable] for variable, factor in terms) / FINE


class Blocks:
    """All blocks. `meeting`: rules they meet in; `common`: variables they share, each having its own."""

    def __init__(self, linear: Linear, meeting: set[int], common: set[Var]) -> None:
        self.linear, self.meeting, self.common = linear, meeting, common
        self.matrix = Matrix(linear)
        self.leader = list(range(len(linear.most)))
        own = [number for number in range(len(linear.rules)) if number not in meeting]
        for number in own:
            mine = [each for each in linear.rules[number].terms if each not in common]
            for other in mine[1:]:
                self._join(mine[0], other)
        rules: dict[Var, list[int]] = defaultdict(list)
        shared: list[int] = []
        for number in own:
            first = next((each for each in linear.rules[number].terms if each not in common), None)
            if first is None:
                shared.append(number)
            else:
                rules[self._lead(first)].append(number)
        members: dict[Var, list[Var]] = defaultdict(list)
        for variable in range(len(linear.most)):
            if variable not in common:
                members[self._lead(variable)].append(variable)
        self.alone = [each[0] for leader, each in members.items() if leader not in rules]
        """Variables under no rule of their own."""
        self.blocks = [self._block(members[leader], mine, shared) for leader, mine in rules.items()]
        self.of: dict[Var, list[int]] = defaultdict(list)
        """In which blocks each common variable is of use."""
        for number, block in enumerate(self.blocks):
            for variable in common & block.place.keys():
                self.of[variable].append(number)
        self.shares: dict[tuple[Var, int], float] = {}
        self.place = {leader: place for place, leader in enumerate(rules)}
        self.moved: dict[tuple[Var, int], float] = defaultdict(float)
        """What has been moved between blocks of what a common variable costs them."""
        self.constant = 0.0
        """What is left of the score that is no block's."""
        self.impossible = any(
            not linear.rules[number].terms
            and ((linear.rules[number].least or 0) > 0 or (linear.rules[number].most or 0) < 0)
            for number in own
        )

    def _lead(self, variable: Var) -> Var:
        leader = self.leader
        while leader[variable] != variable:
            leader[variable] = leader[leader[variable]]
            variable = leader[variable]
        return variable

    def _join(self, one: Var, other: Var) -> None:
        self.leader[self._lead(other)] = self._lead(one)

    def _block(self, members: list[Var], own: list[int], shared: list[int]) -> Block:
        used = {variable for number in own for variable in self.linear.rules[number].terms}
        rules = own + [each for each in shared if self.linear.rules[each].terms.keys() <= used]
        found = Linear()
        place: dict[Var, Var] = {}
        for variable in (*members, *sorted(used & self.common)):
            place[variable] = found.number(self.linear.most[variable])
        for number in rules:
            rule = self.linear.rules[number]
            terms = {place[each]: factor for each, factor in rule.terms.items()}
            found.rules.append(Rule(terms, rule.least, rule.most, None))
        return Block(found, place, rules)

    def price(self, duals: Floats) -> None:
        """Give each block what its variables cost at these prices; a constant is left."""
        matrix = self.matrix
        meets = np.zeros(len(self.linear.rules), dtype=bool)
        meets[list(self.meeting)] = True
        met = matrix.usable(np.where(meets, duals, 0.0))
        cost = matrix.reduced(met)
        constant = matrix.constant + math.fsum(matrix.ends(met))
        for variable in self.alone:
            constant += min(0.0, cost[variable]) * matrix.most[variable]
        shares = self._shares(duals, cost)
        for place, block in enumerate(self.blocks):
            objective = Sum()
            for variable, mine in block.place.items():
                here = shares.get((variable, place), cost[variable])
                objective.add(mine, math.floor(FINE * here))
            block.fresh = block.fresh or objective.terms != block.linear.objective.terms
            if not block.fresh:
                continue
            block.linear.objective = objective
            worth = Matrix(block.linear).worth(FINE * duals[block.rules])
            block.reduced, block.least = worth.reduced / FINE, worth.bound / FINE
            block.best = block.least
        self.constant = constant

    def _shares(self, duals: Floats, cost: Floats) -> dict[tuple[Var, int], float]:
        """What a common variable costs each block: what it is worth there, or less."""
        value: dict[tuple[Var, int], float] = defaultdict(float)
        for number, rule in enumerate(self.linear.rules):
            if duals[number] == 0.0 or number in self.meeting:
                continue
            mine = [each for each in rule.terms if each in self.common]
            if mine and len(mine) < len(rule.terms):
                first = next(each for each in rule.terms if each not in self.common)
                place = self.place[self._lead(first)]
                for variable in mine:
                    value[variable, place] += float(duals[number]) * rule.terms[variable]
        found: dict[tuple[Var, int], float] = {}
        for variable, places in self.of.items():
            wanted = {place: max(0.0, value[variable, place]) for place in places}
            together = sum(wanted.values())
            by = min(1.0, max(0.0, cost[variable]) / together) if together else 0.0
            left = (cost[variable] - by * together) / len(places)
            for place in places:
                found[variable, place] = by * wanted[place] + left + self.moved[variable, place]
        self.shares = found
        return found

    def move(self) -> bool:
        """Let blocks that use a common variable pay more for it, and those that do not pay less.

        Together they pay what it costs. False where all agree.
        """
        moved = False
        for variable, places in self.of.items():
            using = [
                place
                for place in places
                if self.blocks[place].values
                and self.blocks[place].values[self.blocks[place].place[variable]]
            ]
            if not 0 < len(using) < len(places):
                continue
            for place in set(places) - set(using):
                part = MOVED * max(0.0, self.shares[variable, place])
                self.moved[variable, place] -= part
                for other in using:
                    self.moved[variable, other] += part / len(using)
            moved = True
        return moved

    def bound(self) -> float:
        """What no plan is under, at the prices of now."""
        return math.fsum([self.constant, *(block.best for block in self.blocks)])

    def state(self) -> State:
        """What is known at the prices of now."""
        return self.constant, [(block.reduced, block.least, block.best) for block in self.blocks]

    def restore(self, state: State) -> None:
        """Back to other prices."""
        self.constant, known = state
        for block, (reduced, least, best) in zip(self.blocks, known, strict=True):
            block.reduced, block.least, block.best = reduced, least, best

    def near(self, most: float) -> npt.NDArray[np.bool_]:
        """The variables that a plan may have whose score is no more than so much."""
        kept, slack = np.ones(len(self.linear.most), dtype=bool), most - self.bound()
        for block in self.blocks:
            for variable, mine in block.place.items():
                if variable not in self.common:
                    room = block.best - block.least + slack
                    kept[variable] = block.reduced[mine] <= room
        return kept

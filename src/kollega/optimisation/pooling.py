"""One try at a scenario with people counted together: a bound, and the best plan in counts near it."""

import math
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from kollega.optimisation.blocks import FINE, Block, Blocks
from kollega.optimisation.integer import best
from kollega.optimisation.meeting import Whole
from kollega.optimisation.places import Places
from kollega.optimisation.plans import Goal
from kollega.optimisation.relaxing import Floats, Relaxation, narrowed
from kollega.optimisation.running import Clock, Outcome, Stop, run
from kollega.optimisation.scenario import Shadowing
from kollega.optimisation.units import Group, units
from kollega.optimisation.ways import Way
from kollega.optimisation.years import Calendar

PRICED = 8
"""How many prices are tried,"""
GAINED = 0.0001
"""as long as each says so much more than the one before it."""
NEAR = 0.0005
NEAREST = 10
"""How many municipalities each one looks at one by one."""
FIRST = 0.001
"""How much above its bound, of the whole's, the best of a block is looked for first."""
RELAXED = 0.4
"""How much of the time the model in fractions may take, and each round of blocks."""
BLOCK = 2.0
"""Seconds a block may take in any case."""
AT_ONCE = 2
"""Blocks solved at the same time, each by one worker."""
Used = set[tuple[str, str, str | None, int]]
"""Steps that a solution has somebody take: who, what, area, year."""


class Impossible(Exception):
    """No plan keeps to every rule, and that is proven."""


class Pool:
    """The model, taken apart, with people counted together apart from those who stand `alone`."""

    def __init__(
        self,
        calendar: Calendar,
        goal: Goal,
        alone: Collection[str],
        *,
        allow_short: bool,
        stop: Stop | None,
    ) -> None:
        self.stop = stop
        self.whole = Whole(
            calendar,
            goal,
            units(calendar, single=False, named=alone),
            allow_short=allow_short,
            places=Places(calendar, NEAREST, beyond=True),
        )
        self.linear = self.whole.model.linear
        meeting = {each.rule for each in self.whole.model.ceilings.values()} | self.whole.shared
        self.apart = Blocks(self.linear, meeting, set(self.whole.arranging.hired.values()))
        if self.apart.impossible:
            raise Impossible
        self.bound = 0.0
        self.seen: Used = set()
        """Steps of all blocks' best plans so far."""

    def relax(self, seconds: float, known: float | None) -> None:
        """A bound from the model in fractions, and its prices."""
        worth = Relaxation(self.linear).solve(RELAXED * seconds, known)
        self.duals = np.zeros(len(self.linear.rules)) if worth is None else worth.duals
        if worth is not None:
            self.bound = max(self.bound, worth.bound)

    def divide(
        self,
        clock: Clock,
        on_bound: Callable[[float], None],
        target: float | None,
        prices: int = PRICED,
    ) -> None:
        """The best of each block at the prices, exactly; the prices of burdens moved to where it is most.

        What all blocks' best plans together burden each municipality with says where fairness should weigh
        more. The step is the longer, the further the bound is from what it may come to (Polyak).
        """
        best, kept, duals = -math.inf, None, self.duals
        enough = 0.5 * clock.left
        while True:
            self.apart.price(duals)
            self._blocks(clock)
            found, before = self.apart.bound(), best
            if found > best:
                best, kept, self.duals = found, self.apart.state(), duals
                self.bound = max(self.bound, found - 1e-9 * abs(found))
                on_bound(self.bound)
            prices -= 1
            wanted = min(target or math.inf, 1.005 * best)
            if (
                prices <= 0
                or clock.left < enough
                or (self.stop and self.stop())
                or wanted - best < NEAR * best
            ):
                break
            if self.apart.move():
                continue  # few blocks are fresh
            moved = self._moved(duals, wanted - found)
            if moved is None or found - before < GAINED * best:
                break
            duals = moved
        if kept is not None:
            self.apart.restore(kept)

    def _blocks(self, clock: Clock) -> None:
        blocks = [block for block in self.apart.blocks if block.fresh]
        blocks.sort(key=lambda block: -len(block.place))
        each = max(BLOCK, RELAXED * clock.left * AT_ONCE / max(1, len(blocks)))

        def one(block: Block) -> None:
            if clock.left > 0 and not (self.stop and self.stop()):
                self._block(block, min(each, clock.left))

        with ThreadPoolExecutor(AT_ONCE) as several:
            list(several.map(one, blocks))
        self._see()

    def _block(self, block: Block, seconds: float) -> None:
        """The best of a block: of the variables in it that a plan may have that is no dearer than so much."""
        clock = Clock(seconds)
        block.relax(seconds)
        known = block.cost()
        room = FIRST * self.bound if known is None else known - block.least
        while clock.left > 0 and not (self.stop and self.stop()):
            kept = block.reduced <= room + 1.0
            smaller, place = narrowed(block.linear, kept)
            hint = {mine: block.values[old] for old, mine in place.items()} if block.values else {}
            outcome = run(smaller, seconds=clock.left, stop=self.stop, hint=hint, workers=1)
            if outcome.infeasible and kept.all():
                raise Impossible
            above = math.inf if kept.all() else block.least + room
            block.best = max(block.best, min(above, _rounded_up(outcome)))
            if outcome.found:
                block.values = [0] * len(block.linear.most)
                for old, mine in place.items():
                    block.values[old] = outcome.values[mine]
            cost = block.cost() if outcome.found else None
            if cost is not None and cost <= above:
                block.fresh = not outcome.proven
                return
            room = 4 * room if cost is None else cost - block.least

    def _see(self) -> None:
        values = np.zeros(len(self.linear.most), dtype=int)
        for block in self.apart.blocks:
            if block.values:
                values[list(block.place)] = block.values
        for group, ways in self.whole.model.way.items():
            for way, variable in ways:
                if values[variable]:
                    self.seen |= self._steps(group, way)

    def _steps(self, group: Group, way: Way) -> Used:
        means = self.whole.calendar.means
        return {
            (person, id_, group.area if isinstance(means[id_], Shadowing) else None, year)
            for person in group.people
            for id_, year in way.steps
        }

    def _moved(self, duals: Floats, gap: float) -> Floats | None:
        """Other prices on burdens, which weigh as much together."""
        rules, values = self.whole.fair, np.zeros(len(self.linear.most))
        for block in self.apart.blocks:
            if not block.values:
                return None
            for variable, mine in block.place.items():
                if variable not in self.apart.common:
                    values[variable] = block.values[mine]
        if not rules:
            return None
        used = self.apart.matrix.activity(values)[rules]
        prices = -duals[rules]
        together = prices.sum()
        if self.whole.calendar.scenario.fairness.measure == "proportional" or together <= 0:
            return None
        # Each price stands for a share of what fairness weighs.
        up = used - used.mean()
        length = float((up**2).sum())
        if not length:
            return None
        prices = _shares(prices + max(gap, 0.0) / length * up, together)
        found = duals.copy()
        found[rules] = -prices
        return found

    def counted(self, slack: float, seconds: float) -> Outcome | None:
        """The best plan in counts of those no more than the slack above the bound, and a better bound."""
        above = self.bound + slack
        kept = self.apart.near(above)
        smaller, place = narrowed(self.linear, kept)
        found = best(smaller, seconds=seconds, stop=self.stop)
        if found is None:
            return None
        if found.infeasible and kept.all():
            raise Impossible
        self.bound = max(self.bound, above if found.infeasible else min(above, found.bound))
        if found.values is None:
            return None
        values = [0] * len(self.linear.most)
        for variable, mine in place.items():
            values[variable] = found.values[mine]
        outcome = Outcome(
            found=True,
            proven=False,
            infeasible=False,
            objective=None,
            bound=self.bound,
            values=values,
        )
        outcome.objective = outcome.total(self.linear.objective)
        return outcome

    def used(self, outcome: Outcome) -> Used:
        """The steps of a solution, for each one of those who stand alike."""
        return {
            step
            for group, ways in self.whole.model.way.items()
            for way, variable in ways
            if outcome.value(variable)
            for step in self._steps(group, way)
        }


def _rounded_up(outcome: Outcome) -> float:
    """What a block's plans cost at least, in what the score is counted in."""
    if outcome.infeasible:
        return math.inf
    return math.ceil(outcome.bound - 1e-6) / FINE if math.isfinite(outcome.bound) else -math.inf


def _shares(wanted: Floats, together: float) -> Floats:
    """The nearest numbers that are not negative and come to so much together."""
    falling = np.sort(wanted)[::-1]
    over = (np.cumsum(falling) - together) / np.arange(1, len(falling) + 1)
    last = int(np.flatnonzero(falling > over)[-1])
    found: Floats = np.maximum(0.0, wanted - over[last])
    return found

"""Why no plan meets every demand: a smallest set of demands that cannot all be met.

Smallest in the sense that the rest can be met as soon as any one of them is let go.
"""

from dataclasses import dataclass
from typing import Any

from kollega.optimisation import relevance
from kollega.optimisation.linear import Name, Sum
from kollega.optimisation.meeting import Whole
from kollega.optimisation.plans import Goal
from kollega.optimisation.running import WORKERS, Clock, Stop, made
from kollega.optimisation.scenario import Scenario
from kollega.optimisation.units import units
from kollega.optimisation.years import Calendar

SMALL = 1_500


@dataclass(frozen=True)
class Claim:
    """One of the demands that clash.

    `kind`: target, budget, learning_hours, hours (of each one's own), supervising, seats, groups, locked,
    removed. `number` is the place of a target, a lock or a removal in the scenario.
    """

    kind: str
    number: int | None = None
    municipality: str | None = None
    means: str | None = None
    year: int | None = None


def clash(scenario: Scenario, *, seconds: float = 60.0, stop: Stop | None = None) -> list[Claim]:
    """The demands that clash; none where a plan exists or nothing was proven in the time given.

    Where the time ends in the middle, what is left clashes but may hold more than is needed.
    """
    clock = Clock(seconds)
    core: list[Name] | None = None
    single = _size(scenario) <= SMALL
    for each_alone in (True,) if single else (False, True):
        core = _Trial(scenario, single=each_alone).core(None, clock.left)
        if core is not None:
            break
    if core is None:
        return []
    smaller, targets = _only(scenario, core)
    core = [_renumbered(name, targets) for name in core]
    trial = _Trial(smaller, single=single or _size(smaller) <= SMALL)
    tried = trial.core(core, clock.left)
    if tried is None:  # only for persons counted together, or time is up
        trial = _Trial(smaller, single=not trial.single)
        tried = trial.core(core, clock.left) or core
    core = trial.shrunk(tried, clock, stop)
    back = {small: large for large, small in targets.items()}
    return sorted((_claim(scenario, _renumbered(name, back)) for name in core), key=_order)


def _size(scenario: Scenario) -> int:
    calendar = Calendar(scenario)
    return len(scenario.people) * len(relevance.areas(calendar, Goal.CHEAPEST))


class _Trial:
    """A model in which each demand can be let go of by its name."""

    def __init__(self, scenario: Scenario, *, single: bool) -> None:
        calendar = Calendar(scenario)
        patterns = (*scenario.locked, *scenario.removed)
        named = {pattern.person for pattern in patterns if pattern.person}
        self.single = single
        found = units(calendar, single=single, named=named)
        linear = Whole(calendar, Goal.CHEAPEST, found, named_demands=True).model.linear
        linear.objective = Sum()
        self.model, self.literals = made(linear)

    def core(self, wanted: list[Name] | None, seconds: float) -> list[Name] | None:
        """Some of the wanted demands (None: of all) that clash; None where they do not, or time is up."""
        from ortools.sat.python import cp_model

        model, literals = self.model, self.literals
        model.clear_assumptions()
        names = list(literals) if wanted is None else [name for name in wanted if name in literals]
        model.add_assumptions([literals[name] for name in names])
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(seconds, 0.1)
        solver.parameters.num_workers = WORKERS
        if solver.solve(model) != cp_model.INFEASIBLE:
            return None
        by_index: dict[int, Name] = {literals[name].index: name for name in names}
        found: Any = solver.sufficient_assumptions_for_infeasibility()
        return [by_index[index] for index in found if index in by_index] or names

    def shrunk(self, core: list[Name], clock: Clock, stop: Stop | None) -> list[Name]:
        """Let go of one after another for as long as the rest still clash."""
        # Ceilings first: what is left then tells most of what has to be given up.
        left = sorted(core, key=lambda name: (str(name).startswith("('target'"), str(name)))
        kept: list[Name] = []
        while left and clock.left > 0 and not (stop and stop()):
            name = left.pop(0)
            smaller = self.core([*kept, *left], clock.left)
            if smaller is None:
                kept.append(name)
            else:
                left = [each for each in left if each in smaller]
        return [*kept, *left]


def _only(scenario: Scenario, core: list[Name]) -> tuple[Scenario, dict[int, int]]:
    """The scenario with no other targets than those in the core."""
    targets = sorted({name[1] for name in core if name[0] == "target"})
    kept = {"targets": [scenario.targets[number] for number in targets]}
    return scenario.model_copy(update=kept), {large: small for small, large in enumerate(targets)}


def _renumbered(name: Name, targets: dict[int, int]) -> Name:
    kind, number, *rest = name
    return (kind, targets[number], *rest) if kind == "target" else name


def _claim(scenario: Scenario, name: Name) -> Claim:
    kind, first, *rest = name
    if kind == "target":
        return Claim(kind, number=first, municipality=rest[0])
    if kind in {"locked", "removed"}:
        return Claim(kind, number=first)
    year = scenario.first_year + rest[0]
    if kind in {"seats", "groups"}:
        return Claim(kind, means=first, year=year)
    return Claim(kind, municipality=first, year=year)


def _order(claim: Claim) -> tuple[bool, str, int, str, int]:
    return (
        claim.kind != "target",
        claim.kind,
        claim.number or 0,
        claim.municipality or claim.means or "",
        claim.year or 0,
    )

"""CP-SAT itself: one model run for a time, with what it has found told on the way."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from kollega.optimisation.linear import Linear, Name, Sum, Var

WORKERS = 8
"""Also on two cores: its strategies differ, and prove together what one of them does not."""
EVERY = 0.25
ENDLESS = 1 << 62


@dataclass(frozen=True)
class Progress:
    """How a search stands: least score so far, and what no plan can be under, in hundredths of a krona."""

    seconds: float
    best: float | None
    bound: float | None

    @property
    def gap(self) -> float | None:
        """How much lower, of the score, another plan's could be."""
        if self.best is None or self.bound is None:
            return None
        return max(0.0, self.best - self.bound) / self.best if self.best else 0.0


OnProgress = Callable[[Progress], None]
Stop = Callable[[], bool]


@dataclass
class Outcome:
    """How a run ended. `values` is there where something was found."""

    found: bool
    proven: bool
    infeasible: bool
    objective: float | None
    bound: float
    values: list[int]

    def value(self, variable: Var) -> int:
        return self.values[variable]

    def total(self, found: Sum) -> int:
        """A sum's value."""
        return found.constant + sum(
            factor * self.values[variable] for variable, factor in found.terms.items()
        )


def made(linear: Linear) -> tuple[Any, dict[Name, Any]]:
    """The model as CP-SAT has it, and what says whether each named demand is to hold."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    proto = model.proto
    for most in linear.most:
        proto.variables.add().domain.extend([0, most])
    literals: dict[Name, Any] = {}
    for rule in linear.rules:
        if rule.demand is not None and rule.demand not in literals:
            literals[rule.demand] = model.new_bool_var(str(rule.demand))
    for rule in linear.rules:
        added = proto.constraints.add()
        added.linear.vars.extend(list(rule.terms))
        added.linear.coeffs.extend(list(rule.terms.values()))
        added.linear.domain.extend(
            [
                -ENDLESS if rule.least is None else rule.least,
                ENDLESS if rule.most is None else rule.most,
            ]
        )
        if rule.demand is not None:
            added.enforcement_literal.append(literals[rule.demand].index)
    if linear.objective:
        proto.objective.vars.extend(list(linear.objective.terms))
        proto.objective.coeffs.extend(list(linear.objective.terms.values()))
        proto.objective.offset = linear.objective.constant
    return model, literals


@contextmanager
def _watched(solver: Any, stop: Stop | None) -> Iterator[None]:
    """Somebody looks a few times a second whether the search is to stop."""
    if stop is None:
        yield
        return
    done = threading.Event()

    def watch() -> None:
        while not done.wait(EVERY):
            if stop():
                solver.stop_search()
                return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def run(
    linear: Linear,
    *,
    seconds: float,
    on_progress: Callable[[float | None, float | None], None] | None = None,
    stop: Stop | None = None,
    hint: dict[Var, int] | None = None,
    gap: float = 0.0,
    workers: int = WORKERS,
) -> Outcome:
    """Solve for a time. One worker by itself leans on the linear programme: best for what is nearly whole."""
    from ortools.sat.python import cp_model

    class Told(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            if on_progress:
                on_progress(self.objective_value, self.best_objective_bound)

    model, _literals = made(linear)
    if hint:
        model.proto.solution_hint.vars.extend(list(hint))
        model.proto.solution_hint.values.extend(list(hint.values()))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(seconds, 0.1)
    solver.parameters.num_workers = workers
    solver.parameters.relative_gap_limit = gap
    solver.parameters.random_seed = 1
    if workers == 1:
        solver.parameters.linearization_level = 2
        solver.parameters.cp_model_probing_level = 0
    if on_progress:
        solver.best_bound_callback = lambda bound: on_progress(None, bound)
    with _watched(solver, stop):
        status = solver.solve(model, Told() if on_progress else None)
    found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    return Outcome(
        found,
        status == cp_model.OPTIMAL and gap == 0.0,
        status == cp_model.INFEASIBLE,
        solver.objective_value if found else None,
        solver.best_objective_bound if status != cp_model.INFEASIBLE else float("-inf"),
        list(solver.response_proto.solution) if found else [],
    )


class Clock:
    """How long a search has gone on, and how long it may."""

    def __init__(self, seconds: float) -> None:
        self._began = time.monotonic()
        self._seconds = seconds

    @property
    def gone(self) -> float:
        return time.monotonic() - self._began

    @property
    def left(self) -> float:
        return self._seconds - self.gone

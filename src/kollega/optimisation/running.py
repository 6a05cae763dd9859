"""CP-SAT itself: one model run for a time, with what it has found told on the way."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from kollega.optimisation.meeting import Whole

WORKERS = 8
"""Also on two cores: with two workers a plan of eight municipalities was not proven in 120 s, with eight in 2."""
EVERY = 0.25


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
    solver: Any

    def value(self, variable: Any) -> int:
        return int(self.solver.value(variable))


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
    whole: Whole,
    *,
    seconds: float,
    on_progress: Callable[[float | None, float | None], None] | None = None,
    stop: Stop | None = None,
    hint: dict[Any, int] | None = None,
    at_least: float | None = None,
    gap: float = 0.0,
    workers: int = WORKERS,
) -> Outcome:
    """Solve for a time. `at_least`: a score that is known not to be underbid."""
    from ortools.sat.python import cp_model

    class Told(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            if on_progress:
                on_progress(self.objective_value, self.best_objective_bound)

    model = whole.model.cp
    if at_least is not None and whole.model.score:
        model.add(whole.model.score.expression >= int(at_least))
    for variable, value in (hint or {}).items():
        model.add_hint(variable, value)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(seconds, 0.1)
    solver.parameters.num_workers = workers
    solver.parameters.relative_gap_limit = gap
    solver.parameters.random_seed = 1
    if on_progress:
        solver.best_bound_callback = lambda bound: on_progress(None, bound)
    with _watched(solver, stop):
        status = solver.solve(model, Told())
    found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    return Outcome(
        found,
        status == cp_model.OPTIMAL and gap == 0.0,
        status == cp_model.INFEASIBLE,
        solver.objective_value if found else None,
        solver.best_objective_bound if found else float("-inf"),
        solver,
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

"""HiGHS, for models that are nearly whole in fractions, in a process of its own that can be stopped.

`python -m kollega.optimisation.integer` reads a model and writes what it found; only `best` starts it,
and it ends with the process that did.
HiGHS reckons in floating point: what it says that nothing is under is lowered by a millionth.
"""

import datetime
import os
import pickle
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from typing import Any

from kollega.optimisation.linear import Linear
from kollega.optimisation.relaxing import LARGE, UNIT
from kollega.optimisation.running import EVERY, Stop

SLOW = 3.0
"""Seconds beyond its time in which the process must have ended."""
SAFE = 5e-7


@dataclass
class Integer:
    """How it ended: the best values found, if any, and what nothing is under."""

    values: list[int] | None
    bound: float
    infeasible: bool


def best(linear: Linear, *, seconds: float, stop: Stop | None = None) -> Integer | None:
    """The best of a model; None where the process was stopped or failed."""
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join(filter(None, sys.path)))
    command = [sys.executable, "-m", "kollega.optimisation.integer", str(os.getpid())]
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as told:
        pickle.dump((seconds, linear), asked)
        asked.seek(0)
        process = subprocess.Popen(  # noqa: S603 - this file itself, by this Python
            command, stdin=asked, stdout=told, stderr=subprocess.DEVNULL, env=environment
        )
        ends = time.monotonic() + seconds + SLOW
        try:
            while process.poll() is None:
                if (stop is not None and stop()) or time.monotonic() > ends:
                    return None
                time.sleep(EVERY / 5)
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
        if process.returncode != 0:
            return None
        told.seek(0)
        return Integer(*pickle.load(told))  # noqa: S301 - written by the process above


def solved(linear: Linear, seconds: float) -> Integer:
    """Solve it here."""
    from ortools.math_opt.python import mathopt

    model = mathopt.Model()
    scale = [1e6 if most > LARGE else 1.0 for most in linear.most]
    variables = [
        model.add_variable(
            lb=0.0, ub=float("inf") if most > LARGE else float(most), is_integer=most <= LARGE
        )
        for most in linear.most
    ]
    for rule in linear.rules:
        by = float(max((abs(each) for each in rule.terms.values()), default=1))
        by = by if by >= 100 else 1.0
        added = model.add_linear_constraint(
            lb=-float("inf") if rule.least is None else rule.least / by,
            ub=float("inf") if rule.most is None else rule.most / by,
        )
        for variable, factor in rule.terms.items():
            added.set_coefficient(variables[variable], factor * scale[variable] / by)
    for variable, factor in linear.objective.terms.items():
        model.objective.set_linear_coefficient(variables[variable], factor * scale[variable] / UNIT)
    parameters = mathopt.SolveParameters(
        time_limit=datetime.timedelta(seconds=seconds),
        relative_gap_tolerance=0.0,
        absolute_gap_tolerance=1e-5,
    )
    result: Any = mathopt.solve(model, mathopt.SolverType.HIGHS, params=parameters)
    reason = result.termination.reason
    infeasible = reason == mathopt.TerminationReason.INFEASIBLE
    least = result.termination.objective_bounds.dual_bound * UNIT + linear.objective.constant
    values = None
    if result.has_primal_feasible_solution():
        found = result.variable_values(variables)
        values = [round(each * by) for each, by in zip(found, scale, strict=True)]
    return Integer(values, least - abs(least) * SAFE, infeasible)


def _end_with(parent: int) -> None:
    """End this process when the one that started it has: it may have been killed, and nobody waits."""
    while os.getppid() == parent:
        time.sleep(EVERY)
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_end_with, args=(int(sys.argv[1]),), daemon=True).start()
    limit, asked_for = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever the solver prints is not the answer
    here = solved(asked_for, limit)
    pickle.dump((here.values, here.bound, here.infeasible), answer)
    answer.close()

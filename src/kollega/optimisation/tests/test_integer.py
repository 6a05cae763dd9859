"""The integer programme's own process ends when it should."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from kollega.optimisation import integer
from kollega.optimisation.linear import Linear, Sum

ENOUGH = 15.0
"""Seconds in which what is to happen has happened, on a busy machine too."""


def hard() -> Linear:
    """Sums that are to be exactly so much: small, and more than a minute's work."""
    chance, linear = random.Random(1), Linear()
    variables = linear.numbers(40, 1)
    for _ in range(5):
        factors = [chance.randrange(100) for _ in variables]
        found = Sum(0, dict(zip(variables, factors, strict=True)))
        linear.rule(found, least=sum(factors) // 2, most=sum(factors) // 2)
    return linear


def children(parent: int) -> list[int]:
    """The processes a process has started and that run."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, its_parent = stat.read_text().rpartition(")")[2].split()[:2]
        except OSError:  # gone meanwhile
            continue
        if int(its_parent) == parent and state != "Z":
            found.append(int(stat.parent.name))
    return found


def runs(process: int) -> bool:
    """Whether a process has not ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_it_ends_with_the_process_that_started_it_even_if_that_is_killed() -> None:
    code = f"from {__name__} import hard, integer; integer.best(hard(), seconds=120)"
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join(filter(None, sys.path)))
    parent = subprocess.Popen([sys.executable, "-c", code], env=environment)
    ends, found = time.monotonic() + ENOUGH, []
    try:
        while not found and time.monotonic() < ends:
            time.sleep(0.1)
            found = children(parent.pid)
        time.sleep(2.0)  # until it solves
        assert [runs(child) for child in found] == [True]
    finally:
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    while runs(found[0]) and time.monotonic() < ends:
        time.sleep(0.1)
    assert not runs(found[0])


def test_it_is_stopped() -> None:
    before, began = children(os.getpid()), time.monotonic()
    assert integer.best(hard(), seconds=120, stop=lambda: time.monotonic() > began + 2) is None
    assert time.monotonic() < began + ENOUGH
    assert children(os.getpid()) == before

"""The search's process seen from the job that waits for it: fed, listened to, stopped, and never left behind.

The solver takes a hundred megabytes and both cores. It never runs where pages are made, and what it does
with the memory it is given cannot take the worker with it.
"""

import json
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import kollega

SOURCE = str(Path(kollega.__file__).parents[1])
EVERY = 2.0
"""Seconds between two times that the job is told how it stands."""
GRACE = 120.0
"""Seconds that a search may take beyond its time: for explaining, and for finding out what clashes."""

Told = dict[str, Any]


class Failed(Exception):
    """The search gave no answer; `why` is a word in the code."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def search(
    scenario: str, *, seconds: float, allow_short: bool, tell: Callable[[Told], bool]
) -> Told:
    """What the search found. `tell` is given how it stands every other second, and says whether to stop.

    Raises:
        Failed: it ended without an answer, or did not end.
    """
    process = subprocess.Popen(
        [sys.executable, "-B", "-m", "kollega.competence.planning.searcher"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        cwd="/",
        env={"PYTHONPATH": SOURCE, "PATH": os.defpath, "LC_ALL": "C.UTF-8"},
    )
    try:
        terms = json.dumps({"seconds": seconds, "allow_short": allow_short})
        _write(process, f"{terms}\n{scenario}\n")
        return _answer(process, seconds + GRACE, tell)
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


def _write(process: "subprocess.Popen[str]", text: str) -> None:
    if process.stdin is None:
        raise Failed("crashed")
    try:
        process.stdin.write(text)
        process.stdin.flush()
    except BrokenPipeError as gone:
        raise Failed("crashed") from gone


def _answer(process: "subprocess.Popen[str]", most: float, tell: Callable[[Told], bool]) -> Told:
    lines = _Lines(process)
    until = time.monotonic() + most
    latest: Told = {}
    stopping = False
    next_time = 0.0
    while time.monotonic() < until:
        for line in lines.ready(0.5):
            said: Told = json.loads(line)
            if "done" in said:
                return dict(said["done"])
            if "failed" in said:
                raise Failed(said["failed"])
            latest = said
        if lines.ended:
            raise Failed("crashed")
        if time.monotonic() >= next_time:
            next_time = time.monotonic() + EVERY
            if tell(latest) and not stopping:
                stopping = True
                _write(process, "stop\n")
    raise Failed("late")


class _Lines:
    """The lines of a process as they come, without waiting longer than one wants to."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        if process.stdout is None:
            raise Failed("crashed")
        self._pipe = process.stdout.fileno()
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._pipe, selectors.EVENT_READ)
        self._rest = b""
        self.ended = False

    def ready(self, seconds: float) -> list[str]:
        """The whole lines that have come within a time."""
        if not self._selector.select(seconds):
            return []
        data = os.read(self._pipe, 1 << 16)
        self.ended = not data
        *whole, self._rest = (self._rest + data).split(b"\n")
        return [line.decode() for line in whole if line]

"""Look at a file in a process of its own: however it was made, it cannot take the house with it.

The readers are large, and a file that comes from outside may make them run for ever or eat all
memory. The process that looks has a limit for both, may write no file and is gone afterwards.
"""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import kollega
from kollega.files import passages, tables
from kollega.files.found import Inspected, Kind, Left, Limits, Reason, Refused
from kollega.files.inspect import LIMITS

SECONDS = 12.0
"""For one file; well under what the database waits for an idle transaction."""
MEMORY = 1536 * 1024 * 1024
AT_ONCE = 2
_SOURCE = str(Path(kollega.__file__).resolve().parents[1])
_places = threading.BoundedSemaphore(AT_ONCE)


def inspect(
    data: bytes,
    name: str,
    limits: Limits = LIMITS,
    *,
    seconds: float = SECONDS,
    memory: int = MEMORY,
) -> Inspected:
    """As `kollega.files.inspect`, in a process of its own.

    Raises:
        Refused: as there, or too slow, or too many at once.
    """
    answer, clean = _apart("inspect", data, name, limits, seconds=seconds, memory=memory)
    return Inspected(
        kind=Kind(answer["kind"]),
        clean=clean,
        text=answer["text"],
        needs_eyes=answer["needs_eyes"],
        pages=answer["pages"],
        left=tuple(Left(each) for each in answer["left"]),
    )


def read(
    data: bytes,
    name: str,
    limits: Limits = passages.LIMITS,
    *,
    seconds: float = SECONDS,
    memory: int = MEMORY,
) -> passages.Reading:
    """As `kollega.files.passages.read`, in a process of its own.

    Raises:
        Refused: as there, or too slow, or too many at once.
    """
    answer, clean = _apart("read", data, name, limits, seconds=seconds, memory=memory)
    return passages.from_json(answer, clean)


def table(
    data: bytes,
    name: str,
    limits: tables.Limits = tables.LIMITS,
    *,
    seconds: float = SECONDS,
    memory: int = MEMORY,
) -> tables.Book:
    """As `kollega.files.tables.read`, in a process of its own.

    Raises:
        NotATable: as there, or too slow, or too many at once.
    """
    try:
        answer, _nothing = _apart("table", data, name, limits, seconds=seconds, memory=memory)
    except Refused as refused:
        why = _NO_TABLE.get(refused.reason, tables.Why.BROKEN)
        raise tables.NotATable(why) from refused
    if "no_table" in answer:
        raise tables.NotATable(tables.Why(answer["no_table"]), answer["where"])
    return tables.from_json(answer)


_NO_TABLE = {
    Reason.EMPTY: tables.Why.EMPTY,
    Reason.TOO_LARGE: tables.Why.TOO_LARGE,
    Reason.TOO_SLOW: tables.Why.TOO_SLOW,
    Reason.TOO_BUSY: tables.Why.TOO_BUSY,
}


def _apart(
    what: str,
    data: bytes,
    name: str,
    limits: Limits | tables.Limits,
    *,
    seconds: float,
    memory: int,
) -> tuple[dict[str, Any], bytes]:
    if not data:
        raise Refused(Reason.EMPTY)
    if len(data) > limits.size:
        raise Refused(Reason.TOO_LARGE)
    until = time.monotonic() + seconds
    if seconds <= 0 or not _places.acquire(timeout=seconds):
        raise Refused(Reason.TOO_BUSY)
    try:
        # What was spent waiting for a place is not had again.
        left = max(0.01, until - time.monotonic())
        terms = {
            "what": what,
            "name": name,
            "limits": vars(limits),
            "seconds": left,
            "memory": memory,
        }
        return _ask(data, terms)
    finally:
        _places.release()


def _ask(data: bytes, terms: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    question = json.dumps(terms).encode()
    try:
        done = subprocess.run(
            [sys.executable, "-B", "-m", "kollega.files"],
            input=question + b"\n" + data,
            capture_output=True,
            timeout=terms["seconds"],
            check=False,
            cwd="/",
            env={"PYTHONPATH": _SOURCE, "PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired as late:
        raise Refused(Reason.TOO_SLOW) from late
    if done.returncode:
        # It ran out of memory or time, or worse: the file is at fault, and nothing of it is told.
        raise Refused(Reason.TOO_SLOW if done.returncode < 0 else Reason.BROKEN)
    head, _newline, clean = done.stdout.partition(b"\n")
    answer: dict[str, Any] = json.loads(head)
    if "refused" in answer:
        raise Refused(Reason(answer["refused"]), answer["what"])
    return answer, clean

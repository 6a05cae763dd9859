"""The process that looks at one file: see `apart`. Reads a line of JSON and the file, writes the same."""

import json
import logging
import math
import resource
import sys
from typing import Any

from kollega.files import passages, tables
from kollega.files.found import Limits, Refused
from kollega.files.inspect import inspect


def main() -> None:
    """Answer one question."""
    question = json.loads(sys.stdin.buffer.readline())
    seconds = math.ceil(question["seconds"])
    for what, most in (
        (resource.RLIMIT_AS, question["memory"]),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    # What the readers complain of may quote the file.
    logging.disable(logging.CRITICAL)
    data = sys.stdin.buffer.read(question["limits"]["size"] + 1)
    answer: dict[str, Any]
    try:
        answer, clean = _WAYS[question["what"]](data, question["name"], question["limits"])
    except Refused as refused:
        answer, clean = {"refused": refused.reason, "what": refused.what}, b""
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + clean)


def _inspect(data: bytes, name: str, limits: dict[str, int]) -> tuple[dict[str, Any], bytes]:
    found = inspect(data, name, Limits(**limits))
    answer = {
        "kind": found.kind,
        "text": found.text,
        "needs_eyes": found.needs_eyes,
        "pages": found.pages,
        "left": found.left,
    }
    return answer, found.clean


def _read(data: bytes, name: str, limits: dict[str, int]) -> tuple[dict[str, Any], bytes]:
    found = passages.read(data, name, Limits(**limits))
    answer = passages.as_json(found)
    return answer, found.clean


def _table(data: bytes, name: str, limits: dict[str, int]) -> tuple[dict[str, Any], bytes]:
    try:
        book = tables.read(data, name, tables.Limits(**limits))
    except tables.NotATable as refused:
        return {"no_table": refused.why, "where": refused.where}, b""
    return tables.as_json(book), b""


_WAYS = {"inspect": _inspect, "read": _read, "table": _table}


if __name__ == "__main__":
    main()

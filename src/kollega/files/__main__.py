"""The process that looks at one file: see `apart`. Reads a line of JSON and the file, writes the same."""

import json
import logging
import math
import resource
import sys
from typing import Any

from kollega.files import passages
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
    limits = Limits(**question["limits"])
    answer: dict[str, Any]
    look = _read if question["what"] == "read" else _inspect
    try:
        answer, clean = look(sys.stdin.buffer.read(limits.size + 1), question["name"], limits)
    except Refused as refused:
        answer, clean = {"refused": refused.reason, "what": refused.what}, b""
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + clean)


def _inspect(data: bytes, name: str, limits: Limits) -> tuple[dict[str, Any], bytes]:
    found = inspect(data, name, limits)
    answer = {
        "kind": found.kind,
        "text": found.text,
        "needs_eyes": found.needs_eyes,
        "pages": found.pages,
        "left": found.left,
    }
    return answer, found.clean


def _read(data: bytes, name: str, limits: Limits) -> tuple[dict[str, Any], bytes]:
    found = passages.read(data, name, limits)
    answer = passages.as_json(found)
    return answer, found.clean


if __name__ == "__main__":
    main()

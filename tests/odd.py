"""Odd things to send: the values, the fields, and whole bodies drawn from them."""

import random
import string
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

# Fields of forms that no page shows to a person, beside those that are found on the pages.
COMMON = [
    "area",
    "audience",
    "chosen",
    "do",
    "draft",
    "event",
    "file",
    "first",
    "hours",
    "id",
    "kind",
    "language",
    "last",
    "last_day",
    "level",
    "municipality",
    "municipalities",
    "next",
    "page",
    "parent",
    "persona",
    "place",
    "post_version",
    "reason_x",
    "reader",
    "remark",
    "answer",
    "roles",
    "second_area",
    "seen",
    "text",
    "tried",
    "unit",
    "until",
    "urgency",
    "valid_from",
    "valid_to",
    "value",
    "version",
    "wish",
]
ODD = (
    "",
    "\x00",
    "a\x00b",
    "x" * 10_001,
    "not-an-id",
    "-1",
    "²",
    "9" * 30,
    "0000-00-00",
    "0001-01-01",
    "9999-12-31",
    str(uuid.UUID(int=5)),
    "\ud7ff\U0001f600",
    "{'a': [1]}",
    "\r\nSet-Cookie: a=b",
)


def value(draw: random.Random) -> str:
    """One odd value: a known trap, or a text that nobody has written before."""
    if draw.random() < 0.5:
        return draw.choice(ODD)
    signs = string.printable + "åäöÅÄÖé\u0301\u200b\u202e\u2028\U0001f600"
    return "".join(draw.choices(signs, k=draw.choice([1, 5, 40, 300])))


def body(draw: random.Random, fields: Sequence[str], posted: Mapping[str, Any]) -> dict[str, Any]:
    """A form: mostly right with something odd, all odd, or with fields left out and doubled."""
    chosen = draw.sample(fields, k=draw.randint(0, len(fields)))
    sent: dict[str, Any] = {name: value(draw) for name in chosen}
    way = draw.random()
    if way < 0.5 and posted:
        wrong = draw.choice([*posted])
        return dict(posted) | {wrong: value(draw)}
    if way < 0.7:
        return sent | {name: [value(draw), value(draw)] for name in chosen[:3]}
    return sent


def as_json(draw: random.Random, fields: Sequence[str], depth: int = 0) -> Any:
    """Any JSON, leaning towards objects with the API's own field names."""
    kinds = ["object", "object", "text", "number", "nothing", "list", "yes"]
    kind = draw.choice(kinds[2:5] if depth > 3 else kinds)
    if kind == "object":
        names = draw.sample(fields, k=draw.randint(0, len(fields)))
        return {name: as_json(draw, fields, depth + 1) for name in names}
    if kind == "list":
        return [as_json(draw, fields, depth + 1) for _ in range(draw.randint(0, 3))]
    simple: dict[str, Any] = {
        "text": value(draw),
        "number": draw.choice([0, -1, 2**63, 1.5, 10**30]),
        "nothing": None,
        "yes": draw.random() < 0.5,
    }
    return simple[kind]

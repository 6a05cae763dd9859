"""What is exported as text files: front matter and body, written and read back. Pure.

The front matter is JSON values behind YAML's keys, so that any YAML reader takes it too, and nothing that
somebody wrote can end it early.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, TypeVar

FENCE = "---"


@dataclass(frozen=True)
class Ground:
    """What a card rests on: a kind (`law`, `research`, …), and a line for each source."""

    kind: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class CardText:
    """A card as it is exported. Days are ISO; `only_for` is the municipality that alone reads it."""

    id: str
    title: str
    answer: str
    body: str = field(default="", metadata={"body": True})
    areas: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()
    sureness: str = ""
    state: str = ""
    municipality: str = ""
    owner: str = ""
    only_for: str = ""
    check_by: str = ""
    published: str = ""
    changed: str = ""
    related: tuple[str, ...] = ()
    references: tuple[str, ...] = ()


@dataclass(frozen=True)
class DocumentText:
    """A document as it is exported: its passages under their headings, and the original's file name."""

    id: str
    title: str
    body: str = field(default="", metadata={"body": True})
    source: str = ""
    dated: str = ""
    areas: tuple[str, ...] = ()
    municipality: str = ""
    only_for: str = ""
    original: str = ""


@dataclass(frozen=True)
class ListText:
    """A reading list as it is exported; its things stand in the body."""

    id: str
    title: str
    audience: str = ""
    body: str = field(default="", metadata={"body": True})
    municipality: str = ""
    only_for: str = ""


T = TypeVar("T", CardText, DocumentText, ListText)


class NotOurs(ValueError):
    """The file is not one that was written here."""


def write(thing: CardText | DocumentText | ListText) -> str:
    """The file's text. The body stands as it is, below the front matter."""
    values = asdict(thing)
    body = values.pop(_body_of(type(thing)))
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in values.items()]
    return "\n".join([FENCE, *(_one_line(each) for each in lines), FENCE, "", body])


def _one_line(line: str) -> str:
    """JSON lets these stand in a text; a reader of lines would end the line there."""
    for each in ("\x85", "\u2028", "\u2029", "\x7f"):
        line = line.replace(each, f"\\u{ord(each):04x}")
    return line


def read(shape: type[T], text: str) -> T:
    """What `write` wrote.

    Raises:
        NotOurs: it is another kind of file, or has lost something.
    """
    lines = text.split("\n")
    if lines[0] != FENCE or FENCE not in lines[1:]:
        raise NotOurs("no front matter")
    end = lines.index(FENCE, 1)
    values: dict[str, Any] = {}
    known = {each.name for each in fields(shape)}
    for line in lines[1:end]:
        name, colon, value = line.partition(": ")
        if not colon or name not in known:
            raise NotOurs("an unknown line")
        try:
            values[name] = _kept(json.loads(value))
        except ValueError as wrong:
            raise NotOurs("a value that is none") from wrong
    if lines[end + 1 : end + 2] != [""]:
        raise NotOurs("no body")
    values[_body_of(shape)] = "\n".join(lines[end + 2 :])
    try:
        return shape(**values)
    except TypeError as missing:
        raise NotOurs("something is missing") from missing


def _body_of(shape: type) -> str:
    return next(each.name for each in fields(shape) if each.metadata.get("body"))


def _kept(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_kept(each) for each in value)
    if isinstance(value, Mapping):
        return Ground(str(value["kind"]), tuple(value["lines"]))
    return value


__all__ = ["CardText", "DocumentText", "Ground", "ListText", "NotOurs", "read", "write"]

"""The journal of destruction beside the database: `destruction.jsonl` in the data folder.

One line per destroyed thing, in the order it was destroyed. It is appended to when a destruction is
committed, and made whole every night. A backup knows of what was destroyed before it was made; this
file knows of the rest.
"""

import dataclasses
import io
import json
import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal
from uuid import UUID

from django.conf import settings

logger = logging.getLogger(__name__)
NAME = "destruction.jsonl"


Zone = Literal["shared", "case"]
_ZONES: dict[str, Zone] = {"shared": "shared", "case": "case"}


class DamagedError(ValueError):
    """A line of the journal is not what we wrote; see `read`."""


@dataclass(frozen=True)
class Entry:
    """One destroyed thing. `place_id`: the collaboration (shared) or the municipality (case)."""

    id: UUID
    zone: Zone
    place_id: UUID
    only_municipality_id: UUID | None
    kind: str
    object_id: UUID
    at: datetime
    ground: str


def path() -> Path:
    """Where the file stands."""
    return Path(settings.DATA) / NAME


def append(new: Iterable[Entry]) -> None:
    """Add lines, each written whole. Several processes may do it at once.

    What cannot be written here stands in the database all the same; the next night adds it.
    """
    content = "".join(f"{to_line(each)}\n" for each in new).encode()
    if not content:
        return
    path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path(), os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "r+b", 0) as file:
        if _was_cut_off(file):
            content = b"\n" + content
        file.write(content)
        os.fsync(file.fileno())


def _was_cut_off(file: io.FileIO) -> bool:
    """Whether the last line was never ended: whoever wrote it was killed, or the disk was full."""
    if file.seek(0, os.SEEK_END) == 0:
        return False
    file.seek(-1, os.SEEK_END)
    return file.read(1) != b"\n"


def to_line(entry: Entry) -> str:
    """An entry as one line of JSON."""
    values = dataclasses.asdict(entry) | {"at": entry.at.isoformat()}
    return json.dumps({name: str(value) if value else None for name, value in values.items()})


def from_line(line: str) -> Entry:
    """The entry that a line was made of.

    Raises:
        DamagedError: it was made of none.
    """
    try:
        found = json.loads(line)
        only = found["only_municipality_id"]
        return Entry(
            id=UUID(found["id"]),
            zone=_ZONES[found["zone"]],
            place_id=UUID(found["place_id"]),
            only_municipality_id=UUID(only) if only else None,
            kind=str(found["kind"]),
            object_id=UUID(found["object_id"]),
            at=datetime.fromisoformat(found["at"]),
            ground=str(found["ground"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise DamagedError("not a line of the journal") from problem


def read(file: Path, *, damaged: list[int] | None = None) -> Iterator[Entry]:
    """Every entry of a file. Numbers of lines that cannot be read are put in `damaged`.

    A damaged line is mostly one whose writer was killed; what it said is added the next night.

    Raises:
        OSError: the file cannot be read.
    """
    with file.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield from_line(line)
            except DamagedError:
                logger.warning("line %s of %s is damaged", number, NAME)
                if damaged is not None:
                    damaged.append(number)


def known_ids() -> set[UUID]:
    """What our own file holds."""
    try:
        return {entry.id for entry in read(path())}
    except FileNotFoundError:
        return set()

"""The last seals, kept outside the database: one small JSON file per municipality.

They stand in `seals` in the data folder and go with the backup. Whoever can change the database
but not the folder cannot cut off or remake the end of a log unseen.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from kollega.core.actor import HOUSE_ID


class UnreadableError(RuntimeError):
    """The file is there but is not what we wrote."""


@dataclass(frozen=True)
class KeptSeal:
    """One log's last seal. `until`: every row older than this is sealed, as of the last look."""

    number: int
    last_row: int
    hash: str
    until: datetime


@dataclass(frozen=True)
class Kept:
    """What is kept for one municipality. `looked_at`: when its logs were last looked through."""

    looked_at: datetime | None = None
    logs: Mapping[str, KeptSeal] = field(default_factory=dict)


def folder() -> Path:
    """Where the files stand."""
    return Path(settings.DATA) / "seals"


def _file(municipality_id: UUID) -> Path:
    return folder() / f"{municipality_id}.json"


def read(municipality_id: UUID) -> Kept:
    """What is kept for the municipality; empty where nothing is.

    Raises:
        UnreadableError: the file is damaged.
    """
    try:
        found = json.loads(_file(municipality_id).read_text())
        return Kept(
            looked_at=datetime.fromisoformat(found["looked_at"]),
            logs={
                log: KeptSeal(
                    number=int(each["number"]),
                    last_row=int(each["last_row"]),
                    hash=str(each["hash"]),
                    until=datetime.fromisoformat(each["until"]),
                )
                for log, each in found["logs"].items()
            },
        )
    except FileNotFoundError:
        return Kept()
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise UnreadableError(f"{_file(municipality_id)} is damaged") from problem


def write(municipality_id: UUID, kept: Kept) -> None:
    """Replace what is kept. The file is whole at every moment, also if the machine stops."""
    looked_at = kept.looked_at or datetime.now(UTC)
    content = {
        "looked_at": looked_at.isoformat(),
        "logs": {
            log: {
                "number": each.number,
                "last_row": each.last_row,
                "hash": each.hash,
                "until": each.until.isoformat(),
            }
            for log, each in kept.logs.items()
        },
    }
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    new = folder() / f"{municipality_id}.{os.getpid()}.new"
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(json.dumps(content, indent=1))
        file.flush()
        os.fsync(file.fileno())
    new.replace(_file(municipality_id))


def municipalities() -> list[UUID]:
    """For whom something is kept."""
    found = []
    for file in folder().glob("*.json"):
        try:
            found.append(UUID(file.stem))
        except ValueError:
            continue
    return found


def last_round() -> datetime | None:
    """When all logs were last looked through and sealed; the installation's own comes last."""
    try:
        return read(HOUSE_ID).looked_at
    except UnreadableError:
        return None

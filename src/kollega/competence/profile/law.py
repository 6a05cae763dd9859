"""What the law asks of whoever does a task, as dated data (`requirements.toml`)."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from kollega.competence.models import GroundKind
from kollega.core import clock

FILE = Path(__file__).with_name("requirements.toml")


@dataclass(frozen=True)
class Requirement:
    """A rule of law: for these tasks one of these grounds is needed. Texts are Swedish, as the law is."""

    key: str
    valid_from: date
    law: str
    source: str
    any_of: frozenset[GroundKind]
    tasks: tuple[str, ...]
    experience: str
    valid_to: date | None = None


@cache
def _every() -> tuple[Requirement, ...]:
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))["requirement"]
    return tuple(
        Requirement(
            **each
            | {
                "any_of": frozenset(GroundKind(kind) for kind in each["any_of"]),
                "tasks": tuple(each["tasks"]),
            }
        )
        for each in raw
    )


def requirement(key: str, on: date | None = None) -> Requirement | None:
    """The rule of that name that holds on a day (today), or None where none does."""
    day = on or clock.today()
    return next(
        (
            each
            for each in _every()
            if each.key == key
            and each.valid_from <= day
            and (each.valid_to is None or day <= each.valid_to)
        ),
        None,
    )

"""The practice areas that a new collaboration starts with, read from `areas.toml`.

The list is the common ground; each collaboration may then rename, merge and add areas of its own.
Plain data, no database.
"""

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
FIELDS = {
    "key",
    "parent",
    "title",
    "title_en",
    "description",
    "description_en",
    "words",
    "rare",
}


class AreaListError(ValueError):
    """The list contradicts itself; the message names the source and the key."""


@dataclass(frozen=True)
class PracticeArea:
    """One node in the two-level tree of IFO areas.

    `parent` is None on the top level. `words` are Swedish search words in base form, as
    practitioners and the people they meet would say them. `rare` marks a *sällanärende*: a matter
    that a small municipality meets so seldom that skill decays between the times.
    """

    key: str
    parent: str | None
    title: str
    title_en: str
    description: str
    description_en: str
    words: tuple[str, ...]
    rare: bool


def load_areas() -> tuple[PracticeArea, ...]:
    """All areas in the order of the file, every parent before its children."""
    text = files("kollega.organisation").joinpath("areas.toml").read_text(encoding="utf-8")
    return parse_areas(text, source="areas.toml")


def parse_areas(text: str, *, source: str) -> tuple[PracticeArea, ...]:
    """Read areas from TOML text; `source` is the name used in error messages.

    Raises `AreaListError` when a key is malformed or used twice, a field is missing or unknown,
    or a parent is unknown, stands further down or is not on the top level.
    """
    areas: dict[str, PracticeArea] = {}
    for row in tomllib.loads(text).get("area", []):
        area = _area(row, source)
        where = f"{source}: {area.key}"
        if area.key in areas:
            raise AreaListError(f"{where}: the key is used twice")
        if area.parent is not None:
            parent = areas.get(area.parent)
            if parent is None:
                raise AreaListError(f"{where}: no parent '{area.parent}' above it")
            if parent.parent is not None:
                raise AreaListError(f"{where}: '{area.parent}' is not on the top level")
        areas[area.key] = area
    return tuple(areas.values())


def _area(row: dict[str, Any], source: str) -> PracticeArea:
    key = str(row.get("key", ""))
    where = f"{source}: {key or '(no key)'}"
    if not SLUG.match(key):
        raise AreaListError(f"{where}: not a slug")
    if wrong := (set(row) | {"parent"}) ^ FIELDS:
        raise AreaListError(f"{where}: missing or unknown field {', '.join(sorted(wrong))}")
    words = tuple(row["words"])
    if len({word.casefold() for word in words}) != len(words):
        raise AreaListError(f"{where}: a search word stands twice")
    return PracticeArea(
        key=key,
        parent=row.get("parent"),
        title=row["title"],
        title_en=row["title_en"],
        description=row["description"],
        description_en=row["description_en"],
        words=words,
        rare=row["rare"],
    )

"""What sections are called at work: `known_as.toml`, read once."""

import tomllib
from functools import cache
from pathlib import Path

from kollega.swedish.references import Reference

FILE = Path(__file__).with_name("known_as.toml")


@cache
def _names() -> dict[str, tuple[str, ...]]:
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        f"{sfs} {place}": tuple(name.strip() for name in names.split(","))
        for sfs, places in read.items()
        for place, names in places.items()
    }


def known_as(reference: Reference) -> tuple[str, ...]:
    """The names of a section; none for most."""
    return _names().get(reference.ref, ())


def every() -> list[str]:
    """The sections that have names, as `Reference.ref` prints them."""
    return list(_names())

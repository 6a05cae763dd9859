"""What sections are called at work, and how people ask for what they say: two files, read once.

`known_as.toml` holds names, which stand on the section's page. `asked_as.toml` holds ways of asking, which
only the search reads: the law's own words are seldom those that somebody in a hurry thinks of.
"""

import tomllib
from functools import cache
from pathlib import Path

from kollega.swedish.references import Reference

HERE = Path(__file__).parent


@cache
def _names() -> dict[str, tuple[str, ...]]:
    return {
        ref: tuple(name.strip() for name in names.split(","))
        for ref, names in _read("known_as.toml").items()
    }


@cache
def _ways() -> dict[str, tuple[str, ...]]:
    return {ref: tuple(ways) for ref, ways in _read("asked_as.toml").items()}


def _read(name: str) -> dict[str, str]:
    read = tomllib.loads((HERE / name).read_text(encoding="utf-8"))
    return {
        f"{sfs} {place}": said for sfs, places in read.items() for place, said in places.items()
    }


def known_as(reference: Reference) -> tuple[str, ...]:
    """The names of a section; none for most."""
    return _names().get(reference.ref, ())


def asked_as(reference: Reference) -> tuple[str, ...]:
    """How people ask for what a section says."""
    return _ways().get(reference.ref, ())


def every() -> list[str]:
    """The sections that have names or ways of asking, as `Reference.ref` prints them."""
    return list(_names() | _ways())

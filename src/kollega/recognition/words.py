"""The word lists that recognition stands on, read from the package's data when first asked for."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

DATA = Path(__file__).with_name("data")


def _lines(name: str) -> list[str]:
    file = DATA / name
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _sections(name: str) -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    for line in _lines(name):
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), [])
        else:
            current.append(line)
    return sections


@cache
def first_names() -> Mapping[str, str]:
    """First names common in Sweden, in small letters, each with f, m or u (either)."""
    return {
        name.lower(): sex
        for name, sex in (line.rsplit(" ", 1) for line in _lines("first_names.txt"))
    }


@cache
def first_names_elsewhere() -> Mapping[str, str]:
    """First names of other countries, as `first_names`."""
    rows = (line.rsplit(" ", 1) for line in _lines("first_names_elsewhere.txt"))
    return {name.lower(): sex for name, sex in rows}


@cache
def last_names() -> frozenset[str]:
    """Last names common in the Nordic countries, in small letters."""
    return frozenset(line.lower() for line in _lines("last_names.txt"))


@cache
def last_names_elsewhere() -> frozenset[str]:
    """Last names of other countries, in small letters."""
    return frozenset(line.lower() for line in _lines("last_names_elsewhere.txt"))


@cache
def places() -> Mapping[str, str]:
    """Place names in small letters, each with its kind: municipality, county, country …"""
    return {line.lower(): kind for kind, lines in _sections("places.txt").items() for line in lines}


@cache
def harmless() -> frozenset[str]:
    """Names, in small letters, that point nobody out: agencies, methods, laws, days."""
    return frozenset(line.lower() for line in _lines("harmless.txt") if not line.isupper())


@cache
def acronyms() -> frozenset[str]:
    """The same written in capitals, which have to stand so: SARA is a method, Sara is not."""
    return frozenset(line for line in _lines("harmless.txt") if line.isupper())


def is_harmless(word: str) -> bool:
    """Whether a word in small letters is one of both lists, however it was written."""
    return word in harmless() or word.upper() in acronyms()


@cache
def cues(section: str) -> frozenset[str]:
    """The words of one section of `cues.txt`."""
    return frozenset(" ".join(_sections("cues.txt")[section]).split())


@cache
def endings(section: str) -> tuple[str, ...]:
    """The endings of one section of `suffixes.txt`."""
    return tuple(" ".join(_sections("suffixes.txt")[section]).split())

"""Rare traits: occupation, diagnosis, origin, event, family, faith. Warned of, not masked."""

import datetime
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from kollega.recognition.kinds import Candidate, Kind
from kollega.recognition.reading import Word
from kollega.swedish import stem


@dataclass(frozen=True, slots=True)
class Trait:
    """A rare trait and how common it is.

    `low`–`high` is a share of the people of the stated age and sex, `source` where it is from
    (`antagande` where it is our own guess), `as_of` when it held.
    """

    key: str
    kind: Kind
    label: str
    words: tuple[str, ...]
    instead: str
    low: float
    high: float
    source: str
    as_of: datetime.date


@cache
def traits() -> Mapping[str, Trait]:
    """The table of traits by key, as packaged; callers may override any of it."""
    file = resources.files("kollega.recognition").joinpath("data", "traits.toml")
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["trait"]
    made = [
        Trait(**{**row, "kind": Kind(row["kind"]), "words": tuple(row["words"])}) for row in rows
    ]
    return {trait.key: trait for trait in made}


@cache
def _by_first_stem() -> Mapping[str, list[tuple[tuple[str, ...], Trait]]]:
    entries: dict[str, list[tuple[tuple[str, ...], Trait]]] = {}
    for trait in traits().values():
        for phrase in trait.words:
            stems = tuple(_form(word) for word in phrase.split())
            entries.setdefault(stems[0], []).append((stems, trait))
    for listed in entries.values():
        listed.sort(key=lambda entry: -len(entry[0]))
    return entries


def _form(word: str) -> str:
    """What forms of a word share; short words only themselves, since `kom` is not `koma`."""
    return stem(word) if len(word) > 4 else word


def find_traits(found: list[Word]) -> Iterator[Candidate]:
    """Words that tell of a rare trait; the confidence says how surely, not how rare."""
    entries = _by_first_stem()
    for index, word in enumerate(found):
        for stems, trait in entries.get(_form(word.lower), ()):
            last = index + len(stems) - 1
            if last < len(found) and all(
                _form(found[index + step].lower) == stems[step] for step in range(len(stems))
            ):
                yield Candidate(trait.kind, word.start, found[last].end, 0.5, trait.instead)
                break


def trait_of(text: str) -> Trait | None:
    """The trait that a finding's text tells of, or None."""
    stems = tuple(_form(word) for word in text.lower().split())
    listed = _by_first_stem().get(stems[0], []) if stems else []
    return next((trait for phrase, trait in listed if phrase == stems[: len(phrase)]), None)

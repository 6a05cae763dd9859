"""Rare traits: occupation, diagnosis, origin, event, family, faith. Warned of, not masked."""

import datetime
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kollega.recognition.kinds import Candidate, Kind
from kollega.recognition.reading import Word
from kollega.recognition.words import DATA, cues
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
    file = DATA / "traits.toml"
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["trait"]
    made = [
        Trait(**{**row, "kind": Kind(row["kind"]), "words": tuple(row["words"])}) for row in rows
    ]
    return {trait.key: trait for trait in made}


_Entry = tuple[tuple[str, ...], Trait]
_ADJECTIVES = ("sk", "ska", "skt", "ske")


@cache
def _by_first_stem() -> Mapping[str, list[_Entry]]:
    entries: dict[str, list[_Entry]] = {}
    for trait in traits().values():
        for phrase in trait.words:
            parts = tuple(phrase.split())
            entries.setdefault(_form(parts[0]), []).append((parts, trait))
    for listed in entries.values():
        listed.sort(key=lambda entry: -len(entry[0]))
    return entries


def _form(word: str) -> str:
    """What forms of a word share; short words only themselves, since `kom` is not `koma`."""
    return stem(word) if len(word) > 4 else word


def _is_form_of(word: str, entry: str) -> bool:
    """Whether they are one word: a common stem is not enough, `dem` is not `demens`."""
    return _form(word) == _form(entry) and word.startswith(entry[: max(4, len(entry) - 2)])


def find_traits(found: list[Word]) -> Iterator[Candidate]:
    """Words that tell of a rare trait; the confidence says how surely, not how rare."""
    entries = _by_first_stem()
    for index, word in enumerate(found):
        listed = entries.get(_form(word.lower))
        if listed is None:
            continue
        for parts, trait in listed:
            phrase = found[index : index + len(parts)]
            following = [item.lower for item in phrase]
            if not all(item.joined for item in phrase[1:]):
                continue
            if len(following) == len(parts) and all(map(_is_form_of, following, parts)):
                if _told_of_somebody(found, index, trait):
                    end = found[index + len(parts) - 1].end
                    yield Candidate(trait.kind, word.start, end, 0.5, trait.instead)
                break


def _told_of_somebody(found: list[Word], index: int, trait: Trait) -> bool:
    """An occupation or an origin is told of somebody only in company: `är präst`, `somalisk familj`."""
    before = found[index - 1].lower if index else ""
    after = found[index + 1].lower if index + 1 < len(found) else ""
    word = found[index].lower
    if trait.kind is Kind.OCCUPATION:
        return before in cues("trait_is_somebodys") and word in trait.words
    if trait.key == "minority_language":
        return (
            before in cues("trait_is_spoken")
            or after in cues("trait_is_spoken")
            or not word.endswith(_ADJECTIVES)
        )
    if trait.kind in {Kind.NATIONALITY, Kind.FAITH} and word.endswith(_ADJECTIVES):
        return after in cues("trait_of_people") or before in {"är", "var"}
    return True


def trait_of(text: str) -> Trait | None:
    """The trait that a finding's text tells of, or None."""
    spoken = text.lower().split()
    listed = _by_first_stem().get(_form(spoken[0]), []) if spoken else []
    return next(
        (
            trait
            for parts, trait in listed
            if len(parts) == len(spoken) and all(map(_is_form_of, spoken, parts))
        ),
        None,
    )

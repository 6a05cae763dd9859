"""The caller's own list of places: what in a municipality can point a person out."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import lru_cache

from kollega.recognition.kinds import Candidate, Kind
from kollega.swedish import Token, lexicon


@dataclass(frozen=True, slots=True)
class PlaceList:
    """Names of one municipality, as they are written there; each may be empty."""

    municipality: str = ""
    villages: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    preschools: tuple[str, ...] = ()
    homes: tuple[str, ...] = ()
    employers: tuple[str, ...] = ()
    care_units: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


_WHAT = {
    "municipality": (Kind.PLACE, None),
    "villages": (Kind.PLACE, None),
    "schools": (Kind.INSTITUTION, "[skolan]"),
    "preschools": (Kind.INSTITUTION, "[förskolan]"),
    "homes": (Kind.CARE_UNIT, "[boendet]"),
    "employers": (Kind.INSTITUTION, "[arbetsplatsen]"),
    "care_units": (Kind.CARE_UNIT, "[vårdenheten]"),
    "authorities": (Kind.AUTHORITY, "[myndigheten]"),
    "others": (Kind.PLACE, "[platsen]"),
}
_Entry = tuple[tuple[str, ...], Kind, str | None]


@lru_cache(maxsize=16)
def _by_first_word(places: PlaceList) -> dict[str, list[_Entry]]:
    entries: dict[str, list[_Entry]] = {}
    for field in fields(places):
        value = getattr(places, field.name)
        kind, label = _WHAT[field.name]
        for name in [value] if isinstance(value, str) else value:
            words = tuple(name.lower().split())
            if words:
                entries.setdefault(words[0], []).append((words, kind, label))
    for listed in entries.values():
        listed.sort(key=lambda entry: -len(entry[0]))
    return entries


def find_listed(words: list[Token], places: PlaceList) -> Iterator[Candidate]:
    """Names of the caller's list among `words`, longest first, also in small letters and genitive."""
    entries = _by_first_word(places)
    lower = [word.text.lower() for word in words]
    for index, word in enumerate(lower):
        listed = entries.get(word) or (entries.get(word[:-1]) if word.endswith("s") else None)
        for name, kind, label in listed or ():
            last = index + len(name) - 1
            if last < len(words) and _same(lower[index : last + 1], name):
                if _is_common_word(words[index : last + 1], lower[index - 1] if index else ""):
                    continue
                label_here = (
                    f"{label[:-1]}s]" if label and _in_genitive(lower[last], name[-1]) else label
                )
                yield Candidate(kind, words[index].start, words[last].end, 0.95, label_here)
                break


def _same(words: list[str], name: tuple[str, ...]) -> bool:
    return words[:-1] == list(name[:-1]) and words[-1] in {name[-1], f"{name[-1]}s"}


def _in_genitive(word: str, name: str) -> bool:
    return word != name


def _is_common_word(words: list[Token], before: str) -> bool:
    """`backe` in small letters is a hill, unless somebody lives in it."""
    word = words[0].text
    return (
        len(words) == 1
        and word.islower()
        and lexicon.is_word(word)
        and before not in {"i", "från", "till", "på"}
    )

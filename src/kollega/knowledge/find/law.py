"""What is said of the law that a search names: that it is repealed, that there is no such section."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kollega.knowledge.find.searching import Line
from kollega.statutes import api as statutes
from kollega.swedish.laws import BY_NUMBER, in_force_instead
from kollega.swedish.typed import is_old, typed_references

MOST = 3


@dataclass(frozen=True)
class LawNote:
    """What to know of a reference. `instead`: what can be searched for in its place."""

    shown: str
    said: str
    instead: str = ""


def notes(text: str, lines: Iterable[Line]) -> list[LawNote]:
    """Notes on the law that a search names. Two statements at most, and none where each section that it
    names is among the hits."""
    found = {line.shown.ref for line in lines}
    asked = [each for each in typed_references(text) if each.sfs and each.ref not in found][:MOST]
    if not any(each.section or is_old(each) for each in asked):
        return []
    told = []
    for each, stands in statutes.standing(asked).items():
        if stands.state in {"old_law", "repealed"} or (stands.state == "unknown" and each.section):
            law = BY_NUMBER.get(in_force_instead(each.sfs))
            # The words as they were typed are taken away; what is left is searched for.
            rest = f"{text[: each.start]} {text[each.end :]}" if each.end else ""
            instead = " ".join(rest.split()) or (law.short if law else "")
            told.append(LawNote(each.shown, stands.said, instead if is_old(each) else ""))
    return [each for each in told if each.said]


KEPT = "lagrum"


def kept(told: Iterable[LawNote]) -> dict[str, str]:
    """The notes as they are kept with the search until its page is shown."""
    return {KEPT: json.dumps([[each.shown, each.said, each.instead] for each in told])}


def recalled(search: Mapping[str, str]) -> list[LawNote]:
    """The notes that were kept with a search."""
    return [LawNote(*each) for each in json.loads(search.get(KEPT) or "[]")]

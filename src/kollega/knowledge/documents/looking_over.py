"""A whole document through the recognition gate: findings in groups, decided group by group.

A report of forty pages names the same places a hundred times. The words are what is decided on, not
each time they stand there.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kollega import recognition
from kollega.border import gate
from kollega.border.gate import Cleared, NotCleared
from kollega.core.actor import Actor
from kollega.recognition import Finding, Kind, PlaceList

_ROUNDS = 4
"""Replacing may leave words that only now look like a name."""
LONGEST_WORDS = 120


@dataclass(frozen=True)
class Group:
    """The same words of the same kind, however often they stand in the document."""

    key: str
    kind: str
    words: str
    replacement: str
    count: int

    @property
    def may_be_kept(self) -> bool:
        return Kind(self.kind) not in gate.NEVER_KEPT

    def is_open(
        self, *, stays_home: bool, kept: Collection[str], replaced: Collection[str]
    ) -> bool:
        """Whether it stands in the way of taking the document in."""
        if self.key in replaced or (self.may_be_kept and self.key in kept):
            return False
        return not (stays_home and self.may_be_kept)


def key_of(finding: Finding) -> str:
    """The name of a finding's group: its kind and its words."""
    return gate.key_of("document", finding)


def groups(texts: Iterable[str], places: PlaceList | None) -> list[Group]:
    """What must be decided on before others may read these texts; the commonest first in each kind."""
    found: dict[str, Group] = {}
    for text in texts:
        for each in recognition.find(text, places):
            if each.kind.soft or each.kind in gate.SHOWN_ONLY:
                continue
            key = key_of(each)
            count = found[key].count + 1 if key in found else 1
            found[key] = Group(
                key, str(each.kind), each.text[:LONGEST_WORDS], each.replacement, count
            )
    return sorted(found.values(), key=lambda each: (each.may_be_kept, each.kind, -each.count))


def as_json(found: Iterable[Group]) -> list[list[Any]]:
    return [[each.key, each.kind, each.words, each.replacement, each.count] for each in found]


def from_json(stored: Iterable[Sequence[Any]]) -> list[Group]:
    return [Group(*each) for each in stored]


@dataclass(frozen=True)
class Decided:
    """What was decided of the groups: why some may stay, and which are replaced."""

    kept: Mapping[str, str]
    replaced: frozenset[str] = frozenset()
    everything_replaced: bool = False

    def replaces(self, finding: Finding, *, stays_home: bool) -> bool:
        key = key_of(finding)
        if key in self.replaced:
            return True
        may_stay = finding.kind not in gate.NEVER_KEPT and (stays_home or key in self.kept)
        return self.everything_replaced and not may_stay


def clear(
    actor: Actor,
    texts: Mapping[str, str],
    *,
    purpose: str,
    decided: Decided,
    places: PlaceList,
    stays_home: bool,
    looked_at: Iterable[str] = (),
) -> tuple[Cleared, bool]:
    """The texts through the gate, and whether any of them had to be changed for it.

    Raises:
        NotCleared: something is neither replaced nor explained.
    """
    said, kinds = dict(texts), list[str]()
    for _round in range(_ROUNDS):
        check = gate.check(said, places=places, stays_home=stays_home)
        changing: dict[str, list[Finding]] = {}
        for each in check.findings:
            if each.decision != "shown" and decided.replaces(each.finding, stays_home=stays_home):
                changing.setdefault(each.field, []).append(each.finding)
        if not changing:
            break
        for name, found in changing.items():
            said[name] = gate.replace(said[name], found)
            kinds += [str(each.kind) for each in found]
    kept = {
        each.key: decided.kept[key]
        for each in check.findings
        if (key := key_of(each.finding)) in decided.kept and each.may_be_kept
    }
    cleared = gate.clear(
        actor,
        said,
        purpose=purpose,
        kept=kept,
        places=places,
        replaced=kinds,
        looked_at=looked_at,
        stays_home=stays_home,
    )
    return cleared, bool(kinds)


def clear_again(
    actor: Actor,
    texts: Mapping[str, str],
    *,
    purpose: str,
    reason: str,
    places: PlaceList,
    stays_home: bool,
) -> Cleared:
    """Texts that have been decided on before, through the gate anew: what may stay does, for this reason."""
    kept = {each.key: reason for each in groups(texts.values(), places) if each.may_be_kept}
    cleared, _changed = clear(
        actor,
        texts,
        purpose=purpose,
        decided=Decided(kept, everything_replaced=True),
        places=places,
        stays_home=stays_home,
    )
    return cleared


def may_stay(
    texts: Iterable[str], *, decided: Decided, places: PlaceList, stays_home: bool
) -> bool:
    """Whether these may be read as they are: nothing in them is open, and nothing is to be replaced."""
    named = {str(number): text for number, text in enumerate(texts)}
    check = gate.check(named, places=places, stays_home=stays_home)
    return not any(
        decided.replaces(each.finding, stays_home=stays_home)
        or (each.is_open and not (each.may_be_kept and key_of(each.finding) in decided.kept))
        for each in check.findings
        if each.decision != "shown"
    )


__all__ = [
    "Decided",
    "Group",
    "NotCleared",
    "as_json",
    "clear",
    "clear_again",
    "from_json",
    "groups",
    "key_of",
    "may_stay",
]

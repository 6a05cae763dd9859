"""Rules about time, read from dated data (`rules/*.toml`): what starts one, how long it is, by which section."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kollega.casework.deadlines import words
from kollega.casework.deadlines.counting import Length, Unit
from kollega.casework.deadlines.happenings import Event, Fact
from kollega.swedish.references import Reference, reference

FOLDER = Path(__file__).with_name("rules")

KINDS = frozenset({"child", "addiction", "violence", "economic", "family_law", "housing", "other"})
"""The kinds of case, as `models.CaseKind` writes them."""

NEAR = 3
SOON = 7
FAR = 30
"""How many days before the last one a time is to be minded, where neither rule nor municipality says."""


class Weekend(StrEnum):
    """What a Saturday, a holiday or an eve does to the last day, and why (lag 1930:173, 2 §)."""

    ACT = "act"
    """Something must be done at latest that day: the next weekday is early enough."""
    PROMPT = "prompt"
    """It must be done at once: a later day would make waiting look right. The day stays."""
    INTERVAL = "interval"
    """At least once in so long, for as long as somebody is in care: the time is not lengthened by where
    its last day falls. The day stays."""
    STATE = "state"
    """How long something may last, not when it must be done: 2 § is not about that. The day stays."""
    CONDITION = "condition"
    """When something has lasted so long it lapses, or a right begins: the day stays."""

    @property
    def moves(self) -> bool:
        """Whether the last day becomes the next weekday."""
        return self is Weekend.ACT


class Whose(StrEnum):
    """Who must keep the time."""

    BOARD = "board"
    COURT = "court"
    PARTY = "party"
    OTHERS = "others"


class Scope(StrEnum):
    """Whether a time belongs to a case, or to the board's year."""

    CASE = "case"
    BOARD = "board"


class Transition(StrEnum):
    """Which times a rule that comes into force is about."""

    BEGUN_LATER = "begun_later"
    """Those that start from its first day; one that was running keeps the rule it began under."""
    ALSO_RUNNING = "also_running"
    """Those too that were running that day, counted from their own start."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One time that is to be kept.

    `length` is the first time; `again` the next ones, where it recurs, counted from when it was last done.
    `kinds`: of case, all where empty. `under_age`: it is about who is younger than that. `requires`, `any_of`,
    `unless`: facts that must be so, of which one must be so, that must not be so. `ground`: why it can be made longer, None where it cannot be.
    `once`: does not start again while it runs. `outlives_closing`: closing the case does not end it.
    `mind`: how many days before the last one it is to be minded.
    `valid_from`, `valid_to`: its first and last day in force; None where it was in force before we began.
    `verified`: it was read in the statute; otherwise it is the municipality's own reminder, and is called so.
    """

    key: str
    reference: Reference
    starts: frozenset[Event]
    length: Length
    weekend: Weekend
    source: str
    verified: bool = False
    again: Length | None = None
    met_by: frozenset[Event] = frozenset()
    dropped_by: frozenset[Event] = frozenset()
    kinds: frozenset[str] = frozenset()
    under_age: int | None = None
    requires: frozenset[Fact] = frozenset()
    any_of: frozenset[Fact] = frozenset()
    unless: frozenset[Fact] = frozenset()
    ground: words.Ground | None = None
    whose: Whose = Whose.BOARD
    scope: Scope = Scope.CASE
    once: bool = False
    outlives_closing: bool = False
    mind: int = FAR
    valid_from: date | None = None
    valid_to: date | None = None
    transition: Transition = Transition.BEGUN_LATER

    @property
    def title(self) -> Promise:
        """What is to be done, in words."""
        return words.TITLES[self.key]

    @property
    def basis(self) -> str | Promise:
        """What it rests on: the section, or that it is the municipality's own."""
        return self.reference.shown if self.verified else _("kommunens egen påminnelse")

    @property
    def ground_in_words(self) -> Promise | None:
        """When it can be made longer; None where it cannot."""
        return words.GROUNDS[self.ground] if self.ground else None

    @property
    def is_ours(self) -> bool:
        """Whether the board is to keep it."""
        return self.whose is Whose.BOARD

    @property
    def is_at_once(self) -> bool:
        """Whether the law gives no days at all."""
        return self.length.unit is Unit.AT_ONCE

    @property
    def is_of_a_case(self) -> bool:
        """Whether it belongs to a case, not to the board's year."""
        return self.scope is Scope.CASE

    def holds_on(self, day: date) -> bool:
        """Whether the rule is in force that day."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)

    def is_for(self, age: int | None) -> bool:
        """Whether it concerns somebody so old. An age that is not known excludes nothing."""
        return age is None or self.under_age is None or age < self.under_age

    def is_about(self, case_kind: str, age: int | None, facts: frozenset[Fact]) -> bool:
        """Whether it concerns such a case."""
        return (
            (not self.kinds or case_kind in self.kinds)
            and self.is_for(age)
            and self.requires <= facts
            and (not self.any_of or bool(self.any_of & facts))
            and not self.unless & facts
        )


@cache
def every() -> tuple[Rule, ...]:
    """All rules of all times, by file and as they stand there."""
    return tuple(
        rule for file in sorted(FOLDER.glob("*.toml")) for rule in read(file.read_text("utf-8"))
    )


@cache
def versions() -> dict[str, tuple[Rule, ...]]:
    """The rules by name, each with its wordings from the first to the last."""
    found: dict[str, tuple[Rule, ...]] = {}
    for rule in sorted(every(), key=lambda each: each.valid_from or date.min):
        found[rule.key] = (*found.get(rule.key, ()), rule)
    return found


def read(text: str) -> Iterable[Rule]:
    """The rules of one file. What stands in its `[all]` holds for each rule that does not say otherwise.

    Raises:
        ValueError: a rule says something that means nothing.
        TypeError: it says something that no rule has, or lacks what each must have.
    """
    raw = tomllib.loads(text)
    for each in raw["rule"]:
        yield _rule(raw.get("all", {}) | each)


def _rule(raw: dict[str, Any]) -> Rule:
    told = raw | {"length": Length.read(raw["length"]), "weekend": Weekend(raw["weekend"])}
    if "again" in raw:
        told["again"] = Length.read(raw["again"])
    for name in ("starts", "met_by", "dropped_by"):
        told[name] = frozenset(Event(each) for each in raw.get(name, ()))
    for name in ("requires", "any_of", "unless"):
        told[name] = frozenset(Fact(each) for each in raw.get(name, ()))
    for name, kind in _CHOICES.items():
        if name in raw:
            told[name] = kind(raw[name])
    told["kinds"] = frozenset(raw.get("kinds", ()))
    if strange := told["kinds"] - KINDS:
        raise ValueError(f"{raw['key']}: no such kind of case: {', '.join(strange)}")
    place = reference(told.pop("paragraph"))
    if place is None or not place.section:
        raise ValueError(f"{raw['key']}: not a section: {raw['paragraph']}")
    told.setdefault("mind", _mind(told["length"]))
    return Rule(reference=place, **told)


_CHOICES: dict[str, type[StrEnum]] = {
    "ground": words.Ground,
    "whose": Whose,
    "scope": Scope,
    "transition": Transition,
}


def _mind(length: Length) -> int:
    if length.unit is Unit.AT_ONCE:
        return 0
    days = (length.ends(date(2025, 1, 1)) - date(2025, 1, 1)).days
    return min(NEAR, days - 1) if days <= SOON else SOON if days <= FAR + 1 else FAR

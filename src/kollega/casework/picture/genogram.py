"""The genogram: three generations of a family, who lives together, and how it is between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.casework.picture.drawing import (
    Document,
    Item,
    Refused,
    find,
    keys_hold,
    named,
)

MOST_PEOPLE = 40
MOST_LINES = 80
NAME = 40
MOST_PARENTS = 4
"""Two by birth, and two who have come since."""
MOST_GENERATIONS = 4
EARLIEST_YEAR = 1880
HOMES = ("A", "B", "C")


class Sign(StrEnum):
    """The sign that somebody is drawn as."""

    WOMAN = "woman"
    MAN = "man"
    OTHER = "other"


class Pairing(StrEnum):
    TOGETHER = "together"
    APART = "apart"
    NEVER = "never"


class How(StrEnum):
    """How somebody is somebody's parent."""

    BIRTH = "birth"
    BONUS = "bonus"
    FOSTER = "foster"
    ADOPTED = "adopted"


class Feeling(StrEnum):
    CLOSE = "close"
    HARD = "hard"
    BROKEN = "broken"


SIGNS = {
    Sign.WOMAN: gettext_lazy("kvinna eller flicka"),
    Sign.MAN: gettext_lazy("man eller pojke"),
    Sign.OTHER: gettext_lazy("annat, eller vet inte"),
}
PAIRINGS = {
    Pairing.TOGETHER: gettext_lazy("lever ihop"),
    Pairing.APART: gettext_lazy("har separerat"),
    Pairing.NEVER: gettext_lazy("har inte levt ihop"),
}
HOWS = {
    How.BIRTH: gettext_lazy("förälder"),
    How.BONUS: gettext_lazy("bonusförälder"),
    How.FOSTER: gettext_lazy("familjehemsförälder"),
    How.ADOPTED: gettext_lazy("förälder genom adoption"),
}
FEELINGS = {
    Feeling.CLOSE: gettext_lazy("står varandra nära"),
    Feeling.HARD: gettext_lazy("har det svårt ihop"),
    Feeling.BROKEN: gettext_lazy("har ingen kontakt"),
}


@dataclass(frozen=True)
class Relative(Item):
    """Somebody in the family. `homes` are the letters of the homes where she lives."""

    name: str
    sign: Sign = Sign.OTHER
    born: str = ""
    dead: bool = False
    me: bool = False
    homes: tuple[str, ...] = ()
    person: str = ""
    bare: bool = False


@dataclass(frozen=True)
class Pair(Item):
    one: str
    other: str
    how: Pairing = Pairing.TOGETHER


@dataclass(frozen=True)
class Parent(Item):
    child: str
    parent: str
    how: How = How.BIRTH


@dataclass(frozen=True)
class Between(Item):
    """How it is between two."""

    one: str
    other: str
    feeling: Feeling


@dataclass(frozen=True)
class Genogram(Document):
    LETTER: ClassVar[str] = "g"
    LISTS: ClassVar[dict[str, type[Item]]] = {
        "people": Relative,
        "pairs": Pair,
        "parents": Parent,
        "between": Between,
    }
    people: tuple[Relative, ...] = ()
    pairs: tuple[Pair, ...] = ()
    parents: tuple[Parent, ...] = ()
    between: tuple[Between, ...] = ()

    def checked(self) -> "Genogram":
        keys_hold(self)
        if len(self.people) > MOST_PEOPLE:
            raise Refused(_("Familjekartan rymmer högst %(most)s.") % {"most": MOST_PEOPLE})
        if len(self.pairs) + len(self.parents) + len(self.between) > MOST_LINES:
            raise Refused(_("Familjekartan rymmer högst %(most)s streck.") % {"most": MOST_LINES})
        for each in self.people:
            _relative_holds(each)
        if sum(each.me for each in self.people) > 1:
            raise Refused(_("Bilden kan bara handla om en i familjen."))
        _lines_hold(self)
        _parents_hold(self)
        return self

    def one(self, key: str) -> Relative:
        return find(self.people, key)

    def parents_of(self, key: str) -> list[Parent]:
        return [each for each in self.parents if each.child == key]

    def children_of(self, key: str) -> list[Parent]:
        return [each for each in self.parents if each.parent == key]

    def pair_of(self, one: str, other: str) -> Pair | None:
        return next((each for each in self.pairs if {each.one, each.other} == {one, other}), None)

    def partners_of(self, key: str) -> Iterator[tuple[str, Pair]]:
        for each in self.pairs:
            if key in (each.one, each.other):
                yield (each.other if each.one == key else each.one), each


def _relative_holds(each: Relative) -> None:
    named(each.name, NAME, _("Namnet"))
    year(each.born)
    if not set(each.homes) <= set(HOMES) or len(set(each.homes)) != len(each.homes):
        raise Refused(_("Det hemmet finns inte."))
    if each.bare and (each.person or each.born or each.homes):
        raise Refused(
            _("Den som har skyddade uppgifter står bara med det namn som personen själv använder.")
        )


def _lines_hold(genogram: Genogram) -> None:
    keys = {each.key for each in genogram.people}
    for ends in (
        [(each.one, each.other) for each in genogram.pairs],
        [(each.one, each.other) for each in genogram.between],
    ):
        seen: set[frozenset[str]] = set()
        for pair in map(frozenset, ends):
            if not pair <= keys:
                raise Refused(_("Det du valde finns inte kvar i bilden."))
            if len(pair) < 2 or pair in seen:
                raise Refused(_("Ett streck går mellan två olika, och bara en gång."))
            seen.add(pair)


def _parents_hold(genogram: Genogram) -> None:
    keys = {each.key for each in genogram.people}
    seen = set()
    for each in genogram.parents:
        if not {each.child, each.parent} <= keys:
            raise Refused(_("Det du valde finns inte kvar i bilden."))
        if each.child == each.parent:
            raise Refused(
                _("%(name)s kan inte vara sin egen förälder.")
                % {"name": genogram.one(each.child).name}
            )
        if (each.child, each.parent) in seen:
            raise Refused(_("Det sambandet finns redan."))
        seen.add((each.child, each.parent))
    for person in genogram.people:
        if len(genogram.parents_of(person.key)) > MOST_PARENTS:
            raise Refused(
                _("%(name)s har redan %(most)s föräldrar i kartan.")
                % {"name": person.name, "most": MOST_PARENTS}
            )
    depth = _generations(genogram)
    if depth > MOST_GENERATIONS:
        raise Refused(
            _("Familjekartan visar högst %(most)s generationer.") % {"most": MOST_GENERATIONS}
        )


def _generations(genogram: Genogram) -> int:
    """How many generations there are.

    Raises:
        Refused: somebody is her own ancestor.
    """
    depth: dict[str, int] = {}
    way: list[str] = []

    def deep(key: str) -> int:
        if key in way:
            young, old = genogram.one(way[way.index(key)]), genogram.one(way[-1])
            raise Refused(
                _("%(one)s kan inte vara både förälder och barn i samma led som %(other)s.")
                % {"one": old.name, "other": young.name}
            )
        if key not in depth:
            way.append(key)
            above = [deep(each.parent) for each in genogram.parents_of(key)]
            way.pop()
            depth[key] = 1 + max(above, default=0)
        return depth[key]

    return max((deep(each.key) for each in genogram.people), default=0)


def year(text: str) -> str:
    """A year of birth, or nothing."""
    kept = text.strip()
    if kept and not (
        kept.isascii() and kept.isdigit() and len(kept) == 4 and int(kept) >= EARLIEST_YEAR
    ):
        raise Refused(_("Skriv födelseåret med fyra siffror, till exempel 2014."))
    return kept

"""Changing a genogram: each function gives a new one, checked as a whole."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from kollega.casework.picture.drawing import Refused, choice, named, put, without
from kollega.casework.picture.genogram import (
    HOMES,
    NAME,
    Between,
    Feeling,
    Genogram,
    How,
    Pair,
    Pairing,
    Parent,
    Relative,
    Sign,
    year,
)
from kollega.casework.picture.genogram_layout import levels


def begin(name: str, sign: str = Sign.OTHER) -> Genogram:
    """A genogram of one: the person that it is about."""
    genogram, key = Genogram().with_key()
    me = Relative(key, named(name, NAME, _("Namnet")), choice(Sign, sign), me=True)
    return replace(genogram, people=(me,)).checked()


def add(
    genogram: Genogram,
    *,
    name: str,
    relation: str,
    to: str,
    sign: str = Sign.OTHER,
    born: str = "",
    bare: bool = False,
    person: str = "",
) -> Genogram:
    """Somebody more, as parent, child, sibling or partner of somebody who is there."""
    beside = genogram.one(to)
    genogram, key = genogram.with_key()
    new = Relative(
        key,
        named(name, NAME, _("Namnet")),
        choice(Sign, sign),
        "" if bare else year(born),
        person="" if bare else person,
        bare=bare,
    )
    genogram = replace(genogram, people=(*genogram.people, new))
    match relation:
        case "parent":
            return parented(genogram, child=to, parent=key)
        case "child":
            return _child_of(genogram, key, to)
        case "sibling":
            above = genogram.parents_of(to)
            if not above:
                raise Refused(
                    _("Lägg först till en förälder till %(name)s. Syskon har en förälder ihop.")
                    % {"name": beside.name}
                )
            for each in above:
                if each.how is How.BIRTH:
                    genogram = parented(genogram, child=key, parent=each.parent)
            return genogram.checked()
        case "partner":
            return paired(genogram, to, key, Pairing.TOGETHER)
        case _:
            raise Refused(_("Det valet finns inte."))


def _child_of(genogram: Genogram, child: str, parent: str) -> Genogram:
    """The parent's child, and her partner's where she has exactly one."""
    genogram = parented(genogram, child=child, parent=parent)
    together = [key for key, pair in genogram.partners_of(parent) if pair.how is Pairing.TOGETHER]
    if len(together) == 1:
        genogram = parented(genogram, child=child, parent=together[0])
    return genogram


def parented(genogram: Genogram, *, child: str, parent: str, how: str = How.BIRTH) -> Genogram:
    """One is the other's parent; said again, it is how that changes."""
    known = next((each for each in genogram.parents_of(child) if each.parent == parent), None)
    if known is not None:
        changed = replace(known, how=choice(How, how))
        return replace(genogram, parents=put(genogram.parents, changed)).checked()
    genogram, key = genogram.with_key()
    new = Parent(key, child, parent, choice(How, how))
    return replace(genogram, parents=(*genogram.parents, new)).checked()


def paired(genogram: Genogram, one: str, other: str, how: str) -> Genogram:
    """The two are or were a couple; said again, it is how that changes."""
    known = genogram.pair_of(one, other)
    if known is not None:
        changed = replace(known, how=choice(Pairing, how))
        return replace(genogram, pairs=put(genogram.pairs, changed)).checked()
    genogram, key = genogram.with_key()
    new = Pair(key, one, other, choice(Pairing, how))
    return replace(genogram, pairs=(*genogram.pairs, new)).checked()


def felt(genogram: Genogram, one: str, other: str, feeling: str) -> Genogram:
    """How it is between the two; said again, it changes."""
    rest = tuple(each for each in genogram.between if {each.one, each.other} != {one, other})
    genogram, key = replace(genogram, between=rest).with_key()
    new = Between(key, one, other, choice(Feeling, feeling))
    return replace(genogram, between=(*rest, new)).checked()


def unlinked(genogram: Genogram, key: str) -> Genogram:
    """Without that line, whichever kind it is."""
    kept: dict[str, Any] = {
        name: without(getattr(genogram, name), key) for name in ("pairs", "parents", "between")
    }
    after = replace(genogram, **kept)
    if after == genogram:
        raise Refused(_("Det du valde finns inte kvar i bilden."))
    return after.checked()


def described(
    genogram: Genogram,
    key: str,
    *,
    name: str,
    sign: str,
    born: str,
    dead: bool,
    homes: tuple[str, ...],
    bare: bool = False,
) -> Genogram:
    """What stands about somebody."""
    known = genogram.one(key)
    changed = replace(
        known,
        name=named(name, NAME, _("Namnet")),
        sign=choice(Sign, sign),
        born="" if bare else year(born),
        dead=dead,
        homes=() if bare else tuple(each for each in HOMES if each in homes),
        person="" if bare else known.person,
        bare=bare,
    )
    return replace(genogram, people=put(genogram.people, changed)).checked()


def moved(genogram: Genogram, key: str, steps: int) -> Genogram:
    """Somebody stands earlier (−1) or later (1) among those of the same generation."""
    level = levels(genogram)
    here = genogram.one(key)
    row = [each for each in genogram.people if level[each.key] == level[key]]
    at = row.index(here) + (1 if steps > 0 else -1)
    if not 0 <= at < len(row):
        return genogram
    there = row[at]
    swap = {here.key: there, there.key: here}
    return replace(
        genogram, people=tuple(swap.get(each.key, each) for each in genogram.people)
    ).checked()


def removed(genogram: Genogram, key: str) -> Genogram:
    """Without that one, and every line to it."""
    if genogram.one(key).me:
        raise Refused(_("Den som bilden handlar om kan inte tas bort."))

    def clear(*ends: str) -> bool:
        return key not in ends

    return replace(
        genogram,
        people=without(genogram.people, key),
        pairs=tuple(each for each in genogram.pairs if clear(each.one, each.other)),
        parents=tuple(each for each in genogram.parents if clear(each.child, each.parent)),
        between=tuple(each for each in genogram.between if clear(each.one, each.other)),
    ).checked()

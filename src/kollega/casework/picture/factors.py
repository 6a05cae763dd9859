"""Risk and protection around somebody, on three levels. Each risk asks what protects against it."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.casework.picture.drawing import (
    Change,
    Document,
    Item,
    Line,
    Refused,
    choice,
    find,
    keys_hold,
    named,
    put,
    without,
)

MOST = 40
TEXT = 160


class Side(StrEnum):
    RISK = "risk"
    PROTECTION = "protection"


class Level(StrEnum):
    """Where it sits: in the person, the family, or what is around them."""

    SELF = "self"
    FAMILY = "family"
    AROUND = "around"


SIDES = {
    Side.RISK: gettext_lazy("Riskfaktor"),
    Side.PROTECTION: gettext_lazy("Skyddsfaktor"),
}
LEVELS = {
    Level.SELF: gettext_lazy("Hos personen själv"),
    Level.FAMILY: gettext_lazy("I familjen"),
    Level.AROUND: gettext_lazy("Runt omkring"),
}
EXAMPLES = {
    Level.SELF: gettext_lazy("till exempel hälsa, sömn, att ha ord för det som känns"),
    Level.FAMILY: gettext_lazy("till exempel vem som finns där, rutiner, boende, pengar"),
    Level.AROUND: gettext_lazy("till exempel skola, vänner, fritid, arbete, grannskap"),
}


@dataclass(frozen=True)
class Factor(Item):
    """A risk or a protection. A risk is met by protections, or by 'none found yet'."""

    text: str
    side: Side
    level: Level
    met_by: tuple[str, ...] = ()
    none_found: bool = False

    @property
    def is_open(self) -> bool:
        """A risk to which nothing has been said yet."""
        return self.side is Side.RISK and not self.met_by and not self.none_found


@dataclass(frozen=True)
class Factors(Document):
    LETTER: ClassVar[str] = "f"
    LISTS: ClassVar[dict[str, type[Item]]] = {"factors": Factor}
    factors: tuple[Factor, ...] = ()

    def checked(self) -> "Factors":
        keys_hold(self)
        if len(self.factors) > MOST:
            raise Refused(_("Här ryms högst %(most)s. Det viktigaste räcker.") % {"most": MOST})
        protecting = {each.key for each in self.on(Side.PROTECTION)}
        for each in self.factors:
            named(each.text, TEXT, _("Texten"))
            if not set(each.met_by) <= protecting or len(set(each.met_by)) != len(each.met_by):
                raise Refused(_("Det du valde finns inte kvar i bilden."))
            if each.side is Side.PROTECTION and (each.met_by or each.none_found):
                raise Refused(_("Bara en riskfaktor möts av något."))
            if each.met_by and each.none_found:
                raise Refused(_("Antingen finns det ett skydd, eller så är inget funnet än."))
        return self

    def on(self, side: Side, level: Level | None = None) -> list[Factor]:
        """Those of one side, perhaps of one level."""
        return [each for each in self.factors if each.side is side and level in (None, each.level)]

    @property
    def still_open(self) -> list[Factor]:
        """Risks that ask: what protects here?"""
        return [each for each in self.factors if each.is_open]


def add(factors: Factors, *, text: str, side: str, level: str, meets: str = "") -> Factors:
    """A risk, or a protection; `meets` is the risk that the protection is an answer to."""
    factors, key = factors.with_key()
    new = Factor(key, named(text, TEXT, _("Texten")), choice(Side, side), choice(Level, level))
    factors = replace(factors, factors=(*factors.factors, new))
    if meets:
        return met(factors, meets, key)
    return factors.checked()


def met(factors: Factors, risk: str, protection: str) -> Factors:
    """This protects against that."""
    found = _risk(factors, risk)
    by = tuple(dict.fromkeys((*found.met_by, protection)))
    return _with(factors, replace(found, met_by=by, none_found=False))


def unmet(factors: Factors, risk: str, protection: str) -> Factors:
    """It does not, after all."""
    found = _risk(factors, risk)
    return _with(
        factors, replace(found, met_by=tuple(each for each in found.met_by if each != protection))
    )


def none_found(factors: Factors, risk: str) -> Factors:
    """We have looked, and found nothing that protects yet; pressed again it is open once more."""
    found = _risk(factors, risk)
    return _with(factors, replace(found, met_by=(), none_found=not found.none_found))


def changed(factors: Factors, key: str, *, text: str, level: str) -> Factors:
    """Other words, or another level."""
    found = find(factors.factors, key)
    return _with(
        factors, replace(found, text=named(text, TEXT, _("Texten")), level=choice(Level, level))
    )


def removed(factors: Factors, key: str) -> Factors:
    """Without that one; a risk that it protected against asks again."""
    find(factors.factors, key)
    rest = tuple(
        replace(each, met_by=tuple(one for one in each.met_by if one != key))
        for each in without(factors.factors, key)
    )
    return replace(factors, factors=rest).checked()


def _risk(factors: Factors, key: str) -> Factor:
    found = find(factors.factors, key)
    if found.side is not Side.RISK:
        raise Refused(_("Bara en riskfaktor möts av något."))
    return found


def _with(factors: Factors, one: Factor) -> Factors:
    return replace(factors, factors=put(factors.factors, one)).checked()


# --- In words ---------------------------------------------------------------------------------------


def lines(factors: Factors) -> list[Line]:
    """Level by level: what is a risk, what meets it, and what else protects."""
    text = {each.key: each.text for each in factors.factors}
    found = []
    for level in Level:
        for each in factors.on(Side.RISK, level) + factors.on(Side.PROTECTION, level):
            words = [str(SIDES[each.side]).lower()]
            if each.met_by:
                by = ", ".join(text[one] for one in each.met_by)
                words.append(_("möts av: %(what)s") % {"what": by})
            elif each.none_found:
                words.append(_("inget skydd funnet än"))
            elif each.is_open:
                words.append(_("vad skyddar här?"))
            found.append(Line(each.key, each.text, tuple(words), str(LEVELS[level])))
    return found


def changes(before: Factors, after: Factors) -> list[Change]:
    """What differs between two versions, in words."""
    old = {each.key: each for each in before.factors}
    new = {each.key: each for each in after.factors}
    found = []
    for each in after.factors:
        known = old.get(each.key)
        side = SIDES[each.side]
        if known is None:
            words = _("Ny %(side)s: %(text)s.") % {"side": str(side).lower(), "text": each.text}
            found.append(Change(each.key, "new", words))
            continue
        if known.text != each.text:
            words = _("”%(before)s” står nu som ”%(after)s”.") % {
                "before": known.text,
                "after": each.text,
            }
            found.append(Change(each.key, "other", words))
        if not known.met_by and each.met_by:
            words = _("”%(text)s” har fått ett skydd.") % {"text": each.text}
            found.append(Change(each.key, "other", words))
        if known.met_by and not each.met_by:
            words = _("”%(text)s” har inget skydd längre.") % {"text": each.text}
            found.append(Change(each.key, "other", words))
    for each in before.factors:
        if each.key not in new:
            words = _("Inte längre med: %(text)s.") % {"text": each.text}
            found.append(Change(each.key, "gone", words))
    return found

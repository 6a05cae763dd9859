"""How demand is said in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kollega.competence.demand.pressure import Pressed, Sign, Told
from kollega.core import quarters
from kollega.core.quarters import Quarter
from kollega.core.suppression import LEAST
from kollega.ui.parts import StateKind

FEW = "<5"
SIGNS = {
    Sign.NOBODY: gettext_lazy("många frågor, ingen som kan"),
    Sign.FEW: gettext_lazy("många frågor, få som kan"),
    Sign.CASES: gettext_lazy("många ärenden, få som kan"),
    Sign.VAIN: gettext_lazy("söks utan svar"),
    Sign.RISING: gettext_lazy("ökar"),
    Sign.ENOUGH: gettext_lazy("de som kan räcker till"),
}
KINDS: dict[Sign, StateKind] = {
    Sign.NOBODY: "bad",
    Sign.FEW: "bad",
    Sign.CASES: "bad",
    Sign.VAIN: "mind",
    Sign.RISING: "mind",
    Sign.ENOUGH: "good",
}


def period(told: Told) -> str:
    """'juli–september 2026'."""
    return quarters.in_words(told.first.first, told.last.last)


def short(quarter: Quarter) -> str:
    """'kv 3 2026', for the head of a column."""
    return _("kv %(number)s %(year)s") % {"number": quarter.number, "year": quarter.year}


def advice(count: int) -> str:
    """'14 frågor och samtal'."""
    return _("%(count)s frågor och samtal") % {"count": count}


def cases(line: Pressed) -> str:
    """New cases in a year, at least; '<5' where what was told took longer to become five."""
    if not line.measures.cases:
        return ""
    return str(int(line.cases_a_year)) if line.cases_a_year >= LEAST else FEW


def each(number: float) -> str:
    """'3,5': with one decimal under ten."""
    if number >= 10 or number == int(number):
        return str(int(number))
    return f"{number:.1f}".replace(".", ",")


def able(count: int) -> str:
    """'3 klarar området på egen hand'."""
    if not count:
        return _("ingen klarar området på egen hand")
    return _("%(count)s klarar området på egen hand") % {"count": count}


def missed(words: int, people: int) -> str:
    """'2 ord har sökts förgäves av minst 5 personer vart och ett'."""
    if not words:
        return ""
    return ngettext(
        "%(words)s ord har sökts förgäves, av minst %(people)s personer",
        "%(words)s ord har sökts förgäves, av minst %(least)s personer vart och ett",
        words,
    ) % {"words": words, "people": people, "least": LEAST}


def sentence(line: Pressed) -> str:
    """One sentence on an area: what is asked for, and who can."""
    parts = []
    if line.measures.advice:
        last = line.measures.advice[-1]
        parts.append(
            _("%(advice)s %(period)s") % {"advice": advice(last.count), "period": period(last)}
        )
    else:
        parts.append(_("Färre än fem frågor och samtal på två år"))
    parts.append(able(line.able))
    return ", ".join(parts) + "."


def target_hint(line: Pressed, told: Told) -> str:
    """'Mål 1, men 14 frågor och samtal på ett kvartal'."""
    return _("Målet är %(floor)s, men det kom %(advice)s på ett kvartal (%(period)s).") % {
        "floor": line.row.floors.shared,
        "advice": advice(told.count),
        "period": period(told),
    }

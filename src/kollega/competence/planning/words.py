"""Planning in words: amounts, targets, steps, reasons, and how sure a proposal is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kollega.competence.models import Level, PlanProposal
from kollega.competence.planning.building import GROUP

HARD = "\N{NO-BREAK SPACE}"
Goal = PlanProposal.Goal
MOST_TOLD = 0.5
"""A gap above this says nothing but that time was short."""

GOOD_AT = {
    Goal.CHEAPEST: gettext_lazy("Når målen till lägsta kostnad."),
    Goal.LEAST_TRAVEL: gettext_lazy("Når målen med så lite tid på vägarna som möjligt."),
    Goal.ROBUST: gettext_lazy("Når målen så att de håller också när någon slutar."),
}
NEARLY = {
    Goal.CHEAPEST: gettext_lazy("Kommer så nära målen som det gick, till låg kostnad."),
    Goal.LEAST_TRAVEL: gettext_lazy("Kommer så nära målen som det gick, med lite tid på vägarna."),
    Goal.ROBUST: gettext_lazy(
        "Kommer så nära målen som det gick, så att de håller om någon slutar."
    ),
}
MEASURES = (
    (
        "largest",
        gettext_lazy("Ingen ska bära mycket mer än de andra"),
        gettext_lazy(
            "Den kommun som betalar och arbetar mest, räknat på invånare, ska göra det så lite som möjligt."
        ),
    ),
    (
        "spread",
        gettext_lazy("Alla ska bära ungefär lika"),
        gettext_lazy("Skillnaden mellan den som bär mest och de andra ska vara liten."),
    ),
    (
        "proportional",
        gettext_lazy("Var och en efter sina invånare"),
        gettext_lazy(
            "Så lite som möjligt ska ligga hos dem som bär mer än sin andel av invånarna."
        ),
    ),
    (
        "none",
        gettext_lazy("Det spelar ingen roll vem som betalar"),
        gettext_lazy("Bara summan räknas."),
    ),
)
CAN = {
    Level.NOT_MINE: gettext_lazy("är med"),
    Level.ORIENTED: gettext_lazy("är orienterade"),
    Level.WITH_SUPPORT: gettext_lazy("klarar det med stöd"),
    Level.INDEPENDENT: gettext_lazy("klarar det på egen hand"),
    Level.CAN_SUPERVISE: gettext_lazy("kan handleda"),
}
MEANS = {
    "courses": gettext_lazy("Kurs"),
    "shadowing": gettext_lazy("Skuggning"),
    "supervision": gettext_lazy("Handledning i grupp"),
    "recruitment": gettext_lazy("Rekrytering"),
    "moved_duty": gettext_lazy("Annan kommun tar över"),
    "lending": gettext_lazy("Lånad kollega"),
}
"""What each of `asked.MEANS` is called."""
TROUBLES = {
    "crashed": gettext_lazy(
        "Sökningen bröts. Den kan ha behövt mer minne än datorn har. Pröva igen, eller med kortare tid."
    ),
    "nothing": gettext_lazy("Inget område har något mål. Sätt mål på kartan först."),
    "late": gettext_lazy("Sökningen blev inte klar i tid. Pröva igen."),
    "basis": gettext_lazy(
        "Underlaget går inte att räkna på: två kurser kräver varandra, eller ett steg är både behållet och borttaget."
    ),
}


def trouble(why: str) -> str:
    """Why a search was broken off."""
    return str(TROUBLES.get(why, _("Sökningen bröts av ett fel. Felet är noterat. Pröva igen.")))


def kronor(amount: int) -> str:
    """'1 200 000 kr', with hard spaces."""
    return f"{amount:,} kr".replace(",", HARD).replace(" ", HARD)


def hours(minutes: int) -> str:
    """Minutes as whole hours; under one hour as minutes."""
    if 0 < minutes < 60:
        return _("%(n)s minuter") % {"n": minutes}
    count = round(minutes / 60)
    told = f"{count:,}".replace(",", HARD)
    return ngettext("%(n)s timme", "%(n)s timmar", count) % {"n": told}


def percent(share: float) -> str:
    """'4 %', small ones with a decimal: '0,4 %'."""
    value = 100 * share
    told = f"{value:.1f}".replace(".", ",") if value < 10 else f"{value:.0f}"
    return f"{told.removesuffix(',0')}{HARD}%"


def good_at(goal: str, figures: Mapping[str, Any]) -> str:
    """What a proposal is good at; one that does not reach every target does not say that it does."""
    texts = NEARLY if figures.get("short") else GOOD_AT
    return str(texts[Goal(goal)])


def from_best(goal: str | None, gap: float) -> str:
    """'som mest 4 % dyrare än det billigaste som är möjligt'."""
    if goal == Goal.CHEAPEST:
        text = _("som mest %(share)s dyrare än det billigaste som är möjligt")
    else:
        text = _("som mest %(share)s från det bästa som är möjligt")
    return text % {"share": percent(gap)}


def proven(plan: Mapping[str, Any], *, stopped: bool = False) -> str:
    """How sure it is that nothing is better, in a sentence. `stopped`: somebody ended the search."""
    match plan["status"]:
        case "optimal":
            return _("Inget annat förslag är bättre. Det är bevisat.")
        case "feasible":
            return _how_near(plan["goal"], plan["gap"])
        case "infeasible":
            return _("Målen går inte att nå tillsammans. Det är bevisat.")
        case _ if stopped:
            return _("Sökningen stoppades innan det fanns något förslag.")
        case _:
            return _("Inget förslag hittades på den tid som fanns.")


def _how_near(goal: str, gap: float | None) -> str:
    if gap is None:
        return _("Gjort på samma sätt som för hand. Hur nära det bästa det är vet ingen.")
    if gap > MOST_TOLD:
        return _("Tiden räckte inte för att visa hur nära det bästa det är. Sök längre.")
    return _("%(sentence)s.") % {"sentence": upper(from_best(goal, gap))}


def upper(text: str) -> str:
    """With a capital first, the rest as it is."""
    return text[:1].upper() + text[1:]


def listed(names: Iterable[str]) -> str:
    """'Granåker, Storavan och Källfors'."""
    *first, last = list(names) or [""]
    if not first:
        return last
    return _("%(first)s och %(last)s") % {"first": ", ".join(first), "last": last}


@dataclass(frozen=True)
class Speaker:
    """Says targets and steps of one proposal. `own`: opaque id → name, of the reader's own staff alone."""

    figures: Mapping[str, Any]
    own: Mapping[str, str] = field(default_factory=dict)

    def name(self, id_: str | None) -> str:
        """What an area, a municipality or a means is called."""
        return str(self.figures["names"].get(id_ or "", id_ or ""))

    def who(self, person: str | None) -> str:
        """A name where the reader may have it, else 'kollega 3 i Granåker'."""
        if person in self.own:
            return self.own[person or ""]
        town, number = self.figures["people"].get(person or "", ("", 0))
        return _("kollega %(number)s i %(town)s") % {"number": number, "town": self.name(town)}

    def demand(self, demand: Mapping[str, Any], *, with_area: bool = True) -> str:
        """A target: 'minst 2 i Granåker klarar Heder på egen hand'."""
        told = {
            "n": demand["count"],
            "town": self.name(demand["municipality"]),
            "area": self.name(demand["area"]),
            "level": str(CAN[Level(demand["level"])]),
        }
        match demand["kind"]:
            case "local":
                text = _("minst %(n)s i %(town)s som %(level)s")
            case "host":
                text = _("en stödkommun där minst %(n)s %(level)s")
            case _:
                text = _("minst %(n)s i samverkan som %(level)s")
        said = text % told
        if with_area:
            return _("%(area)s: %(target)s") % {"area": told["area"], "target": said}
        return said

    def step(self, step: Mapping[str, Any], about: Mapping[str, Any]) -> str:
        """A step as a sentence."""
        areas = [self.name(each) for each in about["areas"]]
        told = {
            "who": self.who(step["person"]),
            "means": self.name(step["means"]),
            "area": listed(areas[:3]) if len(areas) < 4 else _("flera områden"),
            "level": str(Level(about["level"]).label),
            "town": self.name(step["municipality"]),
            "taker": self.name(step["taker"]),
            "by": self.who(step["supervisor"]) if step["supervisor"] else "",
        }
        texts = {
            "course": _("%(who)s går %(means)s och når nivån ”%(level)s” i %(area)s."),
            "shadowing": _("%(who)s går bredvid %(by)s och når nivån ”%(level)s” i %(area)s."),
            "supervision": _("%(who)s är med i %(means)s och når nivån ”%(level)s” i %(area)s."),
            "group": _(
                "%(who)s är med i en handledningsgrupp och når nivån ”%(level)s” i %(area)s."
            ),
            "recruitment": _("%(town)s anställer på en tom tjänst: %(means)s."),
            "moved_duty": _("%(taker)s tar över %(area)s från %(town)s, och fortsätter med det."),
            "lending": _("%(who)s arbetar en del av sin tid med %(area)s i %(town)s."),
        }
        kind = "group" if step["means"].startswith(GROUP) else step["kind"]
        return upper(texts[kind] % told)

    def facts(self, step: Mapping[str, Any]) -> str:
        """'2027 · 12 000 kr · 24 timmar · 3 timmar på vägen'."""
        told = [str(step["year"])]
        if step["cost"]:
            told.append(kronor(step["cost"]))
        if step["minutes"]:
            told.append(hours(step["minutes"]))
        if step["travel_minutes"]:
            told.append(_("%(hours)s på vägen") % {"hours": hours(step["travel_minutes"])})
        return " · ".join(told)

    def reasons(self, reason: Mapping[str, Any], under: str = "") -> list[str]:
        """Why a step stands in the plan, a sentence each. It is shown under an area, which is not said again."""
        said = []
        if reason["fails"]:
            said.append(
                _("Utan steget nås inte målet: %(target)s.") % self._first(reason["fails"], under)
            )
        elif reason["fragile"]:
            text = _("Utan steget hänger målet på en enda person: %(target)s.")
            said.append(text % self._first(reason["fragile"], under))
        if reason["locked"]:
            said.append(_("Ni har bestämt att steget ska vara kvar."))
        elif not said:
            said.append(
                _("Inget mål faller om bara det här steget tas bort, men det behövs med de andra.")
            )
        if reason["carries"]:
            count = len(reason["carries"])
            text = ngettext(
                "%(n)s annat steg bygger på det.", "%(n)s andra steg bygger på det.", count
            )
            said.append(text % {"n": count})
        return said

    def _first(self, demands: list[Mapping[str, Any]], under: str) -> dict[str, str]:
        """The first target, and how many more; the years of one target count as one."""
        distinct: dict[tuple[Any, ...], Mapping[str, Any]] = {}
        for each in demands:
            distinct.setdefault((each["target"], each["municipality"]), each)
        first, *rest = distinct.values()
        text = self.demand(first, with_area=first["area"] != under)
        if rest:
            more = ngettext(
                "%(target)s, och %(n)s mål till", "%(target)s, och %(n)s mål till", len(rest)
            )
            text = more % {"target": text, "n": len(rest)}
        return {"target": text}

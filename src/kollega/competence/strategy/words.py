"""How a strategy document is said in words: goals, measures, costs, who decides. Reads nothing."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kollega.competence.strategy.contents import (
    Contents,
    Goal,
    GoalKind,
    Measure,
    MeasureKind,
    Role,
    Stand,
)

HARD_SPACE = "\N{NO-BREAK SPACE}"

KINDS = {
    MeasureKind.COURSE: gettext_lazy("Kurs"),
    MeasureKind.SHADOWING: gettext_lazy("Skuggning"),
    MeasureKind.SUPERVISION: gettext_lazy("Handledning i grupp"),
    MeasureKind.RECRUITMENT: gettext_lazy("Rekrytering"),
    MeasureKind.MOVED_DUTY: gettext_lazy("Annan kommun tar över"),
    MeasureKind.LENDING: gettext_lazy("Lånad kollega"),
}
ROLES = {
    Role.MANAGER: gettext_lazy("Chefen i kommunen"),
    Role.BOTH_MANAGERS: gettext_lazy("Cheferna i båda kommunerna"),
    Role.COORDINATOR: gettext_lazy("Samordnaren"),
    Role.DIRECTOR: gettext_lazy("Förvaltningschefen"),
}
DECIDES = {
    MeasureKind.COURSE: gettext_lazy("Kommunen, inom sin budget för lärande"),
    MeasureKind.SHADOWING: gettext_lazy("Kommunen, tillsammans med den som handleder"),
    MeasureKind.SUPERVISION: gettext_lazy("Alla kommuner tillsammans, för kostnaden delas"),
    MeasureKind.RECRUITMENT: gettext_lazy("Kommunen som anställer"),
    MeasureKind.MOVED_DUTY: gettext_lazy("Båda kommunerna, genom ett avtal"),
    MeasureKind.LENDING: gettext_lazy("Båda kommunerna, genom en överenskommelse"),
}
CHOSEN = {
    "cheapest": gettext_lazy("det billigaste av tre förslag"),
    "least_travel": gettext_lazy("det av tre förslag som ger minst resor"),
    "robust": gettext_lazy("det av tre förslag som bäst tål att någon slutar"),
}


def thousands(number: int) -> str:
    return f"{number:,}".replace(",", HARD_SPACE)


def kronor(amount: int) -> str:
    """'12 500 kr'."""
    return f"{thousands(amount)}{HARD_SPACE}kr"


def hours(count: int) -> str:
    """'1 timme', '120 timmar'."""
    said = ngettext("%(n)s timme", "%(n)s timmar", count)
    return said % {"n": thousands(count)}


def people(count: int) -> str:
    """'1 person', '4 personer'."""
    return ngettext("%(n)s person", "%(n)s personer", count) % {"n": thousands(count)}


def listed(names: Iterable[str]) -> str:
    """'Granåker, Storavan och Ånäs'."""
    *first, last = [*names] or [""]
    if not first:
        return last
    return _("%(first)s och %(last)s") % {"first": ", ".join(first), "last": last}


def years(first: int, last: int) -> str:
    """'2027' or '2027–2029'."""
    return str(first) if first == last else f"{first}–{last}"


# --- Goals ----------------------------------------------------------------------------------------


def able(level: int, count: int) -> str:
    """What so many can, after 'minst 2': 'klarar det på egen hand'."""
    told = {
        1: ngettext("är orienterad", "är orienterade", count),
        2: _("arbetar med stöd"),
        3: _("klarar det på egen hand"),
        4: _("kan handleda"),
    }
    return told.get(level, told[3])


def goal(each: Goal) -> str:
    """A goal in one sentence, without its area."""
    told = {"count": each.count, "can": able(each.level, each.count), "year": each.from_year}
    said = {
        GoalKind.LOCAL: _(
            "I varje kommun: minst %(count)s som %(can)s, senast i slutet av %(year)s."
        ),
        GoalKind.COLLABORATION: _(
            "I hela samverkan: minst %(count)s som %(can)s, senast i slutet av %(year)s."
        ),
        GoalKind.SUPERVISORS: _(
            "I hela samverkan: minst %(count)s som %(can)s, senast i slutet av %(year)s."
        ),
        GoalKind.HOST: _(
            "I en stödkommun: minst %(count)s som %(can)s, senast i slutet av %(year)s."
        ),
    }
    return said[each.kind] % told


def short_goal(each: Goal) -> str:
    """'minst 2 i varje kommun som klarar det på egen hand', inside another sentence."""
    told = {"count": each.count, "can": able(each.level, each.count)}
    said = {
        GoalKind.LOCAL: _("minst %(count)s i varje kommun som %(can)s"),
        GoalKind.COLLABORATION: _("minst %(count)s i samverkan som %(can)s"),
        GoalKind.SUPERVISORS: _("minst %(count)s i samverkan som %(can)s"),
        GoalKind.HOST: _("minst %(count)s i stödkommunen som %(can)s"),
    }
    return said[each.kind] % told


def now(each: Goal, names: dict[str, str]) -> str:
    """How it is today: how many there are, or where they are lacking."""
    if each.kind is GoalKind.LOCAL:
        return _now_locally(each, names)
    stand = each.stands[0] if each.stands else None
    if stand is None:
        return ""
    told = {"now": stand.now, "town": names.get(stand.place, "")}
    if each.kind is GoalKind.HOST:
        return _("%(town)s har %(now)s.") % told
    return _("I dag finns %(now)s.") % told


def _now_locally(each: Goal, names: dict[str, str]) -> str:
    lacking = each.lacking_now
    if not lacking:
        return _("Alla kommuner har det redan.")
    if len(each.stands) == 1:
        told = {"town": names.get(lacking[0].place, ""), "now": lacking[0].now}
        return _("I %(town)s finns %(now)s i dag.") % told
    if len(lacking) == len(each.stands):
        return _("Ingen kommun har det än.")
    return _("Saknas i %(towns)s.") % {"towns": listed(_towns(lacking, names))}


def then(each: Goal, names: dict[str, str]) -> str:
    """What the measures lead to."""
    short = [stand for stand in each.stands if stand.short]
    moved = [stand for stand in each.stands if stand.moved_to]
    if short:
        if each.kind is GoalKind.LOCAL:
            return _("Nås inte i %(towns)s med de medel som finns.") % {
                "towns": listed(_towns(short, names))
            }
        return _("Nås inte fullt ut: %(n)s saknas.") % {"n": max(stand.short for stand in short)}
    said = _("Nås redan.") if not each.lacking_now else _("Nås med åtgärderna.")
    taking = dict.fromkeys((stand.moved_to, stand.place) for stand in moved)
    for taker, giver in taking:
        said += " " + _("%(taker)s tar över åt %(giver)s.") % {
            "taker": names.get(taker, ""),
            "giver": names.get(giver, ""),
        }
    return said


def _towns(stands: Iterable[Stand], names: dict[str, str]) -> list[str]:
    return [names.get(each.place, each.place) for each in stands]


# --- Measures -------------------------------------------------------------------------------------


def measure(each: Measure, names: dict[str, str]) -> str:
    """What is done, in one sentence: who (by municipality), how many and when."""
    told = {
        "name": each.name,
        "people": people(each.people),
        "town": names.get(each.place, ""),
        "others": listed(names.get(other, "") for other in each.others),
        "years": years(each.year, each.last_year),
    }
    said: dict[MeasureKind, Callable[[], str]] = {
        MeasureKind.COURSE: lambda: _("%(people)s från %(town)s går kursen ”%(name)s”."),
        MeasureKind.SHADOWING: lambda: (
            _("%(people)s från %(town)s går bredvid en erfaren kollega i %(others)s.")
            if each.others
            else _("%(people)s i %(town)s går bredvid en erfaren kollega på hemmaplan.")
        ),
        MeasureKind.SUPERVISION: lambda: (
            _("%(people)s från %(town)s är med i en handledningsgrupp.")
            if each.name == str(KINDS[MeasureKind.SUPERVISION])
            else _("%(people)s från %(town)s är med i handledningsgruppen ”%(name)s”.")
        ),
        MeasureKind.RECRUITMENT: lambda: _("%(town)s anställer %(people)s: %(name)s."),
        MeasureKind.MOVED_DUTY: lambda: _("%(others)s tar över området åt %(town)s."),
        MeasureKind.LENDING: lambda: _("%(town)s lånar %(people)s av %(others)s."),
    }
    return said[each.kind]() % told


def cost(each: Measure) -> str:
    """What it costs: for a group, that the cost is shared."""
    if each.kind is MeasureKind.SUPERVISION:
        return _("Kostnaden delas av alla")
    return kronor(each.cost)


def why(each: Measure, contents: Contents) -> str:
    """Which goals it is for."""
    areas = contents.area_names

    def said(numbers: Iterable[int]) -> str:
        known = [contents.goals[number] for number in numbers if number < len(contents.goals)]
        by_area = dict.fromkeys(f"{areas.get(one.area, '')} ({short_goal(one)})" for one in known)
        return listed(by_area)

    if each.goals:
        return _("Utan åtgärden nås inte: %(goals)s.") % {"goals": said(each.goals)}
    if each.firmer:
        return _("Utan åtgärden hänger det på en enda person: %(goals)s.") % {
            "goals": said(each.firmer)
        }
    return _("Bidrar tillsammans med andra åtgärder.")


# --- Costs ----------------------------------------------------------------------------------------


def fairness(contents: Contents) -> str:
    """How what it costs is shared, in words."""
    return {
        "largest": _(
            "Den kommun som bär mest per invånare ska bära så lite som möjligt. Det har vägts in när"
            " åtgärderna valdes."
        ),
        "spread": _(
            "Kommunerna ska bära ungefär lika mycket per invånare. Det har vägts in när åtgärderna"
            " valdes."
        ),
        "proportional": _(
            "Ingen kommun ska bära mer än sin andel av invånarna. Det har vägts in när åtgärderna"
            " valdes."
        ),
    }.get(
        contents.fairness,
        _("Hur bördan fördelas mellan kommunerna har inte vägts in när åtgärderna valdes."),
    )


def share(part: int, whole: int) -> str:
    """'12 %'."""
    return f"{round(100 * part / whole) if whole else 0}{HARD_SPACE}%"


def whose_hours(measures: Iterable[Measure]) -> str:
    """Why the hours of the measures are more than the municipality's own; empty where they are not."""
    if not any(each.others and each.hours for each in measures):
        return ""
    return _(
        "I arbetstiden för en åtgärd ingår också timmarna för den som handleder i en annan kommun. De"
        " räknas till den kommunens arbetstid."
    )


def bears(contents: Contents, place: str) -> str:
    """'31 kr per invånare, 12 % av kostnaden med 9 % av invånarna'."""
    inhabitants = {each.id: each.inhabitants for each in contents.places}
    all_of_them, here = sum(inhabitants.values()), inhabitants.get(place, 0)
    mine = contents.cost_of(place)
    if not here or not all_of_them:
        return ""
    each = round(mine / here)
    told = {
        "each": thousands(each) if each or not mine else _("mindre än 1"),
        "share": round(100 * mine / contents.cost) if contents.cost else 0,
        "people": round(100 * here / all_of_them),
    }
    return (
        _("%(each)s kr per invånare: %(share)s %% av kostnaden med %(people)s %% av invånarna")
        % told
    )


def proof(gap: float | None) -> str:
    """How sure it is that nothing is cheaper."""
    if gap is None:
        return ""
    if gap <= 0:
        return _("Det är visat att inget annat urval av åtgärder är bättre.")
    return _("Ett bättre urval kan finnas, men det är som mest %(n)s procent bättre.") % {
        "n": f"{100 * gap:.1f}".replace(".", ",")
    }

"""The strategy document and its yearly follow-up on paper: PDF/UA, for the boards."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kollega.competence.models import StrategyText
from kollega.competence.strategy import words
from kollega.competence.strategy.contents import Contents, Goal, Measure
from kollega.competence.strategy.documents import title
from kollega.competence.strategy.queries import Sheet
from kollega.competence.strategy.today import GoalToday
from kollega.core import clock
from kollega.paper import pdf
from kollega.ui.parts import Table

DOCUMENT = Path(__file__).with_name("document.typ")
FOLLOW_UP = Path(__file__).with_name("follow_up.typ")
Part = StrategyText.Part


def document(sheet: Sheet, *, owner: str, place: str = "") -> bytes:
    """The whole document; with a municipality that one's own part first."""
    return pdf(DOCUMENT, document_data(sheet, owner=owner, place=place))


def document_data(sheet: Sheet, *, owner: str, place: str = "") -> dict[str, Any]:
    """What the template is given. Nobody is named in it."""
    contents = sheet.contents
    row = sheet.row
    years = words.years(row.first_year, row.last_year)
    return {
        "title": title({"years": years, "number": row.number}),
        "owner": owner,
        "date": f"{clock.today():%Y-%m-%d}",
        "lang": (get_language() or "sv")[:2],
        "state": _state(sheet),
        "preface": {"title": _("Förord"), "text": sheet.preface},
        "own": _own(sheet, place) if place else None,
        "common": _("Gemensamt för alla kommuner"),
        "goals": _goals(sheet, _told(sheet)),
        "met": _met(sheet),
        "measures": _measures(contents, sheet.measures, town=True),
        "costs": _costs(sheet),
        "deciding": _deciding(sheet),
        "boards": _boards(sheet),
        "days": {
            "title": _("Uppföljning"),
            "text": _("Strategin följs upp %(days)s. Varje kommun säger hur dess åtgärder går.")
            % {"days": words.listed(f"{day:%Y-%m-%d}" for day in row.follow_up_days)},
        },
        "end": _("Ingen person nämns i strategin. En siffra säger hur många, aldrig vem."),
    }


def _state(sheet: Sheet) -> str:
    row = sheet.row
    said = {
        "draft": _("Utkast."),
        "sent": _("Förslag till beslut, skickat till nämnderna %(day)s."),
        "adopted": _("Antagen. Gäller sedan %(day)s."),
        "replaced": _("Ersatt %(day)s."),
    }[row.state]
    day = {"sent": row.sent_on, "adopted": row.adopted_on, "replaced": row.replaced_on}
    found = day.get(row.state)
    return said % {"day": f"{found:%Y-%m-%d}"} if found else said


def _own(sheet: Sheet, place: str) -> dict[str, Any]:
    """A municipality's own part: what it decides, its goals, measures and costs."""
    contents = sheet.contents
    town = contents.place_names[place]
    measures = [each for each in contents.measures if each.place == place]
    helping = [each for each in contents.measures if place in each.others]
    rows = [
        [
            str(each.year),
            words.kronor(each.cost),
            words.hours(each.hours),
            words.kronor(each.budget),
        ]
        for each in contents.costs
        if each.place == place
    ]
    decided = sheet.now.get(place)
    return {
        "title": _("%(town)s: vad nämnden beslutar om") % {"town": town},
        "ask": _(
            "Nämnden beslutar om strategin för %(years)s, och om kommunens egna åtgärder och kostnader"
            " i den: %(cost)s och %(hours)s."
        )
        % {
            "years": words.years(contents.first_year, contents.last_year),
            "cost": words.kronor(contents.cost_of(place)),
            "hours": words.hours(contents.hours_of(place)),
        },
        "bears": words.bears(contents, place),
        "shared": _("I kostnaden ingår %(cost)s för kommunens del av det som delas av alla.")
        % {"cost": words.kronor(share)}
        if (share := contents.shared_by(place)) > 0
        else "",
        "decided": _("Nämnden %(did)s den %(day)s, %(paragraph)s.")
        % {
            "did": decided.label,
            "day": f"{decided.day:%Y-%m-%d}",
            "paragraph": decided.paragraph,
        }
        if decided
        else "",
        "money": {
            "title": _("Kostnad och arbetstid"),
            "head": [_("År"), _("Kostnad"), _("Arbetstid"), _("Budget för lärande")],
            "rows": rows,
        },
        "goals": _goals(
            sheet,
            [each for goal in contents.goals for each in _only(goal, place)],
            title=_("Det här saknas i kommunen i dag"),
        ),
        "measures": _measures(
            contents, measures, title=_("Kommunens åtgärder"), nothing=_("Inga åtgärder.")
        ),
        "helping": _measures(
            contents, helping, title=_("Det kommunen hjälper andra med"), town=True
        ),
    }


def _told(sheet: Sheet) -> list[Goal]:
    """The goals that are told one by one: of areas where something is lacking, or is written."""
    goals = sheet.contents.goals
    areas = {each.area for each in goals if not each.is_met or sheet.text(Part.AREA, each.area)}
    return [each for each in goals if each.area in areas]


def _met(sheet: Sheet) -> str:
    """The other areas in one sentence: there is enough today."""
    told = {each.area for each in _told(sheet)}
    names = sheet.contents.area_names
    areas = dict.fromkeys(each.area for each in sheet.contents.goals if each.area not in told)
    if not areas:
        return ""
    return _(
        "Här finns redan det som ska finnas, och det ska det göra också framöver: %(areas)s."
    ) % {"areas": words.listed(names.get(each, "") for each in areas)}


def _only(goal: Goal, place: str) -> list[Goal]:
    """The goal as it is in one municipality, where too few are there now."""
    stands = tuple(each for each in goal.stands if each.place == place and each.now < goal.count)
    return [goal.model_copy(update={"stands": stands})] if stands else []


def _goals(sheet: Sheet, goals: Iterable[Goal], title: str = "") -> dict[str, Any]:
    contents = sheet.contents
    names, areas = contents.place_names, contents.area_names
    by_area: dict[str, list[list[str]]] = {}
    for each in goals:
        row = [words.goal(each), words.now(each, names), words.then(each, names)]
        by_area.setdefault(each.area, []).append(row)
    return {
        "title": title or _("Mål"),
        "head": [_("Mål"), _("Läget nu"), _("Efter åtgärderna")],
        "areas": [
            {"title": areas.get(area, ""), "text": sheet.text(Part.AREA, area), "rows": rows}
            for area, rows in by_area.items()
        ],
    }


def _measures(
    contents: Contents,
    measures: Sequence[Measure],
    *,
    title: str = "",
    nothing: str = "",
    town: bool = False,
) -> dict[str, Any]:
    names, areas = contents.place_names, contents.area_names
    rows = []
    for each in measures:
        about = words.listed(areas.get(area, "") for area in each.areas)
        time = words.hours(each.hours + each.travel_hours)
        rows.append(
            [
                words.years(each.year, each.last_year),
                about,
                words.measure(each, names),
                words.cost(each),
                time if each.hours or each.travel_hours else "–",
                str(words.ROLES[each.responsible]),
            ]
        )
    return {
        "title": title or _("Åtgärder"),
        "town": town,
        "nothing": nothing or _("Inget."),
        "note": words.whose_hours(measures),
        "head": [
            _("År"),
            _("Område"),
            _("Åtgärd"),
            _("Kostnad"),
            _("Arbetstid"),
            _("Ansvarar"),
        ],
        "rows": rows,
    }


def _costs(sheet: Sheet) -> dict[str, Any]:
    contents = sheet.contents
    by = {(each.place, each.year): each.cost for each in contents.costs}
    rows = [
        [
            place.name,
            *(words.kronor(by.get((place.id, year), 0)) for year in contents.years),
            words.kronor(contents.cost_of(place.id)),
            words.hours(contents.hours_of(place.id)),
        ]
        for place in contents.places
    ]
    totals = [
        words.kronor(sum(cost for (_place, at), cost in by.items() if at == year))
        for year in contents.years
    ]
    rows.append([_("Alla"), *totals, words.kronor(contents.cost), words.hours(contents.hours)])
    return {
        "title": _("Vad det kostar och hur det delas"),
        "head": [
            _("Kommun"),
            *(str(year) for year in contents.years),
            _("Alla år"),
            _("Arbetstid"),
        ],
        "rows": rows,
        "fairness": words.fairness(contents),
        "text": sheet.text(Part.SHARING),
        "bears": [f"{place.name}: {words.bears(contents, place.id)}" for place in contents.places],
    }


def _deciding(sheet: Sheet) -> dict[str, Any]:
    kinds = {each.kind: each.responsible for each in sheet.contents.measures}
    return {
        "title": _("Vem som beslutar vad"),
        "head": [_("Åtgärd"), _("Beslutar"), _("Ansvarar")],
        "rows": [
            [str(label), str(words.DECIDES[kind]), str(words.ROLES[kinds[kind]])]
            for kind, label in words.KINDS.items()
            if kind in kinds
        ],
        "note": _("Vem i kommunen som får besluta framgår av kommunens delegationsordning."),
        "text": sheet.text(Part.DECIDING),
    }


def _boards(sheet: Sheet) -> dict[str, Any]:
    now = sheet.now
    rows = []
    for place in sheet.contents.places:
        said = now.get(place.id)
        told = f"{said.label}, {said.day:%Y-%m-%d}, {said.paragraph}" if said else ""
        rows.append([place.name, told])
    return {
        "title": _("Nämndernas beslut"),
        "head": [_("Kommun"), _("Beslut, dag och paragraf")],
        "rows": rows,
    }


# --- The yearly follow-up -------------------------------------------------------------------------


def follow_up(
    sheet: Sheet,
    *,
    owner: str,
    year: int,
    table: Table,
    goals: Iterable[GoalToday],
    measures: Iterable[tuple[str, str, str]],
) -> bytes:
    """How a year went: measures by municipality, and the goals against the map today."""
    row = sheet.row
    every = list(goals)
    told = {
        "reached": sum(each.reached for each in every),
        "all": len(every),
    }
    data = {
        "title": _("Uppföljning %(year)s av strategin för kompetens") % {"year": year},
        "owner": owner,
        "date": f"{clock.today():%Y-%m-%d}",
        "lang": (get_language() or "sv")[:2],
        "lead": _("Strategin gäller %(years)s, version %(number)s.")
        % {"years": words.years(row.first_year, row.last_year), "number": row.number},
        "reached": _("%(reached)s av %(all)s mål är nådda i dag, enligt kompetenskartan.") % told,
        "towns": {
            "title": table.caption,
            "head": [each.label for each in table.columns],
            "rows": [list(each) for each in table.rows],
        },
        "measures": {
            "title": _("Åtgärderna"),
            "head": [_("Område"), _("Åtgärd"), _("Hur det går")],
            "rows": [list(each) for each in measures],
            "nothing": _("Inga åtgärder det här året."),
        },
        "goals": {
            "title": _("Målen"),
            "head": [_("Område"), _("Mål"), _("När strategin gjordes"), _("I dag"), _("Nått")],
            "rows": [
                [each.area, each.goal, each.then, each.now, _("ja") if each.reached else _("nej")]
                for each in every
            ],
        },
        "end": _(
            "Målen jämförs med vad kommunerna har räknat i kompetenskartan. Ingen person nämns."
        ),
    }
    return pdf(FOLLOW_UP, data)

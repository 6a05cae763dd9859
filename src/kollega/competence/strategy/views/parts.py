"""The parts of a strategy document: goals, measures, what differs from an earlier version, and paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kollega.competence.models import Strategy, StrategyText
from kollega.competence.pages import zone
from kollega.competence.strategy import differing, paper, queries, rules, words
from kollega.competence.strategy.contents import Goal, Measure
from kollega.competence.strategy.queries import Sheet
from kollega.competence.strategy.services import contents_of
from kollega.competence.strategy.views import common
from kollega.core.actor import Actor
from kollega.core.request import ActorRequest
from kollega.ui.paging import Paging

GOALS, MEASURES = 12, 25
"""Areas and measures on a page."""
MOST_TOLD = 40


@dataclass(frozen=True)
class GoalLine:
    """A goal as it is shown."""

    goal: str
    now: str
    then: str


@dataclass(frozen=True)
class AreaLine:
    """An area with its goals and what the coordinator has written about it."""

    title: str
    rare: bool
    goals: tuple[GoalLine, ...]
    text: str
    url: str


@require_safe
def goals(request: ActorRequest, strategy_id: UUID) -> HttpResponse:
    """The goals, area by area: how it is, what there is to be and from when."""
    row = rules.strategy_for(request.actor, strategy_id)
    sheet = queries.sheet(row)
    by_area: dict[str, list[Goal]] = {}
    for each in sheet.contents.goals:
        by_area.setdefault(each.area, []).append(each)
    # What something has to be done for comes first.
    areas = sorted(by_area.items(), key=lambda pair: all(each.is_met for each in pair[1]))
    page = Paginator(areas, GOALS).get_page(request.GET.get("page"))
    context = {
        "row": row,
        "title": common.title(row),
        "areas": [_area(sheet, area, found) for area, found in page],
        "may_edit": rules.edit(request.actor, row),
        "paging": Paging.of(request, page) if page.paginator.num_pages > 1 else None,
        "zone": zone(request),
        "trail": common.trail(row, _("Mål")),
    }
    return TemplateResponse(request, "competence/strategy/goals.html", context)


def _area(sheet: Sheet, area: str, found: Iterable[Goal]) -> AreaLine:
    contents = sheet.contents
    names = contents.place_names
    known = next((each for each in contents.areas if each.id == area), None)
    return AreaLine(
        title=known.name if known else "",
        rare=bool(known and known.rare),
        goals=tuple(
            GoalLine(words.goal(each), words.now(each, names), words.then(each, names))
            for each in found
        ),
        text=sheet.text(StrategyText.Part.AREA, area),
        url=reverse("competence:strategy_text", args=[sheet.row.id, area]),
    )


@require_safe
def measures(request: ActorRequest, strategy_id: UUID) -> HttpResponse:
    """The measures: by area, or those of a municipality or a year."""
    actor = request.actor
    row = rules.strategy_for(actor, strategy_id)
    sheet = queries.sheet(row)
    contents = sheet.contents
    place = common.chosen_place(contents, request.GET.get("kommun", ""))
    asked = request.GET.get("ar", "")
    year = int(asked) if asked in {str(each) for each in contents.years} else 0
    chosen = [each for each in sheet.measures if _is_asked(each, place, year)]
    page = Paginator(chosen, MEASURES).get_page(request.GET.get("page"))
    context = {
        "row": row,
        "title": common.title(row),
        "areas": _together(
            common.line(sheet, each, url=_follow_url(actor, row, each)) for each in page
        ),
        "count": len(chosen),
        "places": [(each.id, each.name) for each in contents.places],
        "place": place,
        "years": list(contents.years),
        "year": year,
        "whose_hours": words.whose_hours(chosen),
        "declined": words.listed(contents.place_names[each] for each in sorted(sheet.declined)),
        "paging": Paging.of(request, page) if page.paginator.num_pages > 1 else None,
        "zone": zone(request),
        "trail": common.trail(row, _("Åtgärder")),
    }
    return TemplateResponse(request, "competence/strategy/measures.html", context)


@dataclass(frozen=True)
class Same:
    """What several municipalities do for the same reason, in the same year and way."""

    when: str
    kind: str
    why: str
    responsible: str
    lines: tuple[common.MeasureLine, ...]


@dataclass(frozen=True)
class AreaMeasures:
    """The measures of an area, or of several that go together."""

    title: str
    groups: tuple[Same, ...]


def _together(lines: Iterable[common.MeasureLine]) -> list[AreaMeasures]:
    """The lines under their areas; what they have in common is said once."""
    areas: dict[str, dict[tuple[str, str, str, str], list[common.MeasureLine]]] = {}
    for each in lines:
        same = each.when, each.kind, each.why, each.responsible
        areas.setdefault(each.areas, {}).setdefault(same, []).append(each)
    return [
        AreaMeasures(title, tuple(Same(*same, tuple(found)) for same, found in groups.items()))
        for title, groups in areas.items()
    ]


def _follow_url(actor: Actor, row: Strategy, measure: Measure) -> str:
    if rules.follow(actor, row, UUID(measure.place)):
        return reverse("competence:strategy_measure", args=[row.id, measure.key])
    return ""


def _is_asked(measure: Measure, place: str, year: int) -> bool:
    """Of a municipality are also the measures that others take with its help."""
    there = not place or place == measure.place or place in measure.others
    return there and (not year or measure.year <= year <= measure.last_year)


# --- What differs, and paper ----------------------------------------------------------------------


@require_safe
def difference(request: ActorRequest, strategy_id: UUID) -> HttpResponse:
    """What differs from an earlier version: the one asked for, or the one before."""
    actor = request.actor
    row = rules.strategy_for(actor, strategy_id)
    numbers = [each.number for each in queries.versions(actor) if each.number < row.number]
    asked = request.GET.get("mot", "")
    against = next((each for each in numbers if str(each) == asked), max(numbers, default=0))
    other = rules.readable(actor).filter(number=against).first()
    found = differing.differences(contents_of(other), contents_of(row)) if other else []
    context = {
        "row": row,
        "title": common.title(row),
        "other": other,
        "earlier": [(each, each == against) for each in numbers],
        "differences": [_shown(each) for each in found],
        "zone": zone(request),
        "trail": common.trail(row, _("Vad som skiljer")),
    }
    return TemplateResponse(request, "competence/strategy/difference.html", context)


@dataclass(frozen=True)
class Told:
    """New, gone or changed, with how many more there are than are shown."""

    label: str
    rows: tuple[str, ...]
    more: int


def _shown(found: differing.Difference) -> tuple[str, list[Told]]:
    parts = ((_("Nytt"), found.new), (_("Borta"), found.gone), (_("Ändrat"), found.changed))
    return found.title, [
        Told(label, rows[:MOST_TOLD], max(0, len(rows) - MOST_TOLD))
        for label, rows in parts
        if rows
    ]


@require_safe
def on_paper(request: ActorRequest, strategy_id: UUID) -> HttpResponse:
    """The document as a PDF: the common one, or with a municipality's own part first."""
    row = rules.strategy_for(request.actor, strategy_id)
    sheet = queries.sheet(row)
    place = common.chosen_place(sheet.contents, request.GET.get("kommun", ""))
    here = request.actor.collaboration
    answer = HttpResponse(
        paper.document(sheet, owner=here.name if here else "", place=place),
        content_type="application/pdf",
    )
    town = sheet.contents.place_names.get(place, "")
    name = "-".join(each for each in ("strategi", f"version-{row.number}", town.lower()) if each)
    named = content_disposition_header(as_attachment=False, filename=f"{name}.pdf")
    answer["Content-Disposition"] = named or "inline"
    return answer

"""All areas by how hard they are pressed, and one of them."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kollega.competence.demand import queries, rules, sheet, words
from kollega.competence.demand.downloads import as_file
from kollega.competence.demand.pressure import Measures, Piece, Pressed, Told
from kollega.competence.demand.queries import Overview
from kollega.competence.map import rules as of_map
from kollega.competence.map.links import AreaLink, links_for, register
from kollega.competence.map.views import map_link
from kollega.competence.pages import room_link, zone
from kollega.core.actor import Actor
from kollega.core.quarters import Quarter
from kollega.core.request import ActorRequest, not_found
from kollega.organisation.api import Area
from kollega.ui.paging import Paging
from kollega.ui.parts import Link

PAGE = 40
STRONG, STRONGER, STRONGEST = 1, 5, 10
"""In a quarter: how many make a square darker."""


@dataclass(frozen=True)
class Square:
    """A stretch among the quarters: so wide, so dark. What is too little to be told has a sign."""

    span: int
    text: str
    look: str


@dataclass(frozen=True)
class Line:
    """An area's line."""

    key: str
    title: str
    under: str
    squares: tuple[Square, ...]
    able: int
    each: str
    cases: str
    signs: tuple[tuple[str, str], ...]
    is_rare: bool


def demand_link() -> Link:
    """The way back to the overview."""
    return Link(_("Efterfrågan"), reverse("competence:demand"))


@register
def about_demand(_actor: Actor, area: Area) -> list[AreaLink]:
    """The way from an area on the map to what is asked for of it."""
    return [
        AreaLink(_("Efterfrågan inom området"), reverse("competence:demand_area", args=[area.key]))
    ]


@require_safe
def overview(request: ActorRequest) -> HttpResponse:
    """All areas, the hardest pressed first."""
    actor = request.actor
    found = queries.overview(actor)
    part, rare = request.GET.get("del", ""), request.GET.get("sallan") == "1"
    chosen = [
        each
        for each in found.lines
        if (not part or each.row.group.key == part) and (not rare or each.row.area.is_rare)
    ]
    quiet = [each for each in chosen if each.measures == Measures()]
    chosen = [each for each in chosen if each.measures != Measures()]
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    tops = {row.group.key: row.group.title for row in found.picture.rows}
    context = {
        "lines": [line_of(each) for each in page],
        "quiet": [(each.row.area.key, sheet.title(each), each.able) for each in quiet],
        "told": found.told,
        "quarters": [words.short(each) for each in found.window],
        "has_cases": any(each.measures.cases for each in found.lines),
        "pressed": sum(each.is_pressed for each in found.lines),
        "hints": hints(found)[:3],
        "given": given_words(found),
        "tops": sorted(tops.items(), key=lambda each: each[1]),
        "part": part,
        "rare": rare,
        "may_give": rules.give_cases(actor),
        "can_change": of_map.change_targets(actor),
        "paging": Paging.of(request, page) if page.paginator.num_pages > 1 else None,
        "zone": zone(request),
        "trail": [room_link(), map_link(), Link(_("Efterfrågan"))],
    }
    return TemplateResponse(request, "competence/demand/demand.html", context)


def line_of(each: Pressed) -> Line:
    """An area as a line of the table."""
    return Line(
        key=each.row.area.key,
        title=sheet.title(each),
        under=words.sentence(each),
        squares=tuple(_square(piece) for piece in each.pieces),
        able=each.able,
        each=words.each(each.advice_each) if each.advice_a_year else "",
        cases=words.cases(each),
        signs=tuple((words.KINDS[sign], str(words.SIGNS[sign])) for sign in each.signs),
        is_rare=each.row.area.is_rare,
    )


def _square(piece: Piece) -> Square:
    if piece.told is None:
        return Square(piece.span, words.FEW, "")
    rate = piece.told.rate
    look = "h3" if rate >= STRONGEST else "h2" if rate >= STRONGER else "h1"
    return Square(piece.span, str(piece.told.count), look)


def hints(found: Overview) -> list[tuple[str, str, str]]:
    """Areas whose target looks too low: (key, title, why)."""
    return [
        (each.row.area.key, each.row.area.title, words.target_hint(each, told))
        for each in found.lines
        if (told := each.too_low_target) is not None
    ]


def given_words(found: Overview) -> str:
    """'Ärenden för kv 3 2026: 6 av 8 kommuner har lämnat. Saknas: Ånäs och Lotsvik.'"""
    if not found.window or not found.given:
        return ""
    quarter = found.window[-1]
    towns = found.picture.towns
    lacking = [town.name for town in towns if town.id not in found.given.get(quarter, ())]
    told = {
        "quarter": words.short(quarter),
        "n": len(towns) - len(lacking),
        "all": len(towns),
        "towns": ", ".join(lacking),
    }
    if not lacking:
        return _("Ärenden för %(quarter)s: alla kommuner har lämnat sina.") % told
    return (
        _("Ärenden för %(quarter)s: %(n)s av %(all)s kommuner har lämnat sina. Saknas: %(towns)s.")
        % told
    )


@require_safe
def on_paper(request: ActorRequest) -> HttpResponse:
    """The areas that something is told of, as a sheet to print."""
    place = request.actor.collaboration
    data = sheet.paper(queries.overview(request.actor), owner=place.name if place else "")
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="efterfragan.pdf"'
    return response


@require_safe
def figures(request: ActorRequest, form: str) -> HttpResponse:
    """The page's figures as a file: no more than it shows."""
    headings, rows = sheet.table(queries.overview(request.actor))
    return as_file(form, "efterfragan", _("Efterfrågan"), headings, rows)


# --- One area -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class StretchLine:
    """A stretch of the area's page; `wide` is how long its bar is, of a hundred."""

    period: str
    count: int
    rate: str
    wide: int
    places: int = 0


@require_safe
def area(request: ActorRequest, ref: str) -> HttpResponse:
    """One area: what has been asked for, quarter by quarter, and who can."""
    actor = request.actor
    found = queries.overview(actor)
    row = of_map.row_for(found.picture, ref)
    line = found.line(row.area.id)
    if line is None:
        raise not_found()
    hint = line.too_low_target
    context = {
        "area": row.area,
        "line": line,
        "sentence": words.sentence(line),
        "signs": [(words.KINDS[sign], str(words.SIGNS[sign])) for sign in line.signs],
        "each": words.each(line.advice_each),
        "able": words.able(line.able),
        "supervise": row.total.supervise,
        "advice": _stretches(line.measures.advice),
        "cases": _stretches(line.measures.cases),
        "missed": words.missed(*line.measures.missed),
        "hint": words.target_hint(line, hint) if hint else "",
        "hosts": ", ".join(row.hosts),
        "waiting": _waiting(line.measures.advice, found.window),
        "towns": len(found.picture.towns),
        "links": [
            link for link in links_for(actor, row.area) if link not in about_demand(actor, row.area)
        ],
        "may_give": rules.give_cases(actor),
        "can_change": of_map.change_targets(actor),
        "zone": zone(request),
        "trail": [room_link(), map_link(), demand_link(), Link(row.area.title)],
    }
    return TemplateResponse(request, "competence/demand/area.html", context)


def _stretches(told: tuple[Told, ...]) -> list[StretchLine]:
    """The latest first; bars by how many in a quarter."""
    most = max((each.rate for each in told), default=1.0)
    return [
        StretchLine(
            words.period(each),
            each.count,
            words.each(each.rate),
            max(2, round(100 * each.rate / most)),
            each.places,
        )
        for each in reversed(told[-8:])
    ]


def _waiting(told: tuple[Told, ...], window: tuple[Quarter, ...]) -> bool:
    """Whether quarters have passed that are too little to be told yet."""
    return bool(window) and (not told or told[-1].last < window[-1])

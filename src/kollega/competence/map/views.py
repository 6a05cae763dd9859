"""The map: areas by municipality, one area, what there should be, and the sheet."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kollega.competence import words as room_words
from kollega.competence.demand.queries import target_hint
from kollega.competence.map import queries, rules, services, sheet, words
from kollega.competence.map.forms import TargetForm
from kollega.competence.map.links import links_for
from kollega.competence.map.queries import Picture
from kollega.competence.map.standing import AreaRow, Figures, Standing, Town
from kollega.competence.pages import Attempt, attempt, put, room_link, zone
from kollega.core.request import ActorRequest
from kollega.ui.notes import say
from kollega.ui.paging import Paging, address
from kollega.ui.parts import Link

GET_AND_POST = ["GET", "HEAD", "POST"]
COLUMNS = 8
ROWS = 47
"""Areas on a page, which with so many municipalities is within what a page may weigh."""
STRONGEST = 3

SHOWN = {
    "": "alone",
    "handleda": "supervise",
    "alla": "anybody",
}
"""What a figure of the map counts, by the address's word."""


@dataclass(frozen=True)
class Line:
    """An area's line on the map. `url` leads to the area's page. `squares` are table cells as HTML: some
    hundreds of them, which the template's own loop takes four times as long to draw."""

    url: str
    title: str
    squares: SafeString
    total: int
    floor: int
    supervisors: int
    state: str
    kind: str
    where: str
    is_rare: bool


@dataclass(frozen=True)
class Group:
    """A heading of the tree with its areas."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class StaffLine:
    """A line below the areas: how many there are at all, and how many posts nobody has."""

    title: str
    values: tuple[int, ...]
    total: int
    where: str


def map_link() -> Link:
    """The way back to the map."""
    return Link(_("Kompetenskarta"), reverse("competence:map"))


@require_safe
def overview(request: ActorRequest) -> HttpResponse:
    """Areas by municipality, with figures and colours."""
    found = queries.picture(request.actor)
    part, rare = request.GET.get("del", ""), request.GET.get("sallan") == "1"
    shown = request.GET.get("visa", "")
    shown = shown if shown in SHOWN else ""
    rows = [
        row
        for row in found.rows
        if (not part or row.group.key == part) and (not rare or row.area.is_rare)
    ]
    order = column_order(found, request.actor.municipality_id)
    columns = Paginator(order, COLUMNS).get_page(request.GET.get("kommuner"))
    indexes = list(columns)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    tops = {row.group.key: row.group.title for row in found.rows}
    context = {
        "groups": groups(found, list(page), indexes, SHOWN[shown]),
        "towns": [found.towns[at] for at in indexes],
        "staffing": staffing(found, indexes),
        "not_counted": [town.name for town in found.towns if not town.counted],
        "counted": any(town.counted for town in found.towns),
        "red": sum(1 for row in found.rows if row.is_red and not row.heading),
        "tops": list(tops.items()),
        "part": part,
        "rare": rare,
        "shown": shown,
        "choices": [
            ("", _("Klarar på egen hand")),
            ("handleda", _("Kan handleda")),
            ("alla", _("Alla som kan något")),
        ],
        "paging": Paging.of(request, page) if page.paginator.num_pages > 1 else None,
        "columns": _columns(request, columns),
        "zone": zone(request),
        "trail": [room_link(), Link(_("Kompetenskarta"))],
    }
    return TemplateResponse(request, "competence/map/map.html", context)


def column_order(found: Picture, mine: UUID | None) -> list[int]:
    """The municipalities as the columns show them: by name, one's own first where they fill several pages."""
    order = list(range(len(found.towns)))
    here = found.town_index(mine)
    if here is not None and len(order) > COLUMNS:
        order.insert(0, order.pop(here))
    return order


def _columns(request: ActorRequest, page: "Page[int]") -> Paging | None:
    """The way to the municipalities before and after, where there are too many for one page."""
    if page.paginator.num_pages == 1:
        return None
    told = {"first": page.start_index(), "last": page.end_index(), "all": page.paginator.count}
    before = page.previous_page_number() if page.has_previous() else None
    after = page.next_page_number() if page.has_next() else None
    return Paging(
        _("Kommun %(first)d–%(last)d av %(all)d") % told,
        address(request, kommuner=str(before)) if before else "",
        address(request, kommuner=str(after)) if after else "",
    )


def staffing(found: Picture, indexes: list[int]) -> list[StaffLine]:
    """Those who work with cases, and posts that nobody has; nothing where nobody has counted any."""
    towns = tuple(found.towns[at] for at in indexes)
    lines = [
        (_("Arbetar med ärenden"), [town.staff for town in found.towns]),
        (_("Tomma tjänster"), [town.vacancies for town in found.towns]),
    ]
    if not any(any(values) for _title, values in lines):
        return []
    return [
        StaffLine(title, shown, sum(values), words.where(towns, list(shown), sum(values)))
        for title, values in lines
        for shown in [tuple(values[at] for at in indexes)]
    ]


def groups(found: Picture, rows: list[AreaRow], indexes: list[int], counts: str) -> list[Group]:
    """The map's lines under the tree's headings."""
    made: dict[str, list[Line]] = {}
    for row in rows:
        made.setdefault(row.group.title, []).append(_line(found, row, indexes, counts))
    return [Group(title, tuple(lines)) for title, lines in made.items()]


def _line(found: Picture, row: AreaRow, indexes: list[int], counts: str) -> Line:
    values = [int(getattr(row.cells[at], counts)) for at in indexes]
    towns = tuple(found.towns[at] for at in indexes)
    title = row.area.title
    return Line(
        url=reverse("competence:map_area", args=[row.area.key]),
        title=_("%(heading)s i allmänhet") % {"heading": title} if row.heading else title,
        squares=format_html_join(
            "",
            "{}",
            (
                (_square(town, value, _look(row, at, town, value, counts)),)
                for at, town, value in zip(indexes, towns, values, strict=True)
            ),
        ),
        total=int(getattr(row.total, counts)),
        floor=row.floors.shared if counts == "alone" else 0,
        supervisors=row.total.supervise,
        state=str(words.STATES[row.shared]) if row.is_red and counts == "alone" else "",
        kind=words.KINDS[row.shared],
        where=words.where(towns, values, int(getattr(row.total, counts))),
        is_rare=row.area.is_rare,
    )


def _square(town: Town, value: int, look: str) -> SafeString:
    """A figure of the map. `look` is how strong it is, and whether it is red."""
    figure = value if town.counted else "–"
    if look:
        return format_html('<td class="{}">{}</td>', look, figure)
    return format_html("<td>{}</td>", figure)


def _look(row: AreaRow, at: int, town: Town, value: int, counts: str) -> str:
    """How a figure looks: h1 to h3 by strength, and x where the municipality is red."""
    if not town.counted:
        return ""
    red = counts == "alone" and not row.heading and row.local(at).is_red
    strong = f"h{min(value, STRONGEST)}" if value else ""
    return f"{strong} x".strip() if red else strong


# --- One area -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TownLine:
    """How a municipality stands in an area."""

    code: str
    name: str
    figures: Figures
    practised: str
    state: str
    kind: str
    vacancies: int
    is_mine: bool


@require_safe
def area(request: ActorRequest, ref: str) -> HttpResponse:
    """One area: how many at each level in each municipality, what is asked for, what to expect."""
    actor = request.actor
    found = queries.picture(actor)
    row = rules.row_for(found, ref)
    context = {
        "row": row,
        "area": row.area,
        "sentence": words.shared(row),
        "state": str(words.STATES[row.shared]),
        "kind": words.KINDS[row.shared],
        "since": words.since(found.since.get((row.area.id, None))),
        "lines": _town_lines(found, row, actor.municipality_id),
        "total": row.total,
        "weeks": _weeks(found, row),
        "has_weeks": bool(found.weeks) and row.floors.shared > 0,
        "chances": [] if row.is_red else _chances(found, row),
        "links": links_for(actor, row.area),
        "hosts": ", ".join(row.hosts),
        "can_change": rules.change_targets(actor),
        "zone": zone(request),
        "trail": [room_link(), map_link(), Link(row.area.title)],
    }
    return TemplateResponse(request, "competence/map/area.html", context)


def _town_lines(found: Picture, row: AreaRow, mine: object) -> list[TownLine]:
    lines = []
    for at, town in enumerate(found.towns):
        how = row.local(at) if town.counted else Standing.FREE
        shown = town.counted and not row.heading and how is not Standing.FREE
        lines.append(
            TownLine(
                code=town.code,
                name=town.name,
                figures=row.cells[at],
                practised=_practised(row, row.cells[at].practised_on),
                state=str(words.STATES[how]) if shown else "",
                kind=words.LOCAL_KINDS[how],
                vacancies=row.cells[at].vacancies,
                is_mine=town.id == mine,
            )
        )
    return lines


def _practised(row: AreaRow, day: date | None) -> str:
    """When somebody last handled such a matter: the month, of a rare area the year."""
    if day is None or not row.area.is_rare:
        return room_words.month(day)
    return str(day.year)


def _weeks(found: Picture, row: AreaRow) -> list[tuple[str, int]]:
    """Holiday weeks in which fewer are at work than should be: (words, how many are left)."""
    thin = []
    for monday in found.weeks:
        how, left = row.in_week(monday.isoformat()), row.total.left(monday.isoformat())
        if left < row.total.alone and (how.is_red or how is Standing.FLOOR):
            thin.append((words.week(monday), left))
    return thin


def _chances(found: Picture, row: AreaRow) -> list[tuple[str, str]]:
    """What is to be expected: (within, chance)."""
    known = found.expected.areas.get(str(row.area.id), {})
    return [(words.within(int(months)), words.chance(three)) for months, three in known.items()]


# --- What there should be -------------------------------------------------------------------------


@require_http_methods(GET_AND_POST)
def target(request: ActorRequest, ref: str) -> HttpResponse:
    """How much there should be of an area; 'as usual' takes an own target away."""
    actor = request.actor
    rules.change_targets(actor).require()
    found = queries.picture(actor)
    row = rules.row_for(found, ref)
    if request.method == "POST" and request.POST.get("do") == "usual":
        services.clear_target(actor, area_id=row.area.id)
        say(request, _("Nu gäller samverkans vanliga mål för området."))
        return redirect("competence:map_area", row.area.key)
    initial = {
        "version": row.floors.version,
        "local": row.floors.local,
        "shared": row.floors.shared,
        "supervisors": row.floors.supervisors,
        "wants_host": row.floors.wants_host,
    }
    form = TargetForm(request.POST or None, initial=initial)
    tried = Attempt(status=200)
    if request.method == "POST":
        tried = attempt(form, lambda: _set_target(request, row, form))
        if tried.done:
            say(request, _("Målet är sparat. Kartan och larmen följer det inom kort."))
            return redirect("competence:map_area", row.area.key)
        if tried.clash:
            put(form, "version", str(tried.version))
    context: dict[str, Any] = {
        "form": form,
        "clash": tried.clash,
        "area": row.area,
        "own": row.floors.own,
        "hint": target_hint(actor, found, row.area.id),
        "zone": zone(request),
        "trail": [
            room_link(),
            map_link(),
            Link(row.area.title, reverse("competence:map_area", args=[row.area.key])),
            Link(_("Mål")),
        ],
    }
    return TemplateResponse(request, "competence/map/target.html", context, status=tried.status)


def _set_target(request: ActorRequest, row: AreaRow, form: TargetForm) -> None:
    services.set_target(
        request.actor,
        area_id=row.area.id,
        wanted=form.floors(),
        version=form.cleaned_data["version"],
    )


@require_safe
def on_paper(request: ActorRequest) -> HttpResponse:
    """The map as a sheet to print: A4 on its side, figures in every square."""
    found = queries.picture(request.actor)
    place = request.actor.collaboration
    data = sheet.paper(found, owner=place.name if place else "")
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="kompetenskarta.pdf"'
    return response

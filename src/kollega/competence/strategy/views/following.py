"""How far the measures have come, and the goals against the map."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from kollega.competence.models import Strategy, StrategyProgress
from kollega.competence.pages import Attempt, attempt, put, zone
from kollega.competence.strategy import attendance, following, paper, queries, rules, today
from kollega.competence.strategy.contents import Contents, Measure
from kollega.competence.strategy.forms import ProgressForm
from kollega.competence.strategy.queries import Sheet
from kollega.competence.strategy.views import common
from kollega.competence.strategy.views.common import GET_AND_POST
from kollega.core import clock, dates
from kollega.core.actor import Actor
from kollega.core.request import ActorRequest, not_found
from kollega.ui.notes import say
from kollega.ui.paging import Paging
from kollega.ui.parts import Cell, Column, Table

State = StrategyProgress.State
GOALS = 25


def followed(actor: Actor, strategy_id: UUID, *, lock: bool = False) -> Strategy:
    """The gate, for a document that holds or has held; a draft is followed up by nobody."""
    row = rules.strategy_for(actor, strategy_id, lock=lock)
    if row.state not in rules.OPEN:
        raise not_found()
    return row


@require_safe
def follow_up(request: ActorRequest, strategy_id: UUID) -> HttpResponse:
    """How far it has come: by municipality and year, and goal by goal."""
    actor = request.actor
    row = followed(actor, strategy_id)
    sheet = queries.sheet(row)
    contents = sheet.contents
    goals = today.goals_today(contents, today.counts(actor, contents))
    page = Paginator(goals, GOALS).get_page(request.GET.get("page"))
    reached = sum(each.reached for each in goals)
    year = _year(contents, request.GET.get("ar", ""))
    context = {
        "row": row,
        "title": common.title(row),
        "goals": list(page),
        "reached": reached,
        "all_goals": len(goals),
        "years": list(contents.years),
        "year": year,
        "by_town": by_town(sheet, year),
        "taken_part": taken_part(actor, contents),
        "left": _left(sheet),
        "next": dates.day(sheet.next_day) if sheet.next_day else "",
        "mine": str(actor.municipality_id)
        if str(actor.municipality_id) in contents.place_names
        else "",
        "is_open": row.state == Strategy.State.ADOPTED,
        "paging": Paging.of(request, page) if page.paginator.num_pages > 1 else None,
        "zone": zone(request),
        "trail": common.trail(row, _("Uppföljning")),
    }
    return TemplateResponse(request, "competence/strategy/follow_up.html", context)


def _year(contents: Contents, asked: str) -> int:
    """The year that is asked for; else this one, or the nearest that there is."""
    if asked in {str(each) for each in contents.years}:
        return int(asked)
    return min(max(clock.today().year, contents.first_year), contents.last_year)


def of_year(sheet: Sheet, year: int) -> list[Measure]:
    """The measures of a year, those that began before and go on among them."""
    return [each for each in sheet.measures if each.year <= year <= each.last_year]


def by_town(sheet: Sheet, year: int) -> Table:
    """How many measures stand how, for each municipality: never for a person."""
    found: dict[str, Counter[State]] = {}
    for each in of_year(sheet, year):
        found.setdefault(each.place, Counter())[sheet.far(each).state] += 1
    order = (State.DONE, State.ONGOING, State.WAITING, State.DROPPED)
    rows: list[list[Cell | str]] = [
        [place.name, *(str(found[place.id][state]) for state in order)]
        for place in sheet.contents.places
        if place.id in found
    ]
    return Table(
        caption=_("Åtgärder %(year)s") % {"year": year},
        columns=[
            Column(_("Kommun")),
            *(Column(str(state.label).capitalize(), numeric=True) for state in order),
        ],
        rows=rows,
    )


def taken_part(actor: Actor, contents: Contents) -> str:
    """How many have been at courses and groups, as attendance is confirmed. One statement."""
    rows = attendance.of_years(actor, contents.first_year, contents.last_year)
    if not (count := attendance.all_in(contents, rows)):
        return ""
    return ngettext(
        "Enligt närvaron har %(n)s gått en kurs eller varit med i handledning inom områdena.",
        "Enligt närvaron har %(n)s gått kurser eller varit med i handledning inom områdena.",
        count,
    ) % {"n": count}


def _been(actor: Actor, measure: Measure) -> str:
    """How many have been where the measure sends them, for whoever says how it goes."""
    rows = attendance.of_years(actor, measure.year, measure.last_year)
    if not (count := attendance.been(measure, rows)):
        return ""
    told = ngettext(
        "Enligt närvaron har %(n)s från kommunen varit där.",
        "Enligt närvaron har %(n)s från kommunen varit där.",
        count,
    )
    return told % {"n": count}


def _left(sheet: Sheet) -> int:
    """Measures whose year has begun and that are not over."""
    this = clock.today().year
    over = {State.DONE, State.DROPPED}
    return sum(each.year <= this and sheet.far(each).state not in over for each in sheet.measures)


# --- One measure ----------------------------------------------------------------------------------


@require_http_methods(GET_AND_POST)
def measure(request: ActorRequest, strategy_id: UUID, key: str) -> HttpResponse:
    """Say how far a measure has come."""
    actor, posted = request.actor, request.method == "POST"
    row = followed(actor, strategy_id, lock=posted)
    found = following.measure_of(row, key)
    rules.follow(actor, row, UUID(found.place)).require()
    sheet = queries.sheet(row)
    far = sheet.far(found)
    form = ProgressForm(
        request.POST or None,
        most=found.people,
        initial={
            "version": far.version,
            "state": far.state.value,
            "done": far.done,
            "reason": far.reason,
        },
    )
    tried = Attempt(status=200)
    if posted:
        tried = attempt(form, lambda: _note(request, row, found, form))
        if tried.done:
            say(request, _("Sparat. Det går att ändra igen."))
            return redirect(_list_of(row, found))
        if tried.clash:
            put(form, "version", str(tried.version))
    context = {
        "form": form,
        "clash": tried.clash,
        "row": row,
        "line": common.line(sheet, found),
        "changed": dates.day(far.changed_on) if far.changed_on else "",
        "been": _been(actor, found),
        "back": _list_of(row, found),
        "zone": zone(request),
        "trail": common.trail(row, _("Hur det går")),
    }
    return TemplateResponse(
        request, "competence/strategy/progress.html", context, status=tried.status
    )


def _note(request: ActorRequest, row: Strategy, found: Measure, form: ProgressForm) -> None:
    following.note(
        request.actor,
        row,
        found,
        state=form.chosen(),
        reason=form.cleaned_data["reason"],
        done=form.how_many(),
        version=form.cleaned_data["version"],
    )


def _list_of(row: Strategy, found: Measure) -> str:
    """The list that the measure stands in: its municipality's."""
    return reverse("competence:strategy_measures", args=[row.id]) + f"?kommun={found.place}"


# --- On paper -------------------------------------------------------------------------------------


@require_safe
def sheet_of_year(request: ActorRequest, strategy_id: UUID) -> HttpResponse:
    """The yearly follow-up as a PDF."""
    actor = request.actor
    row = followed(actor, strategy_id)
    sheet = queries.sheet(row)
    contents = sheet.contents
    year = _year(contents, request.GET.get("ar", ""))
    here = actor.collaboration
    data = paper.follow_up(
        sheet,
        owner=here.name if here else "",
        year=year,
        table=by_town(sheet, year),
        goals=today.goals_today(contents, today.counts(actor, contents)),
        measures=_told(sheet, of_year(sheet, year)),
    )
    answer = HttpResponse(data, content_type="application/pdf")
    named = content_disposition_header(as_attachment=False, filename=f"uppfoljning-{year}.pdf")
    answer["Content-Disposition"] = named or "inline"
    return answer


def _told(sheet: Sheet, measures: Iterable[Measure]) -> list[tuple[str, str, str]]:
    """Area, what, and how it went."""
    told = []
    for each in common.lines(sheet, measures):
        how = ". ".join(part for part in (each.state, each.because, each.done) if part)
        told.append((each.areas, each.text, how))
    return told

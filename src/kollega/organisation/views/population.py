"""Reading in how many live in the municipality: tried first, then saved."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kollega.core.request import ActorRequest, reads_only
from kollega.organisation import population_csv, rules, services
from kollega.organisation.forms import PopulationForm
from kollega.organisation.population_csv import Problem
from kollega.organisation.queries.municipalities import Cell, population
from kollega.organisation.views.common import draw, own_zone
from kollega.ui.notes import say
from kollega.ui.parts import Column, Table

SHOWN = 50
"""So many wrong lines are listed; the rest are counted."""


@require_safe
def current(request: ActorRequest) -> HttpResponse:
    """What is read in now, and the form for new figures."""
    rules.import_population(request.actor).require()
    return _draw(request, PopulationForm())


@require_POST
@reads_only
def try_out(request: ActorRequest) -> HttpResponse:
    """Read the table and tell what would be saved; nothing is."""
    rules.import_population(request.actor).require()
    form = PopulationForm(request.POST, request.FILES)
    if not form.is_valid():
        return _draw(request, form, status=422)
    return _report(request, form)


@require_POST
def save(request: ActorRequest) -> HttpResponse:
    """Save the table that was tried."""
    actor = request.actor
    rules.import_population(actor).require()
    form = PopulationForm(request.POST)
    if not form.is_valid():
        return _draw(request, form, status=422)
    table = population_csv.read(form.cleaned_data["text"])
    if not table.is_good:
        return _report(request, form)
    services.set_population(
        actor,
        municipality=services.own_municipality(actor),
        day=form.cleaned_data["day"],
        cells=[(cell.age_from, cell.age_to, cell.sex, cell.count) for cell in table.cells],
    )
    say(request, _("Befolkningen är sparad: %(n)s invånare.") % {"n": table.people})
    return redirect("organisation:population")


def _report(request: ActorRequest, form: PopulationForm) -> HttpResponse:
    posted = form.cleaned_data
    file = posted.get("file")
    text = population_csv.decode(file.read()) if file else posted["text"]
    table = population_csv.read(text)
    context = {
        "form": form,
        "text": text,
        "day": posted["day"],
        "table": table,
        "ages": by_age(table.cells),
        "problems": _problems(table.problems),
        "more": max(0, len(table.problems) - SHOWN),
        "now": population(request.actor),
    }
    title = _("Kontrollera innan du sparar")
    status = 200 if table.is_good else 422
    return draw(
        request, "population_try.html", context, title=title, zone=own_zone(request), status=status
    )


def _draw(request: ActorRequest, form: PopulationForm, status: int = 200) -> HttpResponse:
    now = population(request.actor)
    context: dict[str, Any] = {"form": form, "now": now, "ages": by_age(now.cells)}
    title, zone = _("Befolkning"), own_zone(request)
    return draw(request, "population.html", context, title=title, zone=zone, status=status)


def by_age(cells: tuple[Cell, ...]) -> Table:
    """Women and men by decades of age, a span counted where it begins."""
    decades: dict[int, dict[str, int]] = {}
    for cell in cells:
        row = decades.setdefault(min(cell.age_from // 10, 10), {"f": 0, "m": 0})
        row[cell.sex] += cell.count
    rows = [
        [
            _("100 år och äldre") if decade == 10 else f"{decade * 10}–{decade * 10 + 9}",
            str(row["f"]),
            str(row["m"]),
        ]
        for decade, row in sorted(decades.items())
    ]
    return Table(
        _("Invånare efter ålder"),
        [Column(_("Ålder")), Column(_("Kvinnor"), numeric=True), Column(_("Män"), numeric=True)],
        rows,
    )


def _problems(problems: tuple[Problem, ...]) -> Table:
    return Table(
        _("Rader som behöver rättas"),
        [Column(_("Rad")), Column(_("Text")), Column(_("Fel"))],
        [[str(each.line), each.text, each.what] for each in problems[:SHOWN]],
    )

"""What is lacking, and what is planned with."""

from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kollega.competence.map.queries import picture
from kollega.competence.models import Course, PlanBasis
from kollega.competence.pages import Attempt, attempt, put
from kollega.competence.planning import prices, queries, rules, services
from kollega.competence.planning.asked import plan_years
from kollega.competence.planning.building import Place, road
from kollega.competence.planning.forms import JourneysForm, PricesForm, ResourceForm
from kollega.competence.planning.gathering import said_by_town
from kollega.competence.planning.views.common import GET_AND_POST, page_zone, tabs, trail
from kollega.competence.planning.words import kronor
from kollega.core import dates
from kollega.core.actor import Actor
from kollega.core.request import ActorRequest
from kollega.organisation.api import municipalities
from kollega.ui.notes import say
from kollega.ui.paging import Paging, page_number
from kollega.ui.parts import Cell, Column, Link, Table

PAGE = 25
MOST_TOGETHER = 9
"""Municipalities whose journeys fit in one form; of more, one municipality's at a time."""


@require_safe
def gap(request: ActorRequest) -> HttpResponse:
    """Area by area: what is asked for, what there is, what is lacking and what it takes."""
    actor = request.actor
    rules.plan(actor).require()
    found = picture(actor)
    lacking = queries.gaps(found)
    page = Paginator(lacking.areas, PAGE).get_page(page_number(request))
    context = {
        "counted": any(town.counted for town in found.towns),
        "gaps": lacking,
        "areas": list(page),
        "paging": Paging.of(request, page) if page.paginator.num_pages > 1 else None,
        "not_counted": [town.name for town in found.towns if not town.counted],
        "tabs": tabs("plan_gap"),
        "zone": page_zone(request),
        "trail": [*trail()[:-1], Link(_("Försörjningsplan"))],
    }
    return TemplateResponse(request, "competence/planning/gap.html", context)


# --- Underlag -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Answer:
    """What a municipality has said, year by year, in words; empty where it has not."""

    name: str
    figures: tuple[tuple[str, str], ...]
    silent: bool
    is_mine: bool


def places(actor: Actor, years: range) -> list[Place]:
    """The municipalities with what each has said. Two statements."""
    said = said_by_town(actor, years)
    return [
        Place(
            each.id,
            each.name,
            each.inhabitants,
            said=tuple(said.get((each.id, year), (None, None)) for year in years),
        )
        for each in municipalities(actor)
    ]


@require_safe
def basis(request: ActorRequest) -> HttpResponse:
    """Budgets, prices, journeys and courses, and who has not answered."""
    actor, years = request.actor, plan_years()
    rules.plan(actor).require()
    found = places(actor, years)
    row = services.basis_of(actor)
    pairs = [road(one.id, other.id) for one, other in combinations(found, 2)]
    answers = [
        Answer(
            each.name,
            tuple(
                ("" if budget is None else kronor(budget), "" if hours is None else str(hours))
                for budget, hours in each.said
            ),
            each.silent,
            each.id == actor.municipality_id,
        )
        for each in found
    ]
    context = {
        "years": list(years),
        "answers": answers,
        "silent": [each.name for each in found if each.silent],
        "prices": _prices_table(row),
        "prices_on": _on(row.prices_on),
        "usual_from": prices.USUAL_FROM,
        "roads": len(pairs),
        "roads_known": sum(key in row.journeys for key in pairs),
        "journeys_on": _on(row.journeys_on),
        "courses": Course.objects.filter(
            collaboration_id=actor.collaboration_id, is_active=True
        ).count(),
        "may_answer": rules.answer_for_municipality(actor),
        "may_set": rules.set_basis(actor),
        "tabs": tabs("plan_basis"),
        "zone": page_zone(request),
        "trail": trail(Link(_("Underlag"))),
    }
    return TemplateResponse(request, "competence/planning/basis.html", context)


def _on(day: date | None) -> str:
    return dates.day(day) if day else ""


def _prices_table(row: PlanBasis) -> Table:
    chosen = prices.chosen(row.prices)
    rows: list[list[Cell | str]] = []
    for each in prices.PRICES:
        value = kronor(chosen[each.key]) if each.unit == prices.KRONOR else str(chosen[each.key])
        unit = "" if each.unit == prices.KRONOR else f" {each.unit}"
        own = _("ert eget") if each.key in row.prices else _("vanligt")
        rows.append([str(each.label), own, f"{value}{unit}"])
    return Table(
        caption=_("Vad det räknas med"),
        columns=[Column(_("Vad")), Column(_("Varifrån")), Column(_("Värde"), numeric=True)],
        rows=rows,
        hide_caption=True,
    )


@require_http_methods(GET_AND_POST)
def resources(request: ActorRequest) -> HttpResponse:
    """What one's own municipality lays on learning."""
    actor, years = request.actor, plan_years()
    rules.answer_for_municipality(actor).require()
    said, version = services.resources_of(actor, years)
    initial: dict[str, Any] = {"version": version}
    for year, (budget, hours) in said.items():
        initial |= {f"budget_{year}": budget, f"hours_{year}": hours}
    form = ResourceForm(request.POST or None, initial=initial, years=years)
    tried = Attempt(status=200)
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: services.set_resources(
                actor, said=form.said(), version=form.cleaned_data["version"]
            ),
        )
        if tried.done:
            say(request, _("Sparat. Nästa sökning räknar med det."))
            return redirect("competence:plan_basis")
        if tried.clash:
            put(form, "version", str(tried.version))
    context = {
        "form": form,
        "pairs": form.pairs(),
        "clash": tried.clash,
        "town": actor.municipality_name,
        "zone": page_zone(request),
        "trail": trail(
            Link(_("Underlag"), reverse("competence:plan_basis")), Link(actor.municipality_name)
        ),
    }
    template = "competence/planning/resources.html"
    return TemplateResponse(request, template, context, status=tried.status)


@require_http_methods(GET_AND_POST)
def set_prices(request: ActorRequest) -> HttpResponse:
    """What things cost and take, for the whole collaboration."""
    actor = request.actor
    rules.set_basis(actor).require()
    row = services.basis_of(actor)
    initial = prices.chosen(row.prices) | {"version": row.version}
    form = PricesForm(request.POST or None, initial=initial)
    tried = Attempt(status=200)
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: services.set_prices(
                actor, wanted=form.wanted(), version=form.cleaned_data["version"]
            ),
        )
        if tried.done:
            say(request, _("Priserna är sparade. Nästa sökning räknar med dem."))
            return redirect("competence:plan_basis")
        if tried.clash:
            put(form, "version", str(tried.version))
    context = {
        "form": form,
        "clash": tried.clash,
        "title": _("Priser och tider"),
        "lead": _(
            "Sökningen räknar med det här. Det vanliga är en rimlig gissning, ändra det som ni vet bättre."
        ),
        "size": "short",
        "zone": page_zone(request),
        "trail": trail(Link(_("Underlag"), reverse("competence:plan_basis")), Link(_("Priser"))),
    }
    return TemplateResponse(
        request, "competence/planning/figures.html", context, status=tried.status
    )


@require_http_methods(GET_AND_POST)
def journeys(request: ActorRequest) -> HttpResponse:
    """How long it takes between municipalities, the same both ways."""
    actor = request.actor
    rules.set_basis(actor).require()
    row = services.basis_of(actor)
    found = places(actor, plan_years())
    one = next((each for each in found if str(each.id) == request.GET.get("kommun")), found[0])
    if len(found) > MOST_TOGETHER:
        pairs = [(one, other) for other in found if other.id != one.id]
    else:
        pairs = list(combinations(found, 2))
    initial = JourneysForm.initial_of(pairs, row.journeys) | {"version": row.version}
    form = JourneysForm(request.POST or None, initial=initial, pairs=pairs)
    tried = Attempt(status=200)
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: services.set_journeys(
                actor, minutes=form.minutes(), version=form.cleaned_data["version"]
            ),
        )
        if tried.done:
            say(request, _("Restiderna är sparade. Nästa sökning räknar med dem."))
            return redirect("competence:plan_basis")
        if tried.clash:
            put(form, "version", str(tried.version))
    context = {
        "form": form,
        "clash": tried.clash,
        "title": _("Restider"),
        "lead": _("Minuter med bil eller buss, enkel väg. Det är lika långt åt båda hållen."),
        "size": "abreast",
        "choices": found if len(found) > MOST_TOGETHER else [],
        "chosen": one,
        "zone": page_zone(request),
        "trail": trail(Link(_("Underlag"), reverse("competence:plan_basis")), Link(_("Restider"))),
    }
    return TemplateResponse(
        request, "competence/planning/figures.html", context, status=tried.status
    )

"""Posts that nobody has: the list, adding one, and saying that it is filled."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kollega.competence.bringing import rules
from kollega.competence.bringing import vacancies as room
from kollega.competence.bringing.forms import FilledForm, VacancyForm
from kollega.competence.bringing.views.common import GET_AND_POST, zone
from kollega.competence.pages import Attempt, attempt
from kollega.core.request import ActorRequest
from kollega.organisation import gate
from kollega.organisation.api import area_choices, areas_for_ids
from kollega.organisation.queries.staff import units
from kollega.ui.notes import say
from kollega.ui.parts import Link


def _trail(here: str = "") -> list[Link]:
    start = Link(_("Personal"), reverse("organisation:people"))
    every = Link(_("Tomma tjänster"), reverse("competence:vacancies") if here else "")
    return [start, every, *([Link(here)] if here else [])]


@require_safe
def vacancies(request: ActorRequest) -> HttpResponse:
    """The posts that stand empty."""
    actor = request.actor
    rules.bring_lists(actor).require()
    found = room.open_vacancies(actor)
    areas = areas_for_ids(actor, {each.area_id for each in found if each.area_id})
    lines = [(each, areas[each.area_id].title if each.area_id in areas else "") for each in found]
    context = {"lines": lines, "zone": zone(request), "trail": _trail()}
    return TemplateResponse(request, "competence/bringing/vacancies.html", context)


@require_http_methods(GET_AND_POST)
def add(request: ActorRequest) -> HttpResponse:
    """Add one by hand."""
    actor = request.actor
    rules.bring_lists(actor).require()
    form = VacancyForm(
        request.POST or None,
        units=[(str(each.id), each.name) for each in units(actor)],
        areas=area_choices(actor),
    )
    tried = Attempt(status=200)
    if request.method == "POST":
        tried = attempt(form, lambda: _add(request, form))
        if tried.done:
            say(request, _("Tjänsten är tillagd."))
            return redirect("competence:vacancies")
    context = {"form": form, "zone": zone(request), "trail": _trail(_("Lägg till"))}
    return TemplateResponse(
        request, "competence/bringing/vacancy_form.html", context, status=tried.status
    )


def _add(request: ActorRequest, form: VacancyForm) -> None:
    data = form.cleaned_data
    room.add_vacancy(
        request.actor,
        public_id=data["id"],
        title=data["title"],
        unit=gate.unit_for(request.actor, UUID(data["unit"])) if data["unit"] else None,
        area_id=UUID(data["area"]) if data["area"] else None,
        since=data["since"],
    )


@require_http_methods(GET_AND_POST)
def fill(request: ActorRequest, vacancy_id: UUID) -> HttpResponse:
    """Say from which day somebody has it."""
    actor, posting = request.actor, request.method == "POST"
    rules.bring_lists(actor).require()
    vacancy = room.vacancy_for(actor, vacancy_id, lock=posting)
    form = FilledForm(request.POST or None)
    tried = Attempt(status=200)
    if posting:
        tried = attempt(
            form, lambda: room.fill_vacancy(actor, vacancy=vacancy, day=form.cleaned_data["day"])
        )
        if tried.done:
            say(request, _("Tjänsten är tillsatt."))
            return redirect("competence:vacancies")
    context = {
        "form": form,
        "title": vacancy.title,
        "zone": zone(request),
        "trail": _trail(_("Tillsatt")),
    }
    return TemplateResponse(
        request, "competence/bringing/vacancy_fill.html", context, status=tried.status
    )

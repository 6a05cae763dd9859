"""Alarms, what a municipality leaves behind, and dates that only managers see."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kollega.competence.alarm import queries, rules, services
from kollega.competence.alarm.forms import TermForm
from kollega.competence.map import queries as maps
from kollega.competence.map.standing import Standing
from kollega.competence.map.views import map_link
from kollega.competence.map.words import STATES
from kollega.competence.pages import Attempt, attempt, put, room_link, zone
from kollega.core.actor import Role
from kollega.core.request import ActorRequest, not_found
from kollega.ui.notes import say
from kollega.ui.paging import Paging
from kollega.ui.parts import Link, Zone

GET_AND_POST = ["GET", "HEAD", "POST"]


def alarms_link() -> Link:
    """The way back to the alarms."""
    return Link(_("Sårbara områden"), reverse("competence:alarms"))


@require_safe
def alarms(request: ActorRequest) -> HttpResponse:
    """What is red now, in holiday weeks, and what may become so."""
    actor = request.actor
    found = maps.picture(actor)
    here = found.town_index(actor.municipality_id)
    counted = here is not None and found.towns[here].counted
    is_manager = actor.has(Role.MANAGER)
    context = {
        "together": queries.red_together(found),
        "weeks": queries.thin_weeks(found),
        "warned": queries.warned_together(found),
        "is_counted": any(town.counted for town in found.towns),
        "has_forecast": bool(found.expected.counted_at),
        "yearly": found.expected.yearly,
        "here": found.towns[here] if here is not None and counted else None,
        "at_home": queries.red_at(found, here) if here is not None and counted else [],
        "on_one": queries.on_one_at(found, here) if here is not None and counted else [],
        "on_one_state": str(STATES[Standing.ONE]),
        "warned_home": queries.warned_at(found, here) if here is not None and is_manager else [],
        "is_manager": is_manager,
        "see_what_if": rules.see_what_if(actor),
        "zone": zone(request),
        "subject_id": actor.collaboration_id,
        "trail": [room_link(), map_link(), Link(_("Sårbara områden"))],
    }
    return TemplateResponse(request, "competence/alarm/alarms.html", context)


@require_safe
def alarms_of(request: ActorRequest, collaboration_id: UUID) -> HttpResponse:
    """Where a notice leads: the alarms of the collaboration that it told of."""
    if request.actor.collaboration_id != collaboration_id:
        raise not_found()
    return alarms(request)


@require_safe
def what_if(request: ActorRequest) -> HttpResponse:
    """What would be left if a municipality left the collaboration."""
    rules.see_what_if(request.actor).require()
    found = maps.picture(request.actor)
    code = request.GET.get("kommun", "")
    index = next((at for at, town in enumerate(found.towns) if town.code == code), None)
    context = {
        "towns": found.towns,
        "code": code,
        "answer": queries.without(found, index) if index is not None else None,
        "zone": zone(request),
        "trail": [room_link(), alarms_link(), Link(_("Om en kommun lämnar"))],
    }
    return TemplateResponse(request, "competence/alarm/what_if.html", context)


# --- Dates ----------------------------------------------------------------------------------------


@require_safe
def terms(request: ActorRequest) -> HttpResponse:
    """Until when the own municipality's staff are employed, as their manager has written it."""
    actor = request.actor
    rules.change_terms(actor).require()
    lines, page = queries.term_lines(actor, request.GET.get("page", 1))
    context = {
        "lines": lines,
        "paging": Paging.of(request, page) if page.paginator.num_pages > 1 else None,
        "zone": Zone.own(actor.municipality_name, _("Bara chefer ser sidan.")),
        "trail": [room_link(), alarms_link(), Link(_("Slutdatum och pensioner"))],
    }
    return TemplateResponse(request, "competence/alarm/terms.html", context)


@require_http_methods(GET_AND_POST)
def term(request: ActorRequest, account_id: UUID) -> HttpResponse:
    """Until when one of the staff is employed."""
    actor = request.actor
    rules.change_terms(actor).require()
    person = rules.person_for(actor, account_id)
    row = queries.term_of(actor, account_id)
    initial = {
        "version": row.version if row else 0,
        "fixed_until": row.fixed_until if row else None,
        "retires_year": row.retires_year if row else None,
    }
    form = TermForm(request.POST or None, initial=initial)
    tried = Attempt(status=200)
    if request.method == "POST":
        tried = attempt(
            form, lambda: services.set_term(actor, account_id=account_id, **form.cleaned_data)
        )
        if tried.done:
            say(request, _("Sparat. Prognosen räknas om i natt."))
            return redirect("competence:terms")
        if tried.clash:
            put(form, "version", str(tried.version))
    context = {
        "form": form,
        "clash": tried.clash,
        "name": person.name,
        "ends": person.valid_to,
        "zone": Zone.own(actor.municipality_name, _("Bara chefer och personen själv ser det.")),
        "trail": [
            room_link(),
            Link(_("Slutdatum och pensioner"), reverse("competence:terms")),
            Link(person.name),
        ],
    }
    return TemplateResponse(request, "competence/alarm/term.html", context, status=tried.status)

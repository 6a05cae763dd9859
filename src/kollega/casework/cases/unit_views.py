"""A unit's cases for its managers, and who has opened one that she does not work with."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kollega.casework import rules
from kollega.casework.cases import facts, looked, unit
from kollega.casework.cases.closing import close as close_case
from kollega.casework.cases.closing import notes_go_on
from kollega.casework.cases.standing import standing_of
from kollega.casework.cases.step_views import guides_at
from kollega.casework.cases.worker_forms import CloseForm
from kollega.casework.pages import GET_AND_POST, Found, head, own_zone, trail, with_case
from kollega.competence.pages import Attempt, attempt
from kollega.core import notices
from kollega.core.request import ActorRequest, not_found
from kollega.ui.notes import say
from kollega.ui.paging import Paging, page_number
from kollega.ui.parts import Link

PAGE = 30
MOST_FACTS = 50


@require_safe
def of_unit(request: ActorRequest) -> HttpResponse:
    """The unit's open cases: those without anybody first, then what should have been done."""
    rules.steer(request.actor).require()
    number = page_number(request)
    only = _uuid(request.GET.get("hos", ""))
    lines = unit.open_cases(request.actor, (number - 1) * PAGE, PAGE + 1, only=only)
    context = {
        "cases": lines[:PAGE],
        "only": only,
        "paging": Paging.beside(request, number, has_next=len(lines) > PAGE),
        "zone": own_zone(request.actor),
        "trail": trail(None, Link(_("Enhetens ärenden"))),
    }
    return TemplateResponse(request, "casework/cases/unit.html", context)


@require_safe
def openings(request: ActorRequest) -> HttpResponse:
    """Who has opened cases of the unit with a reason, those not looked at first."""
    number = page_number(request)
    lines = looked.lines(request.actor, (number - 1) * PAGE, PAGE + 1)
    context = {
        "openings": lines[:PAGE],
        "paging": Paging.beside(request, number, has_next=len(lines) > PAGE),
        "zone": own_zone(request.actor),
        "trail": trail(None, Link(_("Öppnade med ett skäl"))),
    }
    return TemplateResponse(request, "casework/cases/openings.html", context)


@require_http_methods(GET_AND_POST)
def opening(request: ActorRequest, opening_id: uuid.UUID) -> HttpResponse:
    """One of them; a POST says that it has been looked at."""
    actor = request.actor
    if not rules.steer(actor):
        raise not_found()
    if request.method == "POST":
        looked.mark_seen(actor, opening_id)
        notices.clear(actor, opening_id)
        say(request, _("Markerat som sett."))
        return redirect("casework:openings")
    lines = looked.lines(actor, 0, 1, only=opening_id)
    if not lines:
        raise not_found()
    way = Link(_("Öppnade med ett skäl"), "")
    context = {
        "openings": lines,
        "one": True,
        "zone": own_zone(actor),
        "trail": trail(None, way),
    }
    return TemplateResponse(request, "casework/cases/openings.html", context)


@require_safe
def all_facts(request: ActorRequest) -> HttpResponse:
    """What one has to move to the record, in all one's cases."""
    rules.work(request.actor).require()
    number = page_number(request)
    lines = facts.mine(request.actor, (number - 1) * PAGE, PAGE + 1)
    context = {
        "facts": lines[:PAGE],
        "paging": Paging.beside(request, number, has_next=len(lines) > PAGE),
        "zone": own_zone(request.actor),
        "trail": trail(None, Link(_("Ska till journalen"))),
    }
    return TemplateResponse(request, "casework/cases/all_facts.html", context)


@with_case(need="work")
@require_http_methods(GET_AND_POST)
def facts_of_case(request: ActorRequest, found: Found) -> HttpResponse:
    """What waits in a case: copied by one press, and marked as moved."""
    actor = request.actor
    if request.method == "POST":
        ids = [each for each in map(_uuid, request.POST.getlist("note")) if each]
        if request.POST.get("do") == "back":
            facts.not_moved(actor, found, ids)
            say(request, _("Ångrat. Det står kvar här."))
        else:
            facts.moved(actor, found, ids)
            say(request, _("Markerat som fört till journalen."))
        return redirect("casework:facts", found.case.id)
    context = {
        "found": found,
        "facts": facts.of_case(found, MOST_FACTS),
        "head": head(actor, found.person),
        "zone": own_zone(actor),
        "trail": trail(found, Link(_("Ska till journalen"))),
    }
    return TemplateResponse(request, "casework/cases/facts.html", context)


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@with_case(need="work")
@require_http_methods(GET_AND_POST)
def close(request: ActorRequest, found: Found) -> HttpResponse:
    """Close the case: what has to leave first, and what goes when."""
    actor, posting = request.actor, request.method == "POST"
    standing = standing_of(actor, found)
    form = CloseForm(request.POST if posting else None)
    tried = Attempt(status=200)
    if posting:
        tried = attempt(form, lambda: close_case(actor, found, standing, **form.cleaned_data))
        if tried.done:
            say(request, _("Ärendet är avslutat. Det kan ångras så länge anteckningarna finns."))
            return redirect("casework:case", found.case.id)
    waiting = facts.of_case(found, MOST_FACTS)
    if not waiting:
        del form.fields["all_moved"]
    context = {
        "form": form,
        "found": found,
        "may_close": standing.may_close,
        "facts": waiting,
        "notes_go_on": notes_go_on(actor),
        "guides": [] if posting else guides_at(request, "ending"),
        "head": head(actor, found.person),
        "zone": own_zone(actor),
        "trail": trail(found, Link(_("Avsluta ärendet"))),
    }
    return TemplateResponse(request, "casework/cases/close.html", context, status=tried.status)

"""One's own competence: an overview, when one can be asked, and ties."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.competence.pages import Attempt, attempt, put, room_link, zone
from kollega.competence.profile import queries, rules, services
from kollega.competence.profile.forms import HoursForm, TiesForm
from kollega.core import clock
from kollega.core.request import ActorRequest
from kollega.organisation.api import municipalities
from kollega.ui.notes import say
from kollega.ui.parts import Link

GET_AND_POST = ["GET", "HEAD", "POST"]
FREE_HOURS = (1, 2, 4)


def trail(here: str) -> list[Link]:
    """The way back to the overview."""
    return [room_link(), Link(_("Min kompetens"), reverse("competence:profile")), Link(here)]


@require_safe
def profile(request: ActorRequest) -> HttpResponse:
    """What I have said of myself, and areas to add."""
    rules.own_profile(request.actor).require()
    context = {
        "profile": queries.profile(request.actor),
        "free_hours": FREE_HOURS,
        "zone": zone(request),
        "trail": [room_link(), Link(_("Min kompetens"))],
    }
    return TemplateResponse(request, "competence/profile.html", context)


@require_safe
def add_area(request: ActorRequest) -> HttpResponse:
    """From the list of areas to the chosen one's page."""
    try:
        chosen = UUID(request.GET.get("omrade", ""))
    except ValueError:
        return redirect(reverse("competence:profile") + "#lagg-till")
    return redirect("competence:my_area", chosen)


@require_POST
def free(request: ActorRequest) -> HttpResponse:
    """'Jag är ledig nu' for some hours, or not any more."""
    rules.own_profile(request.actor).require()
    raw = request.POST.get("hours", "")
    hours = int(raw) if raw in {str(each) for each in FREE_HOURS} else 0
    row = services.free_for(request.actor, hours=hours)
    if row.free_until:
        until = clock.local(row.free_until).strftime("%H.%M")
        say(request, _("Du visas som ledig till kl. %(until)s.") % {"until": until})
    else:
        say(request, _("Du visas inte längre som ledig nu."))
    return redirect("competence:profile")


@require_http_methods(GET_AND_POST)
def hours(request: ActorRequest) -> HttpResponse:
    """When I can be asked, how often, and when I am away."""
    actor = request.actor
    rules.own_profile(actor).require()
    row = queries.availability_of(actor)
    initial = {
        "version": row.version,
        "weekdays": [str(day) for day in range(7) if row.weekdays >> day & 1],
        "hour_from": row.hour_from,
        "hour_to": row.hour_to,
        "cap_per_week": row.cap_per_week,
        "away_from": row.away_from,
        "away_to": row.away_to,
    }
    form = HoursForm(request.POST or None, initial=initial)
    tried = Attempt(status=200)
    if request.method == "POST":
        tried = attempt(form, lambda: services.set_availability(actor, **form.cleaned_data))
        if tried.done:
            say(request, _("Dina tider är sparade."))
            return redirect("competence:profile")
        if tried.clash:
            put(form, "version", str(tried.version))
    context = {
        "form": form,
        "clash": tried.clash,
        "zone": zone(request),
        "trail": trail(_("När du kan frågas")),
    }
    return TemplateResponse(request, "competence/hours.html", context, status=tried.status)


@require_http_methods(GET_AND_POST)
def ties(request: ActorRequest) -> HttpResponse:
    """Municipalities that I have ties to."""
    actor = request.actor
    rules.own_profile(actor).require()
    stored = queries.ties_of(actor)
    seen = " ".join(str(each) for each in stored)
    form = TiesForm(
        request.POST or None,
        towns=[
            (str(each.id), each.name)
            for each in municipalities(actor)
            if each.id != actor.municipality_id
        ],
        initial={"seen": seen, "municipalities": [str(each) for each in stored]},
    )
    tried = Attempt(status=200)
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: services.set_ties(
                actor,
                municipality_ids=form.cleaned_data["municipalities"],
                seen=form.cleaned_data["seen"],
            ),
        )
        if tried.done:
            say(request, _("Sparat."))
            return redirect("competence:profile")
        if tried.clash:
            put(form, "seen", seen)
    context = {
        "form": form,
        "clash": tried.clash,
        "zone": zone(request),
        "trail": trail(_("Kopplingar")),
    }
    return TemplateResponse(request, "competence/ties.html", context, status=tried.status)

"""A person's own calendar address."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kollega.core.request import ActorRequest, not_found, public
from kollega.organisation.options import room_is_on
from kollega.rounds import address
from kollega.rounds.views.common import trail, url_of
from kollega.ui import notes
from kollega.ui.parts import Link


@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: ActorRequest) -> HttpResponse:
    """Make, see or take back one's own address."""
    actor = request.actor
    if request.method == "POST":
        if request.POST.get("do") == "revoke":
            address.revoke(actor)
            notes.say(request, _("Adressen är borttagen. Den fungerar inte längre."))
        else:
            address.renew(actor)
            notes.say(request, _("Du har en ny adress. En äldre fungerar inte längre."))
        return HttpResponseRedirect(url_of("my_calendar"))
    row = address.own(actor)
    has_rounds = room_is_on(actor, "rounds")
    title = _("Rundor i din kalender") if has_rounds else _("Kurser i din kalender")
    learning = Link(_("Kurser och handledning"), reverse("competence:learning"))
    context = {
        "url": address.url_for(row) if row else "",
        "has_rounds": has_rounds,
        "title": title,
        "trail": trail(Link(title)) if has_rounds else [learning, Link(title)],
    }
    return TemplateResponse(request, "rounds/calendar.html", context)


@public
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001 - a view's first argument
    """What a calendar program fetches: when, and nothing else. Outside the order of a request,
    for a calendar has no session; the address acts for its owner, reading only."""
    found = address.read(token)
    if found is None:
        raise not_found()
    answer = HttpResponse(found, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    return answer

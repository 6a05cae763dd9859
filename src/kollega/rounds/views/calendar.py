"""A person's own calendar address."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kollega.core.request import ActorRequest, not_found, public
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
    context = {
        "url": address.url_for(row) if row else "",
        "trail": trail(Link(_("Rundor i din kalender"))),
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

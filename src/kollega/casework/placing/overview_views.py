"""Placements for the manager and the board, and what was missing in the whole collaboration."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kollega.casework import rules
from kollega.casework.pages import own_zone, trail
from kollega.casework.placing import overview as telling
from kollega.casework.placing import queries
from kollega.competence.pages import zone
from kollega.core.request import ActorRequest
from kollega.ui.parts import Link


@require_safe
def overview(request: ActorRequest) -> HttpResponse:
    """Placements today and by month, what comes next, and what is left to fill in."""
    actor = request.actor
    rules.steer(actor).require()
    context = {
        "now": queries.placed_now(actor),
        "months": telling.months(actor),
        "ahead": queries.ahead(actor),
        "waiting": queries.waiting(actor),
        "zone": own_zone(
            actor, _("För dig som är chef. Kostnader visas bara för minst fem personer.")
        ),
        "trail": trail(None, Link(_("Placeringar"))),
    }
    return TemplateResponse(request, "casework/placing/overview.html", context)


@require_safe
def sheet(request: ActorRequest) -> HttpResponse:
    """The board's sheet: the last month that has settled, nothing under five."""
    rules.steer(request.actor).require()
    answer = HttpResponse(telling.board_sheet(request.actor), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="placeringar.pdf"'
    return answer


@require_safe
def missing(request: ActorRequest) -> HttpResponse:
    """What was missing at home in the whole collaboration, and what could be shared."""
    rules.work(request.actor).require()
    context = {
        "quarters": telling.missing(request.actor),
        "zone": zone(request),
        "trail": trail(None, Link(_("Det som saknas på hemmaplan"))),
    }
    return TemplateResponse(request, "casework/placing/missing.html", context)

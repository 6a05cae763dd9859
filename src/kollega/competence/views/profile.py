"""One's own competence: what one can help with, and when."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from kollega.competence import queries, rules
from kollega.competence.views.who import zone
from kollega.core.request import ActorRequest


@require_safe
def profile(request: ActorRequest) -> HttpResponse:
    """What I have said of myself."""
    rules.own_profile(request.actor).require()
    context = {"profile": queries.profile(request.actor), "zone": zone(request)}
    return TemplateResponse(request, "competence/profile.html", context)

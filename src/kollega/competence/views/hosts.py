"""Which municipality holds a rare area for the others."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from kollega.competence import queries
from kollega.competence.views.who import zone
from kollega.core.request import ActorRequest


@require_safe
def hosts(request: ActorRequest) -> HttpResponse:
    """Rare areas and their hosts."""
    context = {"hosts": queries.hosts(request.actor), "zone": zone(request)}
    return TemplateResponse(request, "competence/hosts.html", context)

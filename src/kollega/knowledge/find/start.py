"""The knowledge bank's first page."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from kollega.core.request import ActorRequest
from kollega.knowledge.find.forms import Sought
from kollega.knowledge.find.views import zone_of


@require_safe
def start(request: ActorRequest) -> HttpResponse:
    """What there is, what is new and what needs a look, under a large search box."""
    context = {"sought": Sought(), "selects": [], "zone": zone_of(request)}
    return TemplateResponse(request, "knowledge/find/start.html", context)

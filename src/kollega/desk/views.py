"""'Min dag': what needs me, gathered from the rooms."""

from django.http import HttpResponse
from django.template.response import TemplateResponse

from kollega.core.request import ActorRequest


def my_day(request: ActorRequest) -> HttpResponse:
    """The start page."""
    return TemplateResponse(request, "desk/my_day.html", {})

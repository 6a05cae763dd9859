"""The house's addresses, and pages of an ordinary room to see who gets in as whom."""

from django.http import HttpResponse, JsonResponse
from django.urls import include, path

from kollega.core.request import ActorRequest, unlogged


def who(request: ActorRequest) -> HttpResponse:
    """Who the actor is."""
    actor = request.actor
    return JsonResponse({"name": actor.name, "unit": actor.unit_name, "roles": sorted(actor.roles)})


@unlogged
def badge(request: ActorRequest) -> HttpResponse:
    """A part that asks for itself."""
    return HttpResponse("0")


urlpatterns = [
    path("", include("kollega.site.urls")),
    path("vem/", who, name="who"),
    path("bricka/", badge, name="badge"),
]

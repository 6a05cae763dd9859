"""A room that the municipality does not use is not there, also for somebody with its address."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from kollega.core.actor import Actor
from kollega.organisation.options import room_is_on, room_title

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class RoomSwitch:
    """Answers 404, and says why, for the pages of a room that is switched off.

    Stands after the order of a request, which sets the actor.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        actor = getattr(request, "actor", None)
        match = request.resolver_match
        if not isinstance(actor, Actor) or match is None or room_is_on(actor, match.app_name):
            return None
        context = {"room": room_title(match.app_name)}
        return render(request, "organisation/room_off.html", context, status=404)

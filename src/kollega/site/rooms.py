"""Rooms that are not there for somebody.

A room that is switched off does not exist: its addresses answer 404. A room where municipalities
share is closed to one who has no place in any of them just now, whose last day was yesterday for one.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from kollega.core.request import denied, not_found
from kollega.organisation.options import room_is_on

SHARED_ROOMS = {
    "border",
    "competence",
    "consultation",
    "knowledge",
    "rounds",
    "outcome",
    "coordination",
    "followup",
    "introduction",
}
LIVES_ON = {"rounds:my_calendar", "rounds:feed"}
"""Addresses of a room that are there while it is switched off: other rooms fill them too."""
GetResponse = Callable[[HttpRequest], HttpResponseBase]


class RoomsSwitchedOff:
    """Looks, once the actor is known, whether the address's room is on for them."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        actor, match = getattr(request, "actor", None), request.resolver_match
        room = match.app_name if match is not None else ""
        lives_on = match is not None and match.view_name in LIVES_ON
        if actor is not None and room and not lives_on and not room_is_on(actor, room):
            raise not_found()
        if actor is not None and room in SHARED_ROOMS and actor.collaboration is None:
            raise denied(_("Du har inget uppdrag i någon kommun som samverkar just nu."))

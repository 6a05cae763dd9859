"""The organisation's own start page."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kollega.core.request import ActorRequest
from kollega.organisation.views.common import draw


@require_safe
def start(request: ActorRequest) -> HttpResponse:
    """What there is to see and change, for this person."""
    return draw(request, "start.html", {"trail": None}, title=_("Organisation"))

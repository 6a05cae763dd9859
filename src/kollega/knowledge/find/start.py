"""The knowledge bank's first page."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from kollega.core.actor import Role
from kollega.core.request import ActorRequest
from kollega.knowledge.find import overview
from kollega.knowledge.find.forms import Sought
from kollega.knowledge.find.views import zone_of
from kollega.knowledge.lists import news
from kollega.knowledge.wishes import queries as wishes
from kollega.organisation import api as organisation


@require_safe
def start(request: ActorRequest) -> HttpResponse:
    """What there is, what is new and what needs a look, under a large search box. Five statements."""
    actor = request.actor
    lines = overview.areas(organisation.area_tree(actor), overview.counts(actor))
    followed = news.following(actor).areas
    new, due = overview.new_and_due(actor, followed)
    context = {
        "sought": Sought(),
        "selects": [],
        "areas": lines,
        "new": new,
        "due": due,
        "follows": bool(followed),
        "wishes": wishes.first(actor),
        "edits": actor.has(Role.COORDINATOR),
        "zone": zone_of(request),
    }
    return TemplateResponse(request, "knowledge/find/start.html", context)

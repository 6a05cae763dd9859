"""The room's first page: how it stands, and the ways on."""

from dataclasses import dataclass, replace

from django.db.models import Count, Q
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from kollega.competence.models import Alarm
from kollega.competence.pages import zone
from kollega.competence.start.ways import HEADINGS, Heading
from kollega.core.actor import Actor
from kollega.core.request import ActorRequest


@dataclass(frozen=True)
class Red:
    """How many areas are red now: in the collaboration as a whole, and in the own municipality."""

    shared: int
    own: int


@require_safe
def start(request: ActorRequest) -> HttpResponse:
    """Everything about competence that the actor has a way to."""
    actor = request.actor
    red = _red(actor)
    context = {
        "red": red,
        "shared": ngettext(
            "%(count)d område är sårbart i samverkan som helhet.",
            "%(count)d områden är sårbara i samverkan som helhet.",
            red.shared,
        )
        % {"count": red.shared},
        "own": ngettext(
            "%(count)d område är sårbart i %(town)s.",
            "%(count)d områden är sårbara i %(town)s.",
            red.own,
        )
        % {"count": red.own, "town": actor.municipality_name},
        "headings": headings(actor),
        "zone": zone(request),
    }
    return TemplateResponse(request, "competence/start/start.html", context)


def headings(actor: Actor) -> list[Heading]:
    """The headings with the ways that are open to the actor; those without any are left out."""
    mine = [
        replace(each, ways=tuple(way for way in each.ways if way.is_open(actor)))
        for each in HEADINGS
    ]
    return [each for each in mine if each.ways]


def _red(actor: Actor) -> Red:
    rows = Alarm.objects.filter(collaboration_id=actor.collaboration_id, ended_on=None)
    found = rows.aggregate(
        shared=Count("pk", filter=Q(municipality=None)),
        own=Count("pk", filter=Q(municipality=actor.municipality_id)),
    )
    return Red(found["shared"], found["own"])

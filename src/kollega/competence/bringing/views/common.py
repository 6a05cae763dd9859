"""What the pages of lists share."""

from django.urls import reverse
from django.utils.translation import gettext as _

from kollega.competence.models import TableImport
from kollega.core.request import ActorRequest
from kollega.ui.parts import Link, Zone

GET_AND_POST = ["GET", "HEAD", "POST"]


def zone(request: ActorRequest) -> Zone:
    """Everything here stays in the municipality."""
    return Zone.own(request.actor.municipality_name)


def trail(*under: Link) -> list[Link]:
    """The way here: from the staff, through the lists."""
    start = Link(_("Personal"), reverse("organisation:people"))
    if not under:
        return [start, Link(_("Personallista"))]
    return [start, Link(_("Personallista"), reverse("competence:lists")), *under]


def page_of(run: TableImport) -> str:
    """Where what would happen, or has, stands."""
    return reverse("competence:list", args=[run.id])

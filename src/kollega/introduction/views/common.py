"""What the room's pages share."""

from django.urls import reverse
from django.utils.translation import gettext as _

from kollega.core.request import ActorRequest
from kollega.ui.parts import Link, Zone

GET_AND_POST = ["GET", "HEAD", "POST"]


def own_zone(request: ActorRequest, detail: str = "") -> Zone | None:
    """The page stays in the actor's municipality; `detail` says who there sees it."""
    name = request.actor.municipality_name
    return Zone.own(name, detail) if name else None


def trail(*here: Link) -> list[Link]:
    """The way back to the manager's list."""
    return [Link(_("Nya och de som slutar"), reverse("introduction:people")), *here]

"""What the room's pages share."""

from uuid import UUID, uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from kollega.core.request import ActorRequest
from kollega.ui.parts import Link, Zone

GET_AND_POST = ["GET", "HEAD", "POST"]


def own(request: ActorRequest) -> Zone:
    """The page stays in the municipality."""
    return Zone.own(request.actor.municipality_name)


def id_of(raw: str | None) -> UUID:
    """The id that a form carries; a new one where it carries none."""
    try:
        return UUID(str(raw))
    except ValueError:
        return uuid4()


def number(raw: str | None) -> int:
    """A whole number from a form, 0 for anything else."""
    return int(raw) if raw and raw.isascii() and raw.isdigit() and len(raw) < 9 else 0


def trail(incident_id: UUID | None = None) -> list[Link]:
    """The way back: the list, and the incident."""
    found = [Link(_("Incidenter"), reverse("incident:list"))]
    if incident_id is not None:
        found.append(Link(_("Incidenten"), reverse("incident:incident", args=[incident_id])))
    return found

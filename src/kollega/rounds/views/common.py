"""What the room's views share."""

from uuid import UUID, uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from kollega.core.request import ActorRequest
from kollega.ui.parts import Link, Zone


def url_of(name: str, *ids: object) -> str:
    return reverse(f"rounds:{name}", args=list(ids))


def shared(request: ActorRequest) -> Zone:
    here = request.actor.collaboration
    return Zone.shared(here.municipalities if here else 0)


def among() -> Zone:
    """What stands in a round is shown to those who take part."""
    return Zone("shared", _("Delas med dem som är med i rundan"))


def trail(*more: Link) -> list[Link]:
    return [Link(_("Rundor"), url_of("list")), *more]


def number(raw: str | None, *, most: int = 10**8) -> int:
    """A whole number from a form; 0 for what is none."""
    good = raw and raw.isascii() and raw.isdigit() and len(raw) < 10
    return min(int(raw), most) if good and raw else 0


def id_or_none(raw: str | None) -> UUID | None:
    try:
        return UUID(str(raw))
    except ValueError:
        return None


def id_of(raw: str | None) -> UUID:
    return id_or_none(raw) or uuid4()

"""What the room's pages share: who sees them, and trying a write without losing what was typed."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import Form
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from kollega.core.posting import Conflict
from kollega.core.request import ActorRequest
from kollega.ui.parts import Column, Link, Table, Zone


def zone(request: ActorRequest) -> Zone | None:
    """The page is seen in the whole collaboration; None outside all collaborations."""
    place = request.actor.collaboration
    return Zone.shared(place.municipalities) if place else None


def draft_zone(request: ActorRequest) -> Zone:
    """What is written is one's own until it is saved; then the whole collaboration sees it."""
    place = request.actor.collaboration
    return Zone.draft(place.municipalities if place else 0)


def own_zone(request: ActorRequest, detail: str = "") -> Zone | None:
    """The page stays in the actor's municipality; `detail` says who there sees it."""
    name = request.actor.municipality_name
    return Zone.own(name, detail) if name else None


def room_link() -> Link:
    """The way to the room's first page, which the menu leads to."""
    return Link(_("Kompetens"), reverse("competence:start"))


@dataclass(frozen=True)
class Attempt:
    """How a write went. Not done: draw the form again with `status`, and where somebody had saved
    in between with `clash`. The next save then counts: `version` is what has been seen by then.
    """

    done: bool = False
    status: int = 422
    clash: Table | None = None
    version: int = 0


def attempt(form: Form, write: Callable[[], object]) -> Attempt:
    """Write if the form is right; what the service refuses becomes a message at its field."""
    if not form.is_valid():
        return Attempt()
    try:
        with transaction.atomic():
            write()
    except ValidationError as refused:
        form.add_error(None, refused)
        return Attempt()
    except Conflict as conflict:
        return Attempt(status=409, clash=_side_by_side(conflict), version=conflict.version)
    return Attempt(done=True)


def put(form: Form, name: str, value: str) -> None:
    """Let a hidden field of a posted form carry another value when it is drawn again."""
    if isinstance(form.data, QueryDict):
        data = form.data.copy()
        data[form.add_prefix(name)] = value
        form.data = data


def _side_by_side(conflict: Conflict) -> Table:
    return Table(
        caption=_("Det här skiljer sig"),
        columns=[Column(_("Uppgift")), Column(_("Sparat")), Column(_("Ditt"))],
        rows=[
            [label, theirs or _("tomt"), yours or _("tomt")]
            for label, theirs, yours in conflict.fields.values()
        ],
    )

"""What the screens share: drawing a page, and trying a write without losing what was typed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kollega.core.posting import Conflict
from kollega.core.request import ActorRequest
from kollega.organisation import rules
from kollega.ui.parts import Column, Link, Table, Zone


def draw(
    request: ActorRequest,
    template: str,
    context: dict[str, Any],
    *,
    title: str,
    zone: Zone | None = None,
    under: tuple[Link, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """A page of the organisation: its heading, who sees it, and the way back."""
    start = Link(_("Organisation"), reverse("organisation:start"))
    shared = {
        "title": title,
        "zone": zone,
        "trail": [start, *under, Link(title)],
        "can": rules.abilities(request.actor),
    }
    return TemplateResponse(request, f"organisation/{template}", shared | context, status=status)


def page_number(request: ActorRequest) -> int:
    """Which page of a list the address asks for; the first where it says nothing that can be one."""
    raw = request.GET.get("page", "")
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 7 else 1


def own_zone(request: ActorRequest, detail: str = "") -> Zone:
    """The page stays in the actor's municipality."""
    return Zone.own(request.actor.municipality_name, detail)


def shared_zone(request: ActorRequest) -> Zone | None:
    """The page is seen in the whole collaboration; None outside all collaborations."""
    place = request.actor.collaboration
    return Zone.shared(place.municipalities) if place else None


@dataclass(frozen=True)
class Attempt:
    """How a write went. Not done: draw the form again, with `status` and perhaps the `clash`."""

    done: bool = False
    status: int = 422
    clash: Table | None = None


def attempt(form: Form, write: Callable[[], object]) -> Attempt:
    """Write if the form is right. What the service refuses becomes a message at its field; what
    somebody else saved in between is shown beside what was typed, and the next save counts.
    """
    if not form.is_valid():
        return Attempt()
    try:
        with transaction.atomic():
            write()
    except ValidationError as refused:
        form.add_error(None, refused)
        return Attempt()
    except Conflict as conflict:
        return Attempt(status=409, clash=_side_by_side(form, conflict))
    return Attempt(done=True)


def _side_by_side(form: Form, conflict: Conflict) -> Table:
    if "version" in form.fields and isinstance(form.data, QueryDict):
        data = form.data.copy()
        data[form.add_prefix("version")] = str(conflict.version)
        form.data = data
    return Table(
        caption=_("Det här skiljer sig"),
        columns=[Column(_("Uppgift")), Column(_("Sparat av någon annan")), Column(_("Ditt"))],
        rows=[
            [label, theirs or _("tomt"), yours or _("tomt")]
            for label, theirs, yours in conflict.fields.values()
        ],
    )

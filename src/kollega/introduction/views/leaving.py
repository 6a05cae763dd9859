"""When somebody leaves: what is handed on, why, and what the collaboration learns of it."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.competence.pages import attempt, zone
from kollega.core.request import ActorRequest, not_found
from kollega.introduction import exits, leaving
from kollega.introduction.forms import WhyForm
from kollega.introduction.models import Reason, Thing
from kollega.introduction.views.common import GET_AND_POST, own_zone, trail
from kollega.ui.notes import say, warn
from kollega.ui.parts import Column, Link, Table

HEADINGS = (
    (Thing.AREA, gettext_lazy("Områden som ingen annan hos er klarar själv")),
    (Thing.CARD, gettext_lazy("Kunskapskort")),
    (Thing.ROUND, gettext_lazy("Rundor")),
)


@require_safe
def departure(request: ActorRequest, departure_id: UUID) -> HttpResponse:
    """What somebody who leaves has to hand on."""
    actor = request.actor
    found = leaving.whole(actor, leaving.departure_for(actor, departure_id))
    context = {
        "found": found,
        "groups": [
            (heading, [each for each in found.items if each.thing == thing])
            for thing, heading in HEADINGS
            if any(each.thing == thing for each in found.items)
        ],
        "zone": own_zone(request, _("Chefer i kommunen ser sidan.")),
        "trail": trail(Link(found.name)),
    }
    return TemplateResponse(request, "introduction/departure.html", context)


@require_POST
def hand_on(request: ActorRequest, departure_id: UUID) -> HttpResponse:
    """Something has been handed on, or not after all."""
    actor = request.actor
    row = leaving.departure_for(actor, departure_id, lock=True)
    said = request.POST
    try:
        what: dict[str, Any] = {
            "thing": Thing(said.get("thing", "")),
            "object_id": UUID(said.get("object", "")),
            "to_id": UUID(said["to"]) if said.get("to") else None,
        }
    except ValueError:
        raise not_found() from None
    undo = said.get("do") == "undo"
    try:
        with transaction.atomic():
            leaving.hand_on(actor, row, **what, undo=undo)
    except ValidationError as refused:
        warn(request, " ".join(refused.messages))
    else:
        say(request, _("Inte lämnat vidare än.") if undo else _("Lämnat vidare."))
    return redirect("introduction:departure", departure_id)


@require_http_methods(GET_AND_POST)
def why(request: ActorRequest, departure_id: UUID) -> HttpResponse:
    """Say why one leaves; said once, and kept without who."""
    actor = request.actor
    row = exits.own_departure(actor, departure_id)
    posting = request.method == "POST"
    form = WhyForm(request.POST if posting else None)
    status = 200
    if posting:
        tried = attempt(form, lambda: exits.say_why(actor, row, reason=form.cleaned_data["reason"]))
        if tried.done:
            say(request, _("Tack. Ditt svar är sparat utan ditt namn."))
            return redirect("introduction:reasons")
        status = tried.status
    context = {
        "form": form,
        "row": row,
        "has_answered": exits.has_answered(actor, row),
        "zone": own_zone(request, _("Ingen i kommunen kan läsa svaret.")),
    }
    return TemplateResponse(request, "introduction/why.html", context, status=status)


@require_safe
def reasons(request: ActorRequest) -> HttpResponse:
    """Why colleagues have left, by year, the collaboration together."""
    labels = {each.value: str(each.label) for each in Reason}
    years = []
    for year, lines in exits.figures(request.actor).items():
        rows = [
            [_named([labels.get(key, key) for key in each.reasons]), str(each.count)]
            for each in lines
            if each.reasons
        ]
        total = next((each.count for each in lines if not each.reasons), 0)
        table = Table(
            caption=_("Varför kollegor slutade %(year)d") % {"year": year},
            columns=[Column(_("Vägde tyngst")), Column(_("Svar"), numeric=True)],
            rows=rows,
            hide_caption=True,
        )
        years.append((year, total, table))
    context = {
        "years": years,
        "zone": zone(request),
        "trail": [Link(_("Överblick"), reverse("followup:overview"))],
    }
    return TemplateResponse(request, "introduction/reasons.html", context)


def _named(labels: list[str]) -> str:
    if len(labels) > 1:
        return _("Något av det här: %(reasons)s") % {"reasons": ", ".join(labels)}
    return labels[0][:1].upper() + labels[0][1:]

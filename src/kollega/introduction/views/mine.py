"""The new colleague's page, for herself and for her managers; and as a sheet."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kollega.core import clock
from kollega.core.actor import Role
from kollega.core.request import ActorRequest
from kollega.introduction import paper, reading, steps, suggesting
from kollega.introduction.models import DAYS
from kollega.introduction.reading import Found
from kollega.introduction.views.common import own_zone, trail
from kollega.organisation.api import contacts
from kollega.ui.notes import say
from kollega.ui.parts import Link


@require_safe
def mine(request: ActorRequest) -> HttpResponse:
    """One's own first ninety days."""
    found = reading.own(request.actor)
    if found is None:
        context = {"zone": own_zone(request), "manages": request.actor.has(Role.MANAGER)}
        return TemplateResponse(request, "introduction/none.html", context)
    return _draw(request, found)


@require_safe
def one(request: ActorRequest, introduction_id: UUID) -> HttpResponse:
    """Somebody's first ninety days, for her managers; or one's own, from a notice."""
    return _draw(request, reading.introduction_for(request.actor, introduction_id))


def _draw(request: ActorRequest, found: Found) -> HttpResponse:
    actor = request.actor
    is_mine = found.row.account_id == actor.account_id
    context: dict[str, Any] = {
        "found": found,
        "content": suggesting.content(actor, found),
        "contacts": contacts(actor),
        "days": DAYS,
        "is_mine": is_mine,
        "manages": actor.has(Role.MANAGER) and not is_mine,
        "has_begun": found.row.begins_on <= clock.today(),
        "zone": own_zone(request, _("Du och chefer i kommunen ser sidan."))
        if is_mine
        else own_zone(request, _("Chefer i kommunen och personen själv ser sidan.")),
        "trail": [] if is_mine else trail(Link(found.name)),
    }
    return TemplateResponse(request, "introduction/one.html", context)


@require_safe
def sheet(request: ActorRequest, introduction_id: UUID) -> HttpResponse:
    """The page on paper, to have beside the telephone."""
    found = reading.introduction_for(request.actor, introduction_id)
    made = paper.sheet(
        found, suggesting.content(request.actor, found), request.actor.municipality_name
    )
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="ny-pa-jobbet.pdf"'
    return answer


@require_POST
def tick(request: ActorRequest, introduction_id: UUID, step_id: UUID) -> HttpResponse:
    """A step is done, or not after all."""
    actor = request.actor
    row = reading.locked(actor, introduction_id, need="see")
    done = request.POST.get("done") != "no"
    steps.tick(actor, row, step_id, done=done)
    again = reverse("introduction:undo_tick", args=[row.id, step_id])
    say(request, _("Klart.") if done else _("Inte klart än."), undo_url=again if done else "")
    return _back(request, row.account_id, row.id)


@require_POST
def undo_tick(request: ActorRequest, introduction_id: UUID, step_id: UUID) -> HttpResponse:
    """It was not done after all."""
    actor = request.actor
    row = reading.locked(actor, introduction_id, need="see")
    steps.tick(actor, row, step_id, done=False)
    return _back(request, row.account_id, row.id)


def _back(request: ActorRequest, account_id: UUID, introduction_id: UUID) -> HttpResponse:
    if account_id == request.actor.account_id:
        return redirect("introduction:mine")
    return redirect("introduction:one", introduction_id)

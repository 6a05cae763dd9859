"""Being a mentor: what one is asked, whom one is mentor for, and offering oneself beforehand."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kollega.competence import words
from kollega.competence.pages import zone
from kollega.core import notices
from kollega.core.request import ActorRequest, not_found
from kollega.introduction import mentoring, rules
from kollega.introduction.mentoring import Mentoring, Newcomer
from kollega.ui.notes import say
from kollega.ui.parts import Link


@require_safe
def mentor(request: ActorRequest) -> HttpResponse:
    """One's own page as a mentor."""
    actor = request.actor
    rules.offer(actor).require()
    found = mentoring.mine(actor)
    known = mentoring.newcomers(actor, found)
    context = {
        "asked": [each for each in found if each.waits and not each.is_over],
        "going_on": [_shown(each, known) for each in found if each.goes_on],
        "offers": mentoring.offered(actor) is not None,
        "zone": zone(request),
    }
    return TemplateResponse(request, "introduction/mentor.html", context)


@require_safe
def one(request: ActorRequest, mentoring_id: UUID) -> HttpResponse:
    """A question of being a mentor, or the new colleague whose mentor one is."""
    actor = request.actor
    found = mentoring.mentoring_for(actor, mentoring_id)
    known = mentoring.newcomers(actor, [found])
    title = _("Mentor för en ny kollega")
    context = {
        "found": found,
        "waits": found.waits and not found.is_over,
        "shown": _shown(found, known) if found.goes_on else None,
        "title": title,
        "zone": zone(request),
        "trail": [Link(_("Mentor"), reverse("introduction:mentor")), Link(title)],
    }
    return TemplateResponse(request, "introduction/mentoring.html", context)


def _shown(found: Mentoring, known: dict[UUID, Newcomer]) -> dict[str, Any]:
    """The new colleague, once it is told who she is."""
    who = known.get(found.newcomer_id) if found.newcomer_id else None
    return {
        "id": found.id,
        "name": who.name if who else "",
        "is_hidden": who.is_hidden if who else False,
        "presentation": who.presentation if who else "",
        "phone": who.phone if who else "",
        "tel": words.tel(who.phone) if who else "",
        "until": found.until,
    }


@require_POST
def answer(request: ActorRequest, mentoring_id: UUID) -> HttpResponse:
    """One's own yes or no."""
    actor = request.actor
    found = mentoring.mentoring_for(actor, mentoring_id)
    if request.POST.get("answer") not in {"yes", "no"}:
        raise not_found()
    yes = request.POST["answer"] == "yes"
    mentoring.answer(actor, found, yes=yes)
    notices.clear(actor, mentoring_id)
    if yes:
        say(request, _("Tack! Om en liten stund står det här vem den nya kollegan är."))
    else:
        say(request, _("Tack för svaret. Chefen frågar någon annan."))
    return redirect("introduction:mentor")


@require_POST
def end(request: ActorRequest, mentoring_id: UUID) -> HttpResponse:
    """Be the mentor no longer."""
    actor = request.actor
    mentoring.end(actor, mentoring.mentoring_for(actor, mentoring_id))
    say(request, _("Du är inte mentor längre. Den nya kollegans chef får veta det."))
    return redirect("introduction:mentor")


@require_POST
def offer(request: ActorRequest) -> HttpResponse:
    """Say that one wants to be a mentor, or not any more."""
    wants = request.POST.get("wants") == "yes"
    mentoring.set_offer(request.actor, wants=wants)
    say(
        request,
        _("Tack! Du kan bli mentor nästa gång någon börjar.")
        if wants
        else _("Du föreslås inte längre som mentor."),
    )
    return redirect("introduction:mentor")

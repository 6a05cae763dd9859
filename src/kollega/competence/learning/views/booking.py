"""Seats: one's own by one press, and those of one's staff."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kollega.competence.learning import attendance, rules, seats
from kollega.competence.learning.forms import StaffForm
from kollega.competence.learning.views.common import GET_AND_POST, id_of, trail
from kollega.competence.lending.queries import own_staff
from kollega.competence.models import Occasion, SeatState
from kollega.competence.pages import Attempt, attempt, own_zone
from kollega.core import notices
from kollega.core.request import ActorRequest, not_found
from kollega.ui.notes import say, warn
from kollega.ui.parts import Link


@require_POST
def act(request: ActorRequest, occasion_id: UUID) -> HttpResponse:
    """Take a seat, answer an offer, or give a seat back."""
    actor, todo = request.actor, request.POST.get("do", "")
    row = rules.occasion_for(actor, occasion_id, lock=True)
    if todo == "book":
        _say_booked(request, row)
    elif todo == "accept":
        if seats.accept(actor, row):
            say(request, _("Platsen är din."))
        else:
            warn(request, _("Platsen har gått vidare. Du kan ställa dig i kö igen."))
    elif todo == "leave":
        seats.leave(actor, row)
        say(request, _("Du är avbokad. Står någon i kö erbjuds din plats nu."))
    else:
        raise not_found()
    notices.clear(actor, occasion_id)
    return redirect("competence:occasion", occasion_id)


def _say_booked(request: ActorRequest, row: Occasion) -> None:
    seat = seats.book(request.actor, row)
    if seat.state == SeatState.BOOKED:
        say(request, _("Du har en plats. Lägg den gärna i din kalender."))
    else:
        say(request, _("Du står i kö. Du får veta om en plats blir ledig."))


@require_http_methods(GET_AND_POST)
def staff(request: ActorRequest, occasion_id: UUID) -> HttpResponse:
    """Who of the own staff goes; book them, or give a seat back."""
    actor = request.actor
    rules.manage_staff(actor).require()
    row = rules.occasion_for(actor, occasion_id, lock=request.method == "POST")
    form = StaffForm(request.POST or None, people=own_staff(actor))
    tried = Attempt(status=200)
    if request.method == "POST":
        todo, _colon, which = request.POST.get("do", "").partition(":")
        if todo == "leave" and id_of(which):
            seats.leave_for(actor, row, colleague_id=UUID(which))
            say(request, _("Avbokad. Medarbetaren får veta det."))
            return redirect("competence:book_staff", occasion_id)
        tried = attempt(form, lambda: _book(request, row, form))
        if tried.done:
            return redirect("competence:book_staff", occasion_id)
    now = seats.count(row)
    mine = [
        each for each in attendance.guests(actor, row, own=True) if each.state != SeatState.LEFT
    ]
    context = {
        "row": row,
        "form": form if rules.book(actor, row) else None,
        "why_not": rules.book(actor, row).why,
        "guests": mine,
        "has_begun": rules.has_begun(row),
        "full": not seats.has_room(row, now, actor.municipality_id),
        "zone": own_zone(request, _("Kommunen som ordnar ser vilka ni anmäler.")),
        "trail": trail(
            Link(row.title, reverse("competence:occasion", args=[row.id])),
            Link(_("Boka medarbetare")),
        ),
    }
    return TemplateResponse(
        request, "competence/learning/book_staff.html", context, status=tried.status
    )


def _book(request: ActorRequest, row: Occasion, form: StaffForm) -> None:
    seat = seats.book_for(request.actor, row, colleague_id=UUID(form.cleaned_data["colleague"]))
    if seat.state == SeatState.BOOKED:
        say(request, _("Bokad. Medarbetaren får veta det."))
    else:
        say(request, _("Medarbetaren står i kö och får veta det."))

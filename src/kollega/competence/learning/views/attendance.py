"""Who comes and who was there, for whoever leads it; and the list on paper."""

from pathlib import Path
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kollega import paper
from kollega.competence.learning import attendance, occasions, rules, words
from kollega.competence.learning.views.common import GET_AND_POST, id_of, trail
from kollega.competence.models import Occasion, SeatState
from kollega.competence.pages import own_zone
from kollega.core import clock, notices
from kollega.core.request import ActorRequest
from kollega.ui.notes import say
from kollega.ui.parts import Link

SHEET = Path(__file__).parent.parent / "list.typ"
EMPTY_ROWS = 4


@require_http_methods(GET_AND_POST)
def guests(request: ActorRequest, occasion_id: UUID) -> HttpResponse:
    """Who has a seat; from the first day on, who was there."""
    actor = request.actor
    row = rules.occasion_for(actor, occasion_id, lock=request.method == "POST")
    rules.leads(actor, row).require()
    if request.method == "POST":
        found = {id_of(each) for each in request.POST.getlist("var_med")}
        count = attendance.confirm(actor, row, present={each for each in found if each})
        notices.clear(actor, row.id)
        told = _("Sparat: %(count)d var med. De får det i sin egen kompetens.")
        say(request, told % {"count": count})
        return redirect("competence:guests", occasion_id)
    every = attendance.guests(actor, row)
    booked = [each for each in every if each.state == SeatState.BOOKED]
    context = {
        "row": row,
        "times": [words.span(*each) for each in occasions.times_of(row)],
        "booked": booked,
        "waiting": sum(each.state in {SeatState.WAITING, SeatState.OFFERED} for each in every),
        "confirmed": row.confirmed_on,
        "can_confirm": rules.confirm(actor, row),
        "zone": own_zone(request, _("Varje kommun ser också sina egna.")),
        "trail": trail(_up(row), Link(_("Deltagare"))),
    }
    return TemplateResponse(request, "competence/learning/guests.html", context)


def _up(row: Occasion) -> Link:
    return Link(row.title, reverse("competence:occasion", args=[row.id]))


@require_safe
def sheet(request: ActorRequest, occasion_id: UUID) -> HttpResponse:
    """The list of those who have a seat, to sign."""
    actor = request.actor
    row = rules.occasion_for(actor, occasion_id)
    rules.leads(actor, row).require()
    times = occasions.times_of(row)
    booked = [each for each in attendance.guests(actor, row) if each.state == SeatState.BOOKED]
    data = {
        "title": row.title,
        "owner": actor.municipality_name,
        "date": date_format(clock.today(), "j F Y"),
        "lang": (get_language() or "sv")[:2],
        "times": [words.span(*each) for each in times],
        "place": row.place,
        "head": [
            _("Namn"),
            *(date_format(clock.local(first), "j/n") for first, _last in times[:6]),
        ],
        "rows": [{"name": each.name, "more": each.presentation} for each in booked],
        "empty": EMPTY_ROWS,
        "days": min(len(times), 6),
        "end": _("Skriv under eller sätt en bock. Bocka sedan av i Digital kollega."),
    }
    return HttpResponse(paper.pdf(SHEET, data), content_type="application/pdf")

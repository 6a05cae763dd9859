"""The manager's page with what is kept of a person and who has looked, and the sheet that she gets."""

from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kollega.casework import rules
from kollega.casework.pages import GET_AND_POST, Known, head, own_zone, trail, with_person
from kollega.casework.people import contact, extract
from kollega.core import access, clock, kept
from kollega.core.request import ActorRequest
from kollega.paper import pdf
from kollega.ui.paging import Paging, page_number
from kollega.ui.parts import Link

SHEET = Path(__file__).with_name("extract.typ")
SHOWN, PRINTED = 50, 2000


@with_person
@require_http_methods(GET_AND_POST)
def show(request: ActorRequest, known: Known) -> HttpResponse:
    """What is kept and who has looked; a POST prints it and says so in the log."""
    rules.steer(request.actor).require()
    if request.method == "POST":
        return _printed(request, known)
    number = page_number(request)
    looks = extract.looks(request.actor, known.person, (number - 1) * SHOWN, SHOWN + 1)
    top = head(request.actor, known.person)
    context = {
        "head": top,
        "sheet": contact.sheet(top.contact),
        "kinds": _kinds(),
        "looks": looks[:SHOWN],
        "paging": Paging.beside(request, number, has_next=len(looks) > SHOWN),
        "zone": own_zone(request.actor),
        "trail": trail(
            None,
            Link(known.person.name, reverse("casework:person", args=[known.person.id])),
            Link(_("Vad som finns")),
        ),
    }
    return TemplateResponse(request, "casework/people/extract.html", context)


def _kinds() -> list[dict[str, str]]:
    """What may be kept, why, and for how long, in words. No statement."""
    labels = {model._meta.label for model in extract.told()}
    return [
        {"what": str(line.what), "ground": str(line.ground)}
        for line in kept.every()
        if labels & set(line.models)
    ]


def _printed(request: ActorRequest, known: Known) -> HttpResponse:
    whose = extract.about(request.actor, known.person)
    access.audit(
        request.actor, "person.extract", "person", known.person.id, person_id=known.person.id
    )
    answer = HttpResponse(pdf(SHEET, content(request, whose)), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="utdrag.pdf"'
    return answer


def content(request: ActorRequest, whose: extract.About) -> dict[str, Any]:
    """What stands on the sheet, in words. Her address only where it may be sent there."""
    actor = request.actor
    sheet = contact.sheet(contact.of(actor, whose.person))
    return {
        "title": _("Vad som finns om dig"),
        "owner": actor.municipality_name,
        "date": date_format(clock.today(), "j F Y"),
        "lang": (get_language() or "sv")[:2],
        "address": list(sheet.address),
        "mark": sheet.mark,
        "lead": _(
            "Det här är vad socialtjänsten i %(place)s har antecknat om dig i sin arbetsyta, och vem"
            " som har tittat. Journalen kan finnas i ett annat system."
        )
        % {"place": actor.municipality_name},
        "sections": [
            {"title": each.title, "lines": each.lines} for each in extract.kept_of(actor, whose)
        ],
        "looks_title": _("Vem som har tittat"),
        "looks_lead": _("Dag, roll och varför. Namn prövas för sig, om du frågar."),
        "looks": [
            f"{date_format(clock.local(each.at), 'j F Y H:i')}, {each.role}: {each.purpose}"
            for each in extract.looks(actor, whose.person, 0, PRINTED)
        ],
        "end": _("Har något blivit fel? Säg till, så rättar vi det eller skriver vad du tycker."),
    }

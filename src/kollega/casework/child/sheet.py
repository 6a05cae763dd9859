"""A sheet for one guardian: what has been said and decided that she may read, and nothing that tells of the rest."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kollega.casework.child import queries, readers, services
from kollega.casework.child.forms import SheetForm
from kollega.casework.child.views import common, of_child
from kollega.casework.models import May, Way
from kollega.casework.pages import GET_AND_POST, Found, with_case
from kollega.casework.people import contact
from kollega.competence.pages import attempt
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.request import ActorRequest, not_found
from kollega.paper import pdf

TEMPLATE = Path(__file__).with_name("sheet.typ")


@with_case(need="work")
@of_child
@require_http_methods(GET_AND_POST)
def sheet(request: ActorRequest, found: Found, guardian_id: UUID) -> HttpResponse:
    """Choose what stands on the sheet, and print it."""
    actor, posting = request.actor, request.method == "POST"
    some = readers.guardians(actor, found)
    guardian = next((each for each in some if each.id == guardian_id), None)
    if guardian is None:
        raise not_found()
    frame = queries.frame(actor, found)
    given = queries.for_guardian(frame, guardian)
    form = SheetForm(
        request.POST if posting else None,
        words=[(str(each.id), f"{each.area}: {each.text}") for each in given],
        decisions=[(str(each.id), _decision_words(each)) for each in frame.decisions],
    )
    shown = common(request, found, _("Blad till en vårdnadshavare"))
    out = _way_out(actor, guardian, shown["head"].contact)
    status = 200
    if posting:
        tried = attempt(form, lambda: services.note_sheet(actor, found, guardian))
        if tried.done:
            return _printed(actor, _on_paper(form, frame, given), guardian, out)
        status = tried.status
    context = {
        **shown,
        "guardian": guardian,
        "form": form,
        "sheet": out,
        "left_out": len(frame.words) - len(given),
    }
    return TemplateResponse(request, "casework/child/sheet.html", context, status=status)


def _way_out(actor: Actor, guardian: readers.Guardian, childs: contact.Contact) -> contact.Sheet:
    """How the sheet leaves the room: home only where both the guardian's and the child's answers let it.
    One statement.
    """
    if guardian.is_known:
        access.open_rows("person", guardian.id, person_id=guardian.id)
    own = contact.sheet(contact.of(actor, guardian.person))
    if not own.may_send_home:
        return own
    if childs.is_protected or childs.answers[Way.WRITE] is May.NO:
        return contact.sheet(childs)
    return own


def _decision_words(each: queries.DecisionLine) -> str:
    return f"{each.decided_on:%Y-%m-%d}: {each.outcome} ({each.paragraph})"


def _on_paper(
    form: SheetForm, frame: queries.Frame, given: list[queries.WordsLine]
) -> dict[str, Any]:
    """What was chosen. A decision stands with its outcome; its reasons may repeat what the child said."""
    chosen = {name: set(form.cleaned_data.get(name) or []) for name in ("words", "decisions")}
    return {
        "words": [
            {"area": each.area, "day": date_format(each.said_on, "j F Y"), "text": each.text}
            for each in given
            if str(each.id) in chosen["words"]
        ],
        "decisions": [
            {
                "day": date_format(each.decided_on, "j F Y"),
                "outcome": each.outcome,
                "by": _("Beslutat av %(decider)s enligt %(paragraph)s")
                % {"decider": each.decider, "paragraph": each.paragraph},
            }
            for each in frame.decisions
            if str(each.id) in chosen["decisions"]
        ],
    }


def _printed(
    actor: Actor, chosen: dict[str, Any], guardian: readers.Guardian, out: contact.Sheet
) -> HttpResponse:
    day = clock.today()
    data = {
        **chosen,
        "title": _("Det här har sagts och beslutats"),
        "owner": actor.municipality_name,
        "date": date_format(day, "j F Y"),
        "lang": "sv",
        "to": [guardian.person.name, *out.address] if out.may_send_home else [],
        "mark": out.mark,
        "words_title": _("Det barnet har sagt"),
        "decisions_title": _("Beslut"),
        "end": _("Har du frågor? Prata med din handläggare."),
    }
    answer = HttpResponse(pdf(TEMPLATE, data), content_type="application/pdf")
    # The name of the file tells nothing of anybody.
    answer["Content-Disposition"] = f'inline; filename="blad-{day:%Y-%m-%d}.pdf"'
    return answer

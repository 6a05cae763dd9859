"""The list, an incident with its clock and its form, the text, who had read it, and the sheet."""

from pathlib import Path
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega import paper
from kollega.border import takedown
from kollega.core import clock
from kollega.core.request import ActorRequest, not_found, unlogged
from kollega.incident import queries, rules, services
from kollega.incident.forms import AssessmentForm
from kollega.incident.models import Incident
from kollega.incident.views.common import GET_AND_POST, number, own, trail
from kollega.ui import notes
from kollega.ui.paging import Paging, address

SHEET = Path(__file__).parent.parent / "sheet.typ"
FIELDS = tuple(AssessmentForm.base_fields)


@require_safe
def listing(request: ActorRequest) -> HttpResponse:
    """The municipality's incidents: which wait, how long is left, and how the others ended."""
    rules.see_list(request.actor).require()
    page = queries.page(request.actor, max(1, number(request.GET.get("page"))))
    context = {
        "page": page,
        "can_assess": rules.assess(request.actor),
        "paging": _paging(request, page.number, has_next=page.has_next),
        "zone": own(request),
    }
    return TemplateResponse(request, "incident/list.html", context)


def _paging(request: ActorRequest, here: int, *, has_next: bool) -> Paging | None:
    if here == 1 and not has_next:
        return None
    return Paging(
        _("Sida %(number)d") % {"number": here},
        address(request, page=str(here - 1)) if here > 1 else "",
        address(request, page=str(here + 1)) if has_next else "",
    )


@require_safe
def reminder(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Where a reminder leads: to the incident for whoever assesses, to the list for others."""
    rules.see_list(request.actor).require()
    if not rules.visible(request.actor).filter(pk=public_id).exists():
        raise not_found()
    if rules.assess(request.actor):
        return HttpResponseRedirect(reverse("incident:incident", args=[public_id]))
    return HttpResponseRedirect(reverse("incident:list"))


@require_http_methods(GET_AND_POST)
def incident(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """What is known, and the assessment. Saves itself while it is written."""
    posted = request.method == "POST"
    row = rules.incident_for(request.actor, public_id, lock=posted)
    form = AssessmentForm(
        request.POST if posted else None, initial={name: getattr(row, name) for name in FIELDS}
    )
    if posted and form.is_valid():
        version = number(request.POST.get("version"))
        services.save(request.actor, row, form.cleaned_data, version=version)
        if request.POST.get("do") == "close":
            return HttpResponseRedirect(reverse("incident:close", args=[public_id]))
        notes.say(request, _("Sparat."))
        return HttpResponseRedirect(reverse("incident:incident", args=[public_id]))
    context = {
        "whole": queries.whole(request.actor, row),
        "form": form,
        "answers": _answers(row),
        "zone": own(request),
        "trail": trail(),
    }
    return TemplateResponse(
        request, "incident/incident.html", context, status=422 if posted else 200
    )


@require_POST
@unlogged
def save(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Autosave of the assessment."""
    row = rules.incident_for(request.actor, public_id, lock=True)
    form = AssessmentForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    saved = services.save(
        request.actor, row, form.cleaned_data, version=number(request.POST.get("version"))
    )
    at = clock.local(saved.saved_at or clock.now()).strftime("%H.%M")
    return JsonResponse({"version": saved.version, "saved_at": at})


@require_safe
def text(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """What was taken down. That somebody read it, and why, stands in the log."""
    row = rules.incident_for(request.actor, public_id, reason="läste texten för att bedöma")
    rules.change(row).require()
    context = {
        "parts": takedown.parts(request.actor, row.kind, row.subject_id),
        "incident_id": row.id,
        "zone": own(request),
        "trail": trail(row.id),
    }
    return TemplateResponse(request, "incident/text.html", context)


@require_safe
def file(request: ActorRequest, public_id: UUID, file_id: UUID) -> HttpResponse:
    """A file of what was taken down, under the same rules as its text."""
    row = rules.incident_for(request.actor, public_id, reason="öppnade en bilaga för att bedöma")
    rules.change(row).require()
    return takedown.kind(row.kind).file(request.actor, row.subject_id, file_id)


@require_safe
def readers(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Who had read it, and who had only had a notice."""
    row = rules.incident_for(request.actor, public_id)
    here = max(1, number(request.GET.get("page")))
    found = queries.readers(request.actor, row, here)
    people = found[: queries.READERS]
    context = {
        "paging": _paging(request, here, has_next=len(found) > len(people)),
        "read": [each for each in people if each.has_read],
        "noticed": [each for each in people if not each.has_read],
        "looked": queries.moment(row.arrived_at),
        "zone": own(request),
        "trail": trail(row.id),
    }
    return TemplateResponse(request, "incident/readers.html", context)


def _answers(row: Incident) -> list[tuple[str, str]]:
    """The assessment as it is read: question and answer."""
    found = []
    for name, each in AssessmentForm.base_fields.items():
        value = str(getattr(row, name))
        choices = {str(key): str(label) for key, label in getattr(each, "choices", ())}
        found.append((str(each.label), choices.get(value, value)))
    return found


@require_safe
def sheet(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """The incident as a sheet for the municipality's own register. No text of the question."""
    row = rules.incident_for(request.actor, public_id, reason="skrev ut incidenten")
    whole = queries.whole(request.actor, row)
    empty = _("Inte ifyllt")
    data = {
        "title": _("Incident: en person kan ha känts igen"),
        "owner": request.actor.municipality_name,
        "date": date_format(clock.today(), "j F Y"),
        "lang": (get_language() or "sv")[:2],
        "facts": [
            [_("Fråga om"), f"{whole.area}, {whole.day}"],
            [_("Nedtagen"), whole.reported],
            [_("Bedöms senast"), f"{whole.clock.until} ({whole.clock.words.lower()})"],
            [_("Hade läst"), str(whole.readers)],
            [_("Hade bara fått en notis"), str(whole.noticed)],
            [_("Avslutad"), whole.closed or _("Pågår")],
            [_("Utfall"), whole.outcome or _("Pågår")],
        ],
        "answers_title": _("Bedömning"),
        "answers": [[label, words or empty] for label, words in _answers(row)],
        "sent_title": _("Vad som har skickats"),
        "sent": [f"{each.at}: {each.what}. {each.whom} ({each.count})" for each in whole.messages],
        "readers_title": _("Vilka som hade läst"),
        "readers": [
            f"{each.name}, {each.role}. {each.first}"
            for each in queries.readers(request.actor, row)
            if each.has_read
        ],
        "sign": _("Underskrift och datum"),
    }
    answer = HttpResponse(paper.pdf(SHEET, data), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="incident.pdf"'
    return answer

"""A second person's eyes, where the municipality wants them before a text is shared."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kollega.border import drafts, second_look
from kollega.consultation.asking import PURPOSE
from kollega.core.request import ActorRequest
from kollega.ui import notes
from kollega.ui.parts import Link, Zone


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    """Choose who in one's own municipality reads the text first."""
    stored = drafts.draft_for(request.actor, draft_id, purpose=PURPOSE)
    people = second_look.readers(request.actor)
    error = ""
    if request.method == "POST":
        reader = next((p for p in people if str(p.account_id) == request.POST.get("reader")), None)
        if reader is not None:
            second_look.ask(request.actor, stored, reader_id=reader.account_id)
            notes.say(request, _("Kollegan får en notis. Du kan fortsätta med annat så länge."))
            return HttpResponseRedirect(reverse("consultation:draft", args=[draft_id]))
        error = _("Välj en kollega.")
    context = {
        "people": people,
        "error": error,
        "looks": second_look.looks_at(request.actor, stored),
        "text": stored.body.get("text", ""),
        "draft_id": draft_id,
        "zone": Zone.own(request.actor.municipality_name),
        "trail": [
            Link(_("Tillbaka till utkastet"), reverse("consultation:draft", args=[draft_id]))
        ],
    }
    status = 422 if error else 200
    return TemplateResponse(request, "consultation/ask_second_look.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def look(request: ActorRequest, look_id: UUID) -> HttpResponse:
    """Read a colleague's text and say whether somebody could be recognised."""
    found = second_look.look_for(request.actor, look_id, lock=request.method == "POST")
    if request.method == "POST":
        second_look.answer(
            request.actor,
            found,
            is_fine=request.POST.get("answer") == "fine",
            remark=request.POST.get("remark", ""),
        )
        notes.say(request, _("Tack. Den som skrev får veta det."))
        return HttpResponseRedirect(reverse("desk:my_day"))
    context = {
        "text": found.text,
        "is_answered": found.answered_at is not None,
        "zone": Zone.own(request.actor.municipality_name),
    }
    return TemplateResponse(request, "consultation/second_look.html", context)

"""A second person's eyes, where the municipality wants them before a text is shared."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kollega.border import drafts, file_words, files, second_look
from kollega.border.models import DraftFile
from kollega.consultation.asking import PURPOSE
from kollega.consultation.views.common import POST_PURPOSE
from kollega.consultation.views.files import back_to
from kollega.core.request import ActorRequest
from kollega.files import Kind
from kollega.ui import notes
from kollega.ui.parts import Link, Zone


@dataclass(frozen=True)
class Seen:
    """A file that goes with the text, for the eyes of the author and of the one who reads."""

    url: str
    title: str
    shape: str
    is_image: bool


def _seen(file: DraftFile, url: str) -> Seen:
    return Seen(
        url,
        file.description or _("Bilaga"),
        file_words.shape(file.kind, file.size, file.pages),
        Kind(file.kind).is_image,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    """Choose who in one's own municipality reads the text first."""
    stored = drafts.draft_for(request.actor, draft_id, purpose=f"{PURPOSE},{POST_PURPOSE}")
    people = second_look.readers(request.actor)
    error = ""
    if request.method == "POST":
        reader = next((p for p in people if str(p.account_id) == request.POST.get("reader")), None)
        if reader is not None:
            second_look.ask(request.actor, stored, reader_id=reader.account_id)
            notes.say(request, _("Kollegan får en notis. Du kan fortsätta med annat så länge."))
            return HttpResponseRedirect(back_to(stored))
        error = _("Välj en kollega.")
    attached = files.standing(files.files_of(request.actor, stored))
    context = {
        "people": people,
        "error": error,
        "looks": second_look.looks_at(request.actor, stored, files.snapshot(attached)),
        "files": [
            _seen(each, reverse("consultation:draft_file_data", args=[each.id]))
            for each in attached
        ],
        "text": stored.body.get("text", ""),
        "draft_id": draft_id,
        "zone": Zone.own(request.actor.municipality_name),
        "trail": [Link(_("Tillbaka till utkastet"), back_to(stored))],
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
    attached = files.read_by(request.actor, found.draft_id) if found.files else []
    context = {
        "text": found.text,
        "files": [
            _seen(each, reverse("consultation:look_file", args=[look_id, each.id]))
            for each in attached
        ],
        "is_answered": found.answered_at is not None,
        "zone": Zone.own(request.actor.municipality_name),
    }
    return TemplateResponse(request, "consultation/second_look.html", context)

"""Files: deciding on one beside a draft, showing it to a second person, opening a shared one."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.border import drafts, files, second_look
from kollega.border.models import Draft, DraftFile
from kollega.border.panel import file_panel
from kollega.consultation import rules
from kollega.consultation.asking import PURPOSE
from kollega.consultation.attachments import attaching, reading, sending
from kollega.consultation.views.common import POST_PURPOSE, url_of, zone_of
from kollega.core.request import ActorRequest
from kollega.files import Kind
from kollega.ui import notes
from kollega.ui.parts import Confirmation, Link, Zone

SHOWN_TEXT = 6_000
CHECKLIST = (
    ("faces", gettext_lazy("Inget ansikte och ingen annan som kan kännas igen")),
    ("names", gettext_lazy("Inga namn, nummer eller adresser, inte heller handskrivna")),
    ("background", gettext_lazy("Inga papper, skärmar eller skyltar i bakgrunden")),
    ("place", gettext_lazy("Ingen plats, bostad eller bil som kan kännas igen")),
    ("unusual", gettext_lazy("Inget ovanligt som en teckning, en tatuering eller ett plagg")),
)
"""What a person looks for in a picture or a scanned page."""


def back_to(draft: Draft) -> str:
    """The page where the draft is written."""
    if draft.purpose == POST_PURPOSE and draft.subject_id:
        return url_of("question", draft.subject_id) + attaching.ANCHOR
    return reverse("consultation:draft", args=[draft.id]) + attaching.ANCHOR


@require_http_methods(["GET", "HEAD", "POST"])
def draft_file(request: ActorRequest, file_id: UUID) -> HttpResponse:
    """Decide on a file of one's own before it is shared."""
    actor, posting = request.actor, request.method == "POST"
    file = files.file_for(actor, file_id, lock=posting)
    draft = drafts.draft_for(actor, file.draft_id, purpose=f"{PURPOSE},{POST_PURPOSE}")
    error = ""
    if posting:
        error = _decide(request, file)
        if request.POST.get("do") == "file_remove":
            notes.say(request, _("Bilagan är borttagen. Du kan ångra tills du skickar."))
            return HttpResponseRedirect(back_to(draft))
        if not error:
            return HttpResponseRedirect(reverse("consultation:draft_file", args=[file_id]))
    places = drafts.places_of(actor)
    check = files.check_of(file, places)
    here = actor.collaboration
    context = {
        "file": attaching.row(file, places),
        "is_image": Kind(file.kind).is_image,
        "needs_eyes": file.needs_eyes,
        "is_seen": file.seen_at is not None,
        "panel": file_panel(check, form="bilaga") if file.text or check.findings else None,
        "text": file.text[:SHOWN_TEXT],
        "is_cut": len(file.text) > SHOWN_TEXT,
        "checklist": [
            (name, words, name in request.POST.getlist("checked")) for name, words in CHECKLIST
        ],
        "error": error,
        "back": back_to(draft),
        "zone": Zone.draft(here.municipalities if here else 0),
        "trail": [Link(_("Tillbaka till texten"), back_to(draft))],
    }
    status = 422 if error else 200
    return TemplateResponse(request, "consultation/files/review.html", context, status=status)


def _decide(request: ActorRequest, file: DraftFile) -> str:
    """Do what the pressed button says; what was missing, in words."""
    actor, post = request.actor, request.POST
    deed, _colon, which = post.get("do", "").partition(":")
    if post.get("description", file.description) != file.description:
        files.describe(file, post["description"])
    if deed == "keep":
        files.keep(file, which, post.get(f"reason_{which}", ""))
    elif deed == "unkeep":
        files.keep(file, which, "")
    elif deed == "mask":
        files.mask(actor, file)
        notes.say(request, _("Nu delas bara texten, avidentifierad, i stället för filen."))
    elif deed == "file_remove":
        files.remove(file)
    elif deed == "seen":
        if any(name not in post.getlist("checked") for name, _words in CHECKLIST):
            return _("Kryssa för varje rad när du har tittat efter det.")
        files.seen(actor, file)
    return ""


@require_safe
def draft_file_data(request: ActorRequest, file_id: UUID) -> HttpResponse:
    """A file of one's own as it would be shared."""
    file = files.file_for(request.actor, file_id, data=True)
    return reading.served(file.kind, bytes(file.data), "bilaga")


@require_safe
def look_file(request: ActorRequest, look_id: UUID, file_id: UUID) -> HttpResponse:
    """A file that one was asked to look at before it is shared."""
    look = second_look.look_for(request.actor, look_id)
    file = files.shown_to(request.actor, look.draft_id, file_id)
    return reading.served(file.kind, bytes(file.data), "bilaga")


@require_safe
def attachment(request: ActorRequest, public_id: UUID, attachment_id: UUID) -> HttpResponse:
    """A shared file."""
    standing = rules.question_for(request.actor, public_id, need="read")
    found = reading.attachment_for(request.actor, standing, attachment_id, data=True)
    return reading.served(found.kind, bytes(found.data), f"bilaga-{found.number}")


@require_safe
def own_attachment(request: ActorRequest, passage_id: UUID) -> HttpResponse:
    """A file that the own municipality has shared, for its registrar: it may be handed out."""
    found = reading.own_attachment(request.actor, passage_id)
    return reading.served(found.kind, bytes(found.data), "bilaga")


@require_http_methods(["GET", "HEAD", "POST"])
def remove_attachment(request: ActorRequest, public_id: UUID, attachment_id: UUID) -> HttpResponse:
    """Take back a file that one has shared."""
    posting = request.method == "POST"
    standing = rules.question_for(request.actor, public_id, need="read", lock=posting)
    found = reading.attachment_for(request.actor, standing, attachment_id, own=True)
    if posting:
        sending.remove(request.actor, found)
        notes.say(
            request,
            _("Bilagan är borttagen ur tråden."),
            undo_url=url_of("restore_attachment", public_id, attachment_id),
        )
        return HttpResponseRedirect(url_of("question", public_id))
    context = {"confirm": _take_back(public_id), "zone": zone_of(request, standing)}
    return TemplateResponse(request, "ui/confirm.html", context)


@require_POST
def restore_attachment(request: ActorRequest, public_id: UUID, attachment_id: UUID) -> HttpResponse:
    """Undo taking back a file."""
    standing = rules.question_for(request.actor, public_id, need="read", lock=True)
    found = reading.attachment_for(request.actor, standing, attachment_id, own=True)
    sending.put_back(request.actor, found)
    notes.say(request, _("Bilagan finns i tråden igen."))
    return HttpResponseRedirect(url_of("question", public_id))


def _take_back(question_id: UUID) -> Confirmation:
    return Confirmation(
        title=_("Ta bort bilagan ur tråden?"),
        consequences=[
            _("Ingen som läser tråden kan öppna den mer."),
            _("Den som redan har sparat den på sin dator har den kvar."),
            _("Er registrator kan hitta den tills den gallras, för den kan vara allmän handling."),
        ],
        action=_("Ta bort bilagan"),
        cancel_url=url_of("question", question_id),
        undo=_("Du kan lägga tillbaka den."),
    )

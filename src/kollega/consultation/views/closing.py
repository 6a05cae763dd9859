"""How a question ends: closed, opened again, taken back; and the asker's own name."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kollega.border import drafts
from kollega.border.gate import NotCleared
from kollega.consultation import queries, rules, services
from kollega.consultation.choices import Status
from kollega.consultation.forms import ClosingForm
from kollega.consultation.models import Closing
from kollega.consultation.services import Outcome
from kollega.consultation.views.common import (
    act_on,
    id_of,
    own_draft,
    panel_of,
    save_draft,
    too_late,
    url_of,
    zone_of,
)
from kollega.core.request import ActorRequest
from kollega.knowledge import api as knowledge
from kollega.ui import notes
from kollega.ui.parts import Confirmation, Link

CLOSING_PURPOSE = "closing"


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Close the question: one press, or a few short items."""
    actor, data = request.actor, request.POST
    locked = request.method == "POST"
    standing = rules.question_for(actor, public_id, need="own", lock=locked)
    draft_id = id_of(data.get("draft"))
    done = Closing.objects.filter(collaboration_id=actor.collaboration_id, pk=draft_id).first()
    written = data.get("text", "")
    if done is not None and drafts.is_same(done.text, written):
        return HttpResponseRedirect(url_of("question", public_id))
    if locked and written.strip() and not rules.close(standing):
        return too_late(request, standing, rules.close(standing).why)
    rules.close(standing).require()
    draft = own_draft(request, public_id, CLOSING_PURPOSE)
    form, status = ClosingForm(initial=draft.body if draft else None), 200
    if request.method == "POST":
        draft = save_draft(request, public_id, draft_id, CLOSING_PURPOSE)
        form = ClosingForm(data)
        todo = data.get("do", "")
        if todo not in {"", "send"}:
            act_on(actor, draft, data, ("text",))
            return HttpResponseRedirect(url_of("close", public_id))
        status = 422
        if form.is_valid():
            try:
                services.close(actor, standing, draft, _outcome(form))
            except NotCleared:
                form.add_error("text", _("Något i texten kan peka ut en person."))
            else:
                notes.say(
                    request,
                    _("Frågan är avslutad. Tack, det hjälper nästa kollega."),
                    undo_url=url_of("reopen", public_id),
                )
                return HttpResponseRedirect(url_of("question", public_id))
    context = {
        "form": form,
        "line": queries.line(standing),
        "draft_id": draft.id if draft else draft_id,
        "version": draft.version if draft else 0,
        "panel": panel_of(request, draft) if draft and draft.body.get("text") else None,
        "question_id": public_id,
        "guides": knowledge.guidance(actor, "closing", standing.question.area_id),
        "zone": zone_of(request, standing),
        "trail": [Link(_("Tillbaka till frågan"), url_of("question", public_id))],
    }
    return TemplateResponse(request, "consultation/close.html", context, status=status)


def _outcome(form: ClosingForm) -> Outcome:
    data = form.cleaned_data
    return Outcome(
        result=data["result"],
        escalation=data["escalation"],
        sure_after=int(data["sure_after"]) if data["sure_after"] else None,
    )


@require_POST
def reopen(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Open a closed question again: at once to undo, or later from its page."""
    standing = rules.question_for(request.actor, public_id, need="own", lock=True)
    if rules.reopen(standing).allowed:
        services.reopen(request.actor, standing)
        notes.say(request, _("Frågan är öppen igen."))
    return HttpResponseRedirect(url_of("question", public_id))


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Take a question back before anybody has answered."""
    locked = request.method == "POST"
    standing = rules.question_for(request.actor, public_id, need="own", lock=locked)
    if standing.question.status == Status.WITHDRAWN:
        return HttpResponseRedirect(reverse("consultation:questions"))
    rules.withdraw(standing).require()
    if not locked:
        confirm = Confirmation(
            title=_("Ta tillbaka frågan?"),
            consequences=[
                _("Ingen annan kan se den längre."),
                _("De som har hunnit läsa den vet vad som stod."),
            ],
            action=_("Ta tillbaka frågan"),
            cancel_url=url_of("question", public_id),
        )
        return TemplateResponse(request, "ui/confirm.html", {"confirm": confirm})
    services.withdraw(request.actor, standing)
    notes.say(request, _("Frågan är tillbakatagen."))
    return HttpResponseRedirect(reverse("consultation:questions") + "?visa=mina")


@require_POST
def show_name(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """The asker shows her name to all who read the thread."""
    standing = rules.question_for(request.actor, public_id, need="own", lock=True)
    services.show_name(request.actor, standing)
    notes.say(request, _("Ditt namn visas nu för dem som läser frågan."))
    return HttpResponseRedirect(url_of("question", public_id))

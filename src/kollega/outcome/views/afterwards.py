"""'Hur gick det sedan?': what the asker tells those who gave advice, after the question is closed."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kollega.border import drafts
from kollega.border.gate import NotCleared
from kollega.border.models import Draft
from kollega.consultation import rules
from kollega.consultation.choices import Status
from kollega.consultation.rules import Standing
from kollega.consultation.views.common import act_on, id_of, own_draft, panel_of, zone_of
from kollega.core.request import ActorRequest, denied, unlogged
from kollega.outcome import queries, services
from kollega.outcome.forms import AfterwardsForm
from kollega.outcome.models import Sequel
from kollega.outcome.views.common import (
    back_to_question,
    draft_context,
    gives_back,
    keep_draft,
    own_question,
)
from kollega.ui import notes


def _url(question_id: UUID) -> str:
    return reverse("outcome:afterwards", args=[question_id])


@require_http_methods(["GET", "HEAD", "POST"])
@gives_back("text")
def afterwards(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """What was told afterwards, for all who may read the question; the asker adds to it."""
    if request.method == "POST":
        return _posted(request, public_id)
    standing = rules.question_for(request.actor, public_id, need="read")
    draft = None
    if standing.is_asker:
        draft = own_draft(request, public_id, services.AFTERWARDS_DRAFT)
    return _page(request, standing, draft)


def _page(
    request: ActorRequest,
    standing: Standing,
    draft: Draft | None,
    *,
    form: AfterwardsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "notes_told": queries.afterwards_of(standing),
        "may_tell": standing.is_asker and standing.question.status == Status.CLOSED,
        "is_asker": standing.is_asker,
        "form": form or AfterwardsForm(initial=draft.body if draft else None),
        "panel": panel_of(request, draft) if draft else None,
        "question_id": standing.question.id,
        "area": standing.question.area.shown_title,
        "zone": zone_of(request, standing),
        "trail": back_to_question(standing.question.id),
        **draft_context(draft),
    }
    return TemplateResponse(request, "outcome/afterwards.html", context, status=status)


def _posted(request: ActorRequest, public_id: UUID) -> HttpResponse:
    actor, data = request.actor, request.POST
    standing = own_question(request, public_id, lock=True)
    if standing.question.status != Status.CLOSED:
        raise denied(_("Frågan är inte avslutad. Skriv i tråden i stället."))
    told = Sequel.objects.filter(
        collaboration_id=actor.collaboration_id, pk=id_of(data.get("draft"))
    ).first()
    if told and drafts.is_same(told.text, data.get("text", "")):
        return HttpResponseRedirect(_url(public_id))
    stored = keep_draft(request, public_id, services.AFTERWARDS_DRAFT)
    if told:
        # Told from one window, and something else written in another: that is not sent by itself.
        drafts.set_apart(stored)
        notes.warn(
            request,
            _(
                "Du hade redan berättat från ett annat fönster. Det du skrev här är sparat, inte skickat."
            ),
        )
        return HttpResponseRedirect(_url(public_id) + "#beratta")
    todo = data.get("do", "")
    if todo == "discard":
        drafts.gone(stored)
        return HttpResponseRedirect(_url(public_id))
    if todo != "send":
        act_on(actor, stored, data, services.TEXT)
        return HttpResponseRedirect(_url(public_id) + "#beratta")
    form = AfterwardsForm(data)
    if form.is_valid():
        try:
            services.tell_afterwards(actor, standing, stored)
        except NotCleared:
            form.add_error("text", _("Något i texten kan peka ut en person. Se kontrollen nedan."))
        else:
            notes.say(request, _("Tack. De som gav råd får veta att du har berättat."))
            return HttpResponseRedirect(_url(public_id))
    return _page(request, standing, stored, form=form, status=422)


@require_POST
@unlogged
def check_afterwards(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """The check of the text as it stands on the page; nothing is saved."""
    own_question(request, public_id)
    stored = own_draft(request, public_id, services.AFTERWARDS_DRAFT)
    looked = Draft(
        body={"text": request.POST.get("text", "")},
        kept=stored.kept if stored else {},
        replaced=stored.replaced if stored else [],
    )
    context = {"panel": panel_of(request, looked)}
    return TemplateResponse(request, "consultation/post_check.html", context)

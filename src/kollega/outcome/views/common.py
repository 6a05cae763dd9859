"""What the room's views share: the asker's own question, drafts, who sees the page."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kollega.border import drafts
from kollega.border.models import Draft
from kollega.consultation import rules
from kollega.consultation.rules import Standing
from kollega.consultation.views.common import id_of, number
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.core.request import ActorRequest, not_found, unlogged
from kollega.outcome.services import AFTERWARDS_DRAFT, TOLD_DRAFT, WORDS_DRAFT
from kollega.ui.parts import Link, Zone

View = Callable[[ActorRequest, UUID], HttpResponse]
FIELDS = {
    TOLD_DRAFT: ("state", "tell_on", "why_not", "remark"),
    WORDS_DRAFT: ("text", "said_on"),
    AFTERWARDS_DRAFT: ("text",),
}
PURPOSES = {"beratta": TOLD_DRAFT, "egna-ord": WORDS_DRAFT, "efterat": AFTERWARDS_DRAFT}


def own_question(request: ActorRequest, public_id: UUID, *, lock: bool = False) -> Standing:
    """The question, for the one who asked it; 404 for everybody else."""
    return rules.question_for(request.actor, public_id, need="own", lock=lock)


def own_zone(actor: Actor) -> Zone:
    """Who sees the asker's own notes."""
    return Zone.own(actor.municipality_name, _("Bara du ser det i systemet."))


def back_to_question(question_id: UUID) -> list[Link]:
    """The way back."""
    url = reverse("consultation:question", args=[question_id])
    return [Link(_("Tillbaka till frågan"), url)]


def back_to_told(question_id: UUID) -> list[Link]:
    """The way back from what belongs to telling the person."""
    url = reverse("outcome:told", args=[question_id])
    return [Link(_("Berätta för personen"), url)]


def keep_draft(request: ActorRequest, question_id: UUID, purpose: str) -> Draft:
    """Keep what was posted as the actor's own draft."""
    data = request.POST
    return drafts.save(
        request.actor,
        draft_id=id_of(data.get("draft")),
        purpose=purpose,
        subject_id=question_id,
        version=number(data.get("version")),
        body={name: data[name] for name in FIELDS[purpose] if name in data},
        labels={"remark": _("Något du vill komma ihåg"), "text": _("Det du skrev")},
    )


def draft_context(draft: Draft | None) -> dict[str, object]:
    """What a form with autosave needs."""
    return {
        "draft_id": draft.id if draft else uuid4(),
        "version": draft.version if draft else 0,
        "saved_at": saved_words(draft.saved_at) if draft else "",
    }


def saved_words(moment: datetime) -> str:
    """'10.42'."""
    return clock.local(moment).strftime("%H.%M")


def gives_back(*fields: str) -> Callable[[View], View]:
    """Where the question is gone when somebody sends, what was written in these fields is shown.

    It may have been taken down or destroyed meanwhile. Whoever may not know of it gets the same.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def gone_or(request: ActorRequest, public_id: UUID) -> HttpResponse:
            try:
                return view(request, public_id)
            except Http404:
                posted = [request.POST.get(name, "").strip() for name in fields]
                if not any(posted):
                    raise
            context = {"text": "\n\n".join(filter(None, posted))}
            return TemplateResponse(request, "consultation/gone.html", context, status=404)

        return gone_or

    return wrap


@require_POST
@unlogged
def save_draft(request: ActorRequest, public_id: UUID, what: str) -> HttpResponse:
    """Autosave of what is being written, whatever it is."""
    own_question(request, public_id)
    if what not in PURPOSES:
        raise not_found()
    stored = keep_draft(request, public_id, PURPOSES[what])
    return JsonResponse({"version": stored.version, "saved_at": saved_words(stored.saved_at)})

"""Has the person been told that colleagues were asked?"""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kollega.border import drafts
from kollega.border.models import Draft
from kollega.consultation.views.common import id_of, number, own_draft
from kollega.core.request import ActorRequest
from kollega.outcome import queries, services, sheet
from kollega.outcome.forms import ToldForm
from kollega.outcome.models import Told
from kollega.outcome.views.common import (
    back_to_question,
    draft_context,
    gives_back,
    own_question,
    own_zone,
)
from kollega.ui import notes


@require_http_methods(["GET", "HEAD", "POST"])
@gives_back("remark")
def told(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Told, will tell, or not told and why; with a sentence that can be said aloud."""
    posted = request.method == "POST"
    standing = own_question(request, public_id, lock=posted)
    stored = queries.told_of(request.actor, standing)
    draft = own_draft(request, public_id, services.TOLD_DRAFT)
    elsewhere, status = "", 200
    if posted:
        form, status = ToldForm(request.POST), 422
        if form.is_valid():
            elsewhere, status = _elsewhere(request, form, stored, draft), 409
            if not elsewhere:
                mine = draft.id if draft else None
                services.tell(request.actor, standing, form.telt(), draft_id=mine)
                notes.say(request, _("Sparat."))
                return HttpResponseRedirect(reverse("outcome:told", args=[public_id]))
    else:
        form = ToldForm(initial=draft.body if draft else _initial(stored))
    context = {
        "form": form,
        "told": stored,
        "seen": _stamp(stored),
        "elsewhere": elsewhere,
        "question_id": public_id,
        "sentence": sheet.spoken(standing.question),
        "zone": own_zone(request.actor),
        "trail": back_to_question(public_id),
        **draft_context(draft),
    }
    return TemplateResponse(request, "outcome/told.html", context, status=status)


def _stamp(stored: Told | None) -> str:
    """What the page was made from, so that an old page does not overwrite a newer one."""
    return stored.changed_at.isoformat() if stored else ""


def _elsewhere(
    request: ActorRequest, form: ToldForm, stored: Told | None, draft: Draft | None
) -> str:
    """What was written in another window meanwhile and would be lost; '' where nothing was."""
    telt, data = form.telt(), request.POST
    if (
        stored is not None
        and data.get("seen", _stamp(stored)) != _stamp(stored)
        and not services.is_told_so(stored, telt)
    ):
        said = str(stored.get_state_display())
        return f"{said}\n{stored.remark}"
    remark = str(draft.body.get("remark", "")) if draft else ""
    page = (id_of(data.get("draft")), number(data.get("version")))
    if draft is None or page == (draft.id, draft.version):
        return ""
    return "" if drafts.is_same(telt.remark, remark) else remark


def _initial(stored: Told | None) -> dict[str, Any]:
    if stored is None:
        return {}
    return {
        "state": stored.state,
        "tell_on": stored.tell_on,
        "why_not": stored.why_not,
        "remark": stored.remark,
    }

"""Has the person been told that colleagues were asked?"""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kollega.core.request import ActorRequest
from kollega.outcome import queries, services, sheet
from kollega.outcome.forms import ToldForm
from kollega.outcome.models import Told
from kollega.outcome.views.common import (
    back_to_question,
    draft_context,
    found_draft,
    own_question,
    own_zone,
)
from kollega.ui import notes


@require_http_methods(["GET", "HEAD", "POST"])
def told(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Told, will tell, or not told and why; with a sentence that can be said aloud."""
    posted = request.method == "POST"
    standing = own_question(request, public_id, lock=posted)
    form, status = ToldForm(request.POST if posted else None), 200
    if posted and form.is_valid():
        services.tell(request.actor, standing, form.telt())
        notes.say(request, _("Sparat."))
        return HttpResponseRedirect(reverse("outcome:told", args=[public_id]))
    if posted:
        status = 422
    stored = queries.told_of(request.actor, standing)
    draft = found_draft(request, public_id, services.TOLD_DRAFT)
    if not posted:
        form = ToldForm(initial=draft.body if draft else _initial(stored))
    context = {
        "form": form,
        "told": stored,
        "question_id": public_id,
        "area": standing.question.area.shown_title,
        "sentence": sheet.spoken(standing.question),
        "zone": own_zone(request.actor),
        "trail": back_to_question(public_id),
        **draft_context(draft),
    }
    return TemplateResponse(request, "outcome/told.html", context, status=status)


def _initial(stored: Told | None) -> dict[str, Any]:
    if stored is None:
        return {}
    return {
        "state": stored.state,
        "tell_on": stored.tell_on,
        "why_not": stored.why_not,
        "remark": stored.remark,
    }

"""What those who are told can read: the one who asked, those who had read, the coordinator."""

from uuid import UUID, uuid4

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kollega.border import takedown
from kollega.core import notices
from kollega.core.request import ActorRequest, not_found
from kollega.incident import queries, rules, services
from kollega.incident.choices import Outcome
from kollega.incident.forms import TextsForm
from kollega.incident.models import Told
from kollega.incident.views.common import GET_AND_POST, id_of, own
from kollega.ui import notes
from kollega.ui.parts import Link

BACK = {Outcome.NOT_RECOGNISABLE, Outcome.CORRECTED, Outcome.MISTAKE}


@require_safe
def told(request: ActorRequest, incident_id: UUID) -> HttpResponse:
    """Something that I asked, read or coordinate was taken down. No text of it."""
    row = rules.told_for(request.actor, incident_id)
    back = row.outcome in BACK and row.told_as != Told.As.COORDINATOR
    kind = takedown.known(row.kind)
    context = {
        "is_question": row.kind == "question",
        "words": str(kind.words) if kind else _("något"),
        "named": str(kind.the) if kind else _("texten"),
        "mine": queries.told(request.actor, row),
        "url": reverse(kind.page, args=[row.subject_id]) if back and kind else "",
        "zone": own(request) if row.told_as == Told.As.ASKER else None,
    }
    return TemplateResponse(request, "incident/told.html", context)


@require_http_methods(GET_AND_POST)
def propose(request: ActorRequest, incident_id: UUID) -> HttpResponse:
    """The asker says how the texts could be corrected. Whoever assesses decides."""
    actor, locked = request.actor, request.method == "POST"
    row = rules.told_for(actor, incident_id, lock=locked)
    if row.proposed_at is not None:
        return HttpResponseRedirect(reverse("incident:told", args=[incident_id]))
    if row.told_as != Told.As.ASKER or row.asked_at is None or row.over_at is not None:
        raise not_found()
    parts = [each for each in takedown.parts(actor, row.kind, row.subject_id) if not each.is_fixed]
    form = TextsForm(parts, request.POST or None, initial={each.key: each.text for each in parts})
    if locked and form.is_valid():
        public_id = id_of(request.POST.get("id"))
        services.propose(actor, row, form.cleaned_data, public_id=public_id)
        notices.clear(actor, incident_id)
        notes.say(request, _("Tack. Den som bedömer läser ditt förslag."))
        return HttpResponseRedirect(reverse("incident:told", args=[incident_id]))
    context = {
        "form": form,
        "proposal_id": request.POST.get("id") or uuid4(),
        "zone": own(request),
        "trail": [Link(_("Tillbaka"), reverse("incident:told", args=[incident_id]))],
    }
    status = 422 if locked else 200
    return TemplateResponse(request, "incident/propose.html", context, status=status)

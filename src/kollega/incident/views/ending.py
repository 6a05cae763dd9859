"""How an incident ends: a correction, asking the asker for one, and closing."""

from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kollega.border import drafts, takedown
from kollega.border.gate import NotCleared
from kollega.border.models import Draft
from kollega.border.panel import panel
from kollega.core.actor import Actor
from kollega.core.request import ActorRequest
from kollega.incident import queries, rules, services
from kollega.incident.choices import Outcome
from kollega.incident.forms import OutcomeForm, TextsForm
from kollega.incident.models import Incident
from kollega.incident.services import DRAFT
from kollega.incident.views.common import GET_AND_POST, id_of, number, own, trail
from kollega.ui import notes


@require_POST
def ask_asker(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Ask whoever asked to propose a correction."""
    row = rules.incident_for(request.actor, public_id, lock=True)
    services.ask_asker(request.actor, row)
    notes.say(request, _("Den som frågade får en notis. Du ser inte vem det är."))
    return HttpResponseRedirect(reverse("incident:incident", args=[public_id]))


def _draft(actor: Actor, row: Incident) -> Draft | None:
    found = drafts.drafts_of(actor, DRAFT, subject_id=row.id)
    return found[0] if found else None


@require_http_methods(GET_AND_POST)
def correct(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Correct the texts. They pass the same check as everything that is shared."""
    actor, data, posted = request.actor, request.POST, request.method == "POST"
    row = rules.incident_for(actor, public_id, lock=posted, reason="rättade texten")
    rules.change(row).require()
    parts = takedown.parts(actor, row.kind, row.subject_id)
    texts = [each for each in parts if not each.is_fixed]
    keys = tuple(each.key for each in texts)
    draft = _draft(actor, row)
    proposed = queries.proposal(actor, row) if row.asked_asker_at else {}
    body: dict[str, Any] = {each.key: each.text for each in texts}
    body |= draft.body if draft else {key: proposed.get(key, body[key]) for key in keys}
    form, status = TextsForm(parts, initial=body), 200
    if posted:
        draft = drafts.save(
            actor,
            draft_id=draft.id if draft else id_of(data.get("draft")),
            purpose=DRAFT,
            subject_id=row.id,
            version=number(data.get("version")),
            body={each.key: data.get(each.key, "") for each in parts},
            labels={each.key: each.label for each in parts},
        )
        todo = data.get("do", "")
        if todo not in {"", "send"}:
            _act_on(actor, draft, data, keys)
            return HttpResponseRedirect(reverse("incident:correct", args=[public_id]) + "#kontroll")
        form, status = TextsForm(parts, data), 422
        if form.is_valid():
            if not drafts.look(actor, draft, keys).open:
                url = reverse("incident:close", args=[public_id])
                return HttpResponseRedirect(f"{url}?utfall={Outcome.CORRECTED}")
            form.add_error(None, _("Något i texten kan peka ut en person. Se kontrollen nedan."))
    context = {
        "form": form,
        "draft_id": draft.id if draft else uuid4(),
        "version": draft.version if draft else 0,
        "panel": panel(drafts.look(actor, draft, keys), draft, form="ratta") if draft else None,
        "is_proposal": bool(proposed) and not draft,
        # Begun before the proposal came: it stands beside what she has written.
        "proposal": [
            (each.label, proposed[each.key] or _("Ta bort det här inlägget."))
            for each in texts
            if draft and each.key in proposed and proposed[each.key] != each.text
        ],
        "zone": own(request),
        "trail": trail(row.id),
    }
    return TemplateResponse(request, "incident/correct.html", context, status=status)


def _act_on(actor: Actor, stored: Draft, data: Any, fields: tuple[str, ...]) -> None:
    todo, _colon, which = data.get("do", "").partition(":")
    if todo == "replace_all":
        drafts.replace(actor, stored, fields, None)
    elif todo == "replace":
        drafts.replace(actor, stored, fields, {which})
    elif todo == "undo":
        drafts.undo(stored, number(which))
    elif todo == "keep":
        drafts.keep(stored, which, data.get(f"reason_{which}", ""))
    elif todo == "unkeep":
        drafts.keep(stored, which, "")


@require_http_methods(GET_AND_POST)
def close(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Choose how it ends, having read what happens."""
    actor, posted = request.actor, request.method == "POST"
    row = rules.incident_for(actor, public_id, lock=posted)
    back = HttpResponseRedirect(reverse("incident:incident", args=[public_id]))
    if row.closed_at is not None:
        return back
    mistake = services.may_be_mistake(row)
    asked = request.GET.get("utfall", "")
    form = OutcomeForm(
        request.POST if posted else None,
        initial={"outcome": Outcome.MISTAKE if mistake and not asked else asked},
        may_be_mistake=mistake,
    )
    if posted and form.is_valid():
        try:
            # What is refused halfway must not leave the thing open.
            with transaction.atomic():
                services.close(
                    actor, row, outcome=form.cleaned_data["outcome"], draft=_draft(actor, row)
                )
        except ValidationError as refused:
            form.add_error("outcome", refused)
        except NotCleared:
            form.add_error("outcome", _("Den rättade texten kan fortfarande peka ut en person."))
        else:
            notes.say(request, _("Incidenten är avslutad. De som berörs får veta det."))
            return back
    context = {
        "form": form,
        "missing": rules.missing(row),
        "is_mistake": mistake,
        "incident_id": row.id,
        "zone": own(request),
        "trail": trail(row.id),
    }
    return TemplateResponse(request, "incident/close.html", context, status=422 if posted else 200)

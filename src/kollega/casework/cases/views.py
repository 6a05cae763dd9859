"""One's own cases, beginning one, its page, its notes, and the reason of one who does not work with it."""

import uuid
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kollega.casework import gate, rules, ways
from kollega.casework.cases import queries, services
from kollega.casework.cases.forms import BeginForm, NoteForm, ReasonForm
from kollega.casework.cases.nextstep import PROTECT_FIRST, Done, Next, next_steps
from kollega.casework.cases.standing import overview
from kollega.casework.models import Note, ReportKind, What
from kollega.casework.pages import (
    GET_AND_POST,
    Found,
    Known,
    head,
    own_zone,
    posted_id,
    trail,
    with_case,
    with_person,
)
from kollega.casework.people import narrow
from kollega.casework.people.forms import FindForm
from kollega.competence.pages import Attempt, attempt, put
from kollega.core.request import ActorRequest, not_found
from kollega.ui.notes import say
from kollega.ui.paging import Paging, page_number
from kollega.ui.parts import Link

NOTES_SHOWN = 10
CASES_SHOWN = 30


@require_http_methods(["GET", "HEAD"])
def start(request: ActorRequest) -> HttpResponse:
    """One's own cases, and looking somebody up."""
    rules.work(request.actor).require()
    number = page_number(request)
    lines = queries.mine(request.actor, (number - 1) * CASES_SHOWN, CASES_SHOWN + 1)
    context = {
        "cases": lines[:CASES_SHOWN],
        "paging": Paging.beside(request, number, has_next=len(lines) > CASES_SHOWN),
        "steers": bool(rules.steer(request.actor)),
        "form": FindForm(),
        "may_begin": bool(rules.begin(request.actor)),
        "pages": ways.pages(request.actor),
        "zone": own_zone(request.actor),
    }
    return TemplateResponse(request, "casework/cases/start.html", context)


@with_person
@require_http_methods(GET_AND_POST)
def begin(request: ActorRequest, known: Known) -> HttpResponse:
    """Begin a case about an opened person with what came in."""
    actor, posting = request.actor, request.method == "POST"
    rules.begin(actor).require()
    form = BeginForm(request.POST if posting else None)
    public_id = posted_id(request)
    tried = Attempt(status=200)
    if posting:
        tried = attempt(
            form,
            lambda: services.begin(
                actor,
                public_id=public_id,
                person=known.person,
                kind=form.cleaned_data["kind"],
                told=form.told(),
            ),
        )
        if tried.done:
            told = form.cleaned_data
            asks = told["report_kind"] != ReportKind.APPLICATION and told["kind"] in PROTECT_FIRST
            return redirect("casework:protection" if asks else "casework:case", public_id)
    person_url = reverse("casework:person", args=[known.person.id])
    context = {
        "form": form,
        "public_id": public_id,
        "head": head(actor, known.person),
        "cancel": person_url,
        "zone": own_zone(actor),
        "trail": trail(None, Link(known.person.name, person_url), Link(_("Nytt ärende"))),
    }
    return TemplateResponse(request, "casework/cases/begin.html", context, status=tried.status)


@with_case()
@require_http_methods(["GET", "HEAD"])
def case(request: ActorRequest, found: Found) -> HttpResponse:
    """The case: who it is about, what comes next, its pages, what has been noted."""
    number = page_number(request)
    first = (number - 1) * NOTES_SHOWN
    view = overview(request.actor, found)
    notes = queries.notes(request.actor, found, first, NOTES_SHOWN + 1)
    undoable = view.standing.undoable
    context = {
        "found": found,
        "head": head(request.actor, found.person),
        "steps": [_as_link(found, each) for each in next_steps(view.standing)],
        "done": [_said(each) for each in view.standing.done],
        "undoable": _said(undoable) if undoable else None,
        "deadlines": view.deadlines,
        "workers": view.workers,
        "handover": view.handover,
        "facts_waiting": view.facts_waiting,
        "notes": notes[:NOTES_SHOWN],
        "paging": Paging.beside(request, number, has_next=len(notes) > NOTES_SHOWN),
        "ways": ways.of(request.actor, found),
        "zone": own_zone(request.actor),
        "trail": trail(None, Link(_("Ärende %(number)s") % {"number": found.case.number})),
    }
    return TemplateResponse(request, "casework/cases/case.html", context)


def _as_link(found: Found, each: Next) -> dict[str, Any]:
    arguments = [found.case.id, *([each.argument] if each.argument else [])]
    return {
        "title": each.title,
        "why": each.why,
        "urgent": each.urgent,
        "url": reverse(each.page, args=arguments),
    }


def _said(each: Done) -> dict[str, Any]:
    return {"id": each.id, "on": each.on, "words": str(What(each.what).label)}


@with_case(need="work")
@require_http_methods(GET_AND_POST)
def note(request: ActorRequest, found: Found, note_id: uuid.UUID | None = None) -> HttpResponse:
    """Write a note, or change one's own."""
    actor, posting = request.actor, request.method == "POST"
    stored = _own_note(request, found, note_id) if note_id else None
    initial: dict[str, Any] = {"version": 0}
    if stored is not None:
        initial = {
            name: getattr(stored, name) for name in ("version", "text", "happened_on", "of_weight")
        }
    form = NoteForm(request.POST if posting else None, initial=initial)
    public_id = note_id or posted_id(request)
    tried = Attempt(status=200)
    if posting:
        tried = attempt(
            form,
            lambda: services.write_note(actor, found, public_id=public_id, **form.cleaned_data),
        )
        if tried.done:
            say(request, _("Sparat."))
            return redirect("casework:case", found.case.id)
        if tried.clash:
            put(form, "version", str(tried.version))
    context = {
        "form": form,
        "public_id": public_id,
        "is_new": stored is None,
        "head": head(actor, found.person),
        "clash": tried.clash,
        "cancel": reverse("casework:case", args=[found.case.id]),
        "zone": own_zone(actor),
        "trail": trail(found, Link(_("Anteckning"))),
    }
    return TemplateResponse(request, "casework/cases/note.html", context, status=tried.status)


def _own_note(request: ActorRequest, found: Found, note_id: uuid.UUID) -> Note:
    row = Note.objects.filter(
        municipality_id=request.actor.municipality_id,
        case=found.case,
        pk=note_id,
        author_id=request.actor.account_id,
    ).first()
    if row is None:
        raise not_found()
    return row


@require_http_methods(GET_AND_POST)
def reason(request: ActorRequest, case_id: uuid.UUID) -> HttpResponse:
    """Say why a case is opened by one who does not work with it. Nothing of it is shown here."""
    closed = gate.closed_to(request.actor, case_id)
    posting = request.method == "POST"
    form = ReasonForm(request.POST if posting else None)
    tried = Attempt(status=200)
    if posting:
        tried = attempt(
            form, lambda: services.state_reason(request.actor, closed, **form.cleaned_data)
        )
        if tried.done:
            return redirect("casework:case", case_id)
        if form.has_error(NON_FIELD_ERRORS, "sure"):
            put(form, "sure", "on")
    context = {
        "form": form,
        "closed": narrow.is_narrow(request.actor, closed) and narrow.may_state(request.actor).why,
        "unit": closed.unit.name,
        "zone": own_zone(request.actor),
        "cancel": reverse("casework:start"),
        "trail": trail(None, Link(_("Varför öppnar du?"))),
    }
    return TemplateResponse(request, "casework/cases/reason.html", context, status=tried.status)

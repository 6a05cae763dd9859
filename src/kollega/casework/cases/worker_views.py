"""Who works with a case, and handing it over."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kollega.casework import rules
from kollega.casework.cases import people, queries, workers
from kollega.casework.cases.worker_forms import (
    AddWorkerForm,
    AnswerForm,
    HandoverForm,
    StandInForm,
    WhoForm,
)
from kollega.casework.pages import GET_AND_POST, Found, head, own_zone, trail, with_case
from kollega.competence.pages import Attempt, attempt
from kollega.core import notices
from kollega.core.request import ActorRequest, denied
from kollega.ui.notes import say
from kollega.ui.parts import Link


@with_case(need="work")
@require_http_methods(GET_AND_POST)
def at_work(request: ActorRequest, found: Found) -> HttpResponse:
    """Who works with the case; somebody more."""
    actor, posting = request.actor, request.method == "POST"
    form = AddWorkerForm(request.POST if posting else None, people=people.colleagues(actor))
    tried = Attempt(status=200)
    if posting:
        workers.may_lead(found).require()
        tried = attempt(form, lambda: workers.add(actor, found, **form.cleaned_data))
        if tried.done:
            say(request, _("Sparat."))
            return redirect("casework:at_work", found.case.id)
    context = {
        "form": form,
        "found": found,
        "workers": queries.workers(actor, found),
        "may_lead": bool(workers.may_lead(found)),
        "manages": found.manages,
        "changes": _changes(found.case.worker_changes),
        "head": head(actor, found.person),
        "cancel": reverse("casework:case", args=[found.case.id]),
        "zone": own_zone(actor),
        "trail": trail(found, Link(_("Vilka arbetar med ärendet"))),
    }
    return TemplateResponse(request, "casework/cases/workers.html", context, status=tried.status)


def _changes(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "Personen har fått byta handläggare %(count)s gång. Vad behöver hen för att det ska bli lätt?",
        "Personen har fått byta handläggare %(count)s gånger. Vad behöver hen för att det ska bli lätt?",
        count,
    ) % {"count": count}


@with_case(need="work")
@require_POST
def end_worker(request: ActorRequest, found: Found, worker_id: uuid.UUID) -> HttpResponse:
    """Somebody works with the case no more."""
    workers.end(request.actor, found, worker_id)
    say(request, _("Sparat."))
    return redirect("casework:at_work", found.case.id)


@with_case(need="work")
@require_http_methods(GET_AND_POST)
def hand_over(request: ActorRequest, found: Found) -> HttpResponse:
    """Ask somebody to take the case over; a manager may also just give it."""
    actor, posting = request.actor, request.method == "POST"
    form = HandoverForm(request.POST if posting else None, people=people.colleagues(actor))
    tried = Attempt(status=200)
    if posting:
        workers.may_lead(found).require()
        tried = attempt(form, lambda: workers.ask(actor, found, **form.cleaned_data))
        if tried.done:
            say(request, _("Frågan är skickad. Ärendet är kvar hos dig tills svaret är ja."))
            return redirect("casework:case", found.case.id)
    return _form_page(
        request,
        found,
        form,
        tried,
        title=_("Be någon ta över"),
        button=_("Skicka frågan"),
        lead=_("Ärendet byter hand när den du frågar har sagt ja."),
    )


def _form_page(
    request: ActorRequest,
    found: Found,
    form: Any,
    tried: Attempt,
    *,
    title: str,
    button: str,
    lead: str = "",
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "button": button,
        "lead": lead,
        "head": head(request.actor, found.person),
        "cancel": reverse("casework:case", args=[found.case.id]),
        "zone": own_zone(request.actor),
        "trail": trail(found, Link(title)),
    }
    return TemplateResponse(request, "casework/cases/step.html", context, status=tried.status)


@with_case(need="work")
@require_POST
def take_back(request: ActorRequest, found: Found) -> HttpResponse:
    """Take the question about a handover back."""
    workers.withdraw(request.actor, found)
    say(request, _("Frågan är tillbakatagen."))
    return redirect("casework:case", found.case.id)


@with_case(need="work")
@require_http_methods(GET_AND_POST)
def assign(request: ActorRequest, found: Found) -> HttpResponse:
    """The manager gives the case to somebody."""
    actor, posting = request.actor, request.method == "POST"
    if not found.manages:
        raise denied(_("Bara chefen för enheten kan göra det här."))
    form = WhoForm(request.POST if posting else None, people=people.colleagues(actor))
    tried = Attempt(status=200)
    if posting:
        tried = attempt(
            form,
            lambda: workers.assign(actor, found, account_id=form.cleaned_data["account_id"]),
        )
        if tried.done:
            say(request, _("Sparat."))
            return redirect("casework:case", found.case.id)
    lead = _("Hen får veta det direkt. Prata med hen först.")
    return _form_page(
        request, found, form, tried, title=_("Vem ska ansvara?"), button=_("Spara"), lead=lead
    )


@require_http_methods(GET_AND_POST)
def handover(request: ActorRequest, handover_id: uuid.UUID) -> HttpResponse:
    """The question to take a case over, for whoever is asked."""
    actor, posting = request.actor, request.method == "POST"
    asked = workers.asked_for(actor, handover_id, lock=posting)
    form = AnswerForm(request.POST if posting else None)
    tried = Attempt(status=200)
    if posting:
        yes = request.POST.get("answer") == "yes"
        tried = attempt(
            form,
            lambda: workers.answer(actor, asked, yes=yes, because=form.cleaned_data["because"]),
        )
        if tried.done:
            notices.clear(actor, handover_id)
            say(request, _("Du ansvarar nu för ärendet.") if yes else _("Svaret är skickat."))
            return redirect("casework:case", asked.case.id) if yes else redirect("casework:start")
    context = {
        "form": form,
        "message": asked.message,
        "kind": asked.case.get_kind_display(),
        "head": head(actor, asked.case.person),
        "changes": _changes(asked.case.worker_changes),
        "cancel": reverse("casework:start"),
        "zone": own_zone(actor),
        "trail": trail(None, Link(_("Ta över ett ärende"))),
    }
    return TemplateResponse(request, "casework/cases/handover.html", context, status=tried.status)


@require_http_methods(GET_AND_POST)
def stand_in(request: ActorRequest) -> HttpResponse:
    """Somebody stands in in all one's cases for some days."""
    actor, posting = request.actor, request.method == "POST"
    rules.begin(actor).require()
    others = [each for each in people.colleagues(actor) if each.account_id != actor.account_id]
    form = StandInForm(
        request.POST if posting else None, people=[each for each in others if not each.is_lent]
    )
    tried, count = Attempt(status=200), 0

    def write() -> None:
        nonlocal count
        count = workers.stand_in(actor, **form.cleaned_data)

    if posting:
        tried = attempt(form, write)
        if tried.done:
            words = ngettext(
                "Ersättaren arbetar då med %(count)s ärende.",
                "Ersättaren arbetar då med %(count)s ärenden.",
                count,
            )
            say(request, words % {"count": count})
            return redirect("casework:start")
    context = {
        "form": form,
        "title": _("När du är borta"),
        "cancel": reverse("casework:start"),
        "zone": own_zone(actor),
        "trail": trail(None, Link(_("När du är borta"))),
    }
    return TemplateResponse(request, "casework/cases/stand_in.html", context, status=tried.status)

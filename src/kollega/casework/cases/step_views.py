"""The pages of a case's steps."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from kollega.casework.cases import deciding, history, steps
from kollega.casework.cases.standing import standing_of
from kollega.casework.cases.step_forms import (
    DecisionForm,
    PreliminaryForm,
    ProtectionForm,
    ReportForm,
    RewriteForm,
    StepForm,
)
from kollega.casework.cases.undo import undo as take_back
from kollega.casework.models import CaseKind, Decision, Outcome, ReportKind, What
from kollega.casework.pages import (
    GET_AND_POST,
    Found,
    head,
    own_zone,
    posted_id,
    trail,
    with_case,
)
from kollega.competence.pages import Attempt, attempt, put
from kollega.core.request import ActorRequest, not_found
from kollega.knowledge import api as knowledge
from kollega.organisation import api as organisation
from kollega.organisation.options import room_is_on
from kollega.ui.notes import say, warn
from kollega.ui.parts import Link

DAYS = {
    What.INFORMED: gettext_lazy("Vilken dag fick de som berörs veta det?"),
    What.REPORTER_TOLD: gettext_lazy("Vilken dag fick den som anmälde veta?"),
    What.EXECUTED: gettext_lazy("Vilken dag började insatsen?"),
    What.FOLLOW_UP: gettext_lazy("Vilken dag började uppföljningen?"),
}


def _step_page(
    request: ActorRequest,
    found: Found,
    form: forms.Form,
    write: Callable[[uuid.UUID], object],
    *,
    title: str,
    button: str,
    lead: str = "",
    then: Callable[[], HttpResponse] | None = None,
    **more: Any,
) -> HttpResponse:
    """A form of one step: draw it, or take the step and go back to the case."""
    public_id, tried = posted_id(request), Attempt(status=200)
    if request.method == "POST":
        tried = attempt(form, lambda: write(public_id))
        if tried.done:
            if then is not None:
                return then()
            say(request, _("Sparat."))
            return redirect("casework:case", found.case.id)
        if tried.clash:
            put(form, "version", str(tried.version))
    context = {
        "form": form,
        "public_id": public_id,
        "title": title,
        "lead": lead,
        "button": button,
        "head": head(request.actor, found.person),
        "clash": tried.clash,
        "cancel": reverse("casework:case", args=[found.case.id]),
        "zone": own_zone(request.actor),
        "trail": trail(found, Link(title)),
        **more,
    }
    return TemplateResponse(request, "casework/cases/step.html", context, status=tried.status)


@with_case(need="work")
@require_http_methods(GET_AND_POST)
def report(request: ActorRequest, found: Found) -> HttpResponse:
    """Something more has come in about the person."""
    form = ReportForm(request.POST if request.method == "POST" else None)
    again = found.case.kind in {CaseKind.CHILD, CaseKind.VIOLENCE}
    return _step_page(
        request,
        found,
        form,
        lambda public_id: steps.report_again(
            request.actor, found, public_id=public_id, told=form.told()
        ),
        title=_("Något mer har kommit in"),
        button=_("Spara det som kom in"),
        then=(lambda: redirect("casework:protection", found.case.id)) if again else None,
    )


@with_case(need="work")
@require_http_methods(GET_AND_POST)
def protection(request: ActorRequest, found: Found) -> HttpResponse:
    """Whether somebody needs protection now: asked before anything else."""
    actor = request.actor
    form = ProtectionForm(request.POST if request.method == "POST" else None)

    def write(public_id: uuid.UUID) -> None:
        steps.judge_protection(
            actor,
            found,
            standing_of(actor, found),
            public_id=public_id,
            made_at=form.cleaned_data["made_at"],
            outcome=form.cleaned_data["outcome"],
            text=form.cleaned_data["text"],
        )

    def then() -> HttpResponse:
        if form.cleaned_data["outcome"] == Outcome.PROTECT:
            return redirect("casework:protect_now", found.case.id)
        say(request, _("Bedömningen är sparad."))
        return redirect("casework:case", found.case.id)

    is_child = found.case.kind == CaseKind.CHILD
    return _step_page(
        request,
        found,
        form,
        write,
        title=_("Behöver någon skydd nu?"),
        lead=_("Ett barns behov av skydd bedöms genast när en anmälan har kommit in.")
        if is_child
        else _("Fråga det innan du gör något annat."),
        button=_("Spara bedömningen"),
        then=then,
        contacts=organisation.contacts(actor),
    )


@with_case(need="work")
@require_http_methods(["GET", "HEAD"])
def protect_now(request: ActorRequest, found: Found) -> HttpResponse:
    """Somebody needs protection now: whom to ring."""
    actor = request.actor
    context = {
        "head": head(actor, found.person),
        "contacts": organisation.contacts(actor),
        "is_child": found.case.kind == CaseKind.CHILD,
        "case_id": found.case.id,
        "case_url": reverse("casework:case", args=[found.case.id]),
        "guides": guides_at(request, "placement"),
        "zone": own_zone(actor),
        "trail": trail(found, Link(_("Skydd nu"))),
    }
    return TemplateResponse(request, "casework/cases/protect_now.html", context)


def guides_at(request: ActorRequest, moment: str) -> list[Any]:
    """What the knowledge bank has for a moment of work. At most one statement."""
    if not room_is_on(request.actor, "knowledge"):
        return []
    return list(knowledge.guidance(request.actor, moment))


@with_case(need="work")
@require_http_methods(GET_AND_POST)
def preliminary(request: ActorRequest, found: Found) -> HttpResponse:
    """Decide whether an investigation is opened."""
    actor, posting = request.actor, request.method == "POST"
    standing = standing_of(actor, found)
    applied = standing.report_kind == ReportKind.APPLICATION
    is_child = found.case.kind == CaseKind.CHILD
    paragraph = "20 kap. 2 § SoL" if is_child and not applied else "14 kap. 2 § SoL"
    initial: dict[str, Any] = {"paragraph": paragraph}
    if applied:
        initial["outcome"] = Outcome.INVESTIGATE.value
    form = PreliminaryForm(request.POST if posting else None, initial=initial)
    lead = _("En ansökan ska utredas. Skriv vad den gäller, så börjar utredningen.")
    if not applied:
        lead = _("Är det så att nämnden kan behöva göra något? Då inleds en utredning.")
    return _step_page(
        request,
        found,
        form,
        lambda public_id: steps.open_or_not(
            actor, found, standing, public_id=public_id, **form.cleaned_data
        ),
        title=_("Ska en utredning inledas?"),
        lead=lead,
        button=_("Spara beslutet"),
        guides=guides_at(request, "first_meeting") if not posting else [],
    )


@with_case(need="work")
@require_http_methods(GET_AND_POST)
def decide(request: ActorRequest, found: Found) -> HttpResponse:
    """A decision."""
    actor = request.actor
    form = DecisionForm(request.POST if request.method == "POST" else None, stage=found.case.stage)
    return _step_page(
        request,
        found,
        form,
        lambda public_id: deciding.decide(
            actor, found, standing_of(actor, found), public_id=public_id, **form.cleaned_data
        ),
        title=_("Beslut"),
        lead=_("Kan ändras tills det är låst i journalen."),
        button=_("Spara beslutet"),
        guides=guides_at(request, "considering") if request.method != "POST" else [],
    )


@with_case(need="work")
@require_http_methods(GET_AND_POST)
def decision(request: ActorRequest, found: Found, decision_id: uuid.UUID) -> HttpResponse:
    """Change the words of a decision that is not locked."""
    actor, posting = request.actor, request.method == "POST"
    rows = Decision.objects.filter(municipality_id=actor.municipality_id, case=found.case)
    row = (rows.select_for_update() if posting else rows).filter(pk=decision_id).first()
    if row is None:
        raise not_found()
    stored = {name: getattr(row, name) for name in ("version", "text", "decider", "paragraph")}
    form = RewriteForm(request.POST if posting else None, initial=stored)
    return _step_page(
        request,
        found,
        form,
        lambda _id: deciding.rewrite(actor, found, row, **form.cleaned_data),
        title=_("Ändra orden i beslutet"),
        lead=_("Blev dagen eller utgången fel ångrar du steget på ärendets sida."),
        button=_("Spara"),
    )


@with_case(need="work")
@require_http_methods(GET_AND_POST)
def step(request: ActorRequest, found: Found, what: str) -> HttpResponse:
    """A step that is only a day."""
    if what not in DAYS:
        raise not_found()
    actor, kind = request.actor, What(what)
    form = StepForm(request.POST if request.method == "POST" else None)
    form.fields["on"].label = DAYS[kind]
    return _step_page(
        request,
        found,
        form,
        lambda _id: steps.take(
            actor, found, standing_of(actor, found), kind, on=form.cleaned_data["on"]
        ),
        title=str(DAYS[kind]),
        button=_("Spara"),
    )


@with_case(need="work")
@require_POST
def undo(request: ActorRequest, found: Found) -> HttpResponse:
    """Take the last step back."""
    actor = request.actor
    try:
        what = take_back(actor, found, standing_of(actor, found), request.POST.get("happening", ""))
    except ValidationError as refused:
        warn(request, " ".join(refused.messages))
    else:
        say(
            request,
            _("Ångrat: %(what)s. Det som var skrivet finns som anteckning.") % {"what": what},
        )
    return redirect("casework:case", found.case.id)


@with_case()
@require_http_methods(["GET", "HEAD"])
def happenings(request: ActorRequest, found: Found) -> HttpResponse:
    """What has come in, been judged and decided, in its order."""
    context = {
        "found": found,
        "head": head(request.actor, found.person),
        "events": history.of_case(request.actor, found),
        "zone": own_zone(request.actor),
        "trail": trail(found, Link(_("Så har det gått"))),
    }
    return TemplateResponse(request, "casework/cases/history.html", context)

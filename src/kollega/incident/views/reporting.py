"""Pressing, what happened, and having pressed by mistake."""

from uuid import UUID, uuid4

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.border import takedown
from kollega.core.request import ActorRequest, not_found
from kollega.incident import rules, services
from kollega.incident.choices import How
from kollega.incident.forms import ReportForm
from kollega.incident.queries import moment
from kollega.incident.views.common import GET_AND_POST, id_of
from kollega.ui import notes
from kollega.ui.parts import Link

QUESTION = "question"


@require_http_methods(GET_AND_POST)
def report(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Say what happens, and take the question down when it is pressed."""
    return _report(request, QUESTION, public_id)


@require_http_methods(GET_AND_POST)
def report_other(request: ActorRequest, kind: str, public_id: UUID) -> HttpResponse:
    """The same for another kind of thing that a room has registered."""
    if takedown.known(kind) is None:
        raise not_found()
    return _report(request, kind, public_id)


def _report(request: ActorRequest, key: str, public_id: UUID) -> HttpResponse:
    kind = takedown.kind(key)
    subject = None
    try:
        subject = kind.gate(request.actor, public_id)
    except Http404:
        # Down already: somebody else pressed while this page stood open. What this press says is
        # kept all the same, where the person could have read it.
        if request.method != "POST":
            raise
    if request.method == "POST":
        form = ReportForm(request.POST)
        form.is_valid()
        how = form.cleaned_data.get("how") or ""
        press = services.report(
            request.actor,
            public_id=id_of(request.POST.get("id")),
            kind=key,
            subject_id=public_id,
            how=how,
            may_contact=form.cleaned_data.get("may_contact", False),
            subject=subject,
        )
        return HttpResponseRedirect(reverse("incident:reported", args=[press.id]))
    context = {
        "is_question": key == QUESTION,
        "named": str(kind.the),
        "made_of": subject.made_of if subject else None,
        "form": ReportForm(),
        "report_id": uuid4(),
        "back": reverse(kind.page, args=[public_id]),
        "trail": [Link(_("Tillbaka"), reverse(kind.page, args=[public_id]))],
    }
    return TemplateResponse(request, "incident/report.html", context)


@require_safe
def reported(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """What has happened now, and what happens next."""
    press = rules.press_for(request.actor, report_id)
    kind = takedown.known(press.kind)
    context = {
        "named": str(kind.the) if kind else _("texten"),
        "report_id": press.id,
        "at": moment(press.at),
        "how": str(dict(How.choices).get(press.how, "")),
        "is_withdrawn": press.withdrawn_at is not None,
        "is_down": takedown.is_down(press.subject_id),
    }
    return TemplateResponse(request, "incident/reported.html", context)


@require_POST
def withdraw(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """The reporter pressed by mistake."""
    press = rules.press_for(request.actor, report_id, lock=True)
    services.withdraw(request.actor, press)
    notes.say(request, _("Tack. Den som bedömer ser att det var ett misstag."))
    return HttpResponseRedirect(reverse("incident:reported", args=[report_id]))

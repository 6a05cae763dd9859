"""Steps of a loan that need a form: offering, agreeing, longer, ending; and the sheet."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kollega import paper
from kollega.competence.lending import queries, rules, services
from kollega.competence.lending.forms import (
    AcceptForm,
    EndLoanForm,
    LaterForm,
    OfferForm,
    TermsForm,
)
from kollega.competence.lending.rules import Standing
from kollega.competence.lending.views.loans import GET_AND_POST, facts, known, trail, zone
from kollega.competence.models import StepKind
from kollega.competence.pages import Attempt, attempt, put
from kollega.core import clock, dates, notices
from kollega.core.request import ActorRequest, not_found
from kollega.core.rules import Ability
from kollega.organisation import gate
from kollega.ui.notes import say
from kollega.ui.parts import Link

SHEET = Path(__file__).parent.parent / "loan.typ"


def _opened(request: ActorRequest, loan_id: UUID, *kinds: StepKind) -> Standing:
    """The loan, where one of these steps can be taken now."""
    standing = rules.loan_for(request.actor, loan_id, lock=request.method == "POST")
    can: list[Ability] = [rules.may(request.actor, standing.loan, kind) for kind in kinds]
    next((each for each in can if each), can[0]).require()
    return standing


def _step(
    request: ActorRequest,
    standing: Standing,
    form: Form,
    write: Callable[[], object],
    said: Callable[[], str],
    *,
    template: str,
    title: str,
    people: bool = True,
    **context: Any,
) -> HttpResponse:
    """Draw the form, or take the step and go back to the loan."""
    tried = Attempt(status=200)
    if request.method == "POST":
        tried = attempt(form, write)
        if tried.done:
            notices.clear(request.actor, standing.loan.id)
            say(request, said())
            return redirect("competence:loan", standing.loan.id)
    loans = [standing.loan]
    names = (
        known(request, standing) if people else queries.known(request.actor, loans, people=False)
    )
    line = queries.line(request.actor, standing.loan, names)
    there = reverse("competence:loan", args=[standing.loan.id])
    return TemplateResponse(
        request,
        f"competence/lending/{template}.html",
        {
            "form": form,
            "title": title,
            "loan": standing.loan,
            "line": line,
            "facts": facts(standing.loan, names),
            "name": names.name(standing.loan.lent_id),
            "borrower": standing.loan.borrower,
            "lender": standing.loan.lender,
            "lends": request.actor.municipality_id == standing.loan.lender_id,
            "zone": zone(standing.loan),
            "trail": trail(Link(line.title, there), Link(title)),
            **context,
        },
        status=tried.status,
    )


@require_http_methods(GET_AND_POST)
def offer(request: ActorRequest, loan_id: UUID) -> HttpResponse:
    """Ask one of the own staff; her yes sends the offer."""
    actor = request.actor
    standing = _opened(request, loan_id, StepKind.OFFER)
    terms = standing.loan.terms
    form = OfferForm(
        request.POST or None,
        people=queries.own_staff(actor),
        initial={name: getattr(terms, name) for name in TermsForm.base_fields},
    )
    return _step(
        request,
        standing,
        form,
        lambda: services.ask_colleague(
            actor,
            standing,
            colleague_id=UUID(form.cleaned_data["colleague"]),
            terms=form.terms(),
        ),
        lambda: _("Kollegan är tillfrågad. Ett ja skickar erbjudandet av sig självt."),
        template="offer",
        title=_("Erbjud en kollega"),
        people=False,
    )


def _is_done(request: ActorRequest, loan_id: UUID) -> bool:
    """Whether this form has been posted before, and took effect."""
    place_id = rules.loan_for(request.actor, loan_id, lock=True).loan.place_id
    return place_id is not None and str(place_id) == request.POST.get("id")


@require_http_methods(GET_AND_POST)
def accept(request: ActorRequest, loan_id: UUID) -> HttpResponse:
    """Say yes to an offer: she gets a place from the first day to the last."""
    actor = request.actor
    if request.method == "POST" and _is_done(request, loan_id):
        return redirect("competence:loan", loan_id)
    standing = _opened(request, loan_id, StepKind.ACCEPT)
    units = queries.own_units(actor)
    seen = len(standing.loan.steps)
    form = AcceptForm(request.POST or None, units=units, initial={"seen": seen})

    def write() -> None:
        if form.cleaned_data["seen"] != seen:
            put(form, "seen", str(seen))
            raise ValidationError(rules.CHANGED)
        unit = gate.unit_for(actor, UUID(form.cleaned_data["unit"]))
        services.accept(actor, standing, unit=unit, place_id=form.cleaned_data["id"])

    return _step(
        request,
        standing,
        form,
        write,
        lambda: _("Klart. Kollegan kan arbeta hos er från den första dagen till den sista."),
        template="accept",
        title=_("Tacka ja"),
        last_day=dates.day(standing.loan.terms.last_day),
        day_after=dates.day(standing.loan.terms.last_day + timedelta(days=1)),
    )


@require_http_methods(GET_AND_POST)
def longer(request: ActorRequest, loan_id: UUID) -> HttpResponse:
    """Propose a later last day."""
    actor = request.actor
    standing = _opened(request, loan_id, StepKind.EXTEND)
    form = LaterForm(
        request.POST or None,
        initial={"last_day": standing.loan.terms.last_day + timedelta(weeks=4)},
    )
    lends = actor.municipality_id == standing.loan.lender_id
    return _step(
        request,
        standing,
        form,
        lambda: services.propose_longer(actor, standing, last_day=form.cleaned_data["last_day"]),
        lambda: (
            _("Kollegan är tillfrågad. Ett ja skickar förslaget av sig självt.")
            if lends
            else _("Förslaget är skickat.")
        ),
        template="longer",
        title=_("Föreslå längre tid"),
    )


@require_http_methods(GET_AND_POST)
def end(request: ActorRequest, loan_id: UUID) -> HttpResponse:
    """End a loan before its last day."""
    actor = request.actor
    standing = _opened(request, loan_id, StepKind.END)
    form = EndLoanForm(request.POST or None)

    def write() -> None:
        now = form.cleaned_data["when"] == EndLoanForm.NOW
        last_day = clock.today() - timedelta(days=1) if now else form.cleaned_data["last_day"]
        services.end(actor, standing, last_day=last_day)

    return _step(
        request,
        standing,
        form,
        write,
        lambda: _("Sparat. Den andra kommunen och kollegan får veta det."),
        template="end",
        title=_("Avsluta i förtid"),
    )


@require_safe
def sheet(request: ActorRequest, loan_id: UUID) -> HttpResponse:
    """The agreement on paper, to be signed and registered."""
    standing = rules.loan_for(request.actor, loan_id)
    found = standing.loan
    if found.place_id is None:
        raise not_found()
    names = known(request, standing)
    data = {
        "title": _("Överenskommelse om lånad kollega"),
        "owner": request.actor.municipality_name,
        "date": f"{clock.today():%Y-%m-%d}",
        "lang": (get_language() or "sv")[:2],
        "lead": _(
            "%(lender)s lånar ut en medarbetare till %(borrower)s. Medarbetaren är anställd i"
            " %(lender)s hela tiden. %(borrower)s leder arbetet, beslutar och ansvarar."
        )
        % {
            "lender": found.lender,
            "borrower": found.borrower,
        },
        "facts": facts(found, names, dates.full),
        "said": _("Vad som är sagt"),
        "headings": [_("Dag"), _("Vem"), _("Vad")],
        "rows": [
            [each.when, each.who, each.what] for each in queries.history(found, names, dates.full)
        ],
        "access": _("Kollegans åtkomst hos %(borrower)s slutar av sig själv efter %(day)s.")
        % {
            "borrower": found.borrower,
            "day": dates.full(found.terms.last_day),
        },
        "signs": [
            _("För %(town)s") % {"town": found.town(each)}
            for each in (found.lender_id, found.borrower_id)
        ],
        "sign": _("Ort och datum, underskrift, namnförtydligande"),
    }
    answer = HttpResponse(paper.pdf(SHEET, data), content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename="lanad-kollega.pdf"
    )
    return answer

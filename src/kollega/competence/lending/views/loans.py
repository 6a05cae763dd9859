"""Lent colleagues: the list, a loan, and asking for one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.competence.lending import queries, reading, rules, services
from kollega.competence.lending.forms import AskLoanForm
from kollega.competence.lending.rules import Standing
from kollega.competence.lending.state import LoanState
from kollega.competence.models import LoanAsk, StepKind
from kollega.competence.pages import Attempt, attempt, room_link
from kollega.core import clock, dates, notices
from kollega.core.request import ActorRequest, not_found
from kollega.organisation.api import area_choices
from kollega.swedish import sort_key
from kollega.ui.notes import say, warn
from kollega.ui.paging import Paging
from kollega.ui.parts import Link, Zone

GET_AND_POST = ["GET", "HEAD", "POST"]
BEFORE_PAGE = 20
PLAIN: dict[str, tuple[StepKind, Callable[[], str]]] = {
    "decline": (StepKind.DECLINE, lambda: _("Ni har svarat att det inte går.")),
    "withdraw": (StepKind.WITHDRAW, lambda: _("Förfrågan är tillbakatagen.")),
    "refuse": (StepKind.REFUSE, lambda: _("Ni har tackat nej.")),
    "take_back": (StepKind.TAKE_BACK, lambda: _("Erbjudandet är tillbakataget.")),
    "extend_yes": (StepKind.EXTEND_YES, lambda: _("Sparat.")),
    "extend_no": (StepKind.EXTEND_NO, lambda: _("Sparat. Den sista dagen är som förut.")),
}
"""The steps that are a press on a button."""


def list_link() -> Link:
    return Link(_("Lånade kollegor"), reverse("competence:loans"))


def trail(*more: Link) -> list[Link]:
    return [room_link(), list_link(), *more]


def zone(loan: LoanState) -> Zone:
    """Two municipalities see it, and of their people only some."""
    towns = sorted((loan.borrower, loan.lender), key=sort_key)
    text = _("Läses av cheferna i %(one)s och %(other)s, och av kollegan") % {
        "one": towns[0],
        "other": towns[1],
    }
    return Zone("own", text)


@require_safe
def loans(request: ActorRequest) -> HttpResponse:
    """A manager's loans, and everybody's own."""
    actor = request.actor
    manages = rules.manage_loans(actor)
    every = reading.loans(actor) if actor.municipality_id else []
    asks = {each.loan_id: each for each in reading.asks_of(actor)}
    asked = [each for each in every if each.id in asks and reading.is_open(each, asks[each.id])]
    mine = [each for each in queries.mine(actor, every) if each not in asked]
    own = [each for each in mine if not each.is_over(clock.today())]
    shelves = queries.shelves(
        actor, every if manages else [each for each in mine if each not in own]
    )
    page = Paginator(shelves.before, BEFORE_PAGE).get_page(request.GET.get("page"))
    before = list(page)
    shown = [*asked, *own, *shelves.waiting, *shelves.going_on, *before]
    names = queries.known(actor, shown)
    lines = {each.id: queries.line(actor, each, names) for each in shown}
    lines |= {each.id: replace(lines[each.id], state=queries.waits_for_you()) for each in asked}
    context = {
        "asked": [lines[each.id] for each in asked],
        "own": [lines[each.id] for each in own],
        "waiting": [lines[each.id] for each in shelves.waiting],
        "going_on": [lines[each.id] for each in shelves.going_on],
        "before": [lines[each.id] for each in before],
        "paging": Paging.of(request, page) if page.paginator.num_pages > 1 else None,
        "turned": "page" in request.GET,
        "nothing": not shown,
        "can_manage": manages,
        "zone": Zone.own(actor.municipality_name) if actor.municipality_name else None,
        "trail": [room_link(), Link(_("Lånade kollegor"))],
    }
    return TemplateResponse(request, "competence/lending/loans.html", context)


@require_http_methods(GET_AND_POST)
def ask(request: ActorRequest) -> HttpResponse:
    """Ask other municipalities to lend a colleague."""
    actor = request.actor
    rules.manage_loans(actor).require()
    areas = area_choices(actor)
    chosen = _area(request.POST.get("area") or request.GET.get("omrade", ""), areas)
    towns, hints = queries.lenders(actor, chosen)
    form = AskLoanForm(
        request.POST or None,
        areas=areas,
        towns=towns,
        hints=hints,
        initial={"area": str(chosen or ""), "lenders": list(hints)},
    )
    tried = Attempt(status=200)
    if request.method == "POST":
        tried = attempt(form, lambda: _ask(request, form))
        if tried.done:
            say(request, _("Förfrågan är skickad. Ni får en notis när någon svarar."))
            return redirect("competence:loans")
    context = {
        "form": form,
        "can_ask": bool(towns),
        "zone": Zone.own(
            actor.municipality_name, _("Sedan läses förfrågan av cheferna i de kommuner ni frågar.")
        ),
        "trail": trail(Link(_("Fråga om en kollega"))),
    }
    return TemplateResponse(request, "competence/lending/ask.html", context, status=tried.status)


def _area(text: str, choices: list[tuple[str, list[tuple[str, str]]]]) -> UUID | None:
    known = {value for _top, group in choices for value, _title in group}
    return UUID(text) if text in known else None


def _ask(request: ActorRequest, form: AskLoanForm) -> None:
    data = form.cleaned_data
    services.ask(
        request.actor,
        request_id=data["id"],
        lenders=[UUID(each) for each in data["lenders"]],
        area_id=UUID(data["area"]) if data["area"] else None,
        terms=form.terms(),
    )


@require_safe
def loan(request: ActorRequest, loan_id: UUID) -> HttpResponse:
    """A loan: how it stands, what can be done now, and what has been said."""
    actor = request.actor
    standing = rules.loan_for(actor, loan_id)
    names = known(request, standing)
    return TemplateResponse(
        request, "competence/lending/loan.html", _page(request, standing, names)
    )


def known(request: ActorRequest, standing: Standing) -> queries.Known:
    """The names that a loan's page needs."""
    more = [standing.ask.colleague_id] if standing.ask else []
    return queries.known(request.actor, [standing.loan], more)


def _page(request: ActorRequest, standing: Standing, names: queries.Known) -> dict[str, Any]:
    actor, found = request.actor, standing.loan
    words, light = queries.state_words(actor, found)
    today = clock.today()
    waits, asked = standing.waits, standing.asks(actor)
    if asked:
        words, light = queries.waits_for_you(), "mind"
    offered = asked is not None and asked.kind == StepKind.OFFER
    return {
        "loan": found,
        "line": queries.line(actor, found, names),
        "subject_id": found.id,
        "state": words,
        "light": light,
        "facts": facts(_as_offered(found, asked) if asked and offered else found, names),
        "history": queries.history(found, names),
        "seen": len(found.steps),
        "can": {kind.value: bool(rules.may(actor, found, kind)) for kind in StepKind},
        "later_day": dates.day(found.later_day) if found.later_day else "",
        "lends": actor.municipality_id == found.lender_id,
        "lender": found.lender,
        "borrower": found.borrower,
        "manages": bool(rules.manage_loans(actor)),
        "asked_me": asked,
        "asked_words": queries.asked_words(standing),
        "asked_span": queries.span(asked.first_day, asked.last_day) if asked else "",
        "waits_for": names.name(waits.colleague_id) if waits else "",
        "said_no": names.name(standing.ask.colleague_id)
        if standing.ask and standing.ask.yes is False
        else "",
        "is_agreed": found.place_id is not None,
        "is_running": found.is_running(today),
        "zone": zone(found),
        "trail": trail(Link(queries.line(actor, found, names).title)),
    }


def _as_offered(found: LoanState, asked: LoanAsk) -> LoanState:
    """The loan on the terms that the colleague is asked about: her manager may have changed them."""
    return replace(found, terms=reading.terms_of(asked))


def facts(
    found: LoanState, names: queries.Known, day: Callable[[date], str] = dates.day
) -> list[tuple[str, str]]:
    """What a loan is, line by line; `day` says how a day is written."""
    terms = found.terms
    area = names.areas.get(found.area_id, "") if found.area_id else ""
    rows = [
        (_("Kollega"), names.name(found.lent_id)),
        (_("Från"), found.lender),
        (_("Till"), found.borrower),
        (_("Område"), area),
        (_("Dagar"), queries.span(terms.first_day, terms.last_day, day)),
        (_("Del av arbetstiden"), queries.share(terms.share)),
        (_("Uppgifter"), terms.tasks),
        (_("Kostnad"), terms.cost),
        (_("Avtal"), terms.reference),
    ]
    return [row for row in rows if row[1]]


@require_POST
def act(request: ActorRequest, loan_id: UUID) -> HttpResponse:
    """A step that is a press on a button."""
    actor = request.actor
    standing = rules.loan_for(actor, loan_id, lock=True)
    chosen = PLAIN.get(request.POST.get("do", ""))
    if chosen is None:
        raise not_found()
    kind, words = chosen
    rules.may(actor, standing.loan, kind).require()
    if request.POST.get("seen") != str(len(standing.loan.steps)):
        warn(request, str(rules.CHANGED))
        return redirect("competence:loan", loan_id)
    asks_first = kind == StepKind.EXTEND_YES and actor.municipality_id == standing.loan.lender_id
    _try(
        request,
        lambda: services.step(actor, standing, kind),
        _("Kollegan är tillfrågad. Ett ja skickas av sig självt.") if asks_first else words(),
    )
    notices.clear(actor, loan_id)
    return redirect("competence:loan", loan_id)


@require_POST
def answer(request: ActorRequest, loan_id: UUID) -> HttpResponse:
    """The colleague's own yes or no."""
    actor = request.actor
    standing = rules.loan_for(actor, loan_id, lock=True)
    asked, said = standing.asks(actor), request.POST.get("answer")
    if said not in {"yes", "no"}:
        raise not_found()
    yes = said == "yes"
    if yes and asked is not None and request.POST.get("asked") != str(asked.id):
        warn(request, str(rules.CHANGED))
        return redirect("competence:loan", loan_id)
    thanks = _("Tack! Ditt ja är skickat.") if yes else _("Din chef får veta att du har sagt nej.")
    _try(request, lambda: services.answer(actor, standing, yes=yes), thanks)
    notices.clear(actor, loan_id)
    return redirect("competence:loans")


def _try(request: ActorRequest, write: Callable[[], object], said: str) -> None:
    """Write and say so; what is refused is told on the next page, and nothing is stored."""
    try:
        with transaction.atomic():
            write()
    except ValidationError as refused:
        warn(request, " ".join(refused.messages))
    else:
        say(request, said)

"""Reads the rows of loans into how they stand."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from kollega.competence.lending.state import (
    LoanState,
    Phase,
    Span,
    Step,
    Terms,
    may_follow,
    told,
)
from kollega.competence.models import Loan, LoanAsk, LoanStep, StepKind
from kollega.competence.models.loans import Terms as StoredTerms
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.core.posting import one_at_a_time


def loans(actor: Actor, *, only: UUID | None = None) -> list[LoanState]:
    """Loans that the actor's municipality asks for or is asked for, newest first. Two statements."""
    home = actor.municipality_id
    mine = Q(sender_id=home) | Q(receiver_id=home)
    rows = Loan.objects.filter(mine).select_related("sender", "receiver")
    steps = LoanStep.objects.filter(mine)
    if only is not None:
        rows, steps = rows.filter(pk=only), steps.filter(loan_id=only)
    by_loan: dict[UUID, list[LoanStep]] = {}
    for each in steps.order_by("number", "at"):
        by_loan.setdefault(each.loan_id, []).append(each)
    return [_as_it_stands(row, by_loan.get(row.id, ())) for row in rows.order_by("-asked_at", "id")]


def alone(loan_id: UUID) -> None:
    """Let nobody else change this loan, or another of the same request, until the transaction ends:
    saying yes to one takes back the others."""
    for request_id in Loan.objects.filter(pk=loan_id).values_list("request_id", flat=True):
        one_at_a_time(f"loan request {request_id}")


def _as_it_stands(row: Loan, steps: Iterable[LoanStep]) -> LoanState:
    state = LoanState(
        id=row.id,
        request_id=row.request_id,
        borrower_id=row.sender_id,
        lender_id=row.receiver_id,
        area_id=row.area_id,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        terms=terms_of(row),
        borrower=row.sender.name,
        lender=row.receiver.name,
    )
    between = {row.sender_id, row.receiver_id}
    return told(
        state,
        [
            (_step(each), clock.local(each.at).date())
            for each in steps
            if {each.sender_id, each.receiver_id} == between
        ],
    )


def terms_of(row: StoredTerms) -> Terms:
    """The terms that stand in a row."""
    return Terms(
        row.first_day, row.last_day, row.share, row.tasks, cost=row.cost, reference=row.reference
    )


def _step(row: LoanStep) -> Step:
    terms = None
    if row.first_day and row.last_day and row.share:
        terms = Terms(row.first_day, row.last_day, row.share, row.tasks, row.cost, row.reference)
    return Step(
        kind=StepKind(row.kind),
        sender_id=row.sender_id,
        at=row.at,
        by=row.by,
        lent_id=row.lent_id,
        place_id=row.place_id,
        terms=terms,
        last_day=row.last_day,
    )


def open_ask(actor: Actor, loan: LoanState) -> LoanAsk | None:
    """What the lending municipality asks of its colleague and has not been taken further. The newest;
    an answered no is there until the manager asks somebody else."""
    if actor.municipality_id != loan.lender_id:
        return None
    newest = (
        LoanAsk.objects.filter(municipality_id=actor.municipality_id, loan_id=loan.id)
        .select_related("account")
        .order_by("-asked_at", "-id")
        .first()
    )
    return newest if newest and newest.yes is not True else None


def is_open(loan: LoanState, ask: LoanAsk) -> bool:
    """Whether a question to the colleague waits for her, and a yes would still lead on."""
    kind = StepKind(ask.kind)
    if ask.yes is not None or not may_follow(loan, kind, loan.lender_id, clock.today()):
        return False
    return kind != StepKind.EXTEND_YES or loan.later_day == ask.last_day


def asks_of(actor: Actor) -> list[LoanAsk]:
    """What the actor's manager asks of her and waits for her answer."""
    return list(
        LoanAsk.objects.filter(
            municipality_id=actor.municipality_id, account_id=actor.account_id, yes__isnull=True
        ).order_by("-asked_at")
    )


def promised(actor: Actor, colleague_id: UUID, *, but: UUID) -> list[Span]:
    """What is spoken for of a colleague's working time, lent from the actor's municipality, by other
    loans than `but`: agreed, offered, and what is asked of her."""
    today = clock.today()
    standing = {each.id: each for each in loans(actor) if each.id != but}
    spans = []
    for each in standing.values():
        if each.lent_id != colleague_id or each.is_over(today):
            continue
        if each.phase in (Phase.OFFERED, Phase.AGREED):
            last = max(each.terms.last_day, each.later_day or date.min)
            spans.append(Span(each.terms.first_day, last, each.terms.share))
    for ask in LoanAsk.objects.filter(
        municipality_id=actor.municipality_id, colleague_id=colleague_id, yes__isnull=True
    ):
        loan = standing.get(ask.loan_id)
        if loan is not None and not loan.is_over(today):
            spans.append(Span(ask.first_day, ask.last_day, ask.share))
    return spans

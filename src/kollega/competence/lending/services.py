"""Writes: asking for a colleague, offering one who has said yes, agreeing, and ending.

Each step is a row that is only added, written under a lock on the loan, and announced in the own
municipality as `loan.<kind>`. `jobs` tells both municipalities and the colleague.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kollega.competence.lending import reading, rules, texts
from kollega.competence.lending.rules import Standing
from kollega.competence.lending.state import (
    LoanState,
    Phase,
    Span,
    Terms,
    may_follow,
    most_at_once,
)
from kollega.competence.models import Loan, LoanAsk, LoanStep, StepKind
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.core.posting import one_at_a_time
from kollega.core.request import not_found
from kollega.organisation.api import areas_for_ids, at_work, municipalities
from kollega.organisation.models import Colleague, Unit
from kollega.organisation.services import lent

FULL_TIME = 100
NOBODY_SAID = UUID(int=0)
"""Stands for the actor where a step is written; None is a job's, which is nobody."""
ASKING = (StepKind.OFFER, StepKind.EXTEND, StepKind.EXTEND_YES)
"""The lender's steps that need the colleague's own yes first."""


def ask(
    actor: Actor,
    *,
    request_id: UUID,
    lenders: Collection[UUID],
    area_id: UUID | None,
    terms: Terms,
) -> list[UUID]:
    """Ask these municipalities to lend a colleague; the loans' ids. Asking twice asks once.

    Raises:
        ValidationError: what is wrong, by field.
    """
    rules.manage_loans(actor).require()
    _refuse_wrong(terms)
    if area_id is not None and area_id not in areas_for_ids(actor, [area_id]):
        raise not_found()
    able = {each.id for each in municipalities(actor)} - {actor.municipality_id}
    if not lenders or not able.issuperset(lenders):
        raise ValidationError({"lenders": _("Välj minst en annan kommun i samverkan.")})
    one_at_a_time(f"loan request {request_id}")
    made = []
    for lender in sorted(set(lenders), key=str):
        loan_id = uuid5(request_id, str(lender))
        made.append(loan_id)
        if Loan.objects.filter(pk=loan_id).exists():
            continue
        loan = Loan(
            id=loan_id,
            sender_id=actor.municipality_id,
            receiver_id=lender,
            request_id=request_id,
            collaboration_id=actor.collaboration_id,
            area_id=area_id,
            asked_by=actor.colleague_id,
            **_columns(terms),
        )
        loan.save(force_insert=True)
        access.audit(actor, "loan.ask", "loan", loan.id)
        _announce(actor, "loan.ask", loan.id, loan.id, lender)
    return made


def _columns(terms: Terms) -> dict[str, object]:
    return {
        "first_day": terms.first_day,
        "last_day": terms.last_day,
        "share": terms.share,
        "tasks": terms.tasks,
        "cost": terms.cost,
        "reference": terms.reference,
    }


def _refuse_wrong(terms: Terms) -> None:
    if terms.last_day < terms.first_day:
        raise ValidationError({"last_day": _("Sista dagen kan inte ligga före den första.")})
    if terms.last_day < clock.today():
        raise ValidationError({"last_day": _("Dagarna har redan varit.")})
    if terms.last_day - terms.first_day > timedelta(days=366 * 2):
        raise ValidationError({"last_day": _("Ett lån kan vara högst två år. Det kan förlängas.")})
    texts.refuse_persons({"tasks": terms.tasks, "cost": terms.cost})


# --- The lender ------------------------------------------------------------------------------------


def ask_colleague(actor: Actor, standing: Standing, *, colleague_id: UUID, terms: Terms) -> LoanAsk:
    """Ask one of the own staff whether she wants to be lent on these terms. Her yes sends the offer;
    until then the other municipality is told nothing. Replaces what was asked of somebody before.

    Raises:
        ValidationError: what is wrong, by field.
    """
    rules.may(actor, standing.loan, StepKind.OFFER).require()
    _refuse_wrong(terms)
    return _ask(actor, standing.loan, StepKind.OFFER, colleague_id, terms)


def ask_for_longer(actor: Actor, standing: Standing, *, last_day: date | None = None) -> LoanAsk:
    """Ask the lent colleague whether she stays to a later day: the one that the borrower has proposed,
    or one of one's own. Her yes sends it.

    Raises:
        ValidationError: what is wrong, by field.
    """
    loan = standing.loan
    kind = StepKind.EXTEND if loan.later_day is None else StepKind.EXTEND_YES
    rules.may(actor, loan, kind).require()
    later = _later(loan, loan.later_day or last_day)
    if loan.lent_id is None:
        raise not_found()
    return _ask(actor, loan, kind, loan.lent_id, replace(loan.terms, last_day=later))


def _ask(
    actor: Actor, loan: LoanState, kind: StepKind, colleague_id: UUID, terms: Terms
) -> LoanAsk:
    colleague = Colleague.objects.filter(
        collaboration_id=actor.collaboration_id,
        municipality_id=actor.municipality_id,
        pk=colleague_id,
    ).first()
    if colleague is None:
        raise ValidationError({"colleague": _("Välj en kollega som arbetar hos er.")})
    _refuse_too_much(actor, loan, colleague, terms)
    LoanAsk.objects.filter(
        municipality_id=actor.municipality_id, loan_id=loan.id, yes__isnull=True
    ).delete()
    row = LoanAsk(
        municipality_id=actor.municipality_id,
        loan_id=loan.id,
        kind=kind,
        account_id=colleague.account_id,
        colleague_id=colleague.id,
        by=actor.colleague_id,
        **_columns(terms),
    )
    row.save(force_insert=True)
    access.audit(actor, "loan.ask_colleague", "loan", loan.id)
    _announce(actor, "loan.ask_colleague", loan.id, row.id, actor.municipality_id)
    return row


def _refuse_too_much(actor: Actor, loan: LoanState, colleague: Colleague, terms: Terms) -> None:
    """Nobody is lent for more than her whole time, nor for longer than she works here."""
    one_at_a_time(f"lent by {actor.municipality_id}")
    wanted = Span(terms.first_day, terms.last_day, terms.share)
    spoken_for = reading.promised(actor, colleague.id, but=loan.id)
    if most_at_once(spoken_for, wanted) > FULL_TIME:
        why = _(
            "%(name)s är redan utlånad eller tillfrågad under de dagarna. Tillsammans blir det mer"
            " än heltid. Välj andra dagar, en mindre del av tiden eller en annan kollega."
        )
        raise ValidationError({"colleague": why % {"name": colleague.name}})
    day = max(terms.first_day, clock.today())
    if not lent.own_places(
        actor, colleague.account_id, first_day=day, last_day=max(day, terms.last_day)
    ):
        why = _("%(name)s har ingen plats hos er alla de dagarna.") % {"name": colleague.name}
        raise ValidationError({"colleague": why})


def answer(actor: Actor, standing: Standing, *, yes: bool) -> None:
    """The colleague's own yes or no. A yes sends what her manager wants to say.

    Raises:
        Http404: nothing is asked of the actor.
        ValidationError: what was asked does not hold any more.
    """
    asked = standing.ask
    if asked is None or asked.account_id != actor.account_id or asked.yes is not None:
        raise not_found()
    if not reading.is_open(standing.loan, asked):
        raise ValidationError(_("Frågan gäller inte längre. Din chef kan berätta mer."))
    asked.yes, asked.answered_at = yes, clock.now()
    asked.save(update_fields=["yes", "answered_at"])
    if not yes:
        _announce(actor, "loan.said_no", standing.loan.id, asked.id, actor.municipality_id)
        return
    kind, terms = StepKind(asked.kind), reading.terms_of(asked)
    if kind == StepKind.OFFER:
        _take(
            actor, standing.loan, kind, by=asked.by, lent_id=asked.colleague_id, **_columns(terms)
        )
        return
    _take(actor, standing.loan, kind, by=asked.by, last_day=terms.last_day)


# --- The borrower ----------------------------------------------------------------------------------


def accept(actor: Actor, standing: Standing, *, unit: Unit, place_id: UUID) -> None:
    """Say yes to an offer: the colleague gets a place in the unit from the first day to the last.
    Others who were asked at the same time are told that it is not needed any more.

    Raises:
        ValidationError: she has a place in the unit already, or has left the other municipality.
    """
    loan = standing.loan
    rules.may(actor, loan, StepKind.ACCEPT).require()
    if loan.lent_id is None:
        raise not_found()
    colleague = Colleague.objects.filter(
        at_work(),
        collaboration_id=actor.collaboration_id,
        pk=loan.lent_id,
        municipality_id=loan.lender_id,
    ).first()
    if colleague is None:
        why = _("Kollegan arbetar inte i %(town)s längre. Tacka nej, och fråga igen.")
        raise ValidationError(why % {"town": loan.lender})
    lent.lend_place(
        actor,
        public_id=place_id,
        unit=unit,
        account_id=colleague.account_id,
        name=colleague.name,
        title=colleague.title,
        first_day=loan.terms.first_day,
        last_day=loan.terms.last_day,
        lent_by=loan.lender_id,
    )
    _take(actor, loan, StepKind.ACCEPT, place_id=place_id)
    for other in reading.loans(actor):
        if (
            other.request_id == loan.request_id
            and other.id != loan.id
            and other.phase in (Phase.ASKED, Phase.OFFERED)
        ):
            _take(actor, other, StepKind.WITHDRAW)


# --- Both ------------------------------------------------------------------------------------------


def step(actor: Actor, standing: Standing, kind: StepKind) -> None:
    """A step that says no more than its kind: no, taken back, or the borrower's yes to a later day."""
    loan = standing.loan
    rules.may(actor, loan, kind).require()
    if kind == StepKind.EXTEND_YES and actor.municipality_id == loan.lender_id:
        ask_for_longer(actor, standing)
        return
    _take(actor, loan, kind)
    if kind == StepKind.EXTEND_YES and loan.place_id and loan.later_day:
        lent.move_last_day(actor, place_id=loan.place_id, last_day=loan.later_day)


def propose_longer(actor: Actor, standing: Standing, *, last_day: date) -> None:
    """Propose a later last day. The lender asks the colleague first.

    Raises:
        ValidationError: the day is not later, or she is spoken for.
    """
    loan = standing.loan
    if actor.municipality_id == loan.lender_id:
        ask_for_longer(actor, standing, last_day=last_day)
        return
    rules.may(actor, loan, StepKind.EXTEND).require()
    _take(actor, loan, StepKind.EXTEND, last_day=_later(loan, last_day))


def _later(loan: LoanState, last_day: date | None) -> date:
    if last_day is None or last_day <= loan.terms.last_day:
        raise ValidationError({"last_day": _("Välj en dag efter den sista dag som gäller nu.")})
    _refuse_wrong(replace(loan.terms, last_day=last_day, tasks="", cost=""))
    return last_day


def end(actor: Actor, standing: Standing, *, last_day: date) -> None:
    """End a loan early, by either of the two. Yesterday as the last day closes her access at once;
    a day before the first calls the loan off.

    Raises:
        ValidationError: the day is neither before the last nor still to come.
    """
    loan = standing.loan
    rules.may(actor, loan, StepKind.END).require()
    if last_day >= loan.terms.last_day:
        raise ValidationError({"last_day": _("Välj en dag före den sista dag som gäller nu.")})
    if last_day < clock.today() - timedelta(days=1):
        raise ValidationError({"last_day": _("Välj i dag eller en senare dag.")})
    _take(actor, loan, StepKind.END, last_day=last_day)
    _close(actor, loan, last_day)


def left(actor: Actor, loan: LoanState, *, last_day: date) -> None:
    """A job: the colleague's own place ends, and the loan with it."""
    if may_follow(loan, StepKind.LEFT, actor.municipality_id, clock.today()):
        _take(actor, loan, StepKind.LEFT, by=None, last_day=last_day)
        _close(actor, loan, last_day)


def _close(actor: Actor, loan: LoanState, last_day: date) -> None:
    """Her place ends in the same transaction, whoever of the two it was that ended the loan."""
    if loan.place_id is None:
        return
    if actor.municipality_id == loan.borrower_id:
        lent.move_last_day(actor, place_id=loan.place_id, last_day=last_day)
    else:
        lent.recall(actor, place_id=loan.place_id, last_day=last_day)


def _take(
    actor: Actor,
    loan: LoanState,
    kind: StepKind,
    *,
    by: UUID | None = NOBODY_SAID,
    **columns: object,
) -> None:
    """Add the step. `by` is the actor where nothing else is said. The caller holds the loan's lock."""
    rows = LoanStep.objects.filter(loan_id=loan.id)
    row = LoanStep(
        sender_id=actor.municipality_id,
        receiver_id=loan.other(actor.municipality_id),
        loan_id=loan.id,
        number=rows.count() + 1,
        kind=kind,
        by=actor.colleague_id if by == NOBODY_SAID else by,
        **columns,
    )
    row.save(force_insert=True)
    access.audit(actor, f"loan.{kind}", "loan", loan.id)
    _announce(actor, f"loan.{kind}", loan.id, row.id, loan.other(actor.municipality_id))


def _announce(actor: Actor, kind: str, loan_id: UUID, row_id: UUID, other_id: UUID | None) -> None:
    announce(
        actor,
        kind,
        subject_kind="loan",
        subject_id=loan_id,
        zone="case",
        detail={
            "row": row_id,
            "other": other_id,
            "collaboration": actor.collaboration_id,
            "by": actor.account_id,
        },
    )


def follow(actor: Actor, loan_id: UUID) -> None:
    """A job of the borrower's: let the place last as long as the loan says now."""
    reading.alone(loan_id)
    for loan in reading.loans(actor, only=loan_id):
        if loan.place_id and loan.borrower_id == actor.municipality_id:
            last_day = loan.terms.last_day
            if loan.phase == Phase.CLOSED:
                last_day = loan.terms.first_day - timedelta(days=1)
            lent.move_last_day(actor, place_id=loan.place_id, last_day=last_day)

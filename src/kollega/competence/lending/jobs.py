"""Telling both municipalities and the colleague; by night, loans that end with somebody's place."""

from collections.abc import Callable
from datetime import timedelta
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db.models import Q

from kollega.competence.lending import keeping, reading, services
from kollega.competence.lending.state import LoanState
from kollega.competence.models import Duty, LoanAsk, StepKind
from kollega.core import clock, notices, places
from kollega.core.actor import Actor, Role, acting, job_for
from kollega.core.events import Event, listener
from kollega.core.jobs import job, nightly
from kollega.organisation.models import Colleague, Membership

COUNTER = frozenset({Role.COUNTER})
TO_THE_COLLEAGUE = {
    StepKind.TAKE_BACK,
    StepKind.REFUSE,
    StepKind.WITHDRAW,
    StepKind.ACCEPT,
    StepKind.EXTEND_YES,
    StepKind.EXTEND_NO,
    StepKind.END,
    StepKind.LEFT,
}


def managers(actor: Actor) -> list[UUID]:
    """The accounts of those who are managers in the municipality today."""
    today = clock.today()
    rows = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        municipality_id=actor.municipality_id,
        valid_from__lte=today,
        suspended=False,
        roles__contains=[Role.MANAGER],
    )
    return sorted(set(rows.values_list("account_id", flat=True)))


def _heard(name: str) -> Callable[[Actor, Event], None]:
    """A listener that lets each of the two municipalities be told in a job of its own."""

    def hear(actor: Actor, event: Event) -> None:
        detail = event.detail
        for municipality_id in sorted({actor.municipality_id, detail["other"]}):
            tell.defer(
                kind=name,
                loan_id=event.subject_id,
                row_id=detail["row"],
                municipality_id=municipality_id,
                collaboration_id=detail["collaboration"],
                by_id=detail["by"],
            )
        if name == StepKind.EXTEND_YES:
            follow.defer(loan_id=event.subject_id, municipality_id=detail["other"])

    hear.__name__ = f"tell_{name}"
    hear.__qualname__ = hear.__name__
    return hear


for _name in ("ask", "ask_colleague", "said_no", *StepKind):
    listener(f"loan.{_name}")(_heard(str(_name)))


@job()
def tell(
    *,
    kind: str,
    loan_id: UUID,
    row_id: UUID,
    municipality_id: UUID,
    collaboration_id: UUID,
    by_id: UUID | None = None,
) -> None:
    """Tell one municipality's managers, and the colleague where she works, of a step."""
    actor = job_for(
        job="competence.tell",
        municipality_id=municipality_id,
        collaboration_id=collaboration_id,
        roles=COUNTER,
    )
    with acting(actor):
        loan = next(iter(reading.loans(actor, only=loan_id)), None)
        if loan is None:
            return
        if kind == "ask_colleague":
            told = set(LoanAsk.objects.filter(pk=row_id).values_list("account_id", flat=True))
        elif kind == "ask" and municipality_id != loan.lender_id:
            told = set()
        else:
            told = {*managers(actor)}
            if kind == StepKind.OFFER and municipality_id == loan.lender_id:
                kind = "said_yes"
            if kind == StepKind.WITHDRAW and municipality_id == loan.lender_id:
                told |= _asked(loan)
            if kind in TO_THE_COLLEAGUE and municipality_id == loan.lender_id:
                told |= _the_colleague(actor, loan)
        told -= {by_id}
        if told:
            notices.write.defer(
                kind_key=f"loan.{kind}",
                event_id=uuid5(NAMESPACE_OID, f"loan.{kind} {row_id}"),
                subject_id=loan_id,
                account_ids=sorted(told),
            )


def _the_colleague(actor: Actor, loan: LoanState) -> set[UUID]:
    """Whoever is lent, or was until this step."""
    if loan.last_lent_id is None:
        return set()
    rows = Colleague.objects.filter(collaboration_id=actor.collaboration_id, pk=loan.last_lent_id)
    return set(rows.values_list("account_id", flat=True))


def _asked(loan: LoanState) -> set[UUID]:
    """Whoever had been asked at home, and had not answered."""
    rows = LoanAsk.objects.filter(municipality_id=loan.lender_id, loan_id=loan.id, yes__isnull=True)
    return set(rows.values_list("account_id", flat=True))


@job()
def follow(*, loan_id: UUID, municipality_id: UUID) -> None:
    """The borrower's place lasts as long as the loan does, where the lender said yes to longer."""
    with acting(job_for(job="competence.follow", municipality_id=municipality_id)) as actor:
        services.follow(actor, loan_id)


@nightly
def end_with_own_place() -> None:
    """A loan ends with the colleague's place at home. Her access has ended already: the database
    asks for that place each time. Here both municipalities are told."""
    for place in places.every():
        if place.collaboration_id is None:
            continue
        actor = job_for(
            job="competence.end_with_own_place",
            municipality_id=place.municipality_id,
            collaboration_id=place.collaboration_id,
        )
        with acting(actor):
            _end_those_who_left(actor)


def _end_those_who_left(actor: Actor) -> None:
    today = clock.today()
    agreed = [
        each
        for each in reading.loans(actor)
        if each.lender_id == actor.municipality_id
        and (each.is_running(today) or each.is_upcoming(today))
    ]
    known = Colleague.objects.filter(
        collaboration_id=actor.collaboration_id, pk__in=[each.lent_id for each in agreed]
    )
    accounts = dict(known.values_list("id", "account_id"))
    for loan in agreed:
        account_id = accounts.get(loan.lent_id) if loan.lent_id else None
        if account_id is None:
            continue
        own = Membership.objects.filter(
            municipality_id=actor.municipality_id,
            account_id=account_id,
            lent_by__isnull=True,
            suspended=False,
        ).values_list("valid_to", flat=True)
        ends = [each or loan.terms.last_day for each in own]
        last = max(ends, default=today - timedelta(days=1))
        if last < loan.terms.last_day:
            reading.alone(loan.id)
            for now in reading.loans(actor, only=loan.id):
                services.left(actor, now, last_day=max(last, today - timedelta(days=1)))


@nightly
def destroy_old_loans() -> None:
    """What is kept no longer goes, in each municipality what it wrote itself."""
    for place in places.every():
        if place.collaboration_id is None:
            continue
        actor = job_for(
            job="competence.destroy_old_loans",
            municipality_id=place.municipality_id,
            collaboration_id=place.collaboration_id,
            roles=COUNTER,
        )
        with acting(actor):
            keeping.destroy_old(actor)


# --- Background duty --------------------------------------------------------------------------------


@listener("duty.given")
def tell_given(actor: Actor, event: Event) -> None:
    """Tell the colleague who has the duty."""
    rows = Duty.objects.filter(collaboration_id=actor.collaboration_id, pk=event.subject_id)
    duty = rows.select_related("colleague").first()
    if duty is not None:
        notices.notify([duty.colleague.account_id], event.kind, event)


@listener("duty.offered")
@listener("duty.taken")
@listener("duty.declined")
@listener("cover.asked")
@listener("cover.answered")
@listener("cover.decided")
def tell_managers(_actor: Actor, event: Event) -> None:
    """Let each municipality that it concerns be told: who its managers are only it knows."""
    for municipality_id in event.detail["municipalities"]:
        tell_managers_of.defer(
            kind=event.kind,
            event_id=event.id,
            subject_id=event.subject_id,
            municipality_id=municipality_id,
        )


@job()
def tell_managers_of(*, kind: str, event_id: UUID, subject_id: UUID, municipality_id: UUID) -> None:
    """Tell one municipality's managers."""
    with acting(
        job_for(job="competence.tell_managers_of", municipality_id=municipality_id)
    ) as actor:
        told = managers(actor)
        if told:
            notices.write.defer(
                kind_key=kind,
                event_id=event_id,
                subject_id=subject_id,
                account_ids=told,
            )

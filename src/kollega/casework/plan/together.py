"""Writes about who is in a plan: cases that take part, and the one who holds it."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kollega.casework.gate import Found
from kollega.casework.models import Case, Plan, PlanCase, PlanHandover
from kollega.casework.plan import events, services
from kollega.casework.plan.gate import Here
from kollega.competence.models import Absence
from kollega.core import access, clock
from kollega.core.actor import Actor, Role
from kollega.core.posting import one_at_a_time
from kollega.organisation.models import Membership


def ask_case(actor: Actor, here: Here, case: Case) -> PlanCase:
    """Ask another of the person's cases to take part. Those who work with it answer.

    Raises:
        ValidationError: it is about somebody else, closed, or already in.
    """
    if case.person_id != here.plan.person_id or case.closed_on is not None:
        raise ValidationError(_("Det ärendet kan inte vara med i planen."))
    return _ask(actor, here.plan, case, from_case=False)


def ask_in(actor: Actor, found: Found, plan: Plan) -> PlanCase:
    """Ask from a case to take part in the person's plan. Whoever holds it answers.

    Raises:
        ValidationError: the case is closed, the plan over, or about somebody else.
    """
    if found.is_closed or plan.ended_on is not None or plan.person_id != found.case.person_id:
        raise ValidationError(_("Ärendet kan inte vara med i planen."))
    return _ask(actor, plan, found.case, from_case=True)


def _ask(actor: Actor, plan: Plan, case: Case, *, from_case: bool) -> PlanCase:
    one_at_a_time(f"plan {plan.pk} case {case.pk}")
    own = {"municipality_id": actor.municipality_id, "plan": plan, "case": case}
    join, new = PlanCase.objects.get_or_create(
        **own, defaults={"asked_by": actor.account_id, "from_case": from_case}
    )
    if not new and join.accepted is False:
        join.asked_by, join.asked_at, join.from_case = actor.account_id, clock.now(), from_case
        join.answered_by = join.answered_at = join.accepted = None
        join.save()
        new = True
    if new:
        access.audit(actor, "plan.join", "plan", plan.pk, person_id=plan.person_id)
        if from_case:
            events.tell(actor, events.WANTS_IN, [plan.holder_id], about="plan", subject_id=plan.pk)
        else:
            events.tell(actor, events.JOIN, [case.responsible_id], about="case", subject_id=case.pk)
    return join


def answer_case(actor: Actor, join: PlanCase, *, yes: bool) -> None:
    """Say whether a case takes part. `join` is locked, its plan opened where the answer is yes.

    Raises:
        ValidationError: the plan is over, or somebody has answered otherwise.
    """
    plan = join.plan
    if plan.ended_on is not None:
        raise ValidationError(_("Planen är avslutad."))
    if join.accepted is not None:
        if join.accepted is not yes:
            raise ValidationError(_("Någon annan har redan svarat."))
        return
    join.accepted, join.answered_by, join.answered_at = yes, actor.account_id, clock.now()
    join.save(update_fields=["accepted", "answered_by", "answered_at"])
    if yes:
        access.open_rows("plan", plan.pk, person_id=plan.person_id)
        services.add_unit(actor, plan, join.case_id, join.case.unit.name)
    events.tell(actor, events.JOINED, [join.asked_by], about="case", subject_id=join.case_id)
    access.audit(actor, "plan.answer", "plan", plan.pk, person_id=plan.person_id)


def leave(actor: Actor, here: Here, join: PlanCase) -> None:
    """A case takes part no more. What its unit promised stands.

    Raises:
        ValidationError: it is the last one.
    """
    others = PlanCase.objects.filter(
        municipality_id=actor.municipality_id, plan=here.plan, accepted=True
    ).exclude(pk=join.pk)
    if not others.exists():
        raise ValidationError(_("Det är det enda ärendet i planen. Avsluta planen i stället."))
    join.accepted, join.answered_by, join.answered_at = False, actor.account_id, clock.now()
    join.save(update_fields=["accepted", "answered_by", "answered_at"])
    access.audit(actor, "plan.answer", "plan", here.plan.pk, person_id=here.plan.person_id)


def possible_holders(actor: Actor) -> list[tuple[UUID, str]]:
    """Those at work in the municipality today whose work cases are, by name. One statement."""
    today = clock.today()
    rows = (
        Membership.objects.filter(
            municipality_id=actor.municipality_id,
            valid_from__lte=today,
            suspended=False,
            lent_by__isnull=True,
            roles__overlap=[Role.CASEWORKER, Role.MANAGER],
        )
        .exclude(valid_to__lt=today)
        .order_by("name", "account_id")
    )
    found = {row.account_id: f"{row.name}, {row.unit.name}" for row in rows.select_related("unit")}
    return list(found.items())


def hand_over(actor: Actor, here: Here, *, public_id: UUID, to_id: UUID, message: str) -> None:
    """Ask somebody to hold the plan. It changes hands when she has said yes.

    Raises:
        ValidationError: she is not at work here, holds it already, or another has been asked.
    """
    plan = here.plan
    if to_id == plan.holder_id:
        raise ValidationError({"to_id": _("Hen håller planen redan.")})
    if to_id not in dict(possible_holders(actor)):
        raise ValidationError({"to_id": _("Hen arbetar inte här i dag. Välj någon annan.")})
    _require_here(actor, to_id)
    rows = PlanHandover.objects.filter(municipality_id=actor.municipality_id, plan=plan)
    if rows.filter(pk=public_id).exists():
        return
    if plan.asked_id is not None:
        raise ValidationError(_("Någon är redan tillfrågad. Ta tillbaka den frågan först."))
    PlanHandover.objects.create(
        id=public_id,
        municipality_id=actor.municipality_id,
        plan=plan,
        from_id=plan.holder_id,
        to_id=to_id,
        message=message,
        asked_by=actor.account_id,
    )
    plan.asked_id = to_id
    plan.save(update_fields=["asked_id"])
    access.audit(actor, "plan.hand_over", "plan", plan.pk, person_id=plan.person_id)
    events.tell(actor, events.HOLD, [to_id], about="plan", subject_id=plan.pk)


def _require_here(actor: Actor, account_id: UUID) -> None:
    """Refuse one who is away. Absences are seen by managers; others are told by the missing answer."""
    today = clock.today()
    away = (
        Absence.objects.filter(
            municipality_id=actor.municipality_id, account_id=account_id, from_day__lte=today
        )
        .exclude(to_day__lt=today)
        .first()
    )
    if away is not None:
        said = _("Hen är borta. Välj någon annan, eller fråga när hen är tillbaka.")
        raise ValidationError({"to_id": said})


def answer_handover(actor: Actor, here: Here, *, answer: str, because: str = "") -> None:
    """Say yes or no to holding the plan, or take the question back ("withdraw").

    Raises:
        ValidationError: nobody is asked any more, another than the actor is, or a no has no reason.
    """
    plan = here.plan
    row = (
        PlanHandover.objects.select_for_update(of=("self",))
        .filter(
            municipality_id=actor.municipality_id,
            plan=plan,
            answered_at__isnull=True,
            withdrawn_at__isnull=True,
        )
        .first()
    )
    if row is None or plan.asked_id is None:
        raise ValidationError(_("Frågan har redan fått svar eller tagits tillbaka."))
    if answer == "withdraw":
        row.withdrawn_at = clock.now()
    else:
        if not here.is_asked:
            raise ValidationError(_("Bara den som är tillfrågad kan svara."))
        if answer == "no" and not because.strip():
            raise ValidationError(
                {"because": _("Skriv varför, så att den som frågar kan göra på annat sätt.")}
            )
        row.accepted, row.answered_at = answer == "yes", clock.now()
        row.declined_because = because.strip() if answer == "no" else ""
        if row.accepted:
            plan.holder_id = actor.account_id
    row.save()
    if answer != "withdraw":
        asked = [row.asked_by, row.from_id]
        events.tell(actor, events.HELD, asked, about="plan", subject_id=plan.pk)
    plan.asked_id = None
    plan.save(update_fields=["holder_id", "asked_id"])
    access.audit(actor, "plan.held", "plan", plan.pk, person_id=plan.person_id)

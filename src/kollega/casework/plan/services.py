"""Writes about a plan: that it begins, who takes part, what is wanted and promised, how it went."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.casework.gate import Found
from kollega.casework.models import (
    Goal,
    GoalMark,
    Party,
    PartyKind,
    Plan,
    PlanCase,
    PlanReview,
    PlanTemplate,
    Promise,
    Promised,
    PromiseMark,
)
from kollega.casework.plan.gate import Here
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.posting import Conflict, once, one_at_a_time

Row = TypeVar("Row", bound=models.Model)
FURTHEST = 366 * 5
"""A plan reaches no further than five years: a day beyond that is a slip of the hand."""
NAMES: dict[str, str | Lazy] = {
    "words": gettext_lazy("Mål"),
    "now": gettext_lazy("Så är det nu"),
    "first_step": gettext_lazy("Första steget"),
    "wanted": gettext_lazy("Så vill jag ha det"),
    "where": gettext_lazy("Hur långt det har kommit"),
    "weight": gettext_lazy("Hur viktigt det är"),
    "what": gettext_lazy("Vad"),
    "party": gettext_lazy("Vem"),
    "goal": gettext_lazy("Vilket mål"),
    "due_on": gettext_lazy("Senast"),
    "state": gettext_lazy("Hur det gick"),
    "because": gettext_lazy("Varför"),
    "name": gettext_lazy("Namn"),
    "kind": gettext_lazy("Vad"),
    "can": gettext_lazy("Det här kan jag"),
    "from_day": gettext_lazy("Från"),
    "to_day": gettext_lazy("Till"),
    "why": gettext_lazy("Varför"),
    "body": gettext_lazy("Vem som har huvudansvaret"),
    "body_person": gettext_lazy("Vem där"),
    "meeting_on": gettext_lazy("Mötet"),
    "called_on": gettext_lazy("Kallad"),
    "comes": gettext_lazy("Svar"),
    "title": gettext_lazy("Rubrik"),
    "intro": gettext_lazy("Inledning"),
    "prompts": gettext_lazy("Att tänka på"),
    "begun_on": gettext_lazy("Började"),
}


def begin(
    actor: Actor, found: Found, *, public_id: UUID, template: PlanTemplate | None = None
) -> Plan:
    """Begin a plan from an opened case. Whoever begins holds it, until somebody else has taken over.

    A person has one plan at a time: that is the point of it.

    Raises:
        ValidationError: the case is closed, or the person has a plan already.
    """
    own = {"municipality_id": actor.municipality_id}
    if found.is_closed:
        raise ValidationError(_("Ärendet är avslutat."))
    one_at_a_time(f"plan of {found.person.pk}")

    def create() -> Plan:
        if Plan.objects.filter(**own, person=found.person, ended_on__isnull=True).exists():
            raise ValidationError(_("Personen har redan en plan. Be att få vara med i den."))
        plan = Plan(id=public_id, **own, person=found.person, holder_id=actor.account_id)
        plan.save(force_insert=True)
        access.open_rows("plan", plan.id, person_id=found.person.pk)
        PlanCase.objects.create(
            **own, plan=plan, case=found.case, from_case=True, asked_by=actor.account_id,
            accepted=True, answered_by=actor.account_id, answered_at=clock.now(),
        )  # fmt: skip
        _first_parties(actor, plan, found)
        for prompt in template.prompts if template else []:
            Goal.objects.create(**own, plan=plan, prompt=prompt)
        access.audit(actor, "plan.begin", "plan", plan.id, person_id=found.person.pk)
        return plan

    plan, _new = once(Plan.objects.filter(**own), public_id, create)
    return plan


def _first_parties(actor: Actor, plan: Plan, found: Found) -> None:
    own = {"municipality_id": actor.municipality_id, "plan": plan}
    Party.objects.create(**own, kind=PartyKind.PERSON, name=found.person.given_name)
    add_unit(actor, plan, found.case.pk, found.case.unit.name)


def add_unit(actor: Actor, plan: Plan, case_id: UUID, name: str) -> None:
    """Let a unit of the social services stand among those who can promise something."""
    own = {"municipality_id": actor.municipality_id, "plan": plan, "case_id": case_id}
    if not Party.objects.filter(**own).exists():
        Party.objects.create(**own, kind=PartyKind.UNIT, name=name)


def put(
    actor: Actor, here: Here, model: type[Row], *, public_id: UUID, version: int, **fields: Any
) -> tuple[Row, bool]:
    """Make a row of the plan, or change it, and whether it was made now.

    Raises:
        Conflict: somebody saved something else in between.
    """
    own = {"municipality_id": actor.municipality_id, "plan": here.plan}
    rows: Any = models.QuerySet(model).filter(**own)

    def create() -> Row:
        row = model(id=public_id, **own, **fields)
        row.save(force_insert=True)
        return row

    row, new = once(rows.select_for_update(of=("self",)), public_id, create)
    if not new:
        change(row, version, fields)
    access.audit(actor, "plan.change", "plan", here.plan.pk, person_id=here.plan.person_id)
    return row, new


def change(row: Any, version: int, fields: Mapping[str, Any]) -> None:
    """Store other values in a locked row, unless somebody has stored others since `version`."""
    differing = {name: each for name, each in fields.items() if getattr(row, name) != each}
    if not differing:
        return
    if version != row.version:
        raise Conflict(
            version=row.version,
            fields={
                name: (
                    str(NAMES.get(name, name)),
                    _said(row, name, getattr(row, name)),
                    _said(row, name, each),
                )
                for name, each in differing.items()
            },
        )
    for name, each in differing.items():
        setattr(row, name, each)
    row.version += 1
    row.save(update_fields=[*differing, "version"])


def _said(row: models.Model, name: str, value: Any) -> str:
    if value is None:
        return ""
    choices = dict(getattr(row._meta.get_field(name), "flatchoices", ()))
    if isinstance(value, list):
        return "\n".join(str(each) for each in value)
    return str(choices.get(value, value))


def write_goal(
    actor: Actor,
    here: Here,
    *,
    public_id: UUID,
    version: int,
    where: int | None = None,
    **fields: Any,
) -> Goal:
    """Write a goal, or change it. How far it has come is noted with its day when it is another."""
    rows = Goal.objects.filter(municipality_id=actor.municipality_id, plan=here.plan, pk=public_id)
    before = rows.values_list("where", flat=True).first()
    if where is not None:
        fields["where"] = where
    goal, new = put(actor, here, Goal, public_id=public_id, version=version, **fields)
    if new or (before is not None and goal.where != before):
        _mark(actor, here, goal)
    return goal


def _mark(actor: Actor, here: Here, goal: Goal) -> None:
    GoalMark.objects.create(
        municipality_id=actor.municipality_id,
        plan=here.plan,
        goal=goal,
        where=goal.where,
        by=actor.account_id,
    )


def drop_goal(actor: Actor, here: Here, goal: Goal, *, version: int) -> None:
    """It is no longer her goal. What was promised for it stands."""
    change(goal, version, {"dropped_on": clock.today()})
    access.audit(actor, "plan.change", "plan", here.plan.pk, person_id=here.plan.person_id)


def take_back_goal(actor: Actor, here: Here, goal: Goal) -> None:
    """It is her goal after all."""
    change(goal, goal.version, {"dropped_on": None})
    access.audit(actor, "plan.change", "plan", here.plan.pk, person_id=here.plan.person_id)


def check_day(day: date, field: str, *, past: bool = False) -> None:
    """Refuse a day that cannot be meant.

    Raises:
        ValidationError: it has been (unless `past` is right), or is years away.
    """
    today = clock.today()
    if not past and day < today:
        raise ValidationError({field: _("Dagen har redan varit.")})
    if past and day > today:
        raise ValidationError({field: _("Dagen har inte varit än.")})
    if (day - today).days > FURTHEST:
        raise ValidationError({field: _("Dagen är mer än fem år bort. Stämmer året?")})


def write_promise(
    actor: Actor,
    here: Here,
    *,
    public_id: UUID,
    version: int,
    what: str,
    party: Party,
    goal: Goal | None,
    due_on: date,
) -> Promise:
    """Note what somebody promises, or what was meant. Another day for a promise is `tell`.

    Raises:
        ValidationError: the day has been, or is years away.
        Conflict: somebody saved something else in between.
    """
    rows = Promise.objects.filter(municipality_id=actor.municipality_id, plan=here.plan)
    stored = rows.filter(pk=public_id).values_list("due_on", flat=True).first()
    if stored != due_on:
        check_day(due_on, "due_on")
    fields = {"what": what, "party": party, "goal": goal, "due_on": due_on}
    promise, _new = put(actor, here, Promise, public_id=public_id, version=version, **fields)
    return promise


def tell(
    actor: Actor,
    here: Here,
    promise: Promise,
    *,
    version: int,
    state: str,
    because: str = "",
    due_on: date | None = None,
) -> None:
    """Say how a promise went: kept, moved to a later day, or not done. `promise` is locked.

    Raises:
        ValidationError: a reason or a new day is missing, or the new day is not later.
        Conflict: somebody said something else in between.
    """
    because = because.strip()
    if state in (Promised.MOVED, Promised.NOT_DONE) and not because:
        raise ValidationError({"because": _("Skriv varför, med några ord.")})
    was = promise.due_on
    new_day = was
    if state == Promised.MOVED:
        if due_on is None:
            raise ValidationError({"due_on": _("Skriv vilken dag det ska vara klart i stället.")})
        if due_on == was and promise.state != Promised.MOVED:
            raise ValidationError({"due_on": _("Det är samma dag som förut.")})
        if due_on != was:
            check_day(due_on, "due_on")
        new_day = due_on
    answered = None if state == Promised.OPEN else clock.today()
    before = promise.version
    change(
        promise,
        version,
        {
            "state": state,
            "because": because if state != Promised.OPEN else "",
            "due_on": new_day,
            "answered_on": answered,
        },
    )
    if promise.version == before:
        return
    PromiseMark.objects.create(
        municipality_id=actor.municipality_id,
        plan=here.plan,
        promise=promise,
        state=state,
        was_due_on=was,
        due_on=new_day,
        because=promise.because,
        by=actor.account_id,
    )
    access.audit(actor, "plan.change", "plan", here.plan.pk, person_id=here.plan.person_id)


def review(
    actor: Actor, here: Here, *, public_id: UUID, held_on: date, words: str, next_on: date | None
) -> None:
    """Note that the plan was gone through, and when the next time is.

    Raises:
        ValidationError: it has not been held yet, or the next time has been.
    """
    check_day(held_on, "held_on", past=True)
    if held_on < here.plan.begun_on:
        raise ValidationError({"held_on": _("Planen fanns inte den dagen.")})
    if next_on is not None:
        check_day(next_on, "next_on")
    rows = PlanReview.objects.filter(municipality_id=actor.municipality_id, plan=here.plan)

    def create() -> PlanReview:
        row = PlanReview(
            id=public_id,
            municipality_id=actor.municipality_id,
            plan=here.plan,
            held_on=held_on,
            words=words,
            next_on=next_on,
            by=actor.account_id,
        )
        row.save(force_insert=True)
        here.plan.review_on = next_on
        here.plan.save(update_fields=["review_on"])
        access.audit(actor, "plan.review", "plan", here.plan.pk, person_id=here.plan.person_id)
        return row

    once(rows, public_id, create)


def end(actor: Actor, here: Here) -> None:
    """The plan is over. It can still be read."""
    here.plan.ended_on = clock.today()
    here.plan.asked_id = None
    here.plan.review_on = None
    here.plan.save(update_fields=["ended_on", "asked_id", "review_on"])
    access.audit(actor, "plan.end", "plan", here.plan.pk, person_id=here.plan.person_id)


def reopen(actor: Actor, here: Here) -> None:
    """The plan was ended by mistake, today.

    Raises:
        ValidationError: it ended another day, or there is a new one.
    """
    one_at_a_time(f"plan of {here.plan.person_id}")
    own = {"municipality_id": actor.municipality_id, "person_id": here.plan.person_id}
    if here.plan.ended_on != clock.today():
        raise ValidationError(_("Det går bara att ångra samma dag."))
    if Plan.objects.filter(**own, ended_on__isnull=True).exists():
        raise ValidationError(_("Personen har redan en plan. Be att få vara med i den."))
    here.plan.ended_on = None
    here.plan.save(update_fields=["ended_on"])
    access.audit(actor, "plan.begin", "plan", here.plan.pk, person_id=here.plan.person_id)

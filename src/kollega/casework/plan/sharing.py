"""Writes about a coordinated plan, and about what the person has agreed that others may know.

What one who takes part may see is decided in one place (`seen_by`), for her page and her sheet alike.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kollega.casework.models import Consent, Party, PartyKind, Shares, Sip
from kollega.casework.plan import services
from kollega.casework.plan.gate import Here
from kollega.casework.plan.lines import Content, GoalLine, PartyLine, PromiseLine
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.posting import once


def write_sip(actor: Actor, here: Here, *, version: int, **fields: Any) -> Sip:
    """Say that the plan is a coordinated one: why, and who answers for it.

    Raises:
        ValidationError: it began in the future, or the meeting is years away.
        Conflict: somebody saved something else in between.
    """
    services.check_day(fields["begun_on"], "begun_on", past=True)
    if fields["meeting_on"] is not None:
        if fields["meeting_on"] < fields["begun_on"]:
            raise ValidationError({"meeting_on": _("Mötet var innan arbetet började.")})
        services.check_day(max(fields["meeting_on"], clock.today()), "meeting_on")
    sip, _new = services.put(
        actor, here, Sip, public_id=sip_id(here.plan.pk), version=version, **fields
    )
    return sip


def sip_id(plan_id: UUID) -> UUID:
    """A plan is coordinated once: its id follows from the plan's."""
    return UUID(int=plan_id.int ^ 1)


def consent(
    actor: Actor,
    here: Here,
    party: Party,
    *,
    public_id: UUID,
    shares: str,
    given_by: str,
    how: str,
    words: str,
    given_on: date,
    until: date | None,
) -> Consent:
    """Note what the person has agreed that this one may know. What was agreed before holds no more.

    Raises:
        ValidationError: nobody has agreed yet on that day.
    """
    services.check_day(given_on, "given_on", past=True)
    rows = Consent.objects.filter(municipality_id=actor.municipality_id, plan=here.plan)

    def create() -> Consent:
        rows.filter(party=party, withdrawn_on__isnull=True).update(withdrawn_on=clock.today())
        row = Consent(
            id=public_id,
            municipality_id=actor.municipality_id,
            plan=here.plan,
            party=party,
            shares=shares,
            given_by=given_by,
            how=how,
            words=words,
            given_on=given_on,
            until=until,
            noted_by=actor.account_id,
        )
        row.save(force_insert=True)
        access.audit(actor, "plan.consent", "plan", here.plan.pk, person_id=here.plan.person_id)
        return row

    row, _new = once(rows, public_id, create)
    return row


def withdraw(actor: Actor, here: Here, party_id: UUID) -> bool:
    """The person has taken back what she agreed to. At once: from now on nothing is shown."""
    rows = Consent.objects.filter(
        municipality_id=actor.municipality_id,
        plan=here.plan,
        party_id=party_id,
        withdrawn_on__isnull=True,
    )
    if not rows.update(withdrawn_on=clock.today()):
        return False
    access.audit(actor, "plan.withdraw", "plan", here.plan.pk, person_id=here.plan.person_id)
    return True


@dataclass(frozen=True)
class View:
    """The plan as one who takes part may see it. `closed`: she may see nothing."""

    party: PartyLine
    closed: bool = False
    goals: tuple[GoalLine, ...] = ()
    promises: tuple[PromiseLine, ...] = ()
    """Those that do not stand under a goal she may see."""
    whole: bool = False


def seen_by(plan: Content, party: PartyLine) -> View:
    """What one who takes part may see: her own promises; their goals and the rest as was agreed."""
    if party.kind == PartyKind.PERSON or party.shares == Shares.PLAN:
        return View(party, goals=plan.goals, promises=plan.loose, whole=True)
    if party.shares is None:
        return View(party, closed=True)
    own = tuple(each for each in plan.promises if each.party_id == party.id)
    if party.shares == Shares.OWN:
        return View(party, promises=own)
    mine = {each.id for each in own}
    goals = tuple(
        _with_only(goal, mine)
        for goal in plan.goals
        if any(each.id in mine for each in goal.promises)
    )
    under = {each.id for goal in goals for each in goal.promises}
    rest = tuple(each for each in own if each.id not in under)
    return View(party, goals=goals, promises=rest)


def _with_only(goal: GoalLine, mine: set[UUID]) -> GoalLine:
    """A goal with one's own promises only: what others promised is not hers to know."""
    return replace(goal, promises=tuple(each for each in goal.promises if each.id in mine))

"""The only way to a plan. Whoever works with a case that takes part in it, holds it, or manages one of those
units opens it; also whoever has been asked to hold it, who reads and answers.
"""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.query import QuerySet
from django.utils.translation import gettext as _

from kollega.casework import rules
from kollega.casework.gate import NeedsReason, current, reach
from kollega.casework.models import Case, CaseWorker, Opening, Person, Plan, PlanCase
from kollega.casework.options import GOAL_SCALING
from kollega.casework.people import numbers
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.request import denied, not_found
from kollega.organisation import options

ADULT = 18
Need = Literal["read", "work", "hold", "answer"]


@dataclass(frozen=True)
class Here:
    """An opened plan, and as what. `works`: in one of its cases, or as its holder."""

    plan: Plan
    works: bool
    holds: bool
    manages: bool
    is_asked: bool
    reason: str = ""

    @property
    def person(self) -> Person:
        person: Person = self.plan.person
        return person

    @property
    def is_over(self) -> bool:
        return self.plan.ended_on is not None

    @property
    def may_change(self) -> bool:
        return not self.is_over and (self.works or self.manages or bool(self.reason))

    @property
    def may_hand_over(self) -> bool:
        return not self.is_over and (self.holds or self.manages)


def is_adult(person: Person) -> bool:
    """Whether she is known to be grown up."""
    return person.born_on is not None and numbers.age(person.born_on, clock.today()) >= ADULT


def scales(actor: Actor, here: Here) -> bool:
    """Whether goals are weighed together here: chosen by the municipality, for adults, and never for one who
    only manages.
    """
    return here.works and is_adult(here.person) and bool(options.value(actor, GOAL_SCALING))


def plan_for(actor: Actor, plan_id: UUID, *, need: Need = "read", lock: bool = False) -> Here:
    """The plan, opened: its rows and the person's can be reached until the transaction ends. One statement.

    `need`: "read"; "work" (change what stands in it); "hold" (whoever holds it, or manages); "answer" (whoever
    was asked to hold it).

    Raises:
        Http404: it is not there for this actor.
        NeedsReason: a reason has to be stated for one of its cases first.
        PermissionDenied: it may be read, and `need` is more.
    """
    if not rules.work(actor):
        raise not_found()
    row: Any = _rows(actor, lock=lock).filter(pk=plan_id).first()
    if row is None:
        raise not_found()
    mine = row.holder_id == actor.account_id
    here = Here(
        row,
        works=mine or row.my_work,
        holds=mine,
        manages=row.my_reach and not row.my_work,
        is_asked=row.asked_id == actor.account_id,
        reason=row.my_reason or "",
    )
    if not (here.works or here.manages or here.is_asked):
        if actor.is_lent or row.any_case is None:
            raise not_found()
        if not here.reason:
            raise NeedsReason(row.any_case)
    reason = "" if here.works or here.manages or here.is_asked else here.reason
    access.open_rows("plan", row.id, person_id=row.person_id, reason=reason)
    access.open_rows("person", row.person_id, person_id=row.person_id, reason=reason)
    _require(here, need)
    return here


def _require(here: Here, need: Need) -> None:
    if need == "work" and not here.may_change:
        raise denied(
            _("Planen är avslutad.")
            if here.is_over
            else _("Du har läst planen, men är inte med i den.")
        )
    if need == "hold" and not here.may_hand_over:
        raise denied(_("Bara den som håller planen kan göra det här."))
    if need == "answer" and not (here.is_asked or here.may_hand_over):
        raise denied(_("Någon annan är tillfrågad."))


def _rows(actor: Actor, *, lock: bool) -> QuerySet[Plan]:
    own = {"municipality_id": actor.municipality_id}
    joined = PlanCase.objects.filter(**own, plan=OuterRef("pk"), accepted=True)
    workers = CaseWorker.objects.filter(current(), **own, account_id=actor.account_id)
    within = Case.objects.filter(reach(actor), **own)
    opened = Opening.objects.filter(
        **own,
        account_id=actor.account_id,
        on=clock.today(),
        case_id__in=PlanCase.objects.filter(
            **own, plan=OuterRef(OuterRef("pk")), accepted=True
        ).values("case_id"),
    )
    rows = (
        Plan.objects.filter(**own)
        .select_related("person")
        .annotate(
            my_work=Exists(joined.filter(case_id__in=workers.values("case_id"))),
            my_reach=Exists(joined.filter(case_id__in=within.values("pk"))),
            my_reason=Subquery(opened.values("why")[:1]),
            any_case=Subquery(joined.order_by("asked_at").values("case_id")[:1]),
        )
    )
    return rows.select_for_update(of=("self",)) if lock else rows

"""Reads for the pages of plans. All that stands in a plan is one statement."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, Model, OuterRef, Q, Value, When
from django.db.models.functions import JSONObject
from django.db.models.query import QuerySet
from django.urls import reverse

from kollega.casework.cases.queries import name_of
from kollega.casework.models import (
    Consent,
    Goal,
    GoalMark,
    Party,
    PartyKind,
    PathStep,
    Plan,
    PlanCase,
    PlanHandover,
    PlanReview,
    Promise,
    Sip,
)
from kollega.casework.models.plan import OUTSIDE, Where
from kollega.casework.models.sip import Shares
from kollega.casework.plan.gate import Here
from kollega.casework.plan.lines import (
    Asked,
    CaseLine,
    ConsentLine,
    Content,
    GoalLine,
    PartyLine,
    PromiseLine,
    SipLine,
    StepLine,
)
from kollega.core import clock
from kollega.core.actor import Actor


def _of_plan(model: type[Model], *names: str, order: tuple[str, ...], only: Q | None = None) -> Any:
    rows: Any = QuerySet(model).filter(
        only or Q(), plan=OuterRef("pk"), municipality_id=OuterRef("municipality_id")
    )
    return ArraySubquery(
        rows.order_by(*order).values(row=JSONObject(**{name: name for name in names}))
    )


def _people() -> dict[str, Any]:
    cases = (
        PlanCase.objects.filter(plan=OuterRef("pk"), municipality_id=OuterRef("municipality_id"))
        .annotate(worker=name_of("case__responsible_id"))
        .order_by("asked_at", "id")
    )
    handovers = (
        PlanHandover.objects.filter(
            plan=OuterRef("pk"),
            municipality_id=OuterRef("municipality_id"),
            withdrawn_at__isnull=True,
        )
        .exclude(accepted=True)
        .annotate(to_name=name_of("to_id"), by_name=name_of("asked_by"))
        .order_by("-asked_at", "id")
    )
    reviews = (
        PlanReview.objects.filter(plan=OuterRef("pk"), municipality_id=OuterRef("municipality_id"))
        .annotate(name=name_of("by"))
        .order_by("-held_on", "-at", "id")
    )
    told = JSONObject(
        id="id", case_id="case_id", number="case__number", unit="case__unit__name",
        worker="worker", accepted="accepted", from_case="from_case",
    )  # fmt: skip
    asked = JSONObject(
        id="id", name="to_name", by="by_name", message="message", asked_at="asked_at", accepted="accepted",
        because="declined_because",
    )  # fmt: skip
    return {
        "my_cases": ArraySubquery(cases.values(row=told)),
        "my_handovers": ArraySubquery(handovers.values(row=asked)[:10]),
        "my_reviews": ArraySubquery(
            reviews.values(row=JSONObject(on="held_on", words="words", name="name"))[:10]
        ),
    }


def content(actor: Actor, here: Here) -> Content:
    """What stands in an opened plan. One statement."""
    row: Any = (
        Plan.objects.filter(municipality_id=actor.municipality_id, pk=here.plan.pk)
        .annotate(
            holder=name_of("holder_id"),
            my_goals=_of_plan(
                Goal, "id", "words", "prompt", "now", "first_step", "wanted", "where", "weight", "version",
                order=("added_at", "id"), only=Q(dropped_on__isnull=True),
            ),
            my_marks=_of_plan(GoalMark, "goal_id", "on", "where", order=("on", "at", "id")),
            my_promises=_of_plan(
                Promise, "id", "goal_id", "party_id", "what", "due_on", "state", "because", "version",
                order=("due_on", "added_at", "id"),
            ),
            my_parties=_of_plan(
                Party, "id", "kind", "name", "called_on", "comes", order=("added_at", "id")
            ),
            my_consents=_of_plan(
                Consent, "id", "party_id", "shares", "given_by", "how", "words", "given_on", "until",
                "withdrawn_on", order=("given_on", "noted_at", "id"),
            ),
            my_path=_of_plan(
                PathStep, "id", "kind", "words", "state", "from_day", "to_day", "can",
                order=("from_day", "id"),
            ),
            my_sip=_of_plan(
                Sip, "why", "body", "body_person", "begun_on", "meeting_on", order=("begun_on", "id")
            ),
            **_people(),
        )
        .get()
    )  # fmt: skip
    parties = _parties(row)
    names = {each.id: each.name for each in parties}
    promises = [_promise(each, names) for each in row.my_promises]
    goals = tuple(_goal(each, row.my_marks, promises) for each in row.my_goals)
    shown = {goal.id for goal in goals}
    return Content(
        holder=row.holder or "",
        goals=goals,
        loose=tuple(each for each in promises if each.goal_id not in shown),
        parties=parties,
        path=tuple(StepLine(**_typed(each)) for each in row.my_path),
        cases=tuple(
            CaseLine(**_typed(each | {"worker": each["worker"] or ""})) for each in row.my_cases
        ),
        reviews=tuple(
            (date.fromisoformat(each["on"]), each["words"], each["name"] or "")
            for each in row.my_reviews
        ),
        declined=tuple(
            (each["name"] or "", each["because"])
            for each in row.my_handovers
            if each["accepted"] is False
        ),
        asked=_asked(row),
        sip=SipLine(**_typed(row.my_sip[0])) if row.my_sip else None,
    )


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    """What came as JSON, with days and ids for what are days and ids."""
    return {name: _one_typed(name, value) for name, value in row.items()}


def _one_typed(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name == "id" or name.endswith("_id"):
        return UUID(value)
    if name == "until" or name.endswith(("_on", "_day")):
        return date.fromisoformat(value)
    return value


def _parties(row: Any) -> tuple[PartyLine, ...]:
    consents = [ConsentLine(**_typed(each)) for each in row.my_consents]
    found = []
    for each in row.my_parties:
        typed = _typed(each)
        own = [consent for consent in consents if consent.party_id == typed["id"]]
        holds = next((consent for consent in own if consent.holds), None)
        if typed["kind"] == PartyKind.PERSON:
            shares: str | None = Shares.PLAN
        elif typed["kind"] in OUTSIDE:
            shares = holds.shares if holds else None
        else:
            shares = Shares.OWN
        found.append(PartyLine(**typed, shares=shares, consent=own[-1] if own else None))
    return tuple(found)


def _promise(row: dict[str, Any], names: dict[UUID, str]) -> PromiseLine:
    typed = _typed(row)
    return PromiseLine(**typed, who=names.get(typed["party_id"], ""))


def _goal(
    row: dict[str, Any], marks: list[dict[str, Any]], promises: list[PromiseLine]
) -> GoalLine:
    typed = _typed(row)
    own = tuple(
        (date.fromisoformat(each["on"]), str(Where(each["where"]).label))
        for each in marks
        if each["goal_id"] == row["id"]
    )
    kept = tuple(each for each in promises if each.goal_id == typed["id"])
    return GoalLine(**typed, marks=own, promises=kept)


def _asked(row: Any) -> Asked | None:
    open_ = next((each for each in row.my_handovers if each["accepted"] is None), None)
    if open_ is None:
        return None
    return Asked(
        UUID(open_["id"]),
        open_["name"] or "",
        open_["by"] or "",
        open_["message"],
        clock.local(datetime.fromisoformat(open_["asked_at"])).date(),
    )


@dataclass(frozen=True)
class PlanOfPerson:
    """A plan as it is seen from one of the person's cases: that it is there, not what stands in it."""

    id: UUID
    url: str
    holder: str
    review_on: date | None
    begun_on: date
    ended_on: date | None
    join: PlanCase | None

    @property
    def is_joined(self) -> bool:
        return self.join is not None and self.join.accepted is True

    @property
    def asks_us(self) -> bool:
        return self.join is not None and self.join.accepted is None and not self.join.from_case

    @property
    def we_asked(self) -> bool:
        return self.join is not None and self.join.accepted is None and self.join.from_case


def of_case(actor: Actor, *, case_id: UUID, person_id: UUID) -> list[PlanOfPerson]:
    """The person's plans, the one that holds today first. Two statements."""
    own = {"municipality_id": actor.municipality_id}
    rows = list(
        Plan.objects.filter(**own)
        .filter(
            Q(person_id=person_id)
            | Q(pk__in=PlanCase.objects.filter(**own, case_id=case_id).values("plan_id"))
        )
        .annotate(holder=name_of("holder_id"))
        .order_by("-begun_on", "id")[:20]
    )
    joins = {
        each.plan_id: each
        for each in PlanCase.objects.filter(
            **own, case_id=case_id, plan__in=[row.pk for row in rows]
        )
    }
    found = [
        PlanOfPerson(
            row.pk, reverse("casework:plan", args=[row.pk]), row.holder or "", row.review_on,
            row.begun_on, row.ended_on, joins.get(row.pk),
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda each: each.ended_on is not None)


@dataclass(frozen=True)
class MyPlan:
    """A plan that the actor holds, or has been asked to."""

    url: str
    name: str
    review_on: date | None
    is_asked: bool

    @property
    def is_late(self) -> bool:
        return self.review_on is not None and self.review_on < clock.today()


def mine(actor: Actor, first: int, most: int) -> list[MyPlan]:
    """The plans that the actor holds or is asked to, what waits for an answer first. One statement."""
    rows = (
        Plan.objects.filter(municipality_id=actor.municipality_id, ended_on__isnull=True)
        .filter(Q(holder_id=actor.account_id) | Q(asked_id=actor.account_id))
        .select_related("person")
        .annotate(asks=Case(When(asked_id=actor.account_id, then=Value(0)), default=Value(1)))
        .order_by("asks", F("review_on").asc(nulls_last=True), "person__sort_key", "id")
    )
    return [
        MyPlan(
            reverse("casework:plan", args=[row.pk]),
            row.person.name,
            row.review_on,
            row.asked_id == actor.account_id,
        )
        for row in rows[first : first + most]
    ]

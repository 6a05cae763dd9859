"""Where an opened case stands, read at once: workers, deadlines, steps and decisions in one statement."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import JSONObject

from kollega.casework.cases.nextstep import Decided, Done, Standing
from kollega.casework.cases.queries import WorkerLine, name_of
from kollega.casework.deadlines import shown
from kollega.casework.gate import Found, current
from kollega.casework.models import (
    Case,
    CaseWorker,
    Deadline,
    Decision,
    DecisionForChild,
    FactWaiting,
    Handover,
    Happening,
    Part,
    Report,
    What,
)
from kollega.core.actor import Actor


@dataclass(frozen=True)
class HandoverLine:
    """That the case is asked to be taken over, and has not been answered."""

    id: UUID
    to_name: str
    is_mine: bool
    asked_by_me: bool


@dataclass(frozen=True)
class Overview:
    """What the page of a case shows beside its notes."""

    standing: Standing
    workers: list[WorkerLine]
    deadlines: list[shown.DeadlineLine]
    handover: HandoverLine | None
    facts_waiting: int


def overview(actor: Actor, found: Found) -> Overview:
    """Everything that says where the case stands. One statement."""
    of_case = {"municipality_id": actor.municipality_id, "case": OuterRef("pk")}
    row = (
        Case.objects.filter(municipality_id=actor.municipality_id, pk=found.case.id)
        .values(
            steps=_steps(of_case),
            decided=_decisions(of_case),
            came_in=_reports(of_case),
            people=_workers(of_case),
            times=_deadlines(of_case),
            asked=_handovers(of_case),
            facts=ArraySubquery(FactWaiting.objects.filter(**of_case).values("id")),
        )
        .get()
    )
    return Overview(
        standing=_standing(found, row),
        workers=_people(row["people"]),
        deadlines=[shown.line(actor, found.case.id, _deadline(each)) for each in row["times"]],
        handover=next((_handover(actor, each) for each in row["asked"]), None),
        facts_waiting=len(row["facts"]),
    )


def standing_of(actor: Actor, found: Found) -> Standing:
    """Where the case stands, for a step. One statement."""
    of_case = {"municipality_id": actor.municipality_id, "case": OuterRef("pk")}
    row = (
        Case.objects.filter(municipality_id=actor.municipality_id, pk=found.case.id)
        .values(steps=_steps(of_case), decided=_decisions(of_case), came_in=_reports(of_case))
        .get()
    )
    return _standing(found, row)


def _steps(of_case: Any) -> ArraySubquery:
    rows = Happening.objects.filter(**of_case, undone_at__isnull=True).order_by("at", "id")
    return ArraySubquery(rows.values(row=JSONObject(id="id", what="what", on="on")))


def _decisions(of_case: Any) -> ArraySubquery:
    answers = DecisionForChild.objects.filter(
        municipality_id=of_case["municipality_id"], decision=OuterRef("pk")
    )
    rows = (
        Decision.objects.filter(**of_case)
        .annotate(child_answered=Exists(answers.exclude(changed="")))
        .order_by("decided_on", "made_at", "id")
    )
    names = ("id", "outcome", "decided_on", "executed_on", "locked_at", "paragraph")
    columns = (*names, "child_answered")
    return ArraySubquery(rows.values(row=JSONObject(**{each: each for each in columns})))


def _reports(of_case: Any) -> ArraySubquery:
    rows = Report.objects.filter(**of_case).order_by("received_at", "id")
    return ArraySubquery(rows.values(row=JSONObject(kind="kind", wants_answer="wants_answer")))


def _workers(of_case: Any) -> ArraySubquery:
    rows = (
        CaseWorker.objects.filter(current(), **of_case)
        .annotate(name=name_of("account_id"))
        .order_by("from_day", "id")
    )
    return ArraySubquery(
        rows.values(
            row=JSONObject(
                id="id", account_id="account_id", name="name", part="part", to_day="to_day"
            )
        )
    )


def _deadlines(of_case: Any) -> ArraySubquery:
    rows = Deadline.objects.filter(**of_case, met_on__isnull=True, dropped_on__isnull=True)
    columns = ("id", "rule", "starts_on", "due_on")
    return ArraySubquery(
        rows.order_by("due_on", "id").values(row=JSONObject(**{each: each for each in columns}))
    )


def _handovers(of_case: Any) -> ArraySubquery:
    rows = Handover.objects.filter(
        **of_case, answered_at__isnull=True, withdrawn_at__isnull=True
    ).annotate(name=name_of("to_id"))
    return ArraySubquery(
        rows.values(row=JSONObject(id="id", to_id="to_id", by="asked_by", name=F("name")))
    )


def _standing(found: Found, row: Mapping[str, Any]) -> Standing:
    done = [
        Done(UUID(each["id"]), each["what"], date.fromisoformat(each["on"]), first=number == 0)
        for number, each in enumerate(row["steps"])
    ]
    decisions = [
        Decided(
            UUID(each["id"]),
            each["outcome"],
            date.fromisoformat(each["decided_on"]),
            date.fromisoformat(each["executed_on"]) if each["executed_on"] else None,
            bool(each["locked_at"]),
            each["paragraph"],
            each["child_answered"],
        )
        for each in row["decided"]
    ]
    steps = {each.what for each in done}
    return Standing(
        kind=found.case.kind,
        stage=found.case.stage,
        report_kind=row["came_in"][-1]["kind"] if row["came_in"] else "",
        done=tuple(done),
        decisions=tuple(decisions),
        reporter_waits=any(each["wants_answer"] for each in row["came_in"])
        and bool(decisions)
        and What.REPORTER_TOLD not in steps,
        notes_gone=found.is_closed and found.case.notes_go_on is None,
    )


def _people(rows: list[dict[str, Any]]) -> list[WorkerLine]:
    lines = [
        WorkerLine(
            each["name"] or "",
            str(Part(each["part"]).label),
            date.fromisoformat(each["to_day"]) if each["to_day"] else None,
            UUID(each["id"]),
            UUID(each["account_id"]),
            each["part"],
        )
        for each in rows
    ]
    return sorted(lines, key=lambda each: each.kind != Part.RESPONSIBLE)


def _deadline(each: dict[str, Any]) -> Deadline:
    return Deadline(
        id=UUID(each["id"]),
        rule=each["rule"],
        starts_on=date.fromisoformat(each["starts_on"]),
        due_on=date.fromisoformat(each["due_on"]),
    )


def _handover(actor: Actor, each: dict[str, Any]) -> HandoverLine:
    return HandoverLine(
        UUID(each["id"]),
        each["name"] or "",
        each["to_id"] == str(actor.account_id),
        each["by"] == str(actor.account_id),
    )


__all__ = ["HandoverLine", "Overview", "overview", "standing_of"]

"""Reads for the pages of cases."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Subquery
from django.urls import reverse

from kollega.casework.deadlines import shown
from kollega.casework.gate import Found, current
from kollega.casework.models import Case, CaseWorker, Deadline, Note, Part
from kollega.core.actor import Actor
from kollega.organisation.models import Membership


def name_of(column: str) -> Subquery:
    """For a query: what the municipality calls the account in a column, also when she has left."""
    places = Membership.objects.filter(
        municipality_id=OuterRef("municipality_id"), account_id=OuterRef(column)
    )
    return Subquery(places.order_by("-valid_from").values("name")[:1])


@dataclass(frozen=True)
class CaseLine:
    """A case in a list, its person's name with it: only for those who work with it. `next` is what has to
    be done first, `left` how long there is, `next_kind` its colour.
    """

    url: str
    name: str
    number: str
    kind: str
    stage: str
    part: str
    next: str
    left: str
    next_kind: str


def mine(actor: Actor, first: int, most: int) -> list[CaseLine]:
    """A page of the open cases that the actor works with today, what is due first on top. One statement."""
    own = {"municipality_id": actor.municipality_id}
    workers = CaseWorker.objects.filter(current(), **own, account_id=actor.account_id)
    times = Deadline.objects.filter(
        **own, case=OuterRef("pk"), met_on__isnull=True, dropped_on__isnull=True
    ).order_by("due_on", "id")
    rows = (
        Case.objects.filter(**own, closed_on__isnull=True, pk__in=workers.values("case_id"))
        .select_related("person")
        .annotate(
            my_part=Subquery(workers.filter(case=OuterRef("pk")).values("part")[:1]),
            rule=Subquery(times.values("rule")[:1]),
            starts_on=Subquery(times.values("starts_on")[:1]),
            due_on=Subquery(times.values("due_on")[:1]),
        )
        .order_by(F("due_on").asc(nulls_last=True), "person__sort_key", "id")
    )
    return [_case_line(actor, row) for row in rows[first : first + most]]


def _case_line(actor: Actor, row: Any) -> CaseLine:
    waits = None
    if row.due_on is not None:
        due = Deadline(rule=row.rule, starts_on=row.starts_on, due_on=row.due_on)
        waits = shown.line(actor, row.id, due)
    return CaseLine(
        reverse("casework:case", args=[row.id]),
        row.person.name,
        row.number,
        str(row.get_kind_display()),
        str(row.get_stage_display()),
        str(Part(row.my_part).label),
        waits.title if waits else "",
        waits.left if waits else "",
        waits.kind if waits else "",
    )


@dataclass(frozen=True)
class WorkerLine:
    """Somebody who works with a case. `kind` is the part's name in the code."""

    name: str
    part: str
    until: date | None
    id: UUID
    account_id: UUID
    kind: str


def workers(actor: Actor, found: Found) -> list[WorkerLine]:
    """Who works with the case today, the responsible first. One statement."""
    rows = (
        CaseWorker.objects.filter(current(), municipality_id=actor.municipality_id, case=found.case)
        .annotate(name=name_of("account_id"))
        .order_by("from_day", "id")
    )
    lines = [
        WorkerLine(
            row.name or "", str(Part(row.part).label), row.to_day, row.id, row.account_id, row.part
        )
        for row in rows
    ]
    return sorted(lines, key=lambda each: each.kind != Part.RESPONSIBLE)


@dataclass(frozen=True)
class NoteLine:
    """A note as it is read."""

    id: UUID
    text: str
    happened_on: date
    author: str
    is_mine: bool
    of_weight: bool
    left_on: date | None
    version: int


def notes(actor: Actor, found: Found, first: int, most: int) -> list[NoteLine]:
    """Notes of an opened case, the newest first. One statement."""
    rows = (
        Note.objects.filter(municipality_id=actor.municipality_id, case=found.case)
        .annotate(author=name_of("author_id"))
        .order_by("-happened_on", "-written_at", "id")[first : first + most]
    )
    return [
        NoteLine(
            row.id,
            row.text,
            row.happened_on,
            row.author or "",
            row.author_id == actor.account_id,
            row.of_weight,
            row.left_on,
            row.version,
        )
        for row in rows
    ]

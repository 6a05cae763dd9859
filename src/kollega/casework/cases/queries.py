"""Reads for the pages of cases."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Min, OuterRef, Q, Subquery
from django.urls import reverse

from kollega.casework.gate import Found, current
from kollega.casework.models import Case, CaseWorker, Note, Part
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
    """A case in a list, its person's name with it: only for those who work with it."""

    url: str
    name: str
    number: str
    kind: str
    stage: str
    part: str
    due_on: date | None


def mine(actor: Actor) -> list[CaseLine]:
    """The open cases that the actor works with today, those that are due first on top. One statement."""
    own = {"municipality_id": actor.municipality_id}
    workers = CaseWorker.objects.filter(current(), **own, account_id=actor.account_id)
    waiting = Q(deadlines__met_on__isnull=True, deadlines__dropped_on__isnull=True)
    rows = (
        Case.objects.filter(**own, closed_on__isnull=True, pk__in=workers.values("case_id"))
        .select_related("person")
        .annotate(due_on=Min("deadlines__due_on", filter=waiting))
        .order_by("due_on", "person__sort_key", "id")
    )
    return [
        CaseLine(
            reverse("casework:case", args=[row.id]),
            row.person.name,
            row.number,
            str(row.get_kind_display()),
            str(row.get_stage_display()),
            str(Part.RESPONSIBLE.label)
            if row.responsible_id == actor.account_id
            else str(Part.CO_WORKER.label),
            row.due_on,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class WorkerLine:
    """Somebody who works with a case. `kind` is the part's name in the code."""

    name: str
    part: str
    until: date | None
    id: UUID
    account_id: UUID
    kind: str


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

"""A unit's cases as its managers see them: what has nobody, what is late. Nobody is counted or ranked."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Subquery
from django.urls import reverse

from kollega.casework.cases import people
from kollega.casework.cases.queries import name_of
from kollega.casework.deadlines import engine
from kollega.casework.models import Case, Deadline
from kollega.casework.options import MANAGERS_REACH
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.organisation import options


@dataclass(frozen=True)
class UnitLine:
    """A case of the unit, and who answers for it; "" is nobody. `has_left`: she works here no more."""

    url: str
    assign_url: str
    name: str
    number: str
    kind: str
    stage: str
    worker: str
    worker_id: UUID | None
    has_left: bool
    due_on: date | None
    left: str
    late: bool


def open_cases(actor: Actor, first: int, most: int, *, only: UUID | None = None) -> list[UnitLine]:
    """A page of the open cases that the actor manages: those without anybody who is there first, then those whose next
    time is soonest; `only` those of one colleague. One statement."""
    times = Deadline.objects.filter(
        municipality_id=actor.municipality_id,
        case=OuterRef("pk"),
        met_on__isnull=True,
        dropped_on__isnull=True,
    )
    there = people.at_work(actor).filter(account_id=OuterRef("responsible_id"))
    rows = Case.objects.filter(municipality_id=actor.municipality_id, closed_on__isnull=True)
    if options.value(actor, MANAGERS_REACH) != "municipality":
        rows = rows.filter(unit=actor.unit_id)
    if only is not None:
        rows = rows.filter(responsible_id=only)
    rows = (
        rows.select_related("person")
        .annotate(
            worker=name_of("responsible_id"),
            is_there=Exists(there),
            next_due=Subquery(times.order_by("due_on").values("due_on")[:1]),
        )
        .order_by("is_there", F("next_due").asc(nulls_last=True), "id")
    )
    return [_line(row) for row in rows[first : first + most]]


def _line(row: Case) -> UnitLine:
    due_on: date | None = getattr(row, "next_due", None)
    return UnitLine(
        reverse("casework:case", args=[row.id]),
        reverse("casework:assign", args=[row.id]),
        row.person.name,
        row.number,
        str(row.get_kind_display()),
        str(row.get_stage_display()),
        getattr(row, "worker", "") or "",
        row.responsible_id,
        row.responsible_id is not None and not getattr(row, "is_there", True),
        due_on,
        engine.in_words(due_on) if due_on else "",
        bool(due_on and due_on < clock.today()),
    )

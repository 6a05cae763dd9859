"""Reads about deadlines."""

from dataclasses import dataclass
from datetime import date

from kollega.casework.cases.queries import name_of
from kollega.casework.models import Deadline, Extension
from kollega.core.actor import Actor

MOST = 20


@dataclass(frozen=True)
class ExtensionLine:
    """That a deadline was moved."""

    was_due_on: date
    due_on: date
    reason: str
    by: str


def extensions(actor: Actor, deadline: Deadline) -> list[ExtensionLine]:
    """How a deadline of an opened case has been moved, the first first. One statement."""
    rows = (
        Extension.objects.filter(municipality_id=actor.municipality_id, deadline=deadline)
        .annotate(name=name_of("by"))
        .order_by("at", "id")[:MOST]
    )
    return [ExtensionLine(row.was_due_on, row.due_on, row.reason, row.name or "") for row in rows]

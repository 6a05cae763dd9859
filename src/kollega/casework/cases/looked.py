"""That somebody opened a case she does not work with: the managers of the unit are told, and look."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.db.models.query import QuerySet

from kollega.casework import rules
from kollega.casework.cases import people
from kollega.casework.cases.queries import name_of
from kollega.casework.models import Case, Opening
from kollega.casework.options import MANAGERS_REACH
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.core.notices import notify
from kollega.core.request import not_found
from kollega.organisation import options

OPENED = "case.opened_by_other"


def tell_managers(actor: Actor, case: Case, opening: Opening) -> None:
    """The managers of the case's unit are told that it was opened; by whom and why they look up."""
    event = announce(actor, OPENED, subject_kind="opening", subject_id=opening.id, zone="case")
    notify(people.managers_of(actor, case.unit_id), OPENED, event, opening.id)


@dataclass(frozen=True)
class OpeningLine:
    """An opening as a manager sees it: who, which case by its number, and the reason."""

    id: UUID
    who: str
    number: str
    unit: str
    why: str
    words: str
    at: datetime
    seen_at: datetime | None
    seen_by: str


def of_unit(actor: Actor) -> QuerySet[Opening]:
    """Openings of the cases that the actor manages, those not looked at first."""
    rows = Opening.objects.filter(municipality_id=actor.municipality_id)
    if options.value(actor, MANAGERS_REACH) != "municipality":
        rows = rows.filter(case__unit=actor.unit_id)
    return rows


def lines(actor: Actor, first: int, most: int, *, only: UUID | None = None) -> list[OpeningLine]:
    """A page of them. One statement."""
    rules.steer(actor).require()
    rows = of_unit(actor)
    if only is not None:
        rows = rows.filter(pk=only)
    rows = (
        rows.select_related("case__unit")
        .annotate(name=name_of("account_id"), seen_name=name_of("seen_by"))
        .order_by(F("seen_at").desc(nulls_first=True), "-at", "id")
    )
    return [_line(row) for row in rows[first : first + most]]


def _line(row: Opening) -> OpeningLine:
    return OpeningLine(
        row.id,
        getattr(row, "name", "") or "",
        row.case.number,
        row.case.unit.name,
        str(row.get_why_display()),
        row.words,
        clock.local(row.at),
        clock.local(row.seen_at) if row.seen_at else None,
        getattr(row, "seen_name", "") or "",
    )


def mark_seen(actor: Actor, opening_id: UUID) -> None:
    """The manager has looked at it."""
    if not rules.steer(actor):
        raise not_found()
    row = of_unit(actor).select_related("case").filter(pk=opening_id).first()
    if row is None:
        raise not_found()
    if row.seen_at is None:
        row.seen_at, row.seen_by = clock.now(), actor.account_id
        row.save(update_fields=["seen_at", "seen_by"])
        access.audit(actor, "case.looked", "case", row.case_id, person_id=row.case.person_id)

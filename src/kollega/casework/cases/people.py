"""Who may work with cases: those at work in the municipality today."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.db.models.query import QuerySet

from kollega.core import clock
from kollega.core.actor import Actor, Role
from kollega.organisation.models import Membership


@dataclass(frozen=True)
class Colleague:
    """Somebody who can be given a case. `is_lent`: another municipality is her employer."""

    account_id: UUID
    name: str
    unit: str
    is_lent: bool


def at_work(actor: Actor) -> QuerySet[Membership]:
    """The places, today, of those who work with cases here."""
    today = clock.today()
    return Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        Q(roles__contains=[Role.CASEWORKER.value]) | Q(roles__contains=[Role.MANAGER.value]),
        municipality_id=actor.municipality_id,
        valid_from__lte=today,
        suspended=False,
    )


def colleagues(actor: Actor) -> list[Colleague]:
    """Everybody who works with cases here today, by name. One statement."""
    rows = at_work(actor).select_related("unit").order_by("sort_key", "id")
    found = {
        row.account_id: Colleague(
            row.account_id, row.name, row.unit.name, row.lent_by_id is not None
        )
        for row in rows
    }
    return list(found.values())


def colleague(actor: Actor, account_id: UUID) -> Colleague | None:
    """One of them; None for whoever has left or does not work with cases. One statement."""
    row = at_work(actor).filter(account_id=account_id).select_related("unit").first()
    if row is None:
        return None
    return Colleague(row.account_id, row.name, row.unit.name, row.lent_by_id is not None)


def is_away(account_id: UUID, on: date | None = None) -> bool:
    """Whether she is away that day (today). One statement."""
    with connection.cursor() as cursor:
        cursor.execute("select casework_is_away(%s, %s)", [account_id, on or clock.today()])
        row = cursor.fetchone()
    return bool(row and row[0])


def managers_of(actor: Actor, unit_id: UUID) -> list[UUID]:
    """The managers of a unit but the actor herself. One statement."""
    rows = at_work(actor).filter(unit_id=unit_id, roles__contains=[Role.MANAGER.value])
    return list(rows.exclude(account_id=actor.account_id).values_list("account_id", flat=True))

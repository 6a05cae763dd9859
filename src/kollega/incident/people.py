"""Whom the jobs tell: those who assess, are reminded or coordinate. Acting for the municipality."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from kollega.core import clock
from kollega.core.actor import Actor, Role
from kollega.incident import rules
from kollega.incident.models import Incident
from kollega.incident.options import ROLE
from kollega.organisation import options
from kollega.organisation.api import at_work
from kollega.organisation.models import Colleague, Membership, MunicipalitySetting


def holders(actor: Actor, roles: Iterable[Role]) -> list[UUID]:
    """Accounts that hold one of the roles in the actor's municipality today."""
    today = clock.today()
    wanted = Q()
    for role in roles:
        wanted |= Q(roles__contains=[role])
    rows = Membership.objects.filter(
        wanted,
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        municipality_id=actor.municipality_id,
        valid_from__lte=today,
        suspended=False,
    )
    return list(rows.values_list("account_id", flat=True).distinct())


def chosen(actor: Actor, key: str) -> Any:
    """What the municipality that the job acts for has chosen, today. One statement."""
    stored = (
        MunicipalitySetting.objects.filter(
            municipality_id=actor.municipality_id, key=key, valid_from__lte=clock.today()
        )
        .order_by("-valid_from", "-set_at")
        .first()
    )
    return stored.value if stored else options.option(key).default


def assessors(actor: Actor, incident_id: UUID) -> list[UUID]:
    """Those who assess in the municipality that the job acts for; where nobody has that role, both
    managers and administrators, so that somebody chooses who does. Whoever has reported it herself
    is left out where somebody else can (`rules.visible`)."""
    roles = rules.ROLES.get(str(chosen(actor, ROLE)), rules.ROLES["both"])
    people = holders(actor, roles) or holders(actor, rules.ROLES["both"])
    pressed = pressed_by(incident_id)
    return [each for each in people if each not in pressed] or people


def pressed_by(incident_id: UUID) -> set[UUID]:
    """Accounts that have reported it. Jobs only, and told to nobody."""
    with connection.cursor() as cursor:
        cursor.execute("select incident_pressed_by(%s)", [incident_id])
        return set(cursor.fetchone()[0])


def to_remind(actor: Actor, incident_id: UUID) -> list[UUID]:
    """Those who assess, and the administrators, who can let somebody else do it."""
    administrators = set(holders(actor, [Role.ADMINISTRATOR])) - pressed_by(incident_id)
    return sorted({*assessors(actor, incident_id), *administrators})


def coordinators(actor: Actor, incident: Incident) -> list[UUID]:
    """What was asked in one municipality only, no coordinator elsewhere may know of."""
    rows = Colleague.objects.filter(
        at_work(), collaboration_id=actor.collaboration_id, is_coordinator=True
    )
    with connection.cursor() as cursor:
        cursor.execute("select incident_stays_home(%s)", [incident.id])
        if cursor.fetchone()[0]:
            rows = rows.filter(municipality_id=actor.municipality_id)
    return list(rows.values_list("account_id", flat=True))


def coordinators_told(incident_id: UUID) -> list[UUID]:
    """Those who were told as coordinators when it was taken down."""
    with connection.cursor() as cursor:
        cursor.execute("select incident_coordinators_told(%s)", [incident_id])
        return list(cursor.fetchone()[0])

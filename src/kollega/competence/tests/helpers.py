"""What several of the room's tests do: let a persona say what she can, and read pages."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.border import gate
from kollega.competence.hosting import services as hosting
from kollega.competence.models import Competence, Level
from kollega.competence.profile import services
from kollega.core.actor import acting
from kollega.core.models import Account
from kollega.organisation.models import Colleague
from kollega.swedish import sort_key

As = Callable[[Persona], Client]

FRIDAY = datetime(2026, 11, 6, 14, 50, tzinfo=UTC)
"""A Friday at 15.50 in Sweden."""
SATURDAY = datetime(2026, 11, 7, 14, 50, tzinfo=UTC)


def declare(
    world: World,
    who: str,
    area: str,
    level: Level = Level.INDEPENDENT,
    *,
    line: str = "",
    practised_on: date | None = None,
) -> Competence:
    """Let a persona know an area, through the gate and the service."""
    actor = world.personas[who].actor
    with acting(actor):
        cleared = gate.clear(actor, {services.TEXT: line}, purpose=services.PURPOSE)
        return services.declare(
            actor,
            area_id=world.areas[area].id,
            level=level,
            cleared=cleared if line else None,
            practised_on=practised_on,
        )


def hold(world: World, area: str, town: Persona, **changes: Any) -> UUID:
    """The coordinator lets a persona's municipality hold an area; the host's id."""
    actor = world.coordinator.actor
    with acting(actor):
        host = hosting.add_host(
            actor,
            **{
                "public_id": world.areas[area].id,
                "area_id": world.areas[area].id,
                "municipality_id": town.municipality.id,
                "valid_from": date(2025, 1, 1),
                **changes,
            },
        )
    return host.id


def crowd(world: World, area: str, count: int) -> list[str]:
    """So many more colleagues of the answerer's municipality who know an area; their names."""
    names = [f"Kollega {number:04}" for number in range(count)]
    accounts = [Account(email=f"{uuid4()}@example.se", name=name) for name in names]
    shared = {"collaboration_id": world.collaboration_id}
    town = world.answerer.municipality
    with acting(world.answerer.actor):
        Account.objects.bulk_create(accounts)
        people = Colleague.objects.bulk_create(
            Colleague(
                **shared,
                municipality=town,
                account=account,
                name=account.name,
                sort_key=sort_key(account.name),
                phone="070-174 06 06",
            )
            for account in accounts
        )
        Competence.objects.bulk_create(
            Competence(**shared, colleague=each, area=world.areas[area], level=Level.INDEPENDENT)
            for each in people
        )
    return names


def page(client: Client, name: str, *ids: Any, query: str = "", status: int = 200) -> str:
    """A page of the room as text; nothing in it may be undefined."""
    answer = client.get(reverse(f"competence:{name}", args=list(ids)) + query)
    assert answer.status_code == status
    html = str(answer.content.decode())
    assert "[[undefined" not in html
    return html

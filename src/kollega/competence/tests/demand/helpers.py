"""What the tests of demand do: ask, ring, give cases, count."""

import io
from datetime import UTC, date, datetime
from uuid import uuid4

from openpyxl import Workbook
from tests.personas import Persona, World

from kollega.competence.demand import cases, counting, queries
from kollega.competence.demand.queries import Overview
from kollega.consultation.models import PhoneNote
from kollega.core.actor import acting
from kollega.core.quarters import Quarter

NOW = datetime(2026, 11, 6, 9, 0, tzinfo=UTC)
"""Quarter three of 2026 has settled."""
Q3 = Quarter(2026, 3)
SIGN_IN = {"version": "0"}


def rung(world: World, area: str, count: int, day: date = date(2026, 8, 12)) -> None:
    """So many calls about an area."""
    actor = world.asker.actor
    with acting(actor):
        PhoneNote.objects.bulk_create(
            PhoneNote(
                id=uuid4(),
                collaboration_id=world.collaboration_id,
                to_municipality=world.asker.municipality,
                from_municipality=world.answerer.municipality,
                area_id=world.areas[area].id,
                day=day,
            )
            for _each in range(count)
        )


def have(world: World, who: Persona, quarter: Quarter = Q3, **counts: int) -> None:
    """Somebody's municipality gives its cases, area by area."""
    actor = who.actor
    with acting(actor):
        version = cases.given(actor)[quarter].version
        cases.give(
            actor,
            quarter=quarter,
            counts={world.areas[key].id: n for key, n in counts.items()},
            version=version,
        )


def count(world: World) -> int:
    """As by night."""
    return counting.count(world.collaboration_id)


def seen(persona: Persona) -> Overview:
    """Demand as somebody sees it."""
    with acting(persona.actor, read_only=True) as actor:
        return queries.overview(actor)


def book(rows: list[list[object]]) -> bytes:
    """A workbook of these rows."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()

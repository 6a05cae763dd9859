"""Reading demand: one statement beside those of the map."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from kollega.competence.demand import words
from kollega.competence.demand.pressure import Measures, Pressed, Told, pressed, window_until
from kollega.competence.map.queries import Picture, picture
from kollega.competence.models import Demand
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.core.quarters import Quarter


@dataclass(frozen=True)
class Overview:
    """All areas by pressure. `given`: quarter → the municipalities that have given their cases."""

    picture: Picture
    lines: tuple[Pressed, ...]
    window: tuple[Quarter, ...]
    given: Mapping[Quarter, frozenset[UUID]]

    @property
    def told(self) -> bool:
        """Whether there is anything to show yet."""
        return any(each.measures != Measures() for each in self.lines)

    def line(self, area_id: UUID) -> Pressed | None:
        return next((each for each in self.lines if each.row.area.id == area_id), None)


def overview(actor: Actor) -> Overview:
    """What is asked for of every area, set against who can. Five statements."""
    return beside(actor, picture(actor))


def target_hint(actor: Actor, found: Picture, area_id: UUID) -> str:
    """That so much was asked of an area that its target looks too low; empty where it does not. One
    statement."""
    line = beside(actor, found).line(area_id)
    told = line.too_low_target if line else None
    return words.target_hint(line, told) if line and told else ""


def beside(actor: Actor, found: Picture) -> Overview:
    """The same beside the map's figures, which are read already. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, {"scope": actor.collaboration_id})
        read = json.loads(cursor.fetchone()[0])
    window = window_until(clock.today())
    lines = pressed(found.rows, _measures(read["told"], found), window)
    return Overview(found, tuple(lines), window, _given(read["given"]))


def _measures(rows: list[dict[str, Any]], found: Picture) -> dict[UUID, Measures]:
    home = {each: row.area.id for row in found.rows for each in (row.area.id, *row.area.merged_ids)}
    stretches: dict[tuple[UUID, str], list[Told]] = {}
    missed: dict[UUID, tuple[int, int]] = {}
    for row in rows:
        area_id = home.get(UUID(row["area_id"]))
        if area_id is None:
            continue
        if row["measure"] == Demand.Measure.MISSED:
            missed[area_id] = (row["places"], row["count"])
            continue
        told = Told(_quarter(row["first"]), _quarter(row["last"]), row["count"], row["places"])
        stretches.setdefault((area_id, row["measure"]), []).append(told)
    areas = {area_id for area_id, _measure in stretches} | set(missed)
    return {
        area_id: Measures(
            tuple(stretches.get((area_id, Demand.Measure.ADVICE), ())),
            tuple(stretches.get((area_id, Demand.Measure.CASES), ())),
            missed.get(area_id, (0, 0)),
        )
        for area_id in areas
    }


def _given(rows: list[dict[str, Any]]) -> dict[Quarter, frozenset[UUID]]:
    found: dict[Quarter, set[UUID]] = {}
    for row in rows:
        found.setdefault(_quarter(row["quarter"]), set()).add(UUID(row["municipality_id"]))
    return {quarter: frozenset(towns) for quarter, towns in found.items()}


def _quarter(iso: str) -> Quarter:
    return Quarter.of(date.fromisoformat(iso))


_READ = """
select jsonb_build_object(
  'told', (select coalesce(jsonb_agg(to_jsonb(d) order by d.first), '[]') from competence_demand d
           where d.collaboration_id = %(scope)s),
  'given', (select coalesce(jsonb_agg(to_jsonb(g)), '[]') from competence_inflowgiven g
            where g.collaboration_id = %(scope)s)
)
"""

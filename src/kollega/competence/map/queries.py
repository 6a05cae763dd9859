"""Reading the map: four statements for the whole of it, however many people there are."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self
from uuid import UUID

from django.db import connection

from kollega.competence.map.standing import AreaRow, Figures, Floors, Town
from kollega.competence.map.weeks import holiday_weeks, numbers
from kollega.competence.models import Cell
from kollega.competence.options import (
    EVERYDAY,
    HOLIDAY_WEEKS,
    LOCAL_FLOOR,
    RARE_FLOOR,
    SHARED_FLOOR,
    SUPERVISORS,
)
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.organisation import options
from kollega.organisation.api import Area, area_tree


@dataclass(frozen=True)
class Expected:
    """What the simulation says. `areas`: id → months → [low, middle, high] in percent."""

    areas: Mapping[str, Mapping[str, list[int]]] = field(default_factory=dict)
    without: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    yearly: tuple[int, ...] = ()
    counted_at: str = ""


@dataclass(frozen=True)
class Picture:
    """The whole map of a collaboration. `since`: (area, municipality or None) → red since that day."""

    rows: tuple[AreaRow, ...]
    towns: tuple[Town, ...]
    weeks: tuple[date, ...]
    since: Mapping[tuple[UUID, UUID | None], date]
    expected: Expected
    own: Expected | None

    def town_index(self, municipality_id: UUID | None) -> int | None:
        """Where a municipality stands among the columns."""
        ids = [each.id for each in self.towns]
        return ids.index(municipality_id) if municipality_id in ids else None

    def row(self, area_id: UUID) -> AreaRow | None:
        return next((each for each in self.rows if each.area.id == area_id), None)


def usual_floors(actor: Actor, area: Area) -> Floors:
    """What is asked of an area that has no target of its own. No statement."""

    def chosen(key: str) -> int:
        return int(options.value(actor, key))

    if area.is_rare:
        return Floors(0, chosen(RARE_FLOOR), chosen(SUPERVISORS), wants_host=True)
    local = chosen(LOCAL_FLOOR) if area.key in EVERYDAY else 0
    return Floors(local, chosen(SHARED_FLOOR), chosen(SUPERVISORS), wants_host=False)


def weeks_of(actor: Actor) -> list[date]:
    """The collaboration's holiday weeks, a year ahead. No statement."""
    return holiday_weeks(clock.today(), numbers(str(options.value(actor, HOLIDAY_WEEKS))))


def picture(actor: Actor) -> Picture:
    """The map, what is asked for, since when what is red, and what is to be expected. Four statements.

    `own` is filled for managers of a municipality: the database shows it to nobody else.
    """
    tree = area_tree(actor)
    beside = _beside(actor)
    towns = _towns(actor)
    asked = _Asked.of(beside, towns)
    return Picture(
        rows=tuple(_rows(actor, tree, towns, _cells(actor, tree, towns), asked)),
        towns=tuple(towns),
        weeks=tuple(weeks_of(actor)),
        since=_since(beside["alarms"]),
        expected=_expected(beside["expected"]) or Expected(),
        own=_expected(beside["own"]),
    )


@dataclass(frozen=True)
class _Asked:
    """What is asked for of each area, and the names of those who hold it today."""

    targets: Mapping[UUID, Floors]
    hosts: Mapping[UUID, list[str]]

    @classmethod
    def of(cls, beside: Mapping[str, Any], towns: Iterable[Town]) -> Self:
        names = {str(town.id): town.name for town in towns}
        hosts: dict[UUID, list[str]] = {}
        for each in beside["hosts"]:
            name, held = names.get(each["municipality_id"]), UUID(each["area_id"])
            if name and name not in hosts.setdefault(held, []):
                hosts[held].append(name)
        targets = {
            UUID(each["area_id"]): Floors(
                each["local_floor"],
                each["shared_floor"],
                each["supervisors"],
                each["wants_host"],
                own=True,
                version=each["version"],
            )
            for each in beside["targets"]
        }
        return cls(targets, hosts)


def _since(alarms: Iterable[Mapping[str, Any]]) -> dict[tuple[UUID, UUID | None], date]:
    return {
        (
            UUID(each["area_id"]),
            UUID(each["municipality_id"]) if each["municipality_id"] else None,
        ): date.fromisoformat(each["since"])
        for each in alarms
    }


def _expected(row: Mapping[str, Any] | None) -> Expected | None:
    if row is None:
        return None
    return Expected(
        row["areas"], row.get("without") or {}, tuple(row["yearly"]), str(row["counted_at"])
    )


def _rows(
    actor: Actor,
    tree: Iterable[Area],
    towns: list[Town],
    cells: Mapping[tuple[UUID, UUID], Figures],
    asked: _Asked,
) -> Iterable[AreaRow]:
    """The areas in the tree's order. A heading above others has a row where somebody has said it."""
    for top in tree:
        for area in (top, *top.children):
            heading = bool(area.children)
            found = tuple(cells.get((area.id, town.id), _NOTHING) for town in towns)
            if heading and not any(each.anybody for each in found):
                continue
            floors = asked.targets.get(area.id) or usual_floors(actor, area)
            if heading:
                floors = Floors(0, 0, 0, wants_host=False)
            yield AreaRow(area, top, found, floors, tuple(asked.hosts.get(area.id, ())), heading)


_NOTHING = Figures()


def _cells(
    actor: Actor, tree: Iterable[Area], towns: Iterable[Town]
) -> dict[tuple[UUID, UUID], Figures]:
    """(area, municipality) → figures. What is counted of an area that went up in another is that one's."""
    home = {
        each: area.id
        for top in tree
        for area in (top, *top.children)
        for each in (area.id, *area.merged_ids)
    }
    there = {town.id for town in towns}
    found: dict[tuple[UUID, UUID], Figures] = {}
    rows = Cell.objects.filter(collaboration_id=actor.collaboration_id).values_list(
        "area_id",
        "municipality_id",
        "oriented",
        "with_support",
        "independent",
        "supervise",
        "practised_on",
        "vacancies",
        "away",
    )
    for area_id, municipality_id, *figures in rows:
        if area_id in home and municipality_id in there:
            key = home[area_id], municipality_id
            found[key] = found.get(key, _NOTHING) + Figures(*figures)
    return found


def _towns(actor: Actor) -> list[Town]:
    with connection.cursor() as cursor:
        cursor.execute(_TOWNS, {"scope": actor.collaboration_id, "today": clock.today()})
        return [Town(*row) for row in cursor.fetchall()]


def _beside(actor: Actor) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(
            _BESIDE,
            {
                "scope": actor.collaboration_id,
                "here": actor.municipality_id,
                "today": clock.today(),
            },
        )
        (found,) = cursor.fetchone()
    return dict(json.loads(found))


_TOWNS = """
select m.id, m.code, m.name, coalesce(s.staff, 0), coalesce(s.vacancies, 0), s.id is not null
from organisation_municipality m
left join competence_supply s on s.collaboration_id = %(scope)s and s.municipality_id = m.id
where m.id in (
  select municipality_id from organisation_agreement
  where collaboration_id = %(scope)s and valid_from <= %(today)s
    and (valid_to is null or valid_to >= %(today)s))
order by m.sort_key
"""

_BESIDE = """
select jsonb_build_object(
  'targets', (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from competence_target t
              where t.collaboration_id = %(scope)s),
  'hosts', (select coalesce(jsonb_agg(to_jsonb(h) order by h.is_second), '[]')
            from competence_host h where h.collaboration_id = %(scope)s
              and h.valid_from <= %(today)s
              and (h.valid_to is null or h.valid_to >= %(today)s)),
  'alarms', (select coalesce(jsonb_agg(to_jsonb(a)), '[]') from competence_alarm a
             where a.collaboration_id = %(scope)s and a.ended_on is null),
  'expected', (select to_jsonb(f) from competence_forecast f
               where f.collaboration_id = %(scope)s),
  'own', (select to_jsonb(o) from competence_ownforecast o
          where o.municipality_id = %(here)s and o.collaboration_id = %(scope)s)
)
"""

"""Reading what is promised now and what became of it: two statements."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from kollega.competence.models import Kept, Level
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.core.suppression import laid_by_people


@dataclass(frozen=True)
class Promise:
    """Hours a week in which somebody can be asked, by how many, and for how many questions at most."""

    people: int = 0
    hours: int = 0
    most: int = 0

    def __add__(self, other: "Promise") -> "Promise":
        return Promise(self.people + other.people, self.hours + other.hours, self.most + other.most)


@dataclass(frozen=True)
class OwnHours:
    """What the actor has said of when she can be asked."""

    weekdays: int
    hour_from: int
    hour_to: int
    most: int


@dataclass(frozen=True)
class Promised:
    """What is promised now: by area in the collaboration, by municipality, and at home by area."""

    areas: Mapping[UUID, Promise]
    towns: Mapping[UUID, Promise]
    here: Mapping[UUID, Promise]
    own: OwnHours | None

    @property
    def units(self) -> list[tuple[tuple[str, ...], Promise]]:
        """Municipalities as they may stand: those where fewer than five have promised together."""
        people = {str(town): each.people for town, each in self.towns.items()}
        return [
            (unit, sum((self.towns[UUID(town)] for town in unit), Promise()))
            for unit in laid_by_people(dict(sorted(people.items())))
        ]


def promised(actor: Actor) -> Promised:
    """What colleagues have promised today. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            _PROMISED,
            {
                "scope": actor.collaboration_id,
                "here": actor.municipality_id,
                "me": actor.colleague_id,
                "today": clock.today(),
                "least": Level.INDEPENDENT,
            },
        )
        found = json.loads(cursor.fetchone()[0])
    own = found["own"]
    return Promised(
        _promises(found["areas"]),
        _promises(found["towns"]),
        _promises(found["here"]),
        OwnHours(own["weekdays"], own["hour_from"], own["hour_to"], own["cap_per_week"])
        if own
        else None,
    )


def _promises(rows: Iterable[Mapping[str, Any]]) -> dict[UUID, Promise]:
    return {UUID(row["id"]): Promise(row["people"], row["hours"], row["most"]) for row in rows}


@dataclass(frozen=True)
class Half:
    """What became of the promises in half a year: of all, of municipalities, of areas."""

    first: date
    whole: Kept
    towns: Mapping[tuple[str, ...], Kept]
    areas: Mapping[UUID, Kept]


def halves(actor: Actor) -> list[Half]:
    """The half-years that are told of, the latest first. One statement."""
    rows = list(Kept.objects.filter(collaboration_id=actor.collaboration_id).order_by("-half"))
    found = []
    for first in dict.fromkeys(row.half for row in rows):
        inside = [row for row in rows if row.half == first]
        whole = next((row for row in inside if not row.towns and row.area_id is None), None)
        if whole is not None:
            towns = {tuple(row.towns): row for row in inside if row.towns}
            areas = {row.area_id: row for row in inside if row.area_id is not None}
            found.append(Half(first, whole, towns, areas))
    return found


# Whoever is away until further notice promises nothing now. An hour counts in each area that its
# colleague manages alone, and once in her municipality.
_PROMISED = """
with says as materialized (
  select v.colleague_id, k.municipality_id, v.cap_per_week as most,
         bit_count(v.weekdays::int::bit(7)) * (v.hour_to - v.hour_from) as hours
  from competence_availability v join organisation_colleague k on k.id = v.colleague_id
  where v.collaboration_id = %(scope)s and k.collaboration_id = %(scope)s
    and coalesce(k.left_on, %(today)s) >= %(today)s
    and not coalesce(v.away_from <= %(today)s and v.away_to is null, false)
),
able as (
  select s.*, c.area_id from says s join competence_competence c
    on c.collaboration_id = %(scope)s and c.colleague_id = s.colleague_id and c.level >= %(least)s
)
select jsonb_build_object(
  'areas', (select coalesce(jsonb_agg(to_jsonb(a)), '[]') from (
    select area_id as id, count(*) as people, sum(hours) as hours, sum(most) as most
    from able group by area_id) a),
  'here', (select coalesce(jsonb_agg(to_jsonb(a)), '[]') from (
    select area_id as id, count(*) as people, sum(hours) as hours, sum(most) as most
    from able where municipality_id = %(here)s group by area_id) a),
  'towns', (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from (
    select municipality_id as id, count(*) as people, sum(hours) as hours, sum(most) as most
    from says group by municipality_id) t),
  'own', (select to_jsonb(v) from competence_availability v
          where v.collaboration_id = %(scope)s and v.colleague_id = %(me)s)
)
"""

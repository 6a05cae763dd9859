"""What is known of the own municipality's staff, area by area: for its managers, and for jobs that
count or plan on its behalf."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from kollega.competence.models import Level
from kollega.competence.profile import rules
from kollega.core import clock
from kollega.core.actor import Actor


@dataclass(frozen=True)
class StaffLevel:
    """One of the municipality's staff in one area.

    `colleague_id` is None where she is shown in no collaboration. `own` is what she has said of
    herself, `managers` what a manager has set; both may be there, and one of them or the wish
    to learn always is. `practised_on` is the first of a month, of a year in a rare area.
    """

    account_id: UUID
    colleague_id: UUID | None
    name: str
    unit: str
    area_id: UUID
    own: Level | None
    managers: Level | None
    practised_on: date | None
    wants_to_learn: bool

    @property
    def in_force(self) -> Level:
        """The level that counts: her own where she has said one, else the manager's."""
        if self.own is not None:
            return self.own
        return self.managers if self.managers is not None else Level.NOT_MINE


def levels_here(actor: Actor) -> list[StaffLevel]:
    """Everything known of the levels of the actor's own municipality's staff today, by name.

    For its managers, and for a job that acts for the municipality with `Role.COUNTER` and with its
    collaboration. Somebody lent from elsewhere is her own municipality's. What is said of an area
    that has gone up in another counts as that one's. One statement.

    Raises:
        PermissionDenied: neither a manager nor a job.
    """
    rules.see_staff(actor).require()
    return _read(actor, None)


def levels_of(actor: Actor, account_id: UUID) -> list[StaffLevel]:
    """The same of one of the staff. One statement.

    Raises:
        PermissionDenied: neither a manager nor a job.
    """
    rules.see_staff(actor).require()
    return _read(actor, account_id)


def _read(actor: Actor, account_id: UUID | None) -> list[StaffLevel]:
    with connection.cursor() as cursor:
        cursor.execute(
            _LEVELS,
            {
                "scope": actor.collaboration_id,
                "town": actor.municipality_id,
                "today": clock.today(),
                "only": account_id,
            },
        )
        rows = cursor.fetchall()
    return [
        StaffLevel(account, colleague, name, unit, area, _level(own), _level(managers), day, wants)
        for account, colleague, name, unit, area, own, managers, day, wants in rows
    ]


def _level(raw: int | None) -> Level | None:
    return None if raw is None else Level(raw)


# Staff are gathered first: the planner cannot see through the row policies and would begin with
# every row of the collaboration.
_LEVELS = """
with recursive same (id, wanted) as (
  select id, id from organisation_practicearea
  where collaboration_id = %(scope)s and merged_into_id is null
  union
  select a.id, s.wanted from organisation_practicearea a join same s on a.merged_into_id = s.id
  where a.collaboration_id = %(scope)s
),
staff as materialized (
  select distinct on (m.account_id)
    m.account_id, k.id as colleague_id, m.name, m.sort_key, u.name as unit
  from organisation_membership m
  join organisation_unit u on u.id = m.unit_id
  left join organisation_colleague k
    on k.collaboration_id = %(scope)s and k.account_id = m.account_id
  where m.municipality_id = %(town)s and m.account_id = coalesce(%(only)s, m.account_id)
    and not m.suspended and m.valid_from <= %(today)s
    and coalesce(m.valid_to, %(today)s) >= %(today)s
    and coalesce(k.municipality_id, m.municipality_id) = m.municipality_id
  order by m.account_id, m.valid_from, m.id
),
said (account_id, area_id, own, managers, practised_on, wants_to_learn) as (
  select s.account_id, same.wanted, c.level, null::smallint, c.practised_on, c.wants_to_learn
  from staff s
  join competence_competence c
    on c.collaboration_id = %(scope)s and c.colleague_id = s.colleague_id
  join same on same.id = c.area_id
  union all
  select s.account_id, same.wanted, null, g.level, null, false
  from staff s
  join competence_managerlevel g
    on g.municipality_id = %(town)s and g.account_id = s.account_id
  join same on same.id = g.area_id
)
select s.account_id, s.colleague_id, s.name, s.unit, d.area_id,
  max(d.own), max(d.managers), max(d.practised_on), bool_or(d.wants_to_learn)
from said d join staff s on s.account_id = d.account_id
group by s.account_id, s.colleague_id, s.name, s.unit, s.sort_key, d.area_id
order by s.sort_key, s.account_id, d.area_id
"""

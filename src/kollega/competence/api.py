"""What other rooms may ask of competence. Every function takes many ids at once."""

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from kollega.competence.lending import duty as background_duty
from kollega.competence.models import Availability, Competence, Level
from kollega.competence.names import as_seen, by_name, hides_name, is_seen, nameless
from kollega.competence.profile.grounds import Grounds, formal_grounds
from kollega.competence.profile.levels import StaffLevel, levels_here
from kollega.core import calendar, clock
from kollega.core.actor import Actor
from kollega.organisation.api import Contact, Contacts
from kollega.organisation.api import contacts as organisation_contacts
from kollega.organisation.models import Colleague
from kollega.swedish import sort_key

__all__ = [
    "Grounds",
    "Holder",
    "OwnState",
    "StaffLevel",
    "as_seen",
    "by_name",
    "formal_grounds",
    "hides_name",
    "levels_for",
    "levels_here",
    "nameless",
    "own_state",
]


@dataclass(frozen=True)
class Holder:
    """A colleague who knows an area, as others may see her.

    `free_now`: she has said so herself, or her hours are now. `away`: absent today. `weekdays` has
    a bit for each day, Monday's the lowest. `practised_on` is shown coarsely only (`words.practised`).
    `name_hidden`: she shows her name in her own municipality only, and this is another: `name` says
    "Kollega i Granåker", and there is no title and no telephone.
    `hosts`: her municipality holds the area today, as stödkommun or in another's stead; with `second`
    in the second place only.
    """

    colleague_id: UUID
    area_id: UUID
    name: str
    title: str
    municipality_id: UUID
    municipality_name: str
    phone: str
    level: Level
    can_help_with: str
    weekdays: int
    hour_from: int
    hour_to: int
    cap_per_week: int
    said_free: bool
    away: bool
    hosts: bool
    has_tie: bool
    sort_key: str
    practised_on: date | None = None
    name_hidden: bool = False
    second: bool = False

    @property
    def within_hours(self) -> bool:
        """Whether her own hours are now. A holiday or its eve is nobody's working day."""
        moment = clock.local(clock.now())
        today = self.weekdays >> moment.weekday() & 1 and not calendar.name_of(moment.date())
        return bool(today) and self.hour_from <= moment.hour < self.hour_to

    @property
    def free_now(self) -> bool:
        return not self.away and (self.said_free or self.within_hours)


def levels_for(
    actor: Actor,
    area_ids: Collection[UUID],
    *,
    least: Level = Level.WITH_SUPPORT,
    tie_to: UUID | None = None,
    colleague_id: UUID | None = None,
) -> list[Holder]:
    """Those who know the areas at `least` that level, in one statement and no order.

    What was declared of an area that has gone up in one of these counts as that one's.
    `tie_to`: also tell who has declared a tie to that municipality. `colleague_id`: her rows only.
    """
    if not area_ids or actor.collaboration_id is None:
        return []
    known = Availability()
    with connection.cursor() as cursor:
        cursor.execute(
            _HOLDERS,
            {
                "scope": actor.collaboration_id,
                "areas": list(area_ids),
                "least": least,
                "tie_to": tie_to,
                "colleague": colleague_id,
                "own": actor.municipality_id,
                "today": clock.today(),
                "now": clock.now(),
                "weekdays": known.weekdays,
                "hour_from": known.hour_from,
                "hour_to": known.hour_to,
                "cap_per_week": known.cap_per_week,
            },
        )
        names = [each.name for each in fields(Holder)]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [_shown(Holder(**row | {"level": Level(row["level"])})) for row in rows]


def _shown(holder: Holder) -> Holder:
    if not holder.name_hidden:
        return holder
    name = nameless(holder.municipality_name)
    return replace(holder, name=name, sort_key=sort_key(name), title="", phone="")


@dataclass(frozen=True)
class OwnState:
    """What a start page may remind of: whether I have said what I can, until when I am free."""

    has_said: bool
    free_until: datetime | None


def own_state(actor: Actor) -> OwnState | None:
    """How it stands with the actor's own page; None for nobody's colleague. One statement."""
    mine = {"collaboration_id": actor.collaboration_id, "colleague_id": OuterRef("pk")}
    row = (
        Colleague.objects.filter(collaboration_id=actor.collaboration_id, pk=actor.colleague_id)
        .annotate(has_said=Exists(Competence.objects.filter(**mine)))
        .values_list("has_said", "availability__free_until")
        .first()
    )
    if row is None:
        return None
    has_said, until = row
    return OwnState(has_said, clock.local(until) if until and until > clock.now() else None)


def contacts(actor: Actor) -> Contacts:
    """Whom to ring instead of asking: the organisation's, and whoever has the background duty today.
    One statement."""
    known, duty = organisation_contacts(actor), background_duty.now(actor)
    if duty is None:
        return known
    town = duty.municipality.name
    who = (
        _("Kollega i bakgrunden (%(name)s, %(town)s)") % {"name": duty.colleague.name, "town": town}
        if is_seen(actor, duty.colleague, hides=duty.is_hidden)
        else _("Kollega i bakgrunden (%(town)s)") % {"town": town}
    )
    return Contacts(known.heading, (*known.people, Contact(who, duty.phone)))


# The columns stand in the order of Holder's fields. Whoever knows the areas is gathered first, by
# the index on (collaboration, area, level): left to itself the planner, which cannot see through
# the row policies, begins with every colleague of the collaboration.
_HOLDERS = """
with recursive same (id, wanted) as (
  select id, id from organisation_practicearea
  where collaboration_id = %(scope)s and id = any (%(areas)s::uuid[])
  union
  select a.id, s.wanted from organisation_practicearea a join same s on a.merged_into_id = s.id
  where a.collaboration_id = %(scope)s
),
knows as materialized (
  select colleague_id, area_id, level, can_help_with, practised_on from competence_competence
  where collaboration_id = %(scope)s and area_id = any (array(select id from same))
    and level >= %(least)s and colleague_id = coalesce(%(colleague)s, colleague_id)
),
turns (wanted, municipality_id, is_second, times) as (
  select same.wanted, h.municipality_id, h.is_second, 1
  from competence_host h join same on same.id = h.area_id
  where h.collaboration_id = %(scope)s
    and h.valid_from <= %(today)s and coalesce(h.valid_to, %(today)s) >= %(today)s
  union all
  select same.wanted, side.municipality_id, v.is_second, side.times
  from competence_cover v join same on same.id = v.area_id
  cross join lateral (values (v.instead_id, 1), (v.holder_id, -1)) side (municipality_id, times)
  where v.collaboration_id = %(scope)s and v.state = 'accepted'
    and v.first_day <= %(today)s and v.last_day >= %(today)s
),
holds as materialized (
  select wanted, municipality_id, bool_and(is_second) as second from (
    select wanted, municipality_id, is_second from turns
    group by wanted, municipality_id, is_second having sum(times) > 0) held
  group by wanted, municipality_id
)
select
  c.colleague_id, s.wanted, k.name, k.title, k.municipality_id, m.name, k.phone,
  c.level, c.can_help_with,
  coalesce(v.weekdays, %(weekdays)s), coalesce(v.hour_from, %(hour_from)s),
  coalesce(v.hour_to, %(hour_to)s), coalesce(v.cap_per_week, %(cap_per_week)s),
  coalesce(v.free_until > %(now)s, false),
  coalesce(v.away_from <= %(today)s and coalesce(v.away_to, %(today)s) >= %(today)s, false),
  t.wanted is not null,
  c.colleague_id in (
    select colleague_id from competence_tie
    where collaboration_id = %(scope)s and municipality_id = %(tie_to)s),
  k.sort_key, c.practised_on,
  k.municipality_id is distinct from %(own)s and not coalesce(p.name_outside, true),
  coalesce(t.second, false)
from knows c
join same s on s.id = c.area_id
join organisation_colleague k on k.id = c.colleague_id
join organisation_municipality m on m.id = k.municipality_id
left join holds t on t.wanted = s.wanted and t.municipality_id = k.municipality_id
left join competence_availability v
  on v.collaboration_id = %(scope)s and v.colleague_id = c.colleague_id
left join competence_profilechoice p
  on p.collaboration_id = %(scope)s and p.colleague_id = c.colleague_id
where coalesce(k.left_on, %(today)s) >= %(today)s
"""

"""Reads of one's own profile."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kollega.competence import words
from kollega.competence.models import Availability, Competence, Level, Tie
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.organisation.api import areas_for_ids
from kollega.swedish import sort_key


@dataclass(frozen=True)
class OwnArea:
    """A line of one's own profile. `area_id` is the area in use, also where the row's was merged."""

    area_id: UUID
    title: str
    level: str
    can_help_with: str
    practised: str


@dataclass(frozen=True)
class Hours:
    """When one can be asked, as one has said it (or as it is where one has said nothing)."""

    words: str
    cap_per_week: int
    free_until: datetime | None
    away: str


@dataclass(frozen=True)
class Profile:
    """One's own page."""

    areas: tuple[OwnArea, ...]
    hours: Hours
    ties: tuple[str, ...]


def profile(actor: Actor) -> Profile:
    """What the actor has said of herself. Four statements."""
    own = {"collaboration_id": actor.collaboration_id, "colleague_id": actor.colleague_id}
    rows = list(Competence.objects.filter(**own))
    areas = areas_for_ids(actor, [row.area_id for row in rows])
    lines = [
        OwnArea(
            area_id=areas[row.area_id].id,
            title=areas[row.area_id].title,
            level=str(Level(row.level).label),
            can_help_with=row.can_help_with,
            practised=words.practised(row.practised_on),
        )
        for row in rows
    ]
    ties = Tie.objects.filter(**own).order_by("municipality__sort_key")
    return Profile(
        areas=tuple(sorted(lines, key=lambda each: sort_key(each.title))),
        hours=_hours(availability_of(actor)),
        ties=tuple(ties.values_list("municipality__name", flat=True)),
    )


def availability_of(actor: Actor) -> Availability:
    """The actor's own row, or one with the common hours where she has said nothing. One statement."""
    own = {"collaboration_id": actor.collaboration_id, "colleague_id": actor.colleague_id}
    return Availability.objects.filter(**own).first() or Availability(**own, version=0)


def _hours(row: Availability) -> Hours:
    free = row.free_until if row.free_until and row.free_until > clock.now() else None
    return Hours(
        words=words.hours(row.weekdays, row.hour_from, row.hour_to),
        cap_per_week=row.cap_per_week,
        free_until=clock.local(free) if free else None,
        away=words.away(row.away_from, row.away_to),
    )


def ties_of(actor: Actor) -> list[UUID]:
    """The municipalities that the actor has ties to. One statement."""
    own = {"collaboration_id": actor.collaboration_id, "colleague_id": actor.colleague_id}
    rows = Tie.objects.filter(**own).order_by("municipality__sort_key")
    return list(rows.values_list("municipality_id", flat=True))

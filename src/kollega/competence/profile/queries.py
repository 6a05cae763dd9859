"""Reads: one's own page."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery

from kollega.competence import words
from kollega.competence.models import (
    Availability,
    Competence,
    Level,
    ManagerLevel,
    ProfileChoice,
    Tie,
)
from kollega.competence.profile.talks import has_unread
from kollega.core import clock, dates
from kollega.core.actor import Actor
from kollega.organisation.api import Area, areas_by_id
from kollega.organisation.models import Colleague
from kollega.swedish import sort_key

Choices = list[tuple[str, list[tuple[str, str]]]]


@dataclass(frozen=True)
class OwnArea:
    """An area on one's own page, in words. `managers` is empty where no manager has set a level."""

    area_id: UUID
    title: str
    level: str
    can_help_with: str
    practised: str
    is_rare: bool
    wants_to_learn: bool
    managers: str
    managers_day: str
    differs: bool


@dataclass(frozen=True)
class ManagersArea:
    """An area where a manager has set a level and one has said nothing oneself."""

    area_id: UUID
    title: str
    managers: str
    managers_day: str


@dataclass(frozen=True)
class Hours:
    """When one can be asked, in words (the common hours where one has said nothing)."""

    words: str
    cap_per_week: int
    free_until: datetime | None
    away: str


@dataclass(frozen=True)
class Profile:
    """One's own page."""

    areas: tuple[OwnArea, ...]
    only_managers: tuple[ManagersArea, ...]
    hours: Hours
    ties: tuple[str, ...]
    name_outside: bool
    has_unread_talk: bool
    choices: Choices
    """Areas to add: (group, [(id, title)])."""


def profile(actor: Actor) -> Profile:
    """What the actor has said of herself, and her managers beside it. Four statements."""
    own = {"collaboration_id": actor.collaboration_id, "colleague_id": actor.colleague_id}
    me = _me(actor)
    areas = areas_by_id(actor)
    rows = {areas[row.area_id].id: row for row in Competence.objects.filter(**own)}
    managers = _managers(actor, areas)
    mine = [_own_area(areas[area_id], row, managers.get(area_id)) for area_id, row in rows.items()]
    others = [
        ManagersArea(
            area_id=area_id,
            title=areas[area_id].title,
            managers=str(Level(row.level).label),
            managers_day=dates.day(row.set_on),
        )
        for area_id, row in managers.items()
        if area_id not in rows
    ]
    return Profile(
        areas=tuple(sorted(mine, key=lambda each: sort_key(each.title))),
        only_managers=tuple(sorted(others, key=lambda each: sort_key(each.title))),
        hours=_hours(me),
        ties=tuple(sorted(me["tied"], key=sort_key)),
        name_outside=me["name_outside"] is not False,
        has_unread_talk=me["unread"],
        choices=area_groups(areas, without=rows.keys()),
    )


def _me(actor: Actor) -> dict[str, Any]:
    """Hours, ties, choices and unread talks of the actor, in one statement."""
    mine = {"collaboration_id": actor.collaboration_id, "colleague_id": OuterRef("pk")}
    choice = ProfileChoice.objects.filter(**mine)
    ties = Tie.objects.filter(**mine)
    times = ("weekdays", "hour_from", "hour_to", "cap_per_week", "free_until")
    row = (
        Colleague.objects.filter(collaboration_id=actor.collaboration_id, pk=actor.colleague_id)
        .annotate(
            name_outside=Subquery(choice.values("name_outside")[:1]),
            tied=ArraySubquery(ties.values("municipality__name")),
            unread=has_unread(actor),
        )
        .values(
            "name_outside",
            "tied",
            "unread",
            *(f"availability__{name}" for name in (*times, "away_from", "away_to")),
        )
        .first()
    )
    return row or {"name_outside": None, "tied": [], "unread": False}


def _managers(actor: Actor, areas: Mapping[UUID, Area]) -> dict[UUID, ManagerLevel]:
    """What managers have set for the actor, by the area as it is now. One statement."""
    rows = ManagerLevel.objects.filter(
        municipality_id=actor.municipality_id, account_id=actor.account_id
    ).order_by("set_on")
    return {areas[row.area_id].id: row for row in rows if row.area_id in areas}


def _own_area(area: Area, row: Competence, managers: ManagerLevel | None) -> OwnArea:
    return OwnArea(
        area_id=area.id,
        title=area.title,
        level=str(Level(row.level).label),
        can_help_with=row.can_help_with,
        practised=words.since(row.practised_on, is_rare=area.is_rare),
        is_rare=area.is_rare,
        wants_to_learn=row.wants_to_learn,
        managers=str(Level(managers.level).label) if managers else "",
        managers_day=dates.day(managers.set_on) if managers else "",
        differs=managers is not None and managers.level != row.level,
    )


def area_groups(areas: Mapping[UUID, Area], *, without: Collection[UUID]) -> Choices:
    """The areas but for some, in groups as the tree has them: for a select."""
    live = {area.id: area for area in areas.values()}
    groups: dict[UUID, list[Area]] = {}
    for area in live.values():
        top = area.parent_id if area.parent_id in live else area.id
        groups.setdefault(top or area.id, []).append(area)
    ordered = sorted(groups, key=lambda top: sort_key(live[top].title))
    found = []
    for top in ordered:
        inside = sorted(
            (area for area in groups[top] if area.id not in without),
            key=lambda area: (area.id != top, sort_key(area.title)),
        )
        if inside:
            found.append((live[top].title, [(str(area.id), area.title) for area in inside]))
    return found


def availability_of(actor: Actor) -> Availability:
    """The actor's own row, or one with the common hours where she has said nothing. One statement."""
    own = {"collaboration_id": actor.collaboration_id, "colleague_id": actor.colleague_id}
    return Availability.objects.filter(**own).first() or Availability(**own, version=0)


def _hours(me: Mapping[str, Any]) -> Hours:
    known = Availability()
    said = {
        name: me.get(f"availability__{name}")
        for name in ("weekdays", "hour_from", "hour_to", "cap_per_week")
    }
    row = {name: getattr(known, name) if value is None else value for name, value in said.items()}
    until = me.get("availability__free_until")
    return Hours(
        words=words.hours(row["weekdays"], row["hour_from"], row["hour_to"]),
        cap_per_week=row["cap_per_week"],
        free_until=clock.local(until) if until and until > clock.now() else None,
        away=words.away(me.get("availability__away_from"), me.get("availability__away_to")),
    )


def ties_of(actor: Actor) -> list[UUID]:
    """The municipalities that the actor has ties to. One statement."""
    own = {"collaboration_id": actor.collaboration_id, "colleague_id": actor.colleague_id}
    rows = Tie.objects.filter(**own).order_by("municipality__sort_key")
    return list(rows.values_list("municipality_id", flat=True))

"""Reads of the room, as frozen dataclasses for the templates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from kollega.competence import words
from kollega.competence.api import Holder, levels_for
from kollega.competence.models import Availability, Competence, Host, Level, Tie
from kollega.core import clock, dates
from kollega.core.actor import Actor
from kollega.organisation.api import Area, areas_for_ids
from kollega.swedish import sort_key


@dataclass(frozen=True)
class Line:
    """A colleague and what she can in an area, in words. `area` is empty where the page says it."""

    colleague_id: UUID
    area_id: UUID
    name: str
    presentation: str
    phone: str
    tel: str
    level: str
    can_help_with: str
    practised: str
    hours: str
    free: str
    away: bool
    hosts: bool
    is_me: bool
    area: str = ""


def _in_order(holder: Holder) -> tuple[bool, bool, bool, int, int, str]:
    """Who can be reached today, stödkommun, free now, level, the year of the latest such matter;
    then the alphabet. Never a score."""
    return (
        holder.away,
        not holder.hosts,
        not holder.free_now,
        -holder.level,
        -(holder.practised_on.year if holder.practised_on else 0),
        holder.sort_key,
    )


def who_knows(actor: Actor, areas: Iterable[Area], *, free_only: bool) -> list[Holder]:
    """One row for each who knows any of the areas, in the order they are shown. One statement."""
    holders = levels_for(actor, [area.id for area in areas], least=Level.ORIENTED)
    best: dict[UUID, Holder] = {}
    for each in sorted(holders, key=_in_order):
        best.setdefault(each.colleague_id, each)
    return [each for each in best.values() if each.free_now or not free_only]


def line(actor: Actor, holder: Holder, area: str = "") -> Line:
    """A holder as the list shows her."""
    free = ""
    if holder.free_now:
        free = "said" if holder.said_free else "hours"
    return Line(
        colleague_id=holder.colleague_id,
        area_id=holder.area_id,
        name=holder.name,
        presentation=", ".join(p for p in (holder.title, holder.municipality_name) if p),
        phone=holder.phone,
        tel=words.tel(holder.phone),
        level=str(holder.level.label),
        can_help_with=holder.can_help_with,
        practised=words.practised(holder.practised_on),
        hours=words.hours(holder.weekdays, holder.hour_from, holder.hour_to),
        free=free,
        away=holder.away,
        hosts=holder.hosts,
        is_me=holder.colleague_id == actor.colleague_id,
        area=area,
    )


def lines_of(actor: Actor, colleague_id: UUID, areas: Iterable[Area]) -> list[Line]:
    """What one colleague can, area by area in alphabetical order. One statement."""
    titles = {area.id: area.title for area in areas}
    holders = levels_for(actor, titles.keys(), least=Level.ORIENTED, colleague_id=colleague_id)
    best: dict[UUID, Holder] = {}
    for each in sorted(holders, key=lambda each: -each.level):
        best.setdefault(each.area_id, each)
    shown = sorted(best.values(), key=lambda each: sort_key(titles[each.area_id]))
    return [line(actor, each, titles[each.area_id]) for each in shown]


# --- Hosts ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class HostLine:
    """A municipality that holds an area, from a day to a day."""

    id: UUID
    area_id: UUID
    area: str
    municipality: str
    is_second: bool
    valid_from: date
    valid_to: date | None

    @property
    def has_ended(self) -> bool:
        return self.valid_to is not None and self.valid_to < clock.today()

    @property
    def holds(self) -> bool:
        return self.valid_from <= clock.today() and not self.has_ended

    @property
    def dates(self) -> str:
        """'sedan 1 mars', 'från 1 mars' where that day is to come, or from day to day."""
        told = {"first": dates.day(self.valid_from)}
        if self.valid_to:
            told["last"] = dates.day(self.valid_to)
            return _("%(first)s till och med %(last)s") % told
        return (_("sedan %(first)s") if self.holds else _("från %(first)s")) % told


def hosts(actor: Actor) -> list[HostLine]:
    """Every host there is and has been; first before second, then by date. Two statements."""
    rows = list(
        Host.objects.filter(collaboration_id=actor.collaboration_id)
        .select_related("municipality")
        .order_by("is_second", "valid_from", "municipality__sort_key")
    )
    areas = areas_for_ids(actor, {row.area_id for row in rows})
    return [
        HostLine(
            id=row.id,
            area_id=areas[row.area_id].id,
            area=areas[row.area_id].title,
            municipality=row.municipality.name,
            is_second=row.is_second,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in rows
    ]


def hosts_by_area(lines: Iterable[HostLine]) -> dict[UUID, list[HostLine]]:
    """The hosts that hold today, by area."""
    found: dict[UUID, list[HostLine]] = {}
    for each in lines:
        if each.holds:
            found.setdefault(each.area_id, []).append(each)
    return found


# --- One's own ------------------------------------------------------------------------------------


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

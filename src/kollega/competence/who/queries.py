"""Reads: colleagues who know an area."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from kollega.competence import words
from kollega.competence.api import Holder, levels_for
from kollega.competence.models import Level
from kollega.core.actor import Actor
from kollega.organisation.api import Area
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
    name_hidden: bool = False


def _in_order(holder: Holder) -> tuple[bool, bool, bool, bool, int, int, str]:
    """Who can be reached today, stödkommun, free now, level, the year of the latest such matter;
    then the alphabet. Never a score."""
    return (
        holder.away,
        not holder.hosts,
        holder.second,
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
        presentation=""
        if holder.name_hidden
        else ", ".join(p for p in (holder.title, holder.municipality_name) if p),
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
        name_hidden=holder.name_hidden,
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

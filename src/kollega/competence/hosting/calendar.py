"""Reads: which municipality holds what, week by week, and what has been asked between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from kollega.competence.hosting import holding, rules
from kollega.competence.hosting.holding import WEEK, monday
from kollega.competence.hosting.reading import Held
from kollega.competence.lending.queries import span
from kollega.competence.models import Cover
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.organisation.api import Area, areas_for_ids
from kollega.swedish import sort_key
from kollega.ui.parts import Cell, Column, StateKind, Table

WEEKS = 6


def names(known: Held, ids: Sequence[UUID]) -> str:
    """Municipalities by name."""
    return ", ".join(sorted((known.towns.get(each, "") for each in ids), key=sort_key))


def areas_held(known: Held, first_day: date, last_day: date) -> list[Area]:
    """The areas that somebody holds some day of the time, in alphabetical order."""
    ids = {
        each.area_id
        for each in known.tasks
        if each.first_day <= last_day and (each.last_day is None or each.last_day >= first_day)
    }
    return sorted((known.areas[each] for each in ids), key=lambda area: sort_key(area.title))


def weeks_table(known: Held, areas: Sequence[Area], first: date, *, weeks: int = WEEKS) -> Table:
    """Areas by weeks: who holds each. `first` is a Monday."""
    mondays = [first + WEEK * number for number in range(weeks)]
    return Table(
        caption=_("Vem som håller vad, vecka för vecka"),
        columns=[Column(_("Område")), *(Column(week_words(each)) for each in mondays)],
        rows=[[area.title, *(_cell(known, area, each) for each in mondays)] for area in areas],
        hide_caption=True,
    )


def week_words(day: date) -> str:
    """'v. 28 (6/7)'; the week's Monday stands beside it."""
    told = {"week": day.isocalendar().week, "day": f"{day.day}/{day.month}"}
    return _("v. %(week)s (%(day)s)") % told


def _cell(known: Held, area: Area, week: date) -> Cell:
    """Who holds the area in the week: one after the other where it changes, the stand-in marked."""
    until = week + timedelta(days=6)
    found = holding.stretches(known.tasks, known.taken, area.id, week, until)
    words = [names(known, each.holders) or _("ingen") for each in found]
    usual = holding.stretches(known.tasks, (), area.id, week, until)
    if [each.holders for each in usual] != [each.holders for each in found]:
        return Cell(_(", sedan ").join(words), state="info")
    if any(not each.holders for each in found):
        return Cell(_(", sedan ").join(words), state="mind")
    return Cell(_(", sedan ").join(words))


# --- What is asked and agreed -----------------------------------------------------------------------


@dataclass(frozen=True)
class CoverLine:
    """Days that one municipality holds an area for another."""

    id: UUID
    title: str
    when: str
    state: str
    light: StateKind
    waits_for_us: bool


LIGHTS: dict[str, StateKind] = {
    Cover.State.PROPOSED: "mind",
    Cover.State.ACCEPTED: "good",
    Cover.State.DECLINED: "info",
    Cover.State.TAKEN_BACK: "info",
}


def covers(actor: Actor) -> list[CoverLine]:
    """What is asked, and what is agreed for days to come. Two statements."""
    rows = list(
        Cover.objects.filter(
            collaboration_id=actor.collaboration_id,
            last_day__gte=clock.today(),
            state__in=[Cover.State.PROPOSED, Cover.State.ACCEPTED],
        )
        .select_related("holder", "instead")
        .order_by("-state", "first_day", "id")[:60]
    )
    areas = areas_for_ids(actor, {row.area_id for row in rows})
    return [cover_line(actor, row, areas[row.area_id].title) for row in rows]


def cover_line(actor: Actor, row: Cover, area: str) -> CoverLine:
    """A cover as a list shows it."""
    told = {"town": row.instead.name, "holder": row.holder.name}
    return CoverLine(
        id=row.id,
        title=f"{area}: " + _("%(town)s i stället för %(holder)s") % told,
        when=span(row.first_day, row.last_day),
        state=str(Cover.State(row.state).label),
        light=LIGHTS[row.state],
        waits_for_us=bool(rules.answer_cover(actor, row)),
    )


def other_way(actor: Actor, row: Cover) -> list[Cover]:
    """The other half of a swap, where there is one."""
    return list(
        Cover.objects.filter(collaboration_id=actor.collaboration_id, swap_id=row.swap_id)
        .exclude(pk=row.id)
        .select_related("holder", "instead")
    )


@dataclass(frozen=True)
class Askable:
    """A task whose days can be given away: the value of a choice, and its words."""

    value: str
    label: str


def askable(actor: Actor, known: Held) -> list[Askable]:
    """What is held from today on that the actor may ask somebody to take over some days: of the own
    municipality, or for the coordinator of all."""
    today = clock.today()
    everything = bool(rules.decide_covers(actor))
    found = {
        (each.area_id, each.municipality_id, each.is_second)
        for each in known.tasks
        if (each.last_day is None or each.last_day >= today)
        and (everything or each.municipality_id == actor.municipality_id)
    }
    found |= {
        (each.area_id, each.instead, each.is_second)
        for each in known.taken
        if each.last_day >= today and (everything or each.instead == actor.municipality_id)
    }
    choices = [
        Askable(
            f"{area} {town} {int(second)}",
            f"{known.areas[area].title}, {known.towns.get(town, '')}"
            + (" " + _("(i andra hand)") if second else ""),
        )
        for area, town, second in found
    ]
    return sorted(choices, key=lambda each: sort_key(each.label))


def this_week() -> date:
    """The Monday of the week that is."""
    return monday(clock.today())

"""How the goals stand today, by the map: figures that each municipality has counted at home. Two statements."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from kollega.competence.models import Cell
from kollega.competence.strategy import words
from kollega.competence.strategy.contents import Contents, Goal, GoalKind
from kollega.core.actor import Actor
from kollega.organisation.api import areas_for_ids

Levels = tuple[int, int, int, int]
"""How many stand at each level from 1 on."""


@dataclass(frozen=True)
class Counts:
    """(area, municipality) → how many at each level, by the ids that the document has."""

    cells: Mapping[tuple[str, str], Levels]
    places: frozenset[str]

    def at(self, area: str, level: int, place: str = "") -> int:
        """How many are at the level or above it: in a municipality, or in all of the document's."""
        towns = [place] if place else list(self.places)
        return sum(sum(self.cells.get((area, town), (0, 0, 0, 0))[level - 1 :]) for town in towns)


def counts(actor: Actor, contents: Contents) -> Counts:
    """What the map says of the document's areas. An area that went up in another counts there."""
    now = areas_for_ids(actor, [UUID(each.id) for each in contents.areas])
    by_area: dict[UUID, list[str]] = defaultdict(list)
    for old, area in now.items():
        by_area[area.id].append(str(old))
        for merged in area.merged_ids:
            by_area[merged] = by_area[area.id]
    found: dict[tuple[str, str], Levels] = {}
    rows = Cell.objects.filter(collaboration_id=actor.collaboration_id).values_list(
        "area_id", "municipality_id", "oriented", "with_support", "independent", "supervise"
    )
    for area_id, place_id, *levels in rows:
        for old_id in by_area.get(area_id, ()):
            key = (old_id, str(place_id))
            had = found.get(key, (0, 0, 0, 0))
            found[key] = (
                had[0] + levels[0],
                had[1] + levels[1],
                had[2] + levels[2],
                had[3] + levels[3],
            )
    return Counts(found, frozenset(contents.place_names))


@dataclass(frozen=True)
class GoalToday:
    """A goal, how it stood when the document was made, how it stands now, and whether it is reached."""

    area: str
    goal: str
    then: str
    now: str
    reached: bool
    from_year: int


def goals_today(contents: Contents, known: Counts) -> list[GoalToday]:
    """Every goal against the map, those that are not reached first."""
    names, areas = contents.place_names, contents.area_names
    found = [_today(each, known, names, areas) for each in contents.goals]
    return sorted(found, key=lambda each: each.reached)


def _today(
    goal: Goal, known: Counts, names: Mapping[str, str], areas: Mapping[str, str]
) -> GoalToday:
    if goal.kind is GoalKind.LOCAL:
        lacking = []
        for stand in goal.stands:
            at = stand.moved_to or stand.place
            if known.at(goal.area, goal.level, at) < goal.count:
                lacking.append(names.get(stand.place, ""))
        before = len(goal.lacking_now)
        then = _("saknades i %(n)s") % {"n": before} if before else _("fanns överallt")
        now = (
            _("saknas i %(towns)s") % {"towns": words.listed(lacking)}
            if lacking
            else _("finns i alla kommuner")
        )
        reached = not lacking
    else:
        first = goal.stands[0] if goal.stands else None
        place = first.place if first and goal.kind is GoalKind.HOST else ""
        have = known.at(goal.area, goal.level, place)
        then, now = str(first.now if first else 0), str(have)
        if place:
            now = f"{have} ({names.get(place, '')})"
        reached = have >= goal.count
    return GoalToday(areas.get(goal.area, ""), words.goal(goal), then, now, reached, goal.from_year)

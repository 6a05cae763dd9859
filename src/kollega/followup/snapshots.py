"""What waits just now and what has been promised, each night anew: collaboration and area only."""

from collections import Counter
from uuid import uuid4

from kollega.competence.models import Availability
from kollega.consultation.choices import AgeSpan, Status
from kollega.consultation.models import Question
from kollega.core import calendar, clock
from kollega.core.actor import Actor
from kollega.core.suppression import LEAST, Group, graded, laid_by_people, partition
from kollega.followup.models import Cell
from kollega.organisation.api import at_work

WAITS = {"9": 9.0, "27": 27.0, "45": 45.0, "more": float("inf")}
"""Class of waiting → most working hours."""
LATE = "more"
WAIT_LEVELS = (
    (("9",), ("27",), ("45",), ("more",)),
    (("9",), ("27", "45"), ("more",)),
    (("9", "27", "45"), ("more",)),
)


def take(actor: Actor) -> None:
    """Count what stands open today instead of what stood open yesterday."""
    today = clock.today()
    Cell.objects.filter(
        collaboration_id=actor.collaboration_id, measure__startswith="now."
    ).delete()
    told = [*_open(actor), *_promised(actor)]
    Cell.objects.bulk_create(
        Cell(
            id=uuid4(),
            collaboration_id=actor.collaboration_id,
            measure=f"now.{measure}",
            first=today,
            last=today,
            keys=list(group.keys),
            count=group.count,
        )
        for measure, group in told
    )


def _open(actor: Actor) -> list[tuple[str, Group[str]]]:
    waits: Counter[str] = Counter()
    ages: Counter[str] = Counter()
    areas: Counter[str] = Counter()
    rows = Question.objects.filter(
        collaboration_id=actor.collaboration_id,
        only_municipality_id=None,
        status__in=[Status.OPEN, Status.TAKEN],
    ).values_list("asked_at", "age_span", "area_id")
    for asked_at, age, area_id in rows:
        hours = calendar.working_hours_between(asked_at, clock.now())
        wait = next(key for key, most in WAITS.items() if hours <= most)
        waits[wait] += 1
        ages[age] += 1
        if wait == LATE:
            areas[str(area_id)] += 1
    found: list[tuple[str, Group[str]]] = []
    if len(rows) >= LEAST:
        found.append(("open", Group((), len(rows))))
    found += [("wait", each) for each in graded(waits, WAIT_LEVELS)]
    ordered = {key: ages[key] for key, _label in AgeSpan.choices if key in ages}
    found += [("age", each) for each in partition(ordered)]
    if any(each.keys == (LATE,) for _measure, each in found):
        found += [("late", each) for each in partition(dict(sorted(areas.items())))]
    return found


def _promised(actor: Actor) -> list[tuple[str, Group[str]]]:
    """Hours a week that colleagues have said they can be asked, by places where at least five have."""
    rows = Availability.objects.filter(
        at_work("colleague__"), collaboration_id=actor.collaboration_id
    ).values_list("colleague__municipality_id", "weekdays", "hour_from", "hour_to")
    hours: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for municipality_id, days, begins, ends in rows:
        hours[str(municipality_id)] += bin(days).count("1") * (ends - begins)
        people[str(municipality_id)] += 1
    units = laid_by_people(dict(sorted(people.items())))
    told = [Group(unit, sum(hours[key] for key in unit)) for unit in units]
    return [("promised", group) for group in told if group.count >= LEAST]

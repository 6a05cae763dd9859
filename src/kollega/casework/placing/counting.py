"""Counting by night: a month's placements at home, and what was missing in a whole collaboration."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date, timedelta
from uuid import UUID

from kollega.casework.models import (
    Consideration,
    Considered,
    MissingTogether,
    Placement,
    PlacementCost,
    PlacementMonth,
)
from kollega.casework.placing import figures
from kollega.casework.placing.figures import Stay
from kollega.core import clock
from kollega.core.actor import Actor, open_rows
from kollega.core.quarters import GRACE, Quarter, settled

YEARS = 2


def months_waiting(actor: Actor) -> Iterator[tuple[date, date]]:
    """First and last day of the months that have settled and are not counted."""
    own = {"municipality_id": actor.municipality_id}
    first = Placement.objects.filter(**own).order_by("from_day").values_list("from_day", flat=True)
    begins = first.first()
    if begins is None:
        return
    done = set(PlacementMonth.objects.filter(**own).values_list("first_day", flat=True))
    today = clock.today()
    day = max(begins, date(today.year - YEARS, today.month, 1)).replace(day=1)
    while (last := _last_of(day)) + GRACE < today:
        if day not in done:
            yield day, last
        day = last + timedelta(days=1)


def _last_of(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def count_months(actor: Actor) -> None:
    """Store what may be told of each month. `actor` is the municipality's counting job."""
    own = {"municipality_id": actor.municipality_id}
    there = Placement.objects.filter(**own).values("id")
    PlacementCost.objects.filter(**own).exclude(placement_id__in=there).delete()
    months = list(months_waiting(actor))
    if not months:
        return
    prices: dict[UUID, list[tuple[date, int]]] = defaultdict(list)
    for cost in PlacementCost.objects.filter(**own).order_by("from_day", "at"):
        prices[cost.placement_id].append((cost.from_day, cost.per_day))
    stays = [
        Stay(row.case_id, row.form, row.from_day, row.to_day, prices[row.id])
        for row in Placement.objects.filter(**own, from_day__lte=months[-1][1])
    ]
    for first, last in months:
        rows = [asdict(told) for told in figures.month(stays, first, last)]
        PlacementMonth.objects.get_or_create(**own, first_day=first, defaults={"rows": rows})


def missing_here(actor: Actor, quarter: Quarter) -> dict[str, int]:
    """In how many cases each thing was missing in a municipality: for the job that adds up, in its memory only."""
    own = {"municipality_id": actor.municipality_id}
    when = {"on__gte": quarter.first, "on__lte": quarter.last}
    rows = Consideration.objects.filter(**own, **when, filled_on__isnull=False)
    open_rows(set(rows.values_list("case_id", flat=True)))
    lists = Considered.objects.filter(**own, consideration__in=rows).values_list(
        "case_id", "missing"
    )
    return dict(Counter(each for _case, each in {(c, each) for c, many in lists for each in many}))


def quarters_waiting(actor: Actor) -> list[Quarter]:
    """The collaboration's quarters that have settled and are not told."""
    done = set(
        MissingTogether.objects.filter(collaboration_id=actor.collaboration_id).values_list(
            "first_day", flat=True
        )
    )
    today = clock.today()
    since = date(today.year - YEARS, today.month, 1)
    return [each for each in settled(since, today) if each.first not in done]


def tell(actor: Actor, quarter: Quarter, parts: Mapping[UUID, Mapping[str, int]]) -> None:
    """Store what may be told of a quarter, once: where that is nothing, that it has been looked at."""
    groups = figures.together(parts)
    own = {"collaboration_id": actor.collaboration_id, "first_day": quarter.first}
    if MissingTogether.objects.filter(**own).exists():
        return
    if not groups:
        MissingTogether.objects.create(**own)
    for group in groups:
        MissingTogether.objects.create(**own, missing=sorted(group.keys), times=group.count)

"""Counting by night: what has settled is gathered, laid together until it may be told, and stored.

Each municipality's cases are read acting for it and are added up in the memory of one job: no table but
the municipality's own holds them. What is written in the shared zone has passed `telling`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from uuid import UUID, uuid4

from kollega.competence.demand import signals, telling
from kollega.competence.demand.telling import Numbers, Stretch
from kollega.competence.models import Demand, Inflow, InflowGiven
from kollega.core import clock, places
from kollega.core.actor import Actor, Role, acting, job_for
from kollega.core.posting import one_at_a_time
from kollega.core.quarters import Quarter
from kollega.organisation.api import area_tree
from kollega.organisation.models import Agreement

JOB = "competence.count_demand"
LOOK_BACK = 8
"""Quarters that may be laid together: what an area has had too few of for two years is let go."""
WAIT = timedelta(days=60)
"""How long after a quarter's end its cases are waited for. When all have given them, no longer."""
FEWEST_PLACES = 3
KEPT = 16
"""Quarters that are kept."""
Measure = Demand.Measure


def count(collaboration_id: UUID) -> int:
    """Tell what may be told by now; how many stretches are new."""
    new = _count_advice(collaboration_id)
    new += _count_cases(collaboration_id)
    with acting(job_for(job=JOB, collaboration_id=collaboration_id)) as actor:
        _note_missed(actor)
        oldest = back(Quarter.of(clock.today()), KEPT)
        here = {"collaboration_id": collaboration_id}
        Demand.objects.filter(**here, last__lt=oldest.first).delete()
        InflowGiven.objects.filter(**here, quarter__lt=oldest.first).delete()
    return new


def back(quarter: Quarter, by: int) -> Quarter:
    """The quarter so many before."""
    number = quarter.year * 4 + quarter.number - 1 - by
    return Quarter(number // 4, number % 4 + 1)


def settled(from_day: date) -> list[Quarter]:
    """The quarters that may be counted today, at most `LOOK_BACK`, none from before `from_day`."""
    now = Quarter.of(clock.today())
    found = [back(now, by) for by in range(LOOK_BACK, 0, -1)]
    return [each for each in found if each.has_settled and each.last >= from_day]


def _count_advice(collaboration_id: UUID) -> int:
    with acting(job_for(job=JOB, collaboration_id=collaboration_id)) as actor:
        one_at_a_time(f"demand {collaboration_id}")
        quarters = settled(since(actor))
        if not quarters:
            return 0
        home = _homes(actor)
        counts: dict[UUID, dict[Quarter, int]] = defaultdict(lambda: defaultdict(int))
        for area_id, day in signals.every_advice(actor, quarters[0].first, quarters[-1].last):
            if area_id in home:
                counts[home[area_id]][Quarter.of(day)] += 1
        new = telling.stretches(counts, quarters, told=_told(actor, Measure.ADVICE))
        _store(actor, Measure.ADVICE, new, {})
        return len(new)


def _count_cases(collaboration_id: UUID) -> int:
    parts: list[Numbers] = []
    members = places.municipalities(collaboration_id)
    for municipality_id in members:
        actor = job_for(
            job=JOB,
            collaboration_id=collaboration_id,
            municipality_id=municipality_id,
            roles=frozenset({Role.COUNTER}),
        )
        with acting(actor, read_only=True):
            parts.append(_cases_here(actor))
    with acting(job_for(job=JOB, collaboration_id=collaboration_id)) as actor:
        one_at_a_time(f"demand {collaboration_id}")
        given = _given(actor, members)
        quarters = [
            each for each in settled(since(actor)) if _may_count(each, given[each], len(members))
        ]
        home = _homes(actor)
        parts = [_at_home(part, home) for part in parts]
        new = telling.stretches(
            _together(parts), quarters, told=_told(actor, Measure.CASES), parts=parts
        )
        _store(actor, Measure.CASES, new, given)
        return len(new)


def _cases_here(actor: Actor) -> Numbers:
    found: dict[UUID, dict[Quarter, int]] = defaultdict(dict)
    rows = Inflow.objects.filter(
        municipality_id=actor.municipality_id, collaboration_id=actor.collaboration_id
    ).values_list("quarter", "counts")
    for day, counts in rows:
        for area, number in counts.items():
            found[UUID(area)][Quarter.of(day)] = number
    return found


def _given(actor: Actor, members: Collection[UUID]) -> dict[Quarter, int]:
    """Quarter → from how many of the municipalities its cases have come."""
    found: dict[Quarter, int] = defaultdict(int)
    rows = InflowGiven.objects.filter(
        collaboration_id=actor.collaboration_id, municipality_id__in=list(members)
    )
    for day in rows.values_list("quarter", flat=True):
        found[Quarter.of(day)] += 1
    return found


def _may_count(quarter: Quarter, given: int, members: int) -> bool:
    if given < min(FEWEST_PLACES, members):
        return False
    return given >= members or quarter.last + WAIT < clock.today()


def _at_home(part: Numbers, home: dict[UUID, UUID]) -> Numbers:
    found: dict[UUID, dict[Quarter, int]] = defaultdict(lambda: defaultdict(int))
    for area, numbers in part.items():
        if area in home:
            for quarter, number in numbers.items():
                found[home[area]][quarter] += number
    return found


def _together(parts: Iterable[Numbers]) -> Numbers:
    found: dict[UUID, dict[Quarter, int]] = defaultdict(lambda: defaultdict(int))
    for part in parts:
        for area, numbers in part.items():
            for quarter, number in numbers.items():
                found[area][quarter] += number
    return found


def _homes(actor: Actor) -> dict[UUID, UUID]:
    """Area → the one it counts as: what has gone up in another is that one's."""
    return {
        each: area.id
        for top in area_tree(actor)
        for area in (top, *top.children)
        for each in (area.id, *area.merged_ids)
    }


def since(actor: Actor) -> date:
    """Since when there is a collaboration."""
    rows = Agreement.objects.filter(collaboration_id=actor.collaboration_id)
    first = rows.order_by("valid_from").values_list("valid_from", flat=True).first()
    return first or clock.today()


def _told(actor: Actor, measure: Measure) -> list[Stretch]:
    rows = Demand.objects.filter(collaboration_id=actor.collaboration_id, measure=measure)
    return [
        Stretch(area, Quarter.of(first), Quarter.of(last), number)
        for area, first, last, number in rows.order_by("first").values_list(
            "area_id", "first", "last", "count"
        )
    ]


def _store(
    actor: Actor, measure: Measure, new: Iterable[Stretch], given: dict[Quarter, int]
) -> None:
    Demand.objects.bulk_create(
        Demand(
            id=uuid4(),
            collaboration_id=actor.collaboration_id,
            area_id=each.area_id,
            measure=measure,
            first=each.first.first,
            last=each.last.last,
            count=each.count,
            places=_fewest(each, given),
        )
        for each in new
    )


def _fewest(stretch: Stretch, given: dict[Quarter, int]) -> int:
    inside = [n for quarter, n in given.items() if stretch.first <= quarter <= stretch.last]
    return min(inside, default=0)


def _note_missed(actor: Actor) -> None:
    """What stands unanswered tonight in place of what stood so last night: told from five people."""
    home, today = _homes(actor), clock.today()
    rows = Demand.objects.filter(collaboration_id=actor.collaboration_id, measure=Measure.MISSED)
    rows.delete()
    words: dict[UUID, int] = defaultdict(int)
    people: dict[UUID, int] = defaultdict(int)
    for area, found in signals.every_missed(actor).items():
        if area in home:
            words[home[area]] += found.words
            people[home[area]] += found.people
    Demand.objects.bulk_create(
        Demand(
            id=uuid4(),
            collaboration_id=actor.collaboration_id,
            area_id=area,
            measure=Measure.MISSED,
            first=today,
            last=today,
            count=number,
            places=words[area],
        )
        for area, number in people.items()
    )

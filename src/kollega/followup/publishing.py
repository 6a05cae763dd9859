"""From tallies at home to figures that may be told: summed in memory, protected, then stored.

Each municipality's numbers are read as that municipality and are never stored elsewhere; what is
written in the shared zone has passed `suppression`. What has been told is never told anew: spans and
divisions go on from where the last ended. Why so: docs/decisions/figures.md.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from kollega.core.actor import Actor, Role, acting, job_for
from kollega.core.posting import one_at_a_time
from kollega.core.quarters import Quarter, length
from kollega.core.suppression import (
    LEAST,
    Group,
    Span,
    fine_total,
    graded,
    laid_by_people,
    partition,
    runs,
    split,
)
from kollega.followup import counting
from kollega.followup.counting import JOINT, Counts
from kollega.followup.measures import BASES, UNKNOWN, WITHIN, Attribute, Base
from kollega.followup.models import Cell, OwnCell
from kollega.followup.sums import Part, Period, Sums
from kollega.organisation.models import PracticeArea

JOB = "followup.publish"
LONGEST = 4
"""Quarters after which a span is divided even where it holds little."""
YEAR = 2
"""The fewest quarters in a long span, where the municipalities' numbers stand beside each other."""
MOST_OF_ONE = 2 / 3
"""Where one municipality asked more than this of all, nothing is told of each: it would tell who asks."""


@dataclass(frozen=True)
class Telling:
    """A figure that may be told."""

    measure: str
    period: Period
    count: int
    keys: tuple[str, ...] = ()
    part: str = ""


def publish(collaboration_id: UUID, parts: Mapping[UUID, Part]) -> int:
    """Tell what may be told by now; how many figures are new."""
    own: dict[UUID, dict[date, Counts]] = {}
    for municipality_id in parts:
        with acting(_counter(collaboration_id, municipality_id), read_only=True) as actor:
            own[municipality_id] = counting.kept(actor)
    actor = job_for(job=JOB, collaboration_id=collaboration_id)
    with acting(actor):
        one_at_a_time(f"publish {collaboration_id}")
        sums = Sums(own, parts, *_areas(actor))
        told = [
            Telling(row.measure, Period(row.first, row.last), row.count, tuple(row.keys), row.part)
            for row in Cell.objects.filter(collaboration_id=collaboration_id)
        ]
        new = [each for base in BASES for each in tellings(base, sums, told)]
        Cell.objects.bulk_create(
            Cell(collaboration_id=collaboration_id, **_columns(each)) for each in new
        )
    longs = {
        base.name: [e for e in told + new if e.measure == f"{base.name}.@year"] for base in BASES
    }
    for municipality_id in own:
        with acting(_counter(collaboration_id, municipality_id)) as acts:
            _publish_own(acts, sums, longs)
    return len(new)


def _counter(collaboration_id: UUID, municipality_id: UUID) -> Actor:
    return job_for(
        job=JOB,
        collaboration_id=collaboration_id,
        municipality_id=municipality_id,
        roles=frozenset({Role.COUNTER}),
    )


def _areas(actor: Actor) -> tuple[dict[str, str], dict[str, str]]:
    """Area → the one above it; area → the one it has gone up in."""
    rows = PracticeArea.objects.filter(collaboration_id=actor.collaboration_id)
    found = list(rows.values_list("id", "parent_id", "merged_into_id"))
    into = {str(area): str(merged) for area, _parent, merged in found if merged}
    for area, target in into.items():
        last = target
        while last in into:
            last = into[last]
        into[area] = last
    # An area is its own sister with those below it.
    return {str(area): str(parent or area) for area, parent, _merged in found}, into


def _columns(each: Telling) -> dict[str, object]:
    return {
        "id": uuid4(),
        "measure": each.measure,
        "first": each.period.first,
        "last": each.period.last,
        "keys": list(each.keys),
        "part": each.part,
        "count": each.count,
    }


# --- Spans ------------------------------------------------------------------------------------------


def _periods(measure: str, told: Iterable[Telling]) -> list[Period]:
    """The periods that a measure has been told of, in order."""
    found = {each.period for each in told if each.measure == measure}
    return sorted(found, key=lambda period: period.first)


def _after(periods: list[Period], items: Iterable[tuple[Period, int]]) -> list[tuple[Period, int]]:
    last = periods[-1].last if periods else None
    return [(period, count) for period, count in items if last is None or period.first > last]


def _laid(items: list[tuple[Period, int]], spans: Iterable[Span]) -> list[tuple[Period, int]]:
    return [
        (Period(items[span.first][0].first, items[span.last][0].last), span.count) for span in spans
    ]


def tellings(base: Base, sums: Sums, told: list[Telling]) -> list[Telling]:
    """What is new to tell of a base: its spans, its divisions, and those of a year or more."""
    totals, short, long = base.name, f"{base.name}.@part", f"{base.name}.@year"
    quarters = [Period(day, Quarter.of(day).last) for day in sums.quarters]
    counts = [(each, sums.of(base.name, "", each)[""]) for each in quarters]
    waiting = _after(_periods(totals, told), counts)
    new = [Telling(totals, period, count) for period, count in _laid(waiting, _runs(sums, waiting))]
    known = [each for each in (*told, *new) if each.measure == totals]
    spans = _after(
        _periods(short, told),
        sorted(((e.period, e.count) for e in known), key=lambda e: e[0].first),
    )
    for period, count in _laid(spans, _by_quarters(spans, base.enough, 1)):
        new.append(Telling(short, period, count))
        if _holds(base, sums, new[-1]):
            new += _divided(base, sums, period)
    shorts = [each for each in (*told, *new) if each.measure == short]
    spans = _after(
        _periods(long, told),
        sorted(((e.period, e.count) for e in shorts), key=lambda e: e[0].first),
    )
    for period, count in _laid(spans, _by_quarters(spans, LEAST * len(sums.own), YEAR)):
        new.append(Telling(long, period, count))
        inside = [each.period for each in shorts if period.holds(each.period.first)]
        if _holds(base, sums, new[-1]):
            new += _divided(base, sums, period, inside)
    return new


def _runs(sums: Sums, waiting: list[tuple[Period, int]]) -> list[Span]:
    people = [sums.everybody(period.first) for period, _count in waiting]
    return runs([count for _period, count in waiting], people)


def _holds(base: Base, sums: Sums, told: Telling) -> bool:
    """Whether the sums still are what was told of the period.

    Where somebody's numbers have come or gone since, nothing is divided: what the parts lacked or
    had too much would be that one's number.
    """
    return sums.of(base.name, "", told.period)[""] == told.count


def _by_quarters(items: list[tuple[Period, int]], enough: int, least_length: int) -> list[Span]:
    """Spans of at least so many quarters, that hold enough or are as long as spans get."""
    found: list[Span] = []
    first, count = 0, 0
    for place, (period, number) in enumerate(items):
        count += number
        quarters = length(items[first][0].first, period.last)
        if quarters >= least_length and (count >= enough or quarters >= LONGEST):
            found.append(Span(first, place, count))
            first, count = place + 1, 0
    return found


# --- Divisions --------------------------------------------------------------------------------------


def _divided(
    base: Base, sums: Sums, period: Period, inside: Iterable[Period] = ()
) -> list[Telling]:
    """The base's things of a period, by each attribute; `inside`: the spans that a long one holds."""
    long = bool(inside)
    found: list[Telling] = []
    groups: dict[str, list[Group[str]]] = {}
    for attribute in base.attributes:
        if attribute.long != long:
            continue
        if attribute.inside and not _stands_alone(groups, *attribute.inside):
            continue
        groups[attribute.name] = _groups(attribute, sums, base, period)
        found += [
            Telling(f"{base.name}.{attribute.name}", period, group.count, group.keys)
            for group in groups[attribute.name]
        ]
    if "area" in groups and all(_tells_within(base, sums, each) for each in inside):
        found += _areas_split(base, sums, period, groups["area"])
    return found


def _tells_within(base: Base, sums: Sums, period: Period) -> bool:
    """Whether it is told of a span how many were answered within a day."""
    groups = {"speed": _groups(base.attribute("speed"), sums, base, period)}
    return _stands_alone(groups, "speed", WITHIN)


def _stands_alone(groups: Mapping[str, list[Group[str]]], attribute: str, key: str) -> bool:
    """Whether a class is told by itself: only then may it be divided further."""
    return any(group.keys == (key,) for group in groups.get(attribute, ()))


def _groups(attribute: Attribute, sums: Sums, base: Base, period: Period) -> list[Group[str]]:
    counts = sums.of(base.name, attribute.name, period)
    if attribute.keys == "order":
        return graded(counts, attribute.levels)
    if attribute.keys == "municipalities":
        return _by_municipality(counts, sums.workers(period))
    ordered = dict(sorted(counts.items()))
    if attribute.keys == "areas":
        return partition(ordered, parents=sums.parents)
    return partition({key: ordered[key] for key in attribute.labels or {} if key in ordered})


def _by_municipality(counts: Counter[str], workers: Mapping[UUID, int]) -> list[Group[str]]:
    """The municipalities that took part then; those with few people are laid together first."""
    people: dict[str, float] = {str(place): number for place, number in workers.items()}
    people |= {key: float("inf") if key == UNKNOWN else 0 for key in counts if key not in people}
    units = laid_by_people(dict(sorted(people.items())))
    sums = {unit: sum(counts[key] for key in unit) for unit in sorted(units)}
    if not units or (len(units) == 1 and sum(workers.values()) < LEAST):
        return []
    return [
        Group(tuple(sorted(key for unit in group.keys for key in unit)), group.count)
        for group in partition(sums, keep_zeros=True, most=MOST_OF_ONE)
    ]


def _areas_split(
    base: Base, sums: Sums, period: Period, areas: Iterable[Group[str]]
) -> list[Telling]:
    """Of each area that may be told apart: how many were answered within a day."""
    joint = sums.of(base.name, JOINT, period)
    rows = {
        group.keys: (
            sum(joint[f"{key} 1"] for key in group.keys),
            sum(joint[f"{key} 0"] for key in group.keys),
        )
        for group in areas
    }
    return [
        Telling(f"{base.name}.{JOINT}", period, rows[keys][0], keys, WITHIN) for keys in split(rows)
    ]


# --- A municipality's own register --------------------------------------------------------------------


def _publish_own(actor: Actor, sums: Sums, longs: Mapping[str, list[Telling]]) -> None:
    """What a municipality keeps of itself for an evaluation, in the same periods as all others."""
    here: UUID = actor.municipality_id
    one_at_a_time(f"publish {here}")
    rows = OwnCell.objects.filter(municipality_id=here).values_list("measure", "first")
    known = set(rows)
    for base in BASES:
        for told in longs[base.name]:
            if (base.name, told.period.first) not in known and _holds(base, sums, told):
                OwnCell.objects.bulk_create(
                    OwnCell(municipality_id=here, **_columns(each))
                    for each in own_tellings(base, sums, told.period, here)
                )


def own_tellings(base: Base, sums: Sums, period: Period, here: UUID) -> list[Telling]:
    """A municipality's own figures: told only where what is left of all the others' may be told too.

    Neither it nor the others together may have fewer people than may be told of.
    """
    workers = sums.workers(period)
    if workers.get(here, 0) < LEAST or sum(workers.values()) - workers[here] < LEAST:
        return []
    mine, everybody = sums.of(base.name, "", period, here)[""], sums.of(base.name, "", period)[""]
    if not fine_total(mine, everybody - mine):
        return []
    found = [Telling(base.name, period, mine)]
    for attribute in base.attributes:
        if attribute.keys == "municipalities" or attribute.inside:
            continue
        own = sums.of(base.name, attribute.name, period, here)
        others = sums.of(base.name, attribute.name, period)
        others.subtract(own)
        parents = sums.parents if attribute.keys == "areas" else None
        found += [
            Telling(f"{base.name}.{attribute.name}", period, group.count, group.keys)
            for group in partition(dict(sorted(own.items())), others=others, parents=parents)
        ]
    return found

"""Hours that colleagues promise, against what came of them. Never about one person.

A promise is what somebody has said of when she can be asked. A question is judged by whether anybody it
had been put to had promised an hour before its time was out; whoever answers first keeps the promise of
all of them. What is not known, and why: docs/decisions/demand.md.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

from kollega.competence.demand import signals
from kollega.competence.demand.signals import AskedQuestion
from kollega.competence.models import Availability, Kept
from kollega.core import calendar, clock
from kollega.core.actor import Actor, acting, job_for
from kollega.core.posting import one_at_a_time
from kollega.core.quarters import Quarter
from kollega.core.suppression import LEAST, graded, laid_by_people, partition
from kollega.organisation.api import at_work

JOB = "competence.count_promises"
HALVES = 4
"""Half-years that are looked back on."""
KEPT_YEARS = 4
DAY = timedelta(days=1)
IN_TIME, LATE, UNPROMISED = "kept", "late", "unpromised"
LEVELS = (
    ((IN_TIME,), (LATE,), (UNPROMISED,)),
    ((IN_TIME,), (LATE, UNPROMISED)),
)


@dataclass(frozen=True)
class Hours:
    """When a colleague has said that she can be asked. `weekdays` has a bit for each day."""

    colleague_id: UUID
    municipality_id: UUID
    weekdays: int
    hour_from: int
    hour_to: int
    most: int = 0

    @property
    def weekly(self) -> int:
        return self.weekdays.bit_count() * (self.hour_to - self.hour_from)

    def meets(self, begins: datetime, ends: datetime) -> bool:
        """Whether any promised hour lies between two moments."""
        day, last = clock.local(begins).date(), clock.local(ends).date()
        while day <= last:
            if self.weekdays >> day.weekday() & 1 and calendar.is_workday(day):
                opens, closes = _moment(day, self.hour_from), _moment(day, self.hour_to)
                if opens < ends and closes > begins:
                    return True
            day += DAY
        return False


def _moment(day: date, hour: int) -> datetime:
    """So many hours into a day by the clock in Sweden; 24 is the end of it."""
    of_day = day + DAY * (hour // 24)
    return datetime.combine(of_day, time(hour % 24), clock.STOCKHOLM).astimezone(UTC)


def judged(question: AskedQuestion, promised: Mapping[UUID, Hours], only: Collection[UUID]) -> str:
    """What became of a question, of those colleagues alone that `only` names."""
    if question.in_time:
        return IN_TIME
    asked = (promised[who] for who in question.colleague_ids if who in promised and who in only)
    had_promised = any(each.meets(question.asked_at, question.wanted_by) for each in asked)
    return LATE if had_promised else UNPROMISED


@dataclass(frozen=True)
class Outcome:
    """What may be told of some questions; None where it may not be told apart."""

    asked: int
    kept: int | None = None
    late: int | None = None
    unpromised: int | None = None


def outcome(judgements: Iterable[str]) -> Outcome | None:
    """What may be told: nothing of fewer than five, and no class of fewer than five."""
    counts = Counter(judgements)
    if counts.total() < LEAST:
        return None
    told: dict[str, int] = {}
    for group in graded(counts, LEVELS):
        told[group.keys[0]] = group.count
        if group.is_alone:
            continue
        return Outcome(counts.total(), told.get(IN_TIME, 0), group.count)
    if not told:
        return Outcome(counts.total())
    return Outcome(counts.total(), *(told.get(each, 0) for each in (IN_TIME, LATE, UNPROMISED)))


# --- Counting ---------------------------------------------------------------------------------------


def half_of(day: date) -> date:
    """The first day of a day's half-year."""
    return date(day.year, 1 if day.month < 7 else 7, 1)


def last_of(half: date) -> date:
    """The last day of a half-year."""
    return date(half.year, 6, 30) if half.month == 1 else date(half.year, 12, 31)


def settled_halves(since: date) -> list[date]:
    """Half-years that may be counted today, the oldest first."""
    half, found = half_of(clock.today()), []
    for _each in range(HALVES):
        half = half_of(half - DAY)
        if Quarter.of(last_of(half)).has_settled and last_of(half) >= since:
            found.append(half)
    return found[::-1]


def count(collaboration_id: UUID, *, since: date) -> int:
    """Tell of the half-years that have settled and are not told of; how many."""
    with acting(job_for(job=JOB, collaboration_id=collaboration_id)) as actor:
        one_at_a_time(f"promises {collaboration_id}")
        rows = Kept.objects.filter(collaboration_id=collaboration_id)
        rows.filter(half__lt=clock.today() - KEPT_YEARS * 365 * DAY).delete()
        told = set(rows.values_list("half", flat=True))
        new = [each for each in settled_halves(since) if each not in told]
        hours = {each.colleague_id: each for each in promised(actor)} if new else {}
        for half in new:
            Kept.objects.bulk_create(_half(actor, half, hours))
        return len(new)


def promised(actor: Actor) -> list[Hours]:
    """What everybody at work has said of when she can be asked. One statement."""
    rows = Availability.objects.filter(
        at_work("colleague__"), collaboration_id=actor.collaboration_id
    ).values_list(
        "colleague_id",
        "colleague__municipality_id",
        "weekdays",
        "hour_from",
        "hour_to",
        "cap_per_week",
    )
    return [Hours(*row) for row in rows]


def _half(actor: Actor, half: date, hours: Mapping[UUID, Hours]) -> list[Kept]:
    questions = signals.every_question(actor, half, last_of(half))
    whole = outcome(judged(each, hours, hours) for each in questions)
    if whole is None or not many(questions):
        return []
    here = {"collaboration_id": actor.collaboration_id, "half": half}
    every = [place for place, _day in signals.every_call(actor, half, last_of(half))]
    rung = _calls(every, units(hours.values()))
    enough = len(every) if len(every) >= LEAST else None
    found = [Kept(id=uuid4(), **here, **vars(whole), calls=enough)]
    for unit in units(hours.values()):
        told = of_unit(questions, hours, unit)
        if told is not None:
            calls = rung.get(unit)
            found.append(Kept(id=uuid4(), **here, towns=list(unit), **vars(told), calls=calls))
    for area_id, told in of_areas(questions).items():
        found.append(Kept(id=uuid4(), **here, area_id=area_id, **vars(told)))
    return found


def of_unit(
    questions: Sequence[AskedQuestion], hours: Mapping[UUID, Hours], unit: Collection[str]
) -> Outcome | None:
    """What may be told of the questions that were put to somebody in these municipalities.

    A situation is never put to the municipality that it comes from: the questions that were not put
    here must not be few either.
    """
    inside = {who for who, each in hours.items() if str(each.municipality_id) in unit}
    put = [each for each in questions if each.colleague_ids & inside]
    told = outcome(judged(each, hours, inside) for each in put)
    rest = [each for each in questions if not each.colleague_ids & inside]
    in_time = sum(each.in_time for each in rest)
    here = {who for each in put for who in each.colleague_ids & inside}
    if told is None or len(here) < LEAST or not _plain(len(rest)):
        return None
    if not (_plain(in_time) and _plain(len(rest) - in_time)):
        return Outcome(told.asked)
    return told


def of_areas(questions: Iterable[AskedQuestion]) -> dict[UUID, Outcome]:
    """What may be told of each area: in time or not. What is left of the others is not small either.

    An area is told of only where at least five had been asked: else it would be how one or two did.
    """
    by_area: dict[UUID, list[AskedQuestion]] = defaultdict(list)
    for each in questions:
        by_area[each.area_id].append(each)
    found: dict[UUID, Outcome] = {}
    hidden = [0, 0]
    for area, inside in sorted(by_area.items(), key=lambda pair: -len(pair[1])):
        in_time = sum(each.in_time for each in inside)
        late = len(inside) - in_time
        if len(inside) >= LEAST and _plain(in_time) and _plain(late) and many(inside):
            found[area] = Outcome(len(inside), in_time, late)
        else:
            hidden = [hidden[0] + in_time, hidden[1] + late]
    while found and not all(map(_plain, hidden)):
        _area, smallest = found.popitem()
        hidden = [hidden[0] + (smallest.kept or 0), hidden[1] + (smallest.late or 0)]
    return found


def many(questions: Iterable[AskedQuestion]) -> bool:
    """Whether at least five colleagues had been asked."""
    return len({who for each in questions for who in each.colleague_ids}) >= LEAST


def _calls(
    places: Iterable[UUID | None], known: Sequence[tuple[str, ...]]
) -> dict[tuple[str, ...], int]:
    """Municipalities → calls in which they helped, where that may be told."""
    unit_of = {town: unit for unit in known for town in unit}
    counts: dict[tuple[str, ...], int] = dict.fromkeys(known, 0) | {(): 0}
    for place in places:
        counts[unit_of.get(str(place), ())] += 1
    return {
        group.keys[0]: group.count for group in partition(counts, keep_zeros=True) if group.is_alone
    }


def _plain(number: int) -> bool:
    return number == 0 or number >= LEAST


def units(hours: Iterable[Hours]) -> Sequence[tuple[str, ...]]:
    """Municipalities as they may be told of: those where fewer than five have promised stand together."""
    people = Counter(str(each.municipality_id) for each in hours)
    return laid_by_people(dict(sorted(people.items())))

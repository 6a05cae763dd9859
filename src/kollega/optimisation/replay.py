"""A plan played through the years: who then can what, and whether each target holds.

Knows nothing of how plans are found. The checker and the explanations stand on it.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from kollega.optimisation.demands import Demand, demands
from kollega.optimisation.plans import Held, Step
from kollega.optimisation.scenario import (
    Course,
    Lending,
    Lift,
    MovedDuty,
    Recruitment,
    Shadowing,
    Supervision,
)
from kollega.optimisation.years import Calendar

LEARNING = frozenset({"course", "shadowing", "supervision"})


@dataclass(frozen=True)
class Coverage:
    """How a demand stands: how many there are, where (for a host), and what one leaving would do."""

    demand: Demand
    have: int
    holder: str | None
    moved_to: str | None
    fragile: bool

    @property
    def short(self) -> int:
        """How many are missing."""
        return 0 if self.moved_to else max(0, self.demand.count - self.have)

    @property
    def holds(self) -> bool:
        return self.short == 0


def lifts(calendar: Calendar, step: Step) -> list[Lift]:
    """What a learning step leads from and to."""
    match calendar.means.get(step.means):
        case Course() as course:
            return course.lifts
        case Shadowing() as means if step.area is not None:
            return [Lift(area=step.area, from_level=means.from_level, to_level=means.to_level)]
        case Supervision() as means:
            return [Lift(area=means.area, from_level=means.from_level, to_level=means.to_level)]
        case _:
            return []


class Replay:
    """Levels and counts after each year, with some steps done."""

    def __init__(
        self, calendar: Calendar, steps: Iterable[Step], areas: Collection[str] | None = None
    ) -> None:
        self.calendar = calendar
        self.steps = list(steps)
        self.areas = areas
        self._raised = self._raise()
        self._counts = self._count()
        self._lent: Counter[tuple[str, str, int, int]] = Counter()
        self.moved: dict[tuple[str, str, int], list[tuple[MovedDuty, str]]] = defaultdict(list)
        self._arrange()

    def level(self, person: str, area: str, year: int) -> int:
        """Somebody's level at the end of a year counted from 0; -1 is before the plan."""
        initial = self.calendar.people[person].levels.get(area, 0)
        raised = self._raised.get((person, area), ())
        return max([initial, *(to for when, to in raised if when <= year)])

    def _raise(self) -> dict[tuple[str, str], list[tuple[int, int]]]:
        raised: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        for step in self.steps:
            if step.kind in LEARNING and step.person is not None:
                for lift in lifts(self.calendar, step):
                    when = self.calendar.year(step.year)
                    raised[step.person, lift.area].append((when, lift.to_level))
        return raised

    def _count(self) -> dict[tuple[str, str | None, int], list[int]]:
        """How many at each level, by area, municipality (None: all) and year; lent ones under '+'."""
        counts: dict[tuple[str, str | None, int], list[int]] = defaultdict(lambda: [0] * 5)
        learnt: dict[str, set[str]] = defaultdict(set)
        for id_, area in self._raised:
            learnt[id_].add(area)
        for id_, person in self.calendar.people.items():
            known = {area for area, level in person.levels.items() if level} | learnt[id_]
            for area in known if self.areas is None else known & set(self.areas):
                self._count_one(counts, id_, area)
        for step in self.steps:
            means = self.calendar.means.get(step.means)
            if isinstance(means, Recruitment) and step.municipality is not None:
                for area, level in means.levels.items():
                    for year in range(self.calendar.year(step.year), self.calendar.scenario.years):
                        counts[area, step.municipality, year][level] += 1
                        counts[area, None, year][level] += 1
        return counts

    def _count_one(
        self, counts: dict[tuple[str, str | None, int], list[int]], person: str, area: str
    ) -> None:
        for year, standing in enumerate(self.calendar.standing[person]):
            if standing.home is not None:
                level = self.level(person, area, year)
                counts[area, standing.home, year][level] += 1
                counts[area, None, year][level] += 1
                if standing.on_loan is not None:
                    counts[area, f"+{standing.on_loan}", year][level] += 1

    def _arrange(self) -> None:
        for step in self.steps:
            means = self.calendar.means.get(step.means)
            year = self.calendar.year(step.year)
            if step.municipality is None:
                continue
            if isinstance(means, Lending):
                self._lent[means.area, step.municipality, means.level, year] += 1
            elif isinstance(means, MovedDuty) and step.taker is not None:
                for later in range(year, self.calendar.scenario.years):
                    self.moved[means.area, step.municipality, later].append((means, step.taker))

    def own(self, area: str, municipality: str | None, level: int, year: int) -> int:
        """How many who work there (None: anywhere in the collaboration) are at a level or above it."""
        return sum(self._counts.get((area, municipality, year), ())[level:])

    def here(self, area: str, municipality: str, level: int, year: int) -> int:
        """Those and whoever is lent there."""
        lent = sum(self._counts.get((area, f"+{municipality}", year), ())[level:])
        planned = sum(
            count
            for (where, to, at, when), count in self._lent.items()
            if (where, to, when) == (area, municipality, year) and at >= level
        )
        return self.own(area, municipality, level, year) + lent + planned

    def coverage(self, hosts: Sequence[Held] | None = None) -> list[Coverage]:
        """How every demand stands. Without hosts the one that has most in its worst year holds."""
        found = [
            demand
            for demand in demands(self.calendar.scenario)
            if self.areas is None or demand.area in self.areas
        ]
        held = (
            self._held(found)
            if hosts is None
            else {each.target: each.municipality for each in hosts}
        )
        return [self._covered(demand, held.get(demand.target)) for demand in found]

    def _held(self, found: list[Demand]) -> dict[int, str]:
        by_target: dict[int, list[Demand]] = defaultdict(list)
        for demand in found:
            if demand.kind == "host":
                by_target[demand.target].append(demand)
        return {
            target: max(
                self.calendar.municipalities,
                key=lambda municipality, each=each: sorted(  # type: ignore[misc]
                    self._own_of(demand, municipality) for demand in each
                ),
            )
            for target, each in by_target.items()
        }

    def _own_of(self, demand: Demand, municipality: str | None) -> int:
        year = self.calendar.year(demand.year)
        return self.own(demand.area, municipality, demand.level, year)

    def _covered(self, demand: Demand, holder: str | None) -> Coverage:
        year = self.calendar.year(demand.year)
        if demand.kind == "host":
            have = self._own_of(demand, holder) if holder else 0
            return Coverage(demand, have, holder, None, fragile=have <= demand.count)
        if demand.municipality is None:
            have = self._own_of(demand, None)
            return Coverage(demand, have, None, None, fragile=have <= demand.count)
        have = self.here(demand.area, demand.municipality, demand.level, year)
        for means, taker in self.moved.get((demand.area, demand.municipality, year), ()):
            if means.level >= demand.level:
                spare = self.own(demand.area, taker, means.level, year) > means.needs
                return Coverage(demand, have, None, taker, fragile=not spare)
        return Coverage(demand, have, None, None, fragile=have <= demand.count)

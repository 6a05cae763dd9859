"""A scenario read year by year: who is where, who is there at all, with how many hours."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kollega.optimisation.scenario import (
    Course,
    Employment,
    Lending,
    Lift,
    MovedDuty,
    Person,
    Recruitment,
    Scenario,
    Shadowing,
    Supervision,
)

Lifting = Course | Shadowing | Supervision
Means = Course | Shadowing | Supervision | Recruitment | MovedDuty | Lending


@dataclass(frozen=True)
class Standing:
    """Somebody in a year: at home where (None: not there that year), lent where, hours to learn."""

    home: str | None
    on_loan: str | None
    hours: int
    supervising_hours: int


ABSENT = Standing(None, None, 0, 0)


@dataclass(frozen=True)
class Calendar:
    """A scenario with its years counted from 0 and its parts by their ids."""

    scenario: Scenario

    def narrowed(self, scenario: Scenario) -> "Calendar":
        """The same people and places with fewer targets and means."""
        other = Calendar(scenario)
        for name in ("people", "municipalities", "inhabitants", "standing", "_minutes"):
            other.__dict__[name] = getattr(self, name)
        return other

    @property
    def years(self) -> range:
        return range(self.scenario.years)

    def year(self, calendar_year: int) -> int:
        """The number of a year in the plan."""
        return calendar_year - self.scenario.first_year

    @cached_property
    def people(self) -> dict[str, Person]:
        return {person.id: person for person in self.scenario.people}

    @cached_property
    def municipalities(self) -> list[str]:
        return [each.id for each in self.scenario.municipalities]

    @cached_property
    def inhabitants(self) -> dict[str, int]:
        return {each.id: each.inhabitants for each in self.scenario.municipalities}

    @cached_property
    def means(self) -> dict[str, Means]:
        return {each.id: each for each in all_means(self.scenario)}

    @cached_property
    def lifting(self) -> dict[str, list[tuple[Lifting, Lift]]]:
        """By area, the means that lift somebody in it, with the level they need and lead to."""
        found: dict[str, list[tuple[Lifting, Lift]]] = {area.id: [] for area in self.scenario.areas}
        for course in self.scenario.courses:
            for lift in course.lifts:
                found[lift.area].append((course, lift))
        for means in self.scenario.shadowing:
            for area in found if means.areas is None else dict.fromkeys(means.areas):
                found[area].append((means, _lift(means, area)))
        for supervision in self.scenario.supervision:
            found[supervision.area].append((supervision, _lift(supervision, supervision.area)))
        return found

    @cached_property
    def standing(self) -> dict[str, tuple[Standing, ...]]:
        """For each person, one for each year of the plan."""
        return {
            person.id: tuple(
                standing(person, self.scenario.first_year + year) for year in self.years
            )
            for person in self.scenario.people
        }

    @cached_property
    def _minutes(self) -> dict[frozenset[str], int]:
        return {
            frozenset((each.between, each.and_)): each.minutes for each in self.scenario.journeys
        }

    def minutes(self, here: str, there: str) -> int:
        """The way between two municipalities, one way."""
        return 0 if here == there else self._minutes[frozenset((here, there))]


def _lift(means: Shadowing | Supervision, area: str) -> Lift:
    return Lift(area=area, from_level=means.from_level, to_level=means.to_level)


def all_means(scenario: Scenario) -> Iterator[Means]:
    """Every means, of all kinds."""
    yield from scenario.courses
    yield from scenario.shadowing
    yield from scenario.supervision
    yield from scenario.recruitment
    yield from scenario.moved_duty
    yield from scenario.lending


def standing(person: Person, year: int) -> Standing:
    """Somebody in a year.

    She is there when she is employed and not on leave for at least half of the days; at home where she is
    employed the most of them; on loan where she is lent at least half of them. Her hours shrink with the days.
    """
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    length = (last - first).days + 1
    away = {
        day for leave in person.leave for day in _days(leave.first_day, leave.last_day, first, last)
    }
    at: dict[str, set[int]] = {}
    lent: dict[str, set[int]] = {}
    for employment in person.employments:
        days = lent if employment.loan else at
        days.setdefault(employment.municipality, set()).update(_employed(employment, first, last))
    there = set().union(*at.values()) - away if at else set()
    if not there or 2 * len(there) < length:
        return ABSENT
    home = max(sorted(at), key=lambda municipality: len(at[municipality]))
    loans = [to for to in sorted(lent) if 2 * len(lent[to] & there) >= length and to != home]
    return Standing(
        home,
        loans[0] if loans else None,
        person.hours_per_year * len(there) // length,
        person.supervising_hours_per_year * len(there) // length,
    )


def _employed(employment: Employment, first: datetime.date, last: datetime.date) -> set[int]:
    return _days(employment.first_day or first, employment.last_day or last, first, last)


def _days(
    from_day: datetime.date, to_day: datetime.date, first: datetime.date, last: datetime.date
) -> set[int]:
    start, end = max(from_day, first), min(to_day, last)
    return set(range(start.toordinal(), end.toordinal() + 1))

"""Staff in units that the model counts: one person each, or people who stand alike in every year.

Where units hold several, a plan for them says less than one for each person may need: its least score
is never above that of a plan for persons, so that it bounds it from below.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kollega.optimisation.years import Calendar, Standing


@dataclass(frozen=True, eq=False)
class Unit:
    """People with the same home and loan in each year, and the same courses behind them."""

    number: int
    people: tuple[str, ...]
    standing: tuple[Standing, ...]
    courses_done: frozenset[str]
    hours: tuple[int, ...]
    """All their hours for learning, year by year."""
    supervising_hours: tuple[tuple[int, ...], ...]
    """Year by year, each one's."""

    @property
    def single(self) -> bool:
        return len(self.people) == 1

    def home(self, year: int) -> str | None:
        """Where they work in a year; None: not there."""
        return self.standing[year].home


@dataclass(frozen=True, eq=False)
class Group:
    """Those of a unit who are at one level in an area, wish to learn it or do not, and may supervise or not."""

    unit: Unit
    area: str
    level: int
    wished: bool
    people: tuple[str, ...]

    @property
    def size(self) -> int:
        return len(self.people)


def units(calendar: Calendar, *, single: bool, named: Iterable[str] = ()) -> list[Unit]:
    """Everybody who is there in some year. `named` stand by themselves in any case."""
    alone = set(named)
    alike: dict[object, list[str]] = defaultdict(list)
    for person in calendar.scenario.people:
        standings = calendar.standing[person.id]
        if all(standing.home is None for standing in standings):
            continue
        places = tuple((standing.home, standing.on_loan) for standing in standings)
        key = (
            person.id if single or person.id in alone else (places, frozenset(person.courses_done))
        )
        alike[key].append(person.id)
    return [_unit(calendar, number, tuple(people)) for number, people in enumerate(alike.values())]


def _unit(calendar: Calendar, number: int, people: tuple[str, ...]) -> Unit:
    standings = [calendar.standing[person] for person in people]
    return Unit(
        number,
        people,
        standings[0],
        frozenset(calendar.people[people[0]].courses_done),
        tuple(sum(each[year].hours for each in standings) for year in calendar.years),
        tuple(tuple(each[year].supervising_hours for each in standings) for year in calendar.years),
    )


def groups(calendar: Calendar, found: Iterable[Unit], area: str) -> list[Group]:
    """The units split by level and wish in an area."""
    made = []
    for unit in found:
        alike: dict[tuple[int, bool, bool], list[str]] = defaultdict(list)
        for id_ in unit.people:
            person = calendar.people[id_]
            # Whoever comes to supervise must have hours for it.
            teaches = person.supervising_hours_per_year > 0
            alike[person.levels.get(area, 0), area in person.wishes, teaches].append(id_)
        made += [
            Group(unit, area, level, wished, tuple(people))
            for (level, wished, _teaches), people in sorted(alike.items())
        ]
    return made

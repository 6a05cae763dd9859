"""How an area stands against what there should be of it. Pure: figures in, a word in the code out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from kollega.organisation.api import Area


class Standing(StrEnum):
    """How much there is of an area, against the least that there should be."""

    NOBODY = "nobody"
    ONE = "one"
    """It hangs on one person: red, also where one is asked for."""
    FLOOR = "floor"
    FINE = "fine"
    FREE = "free"
    """Nothing is asked for."""

    @property
    def is_red(self) -> bool:
        return self in {Standing.NOBODY, Standing.ONE}


@dataclass(frozen=True)
class Figures:
    """How many stand at each level somewhere. `alone` manage alone: the independent and the supervisors."""

    oriented: int = 0
    with_support: int = 0
    independent: int = 0
    supervise: int = 0
    practised_on: date | None = None
    vacancies: int = 0
    away: Mapping[str, int] = field(default_factory=dict)

    @property
    def alone(self) -> int:
        return self.independent + self.supervise

    @property
    def anybody(self) -> int:
        return self.oriented + self.with_support + self.alone

    def left(self, monday: str) -> int:
        """How many who manage alone are at work in a holiday week, by what they have said."""
        return max(0, self.alone - self.away.get(monday, 0))

    def __add__(self, other: "Figures") -> "Figures":
        days = [day for day in (self.practised_on, other.practised_on) if day]
        weeks = {*self.away, *other.away}
        return Figures(
            oriented=self.oriented + other.oriented,
            with_support=self.with_support + other.with_support,
            independent=self.independent + other.independent,
            supervise=self.supervise + other.supervise,
            practised_on=max(days, default=None),
            vacancies=self.vacancies + other.vacancies,
            away={week: self.away.get(week, 0) + other.away.get(week, 0) for week in weeks},
        )


NONE = Figures()


@dataclass(frozen=True)
class Floors:
    """The least that there should be of an area. `own`: the coordinator has set it for this area."""

    local: int
    shared: int
    supervisors: int
    wants_host: bool
    own: bool = False
    version: int = 0


@dataclass(frozen=True)
class Town:
    """A municipality on the map. `counted`: its own figures have been pushed."""

    id: UUID
    code: str
    name: str
    staff: int = 0
    vacancies: int = 0
    counted: bool = False


@dataclass(frozen=True)
class AreaRow:
    """An area on the map: `cells` in the order of the municipalities.

    `heading` is set where the row stands for a heading of the tree itself: shown, and asked for nothing.
    """

    area: Area
    group: Area
    cells: tuple[Figures, ...]
    floors: Floors
    hosts: tuple[str, ...] = ()
    heading: bool = False

    @cached_property
    def total(self) -> Figures:
        return sum(self.cells, NONE)

    @property
    def shared(self) -> Standing:
        """How the collaboration stands."""
        return standing(self.total.alone, self.floors.shared)

    def local(self, index: int) -> Standing:
        """How a municipality stands."""
        return standing(self.cells[index].alone, self.floors.local)

    def in_week(self, monday: str) -> Standing:
        """How the collaboration stands in a holiday week."""
        return standing(self.total.left(monday), self.floors.shared)

    def without(self, index: int) -> "AreaRow":
        """The same where one municipality takes no part."""
        cells = tuple(NONE if at == index else each for at, each in enumerate(self.cells))
        return AreaRow(self.area, self.group, cells, self.floors, self.hosts, self.heading)

    @property
    def is_red(self) -> bool:
        """Red in the collaboration: on one person or none, or under the floor."""
        return self.shared.is_red or self.shared is Standing.FLOOR


def standing(alone: int, floor: int) -> Standing:
    """How so many stand against the least that is asked for."""
    if floor == 0:
        return Standing.FREE
    if alone == 0:
        return Standing.NOBODY
    if alone == 1:
        return Standing.ONE
    return Standing.FLOOR if alone < floor else Standing.FINE


@dataclass(frozen=True)
class Verdict:
    """An area that is red: in a municipality, or (None) in the collaboration."""

    area_id: UUID
    municipality_id: UUID | None
    standing: Standing


def verdicts(rows: Sequence[AreaRow], towns: Sequence[Town]) -> list[Verdict]:
    """Everything that is red now. A municipality that has not counted yet is not judged."""
    found = []
    for row in rows:
        if row.heading:
            continue
        if row.is_red:
            found.append(Verdict(row.area.id, None, row.shared))
        for index, town in enumerate(towns):
            if town.counted and row.local(index).is_red:
                found.append(Verdict(row.area.id, town.id, row.local(index)))
    return found

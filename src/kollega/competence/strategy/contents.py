"""What stands in a strategy document: goals, measures and costs, without anybody in it.

Pure: kept as JSON beside the texts that people write, and never changed once it has been sent. Names of
areas and municipalities stand as they were when it was made: a decided document does not change its words.
"""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Piece(BaseModel):
    """What all pieces have in common: never changed; what is not known any more is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class GoalKind(StrEnum):
    """Where so many are to be."""

    LOCAL = "local"
    COLLABORATION = "collaboration"
    SUPERVISORS = "supervisors"
    HOST = "host"


class MeasureKind(StrEnum):
    """What is done."""

    COURSE = "course"
    SHADOWING = "shadowing"
    SUPERVISION = "supervision"
    RECRUITMENT = "recruitment"
    MOVED_DUTY = "moved_duty"
    LENDING = "lending"


class Role(StrEnum):
    """Who answers for a measure, by role."""

    MANAGER = "manager"
    BOTH_MANAGERS = "both_managers"
    COORDINATOR = "coordinator"
    DIRECTOR = "director"


USUAL_ROLE = {
    MeasureKind.COURSE: Role.MANAGER,
    MeasureKind.SHADOWING: Role.BOTH_MANAGERS,
    MeasureKind.SUPERVISION: Role.COORDINATOR,
    MeasureKind.RECRUITMENT: Role.DIRECTOR,
    MeasureKind.MOVED_DUTY: Role.DIRECTOR,
    MeasureKind.LENDING: Role.BOTH_MANAGERS,
}


class Place(Piece):
    """A municipality that takes part."""

    id: str
    name: str
    inhabitants: int


class Area(Piece):
    """An area that something is said of."""

    id: str
    name: str
    rare: bool = False


class Stand(Piece):
    """How a goal stands in a municipality (empty: in all together) before, and when the years are over.

    `short`: so many are missing in the worst year in spite of all. `moved_to` answers for the area
    instead.
    """

    place: str = ""
    now: int
    then: int
    short: int = 0
    moved_to: str = ""


class Goal(Piece):
    """So many at a level, from the end of a year on. `stands` holds a row for each municipality where the
    goal is local, else one; of a host the municipality that holds the area."""

    kind: GoalKind
    area: str
    level: int
    count: int
    from_year: int
    stands: tuple[Stand, ...]

    @property
    def is_met(self) -> bool:
        """Whether nothing has to be done for it: there are enough today, and so there will be."""
        return not self.lacking_now and not any(each.short for each in self.stands)

    @property
    def lacking_now(self) -> tuple[Stand, ...]:
        """Where there are too few today."""
        return tuple(each for each in self.stands if each.now < self.count)


class Measure(Piece):
    """Something to do in a year, in a municipality. `key` is its name in the document, `means` what the
    plan calls what is done: of a course its id.

    `others` are the municipalities that it takes help of: whoever takes a duty over, lends, supervises.
    `cost` in whole kronor until `last_year`; a group's cost is told apart (`Shared`). `goals` are the goals
    that fail without it, `firmer` those that hang on one person without it, both by place in the list.
    """

    key: str
    kind: MeasureKind
    means: str = ""
    name: str
    areas: tuple[str, ...]
    year: int
    last_year: int
    place: str
    others: tuple[str, ...] = ()
    people: int = 0
    cost: int = 0
    hours: int = 0
    travel_hours: int = 0
    responsible: Role
    goals: tuple[int, ...] = ()
    firmer: tuple[int, ...] = ()


class Cost(Piece):
    """What a municipality pays and works in a year, and what it has said that it has."""

    place: str
    year: int
    cost: int
    hours: int
    budget: int = 0


class Shared(Piece):
    """Groups led from outside in a year, paid by all by inhabitants."""

    name: str
    year: int
    groups: int
    cost: int


class Contents(Piece):
    """The whole of it. `chosen`: cheapest, least_travel or robust. `fairness`: how the search weighed what
    each bears. `gap`: how much dearer it may be than what is possible, None where that is not known."""

    first_year: int
    last_year: int
    chosen: str = ""
    fairness: str = "none"
    gap: float | None = None
    places: tuple[Place, ...] = ()
    areas: tuple[Area, ...] = ()
    goals: tuple[Goal, ...] = ()
    measures: tuple[Measure, ...] = ()
    costs: tuple[Cost, ...] = ()
    shared: tuple[Shared, ...] = ()
    travel_hours: int = 0

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)

    @property
    def cost(self) -> int:
        return sum(each.cost for each in self.costs)

    @property
    def hours(self) -> int:
        return sum(each.hours for each in self.costs)

    @property
    def place_names(self) -> dict[str, str]:
        return {each.id: each.name for each in self.places}

    @property
    def area_names(self) -> dict[str, str]:
        return {each.id: each.name for each in self.areas}

    def measure(self, key: str) -> Measure | None:
        """The measure of that name."""
        return next((each for each in self.measures if each.key == key), None)

    def cost_of(self, place: str) -> int:
        """What a municipality pays in all the years."""
        return sum(each.cost for each in self.costs if each.place == place)

    def shared_by(self, place: str) -> int:
        """A municipality's part of what all pay for: what no measure of its own costs."""
        own = sum(each.cost for each in self.measures if each.place == place)
        return self.cost_of(place) - own

    def hours_of(self, place: str) -> int:
        """What a municipality works in all the years."""
        return sum(each.hours for each in self.costs if each.place == place)

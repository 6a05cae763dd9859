"""What a plan is made from: municipalities, people, targets and means, as one JSON document.

Field by field in docs/plan-format.md. All money is whole kronor, all time on the road whole minutes,
all other time whole hours. People are opaque ids: no name and no personal number belongs here.
"""

import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

FORMAT = "kollega-scenario-1"
HIGHEST = 4
"""The level of those who can supervise."""

Id = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^\S(.*\S)?$")]
Name = Annotated[str, Field(max_length=200)]
Level = Annotated[int, Field(ge=0, le=HIGHEST)]
Reached = Annotated[int, Field(ge=1, le=HIGHEST)]
Kronor = Annotated[int, Field(ge=0, le=1_000_000_000)]
Hours = Annotated[int, Field(ge=0, le=100_000)]
Minutes = Annotated[int, Field(ge=0, le=10_000)]
Count = Annotated[int, Field(ge=0, le=10_000)]
Some = Annotated[int, Field(ge=1, le=10_000)]
CalendarYear = Annotated[int, Field(ge=2000, le=2200)]


class Part(BaseModel):
    """What all parts of the form have in common: nothing unknown, nothing guessed, nothing changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Municipality(Part):
    """Budget and staff hours that may go to learning, one figure for each year of the plan."""

    id: Id
    name: Name = ""
    inhabitants: Annotated[int, Field(ge=1, le=20_000_000)]
    budget: list[Kronor]
    learning_hours: list[Hours]


class Area(Part):
    """A practice area."""

    id: Id
    name: Name = ""
    rare: bool = False


class Target(Part):
    """How many must be able to do an area, and from the end of which year.

    `local`: in each municipality (or the listed ones). `collaboration`: in all of them together.
    `supervisors`: who can supervise, in all of them together. `host`: in one municipality that holds
    the area for the others.
    """

    kind: Literal["local", "collaboration", "supervisors", "host"]
    area: Id
    level: Reached = 3
    count: Some = 1
    from_year: CalendarYear | None = None
    municipalities: list[Id] | None = None


class Employment(Part):
    """Where somebody works, from a day to a day (both included; empty: always). A loan stands beside."""

    municipality: Id
    first_day: datetime.date | None = None
    last_day: datetime.date | None = None
    loan: bool = False


class Leave(Part):
    """Days somebody is away, both included."""

    first_day: datetime.date
    last_day: datetime.date


class Person(Part):
    """One of the staff: level by area (nothing written: level 0), wishes and time for learning."""

    id: Id
    employments: Annotated[list[Employment], Field(min_length=1, max_length=50)]
    levels: dict[Id, Level] = {}
    wishes: list[Id] = []
    leave: list[Leave] = []
    hours_per_year: Hours = 60
    supervising_hours_per_year: Hours = 0
    courses_done: list[Id] = []


class Lift(Part):
    """A level that is needed, and the one it leads to."""

    area: Id
    from_level: Annotated[int, Field(ge=0, le=HIGHEST - 1)]
    to_level: Reached


class Course(Part):
    """A course with seats each year. Without a place it is held at a distance."""

    id: Id
    name: Name = ""
    lifts: Annotated[list[Lift], Field(min_length=1, max_length=20)]
    seats: list[Count]
    cost: Kronor
    hours: Hours
    place: Id | None = None
    trips: Count = 1
    requires: list[Id] = []


class Shadowing(Part):
    """A colleague goes beside one who can supervise the area, who must have hours for it."""

    id: Id
    name: Name = ""
    areas: list[Id] | None = None
    from_level: Annotated[int, Field(ge=0, le=HIGHEST - 1)]
    to_level: Reached
    hours: Hours
    supervisor_hours: Hours
    cost: Kronor = 0
    trips: Count = 0


class Supervision(Part):
    """A group led by somebody from outside; its cost is shared by inhabitants."""

    id: Id
    name: Name = ""
    area: Id
    from_level: Annotated[int, Field(ge=0, le=HIGHEST - 1)]
    to_level: Reached
    hours: Hours
    group_size: Some
    cost_per_group: Kronor
    groups: list[Count]


class Recruitment(Part):
    """A new colleague with these levels; `places` says how many may be employed where."""

    id: Id
    name: Name = ""
    levels: Annotated[dict[Id, Reached], Field(min_length=1)]
    cost: Kronor = 0
    cost_per_year: Kronor
    places: dict[Id, Some]


class MovedDuty(Part):
    """A municipality that has enough people (`needs` at `level`) takes an area over for another."""

    id: Id
    name: Name = ""
    area: Id
    level: Reached = 3
    needs: Some = 2
    cost_per_year: Kronor
    trips_per_year: Count = 0
    takers: list[Id] | None = None
    givers: list[Id] | None = None
    most_per_taker: Some = 3


class Lending(Part):
    """A colleague at `level` works a year for another municipality in an area, part of her time."""

    id: Id
    name: Name = ""
    area: Id
    level: Reached = 3
    cost_per_year: Kronor
    trips_per_year: Count = 0
    lenders: list[Id] | None = None
    borrowers: list[Id] | None = None


class Journey(Part):
    """How long it takes between two municipalities, one way; the same both ways."""

    between: Id
    and_: Annotated[Id, Field(alias="and")]
    minutes: Minutes

    model_config = ConfigDict(populate_by_name=True)


class Fairness(Part):
    """How the burden is to lie between municipalities, and how much that weighs, in per cent.

    Burden is what a municipality pays and its staff's hours in learning. `largest`: what all would bear
    together if each bore as much per inhabitant as the one that bears most. `spread`: how much that is
    above what they do bear. `proportional`: how much lies with those that bear more than their share of
    the inhabitants. None of them grows smaller by spending more somewhere, as the weight is at most 100.
    """

    measure: Literal["none", "largest", "spread", "proportional"] = "none"
    weight: Annotated[int, Field(ge=0, le=100)] = 10


class Weights(Part):
    """What is weighed beside money, in kronor."""

    working_hour: Kronor = 300
    travel_hour: Kronor = 3_000
    unwished_step: Kronor = 1_000
    fragile_target: Kronor = 60_000


class Pattern(Part):
    """The steps that have all that is written here. A lock needs one such step, a removal none."""

    means: Id
    year: CalendarYear | None = None
    person: Id | None = None
    area: Id | None = None
    municipality: Id | None = None
    taker: Id | None = None


class Scenario(Part):
    """All that a plan is made from."""

    format: Literal["kollega-scenario-1"] = "kollega-scenario-1"
    name: Name = ""
    first_year: CalendarYear
    years: Annotated[int, Field(ge=1, le=6)] = 3
    municipalities: Annotated[list[Municipality], Field(min_length=1, max_length=400)]
    areas: Annotated[list[Area], Field(min_length=1, max_length=500)]
    targets: Annotated[list[Target], Field(max_length=5_000)]
    people: Annotated[list[Person], Field(max_length=20_000)]
    courses: list[Course] = []
    shadowing: list[Shadowing] = []
    supervision: list[Supervision] = []
    recruitment: list[Recruitment] = []
    moved_duty: list[MovedDuty] = []
    lending: list[Lending] = []
    journeys: list[Journey] = []
    travel_cost_per_hour: Annotated[int, Field(ge=0, le=100_000)] = 0
    fairness: Fairness = Fairness()
    weights: Weights = Weights()
    locked: list[Pattern] = []
    removed: list[Pattern] = []

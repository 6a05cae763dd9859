"""What is to be done, by whom and when, what it costs, and how sure it is that nothing is better."""

import enum
from typing import Literal

from pydantic import ConfigDict

from kollega.optimisation.scenario import Part, Pattern

FORMAT = "kollega-plan-1"
PRICE_OF_SHORT = 5_000_000
"""What each missing person weighs, each year, where targets may fall short."""


class Goal(enum.StrEnum):
    """What a plan is good at, when all targets are met within the budget."""

    CHEAPEST = "cheapest"
    LEAST_TRAVEL = "least_travel"
    ROBUST = "robust"


class Status(enum.StrEnum):
    """How a search ended."""

    OPTIMAL = "optimal"
    """Nothing is better, and that is proven."""
    FEASIBLE = "feasible"
    """Every demand is met; the gap says how much better a plan might be."""
    INFEASIBLE = "infeasible"
    """No plan meets every demand, and that is proven."""
    UNKNOWN = "unknown"
    """No plan was found in the time given."""


Kind = Literal["course", "shadowing", "supervision", "recruitment", "moved_duty", "lending"]


class Step(Part):
    """One thing to do in a year.

    `person` learns or is lent. `municipality` employs, hands over or borrows; `taker` takes over.
    `cost` is paid by `paid_by`; a group's cost lies in `Figures.shared`. `minutes` is working time
    for those who learn and supervise, `travel_minutes` on the road.
    """

    kind: Kind
    means: str
    year: int
    person: str | None = None
    area: str | None = None
    supervisor: str | None = None
    municipality: str | None = None
    taker: str | None = None
    cost: int = 0
    paid_by: str | None = None
    minutes: int = 0
    travel_minutes: int = 0

    def matches(self, pattern: Pattern) -> bool:
        """Whether a lock or a removal is about this step."""
        return self.means == pattern.means and all(
            wanted is None or wanted == here
            for wanted, here in (
                (pattern.year, self.year),
                (pattern.person, self.person),
                (pattern.area, self.area),
                (pattern.municipality, self.municipality),
                (pattern.taker, self.taker),
            )
        )


class Held(Part):
    """The municipality that holds an area for the others, by the target's place in the scenario."""

    target: int
    municipality: str


class Spent(Part):
    """What a municipality pays and works in a year."""

    municipality: str
    year: int
    cost: int
    minutes: int


class Figures(Part):
    """What a plan costs in all. `score` is what the search made small (docs/plan-format.md)."""

    cost: int
    shared: int
    working_minutes: int
    travel_minutes: int
    unwished: int
    fragile: int
    short: int
    unfairness: int
    score: int
    spent: list[Spent]


class Plan(Part):
    """Steps, figures and proof. `gap` is how much lower, of the score, another plan's could be."""

    model_config = ConfigDict(use_enum_values=False)

    format: Literal["kollega-plan-1"] = "kollega-plan-1"
    goal: Goal
    status: Status
    allow_short: bool = False
    """Targets may fall short, each missing person at a high price."""
    bound: float | None = None
    gap: float | None = None
    seconds: float = 0.0
    steps: list[Step] = []
    hosts: list[Held] = []
    figures: Figures | None = None

    @property
    def found(self) -> bool:
        """Whether there is a plan to carry out."""
        return self.status in {Status.OPTIMAL, Status.FEASIBLE}

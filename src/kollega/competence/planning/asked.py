"""What a search is asked for, as `PlanRun.settings` holds it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Self

from kollega.core import clock

Measure = Literal["none", "largest", "spread", "proportional"]
YEARS = 3
LEAST_MINUTES, MOST_MINUTES = 1, 10
PATTERN = ("means", "year", "person", "area", "municipality", "taker")
"""The fields of `optimisation.Pattern`."""

MEANS = ("courses", "shadowing", "supervision", "recruitment", "moved_duty", "lending")
"""The lists of means in `optimisation.Scenario`, each of which can be searched without."""

Pattern = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """Which years, by when targets hold, how the burden is to lie, and what is to stay or go.

    `reached_by`: targets hold from the end of that year on. `locked` and `removed` are patterns of steps,
    `without` the means (`MEANS`) that are not there at all.
    """

    first_year: int
    reached_by: int
    years: int = YEARS
    measure: Measure = "largest"
    weight: int = 10
    allow_short: bool = False
    locked: tuple[Pattern, ...] = field(default_factory=tuple)
    removed: tuple[Pattern, ...] = field(default_factory=tuple)
    without: tuple[str, ...] = ()

    @property
    def last_year(self) -> int:
        return self.first_year + self.years - 1

    def as_json(self) -> dict[str, Any]:
        """As the row holds it."""
        return asdict(self)

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:
        """As the row has it."""
        lists = {name: tuple(stored.get(name, ())) for name in ("locked", "removed", "without")}
        return cls(**{**stored, **lists})


def first_year() -> int:
    """The year that a search made today begins with: the next one."""
    return clock.today().year + 1


def plan_years() -> range:
    """The years that budgets are asked for."""
    return range(first_year(), first_year() + YEARS)


def pattern(**parts: Any) -> dict[str, Any]:
    """A pattern with what is known."""
    return {name: parts[name] for name in PATTERN if parts.get(name) is not None}

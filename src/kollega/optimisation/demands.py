"""Targets spelt out: one demand for each municipality and year, and what meets it without a plan."""

from dataclasses import dataclass

from kollega.optimisation.scenario import HIGHEST, Scenario
from kollega.optimisation.years import Calendar


@dataclass(frozen=True)
class Demand:
    """So many at a level in an area at the end of a year, here (None: in the collaboration, or its host)."""

    target: int
    kind: str
    area: str
    level: int
    count: int
    municipality: str | None
    year: int

    @property
    def key(self) -> tuple[int, str | None, int]:
        return self.target, self.municipality, self.year


def demands(scenario: Scenario) -> list[Demand]:
    """Every demand, in the order of the targets."""
    found = []
    last = scenario.first_year + scenario.years
    for number, target in enumerate(scenario.targets):
        places: list[str | None] = [None]
        if target.kind == "local":
            wanted = target.municipalities
            places = [
                each.id for each in scenario.municipalities if wanted is None or each.id in wanted
            ]
        level = HIGHEST if target.kind == "supervisors" else target.level
        found += [
            Demand(number, target.kind, target.area, level, target.count, place, year)
            for place in places
            for year in range(max(target.from_year or 0, scenario.first_year), last)
        ]
    return found


def own_people(calendar: Calendar, municipality: str | None, year: int) -> list[str]:
    """Who is at home in a municipality (None: anywhere) in a year counted from 0."""
    return [
        person
        for person, standings in calendar.standing.items()
        if standings[year].home is not None
        and (municipality is None or standings[year].home == municipality)
    ]

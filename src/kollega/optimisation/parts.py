"""A scenario taken apart by area: areas meet only in budgets, hours, fairness and recruitment.

Each part forgets the others' use of those, so that no plan for the whole is cheaper, in a part's areas,
than the best plan for the part. All parts' bounds together bound the whole.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from kollega.optimisation import relevance
from kollega.optimisation.plans import Goal
from kollega.optimisation.scenario import Course, Fairness, Recruitment, Scenario, Shadowing
from kollega.optimisation.years import Calendar, Means


@dataclass(frozen=True)
class Part:
    """Areas that the same courses are about, and a scenario of them alone."""

    areas: frozenset[str]
    calendar: Calendar


def parts(calendar: Calendar, goal: Goal) -> list[Part]:
    """All parts in which something may be done."""
    found = _joined(calendar, relevance.areas(calendar, goal))
    return [
        Part(
            areas,
            calendar.narrowed(_scenario(calendar.scenario, areas, found)),
        )
        for areas in found
    ]


def _joined(calendar: Calendar, areas: set[str]) -> list[frozenset[str]]:
    """The areas in sets that no course reaches across."""
    leader = {area: area for area in areas}

    def lead(area: str) -> str:
        while leader[area] != area:
            area = leader[area]
        return area

    courses = {course.id: course for course in calendar.scenario.courses}
    for course in courses.values():
        about = {lift.area for lift in course.lifts}
        for required in course.requires:
            about |= {lift.area for lift in courses[required].lifts}
        here = sorted(about & areas)
        for area in here[1:]:
            leader[lead(area)] = lead(here[0])
    sets: dict[str, set[str]] = {}
    for area in sorted(areas):
        sets.setdefault(lead(area), set()).add(area)
    return [frozenset(each) for each in sets.values()]


def _share(means: Recruitment, areas: frozenset[str], found: list[frozenset[str]]) -> Fraction:
    """Its cost lies equally on the parts it is of use in."""
    useful = [each for each in found if not each.isdisjoint(means.levels)]
    return Fraction(1, len(useful)) if not areas.isdisjoint(means.levels) else Fraction(0)


def _scenario(scenario: Scenario, areas: frozenset[str], found: list[frozenset[str]]) -> Scenario:
    def about(means: Means) -> set[str]:
        match means:
            case Course():
                return {lift.area for lift in means.lifts}
            case Recruitment():
                return set(means.levels)
            case Shadowing():
                return set(areas) if means.areas is None else set(means.areas)
        return {means.area}

    def kept(all_of_them: Iterable[Means]) -> list[Means]:
        return [means for means in all_of_them if not areas.isdisjoint(about(means))]

    courses = kept(scenario.courses)
    known = {course.id for course in courses}
    shadowing = [
        means.model_copy(update={"areas": sorted(areas & about(means))})
        for means in kept(scenario.shadowing)
    ]
    recruitment = []
    for means in scenario.recruitment:
        share = _share(means, areas, found)
        if share:
            cost = {name: int(getattr(means, name) * share) for name in ("cost", "cost_per_year")}
            levels = {area: level for area, level in means.levels.items() if area in areas}
            recruitment.append(means.model_copy(update={**cost, "levels": levels}))
    return scenario.model_copy(
        update={
            "targets": [target for target in scenario.targets if target.area in areas],
            "courses": courses,
            "shadowing": shadowing,
            "supervision": kept(scenario.supervision),
            "recruitment": recruitment,
            "moved_duty": kept(scenario.moved_duty),
            "lending": kept(scenario.lending),
            "fairness": Fairness(),
            # A lock on one of these courses is a demand on the part too; the others are left to the whole.
            "locked": [pattern for pattern in scenario.locked if pattern.means in known],
            "removed": scenario.removed,
        }
    )

"""What a search found, made ready to be read: sums, and what each step is about. Worked out once, when stored.

`PlanProposal.figures` holds, beside the plan's own sums:

    "towns"    municipality → year → [kronor, minutes of work]
    "travel"   municipality → minutes on the road
    "demands"  how many targets there are, by municipality and year
    "fragile", "short"  those that hang on one person, and those that are not met
    "steps"    for each step: "areas" it is about, "level" it leads to, "home" of whoever it is about, "under"
               which area it is shown
    "people"   opaque id → [municipality, the number that she is shown by there]
    "hosts"    the municipality that holds each area that should have one
    "names"    what areas, municipalities and means are called
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from kollega.optimisation.demands import demands
from kollega.optimisation.plans import Plan, Step
from kollega.optimisation.replay import lifts
from kollega.optimisation.scenario import Lending, MovedDuty, Recruitment, Scenario
from kollega.optimisation.years import Calendar, all_means

Found = Mapping[str, Any]
"""A proposal as the search's process tells it: goal, plan, reasons, fragile, short."""


def figures(scenario: Scenario, found: Found) -> dict[str, Any]:
    """Sums and names of a proposal; empty where there is no plan."""
    plan = Plan.model_validate(found["plan"], strict=False)
    if plan.figures is None:
        return {}
    calendar = Calendar(scenario)
    home = _homes(scenario)
    about = [_about(calendar, step, home) for step in plan.steps]
    for place, reason in enumerate(found["reasons"]):
        about[place]["under"] = _under(about[place]["areas"], reason)
    towns: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for spent in plan.figures.spent:
        towns[spent.municipality][str(spent.year)] = [spent.cost, spent.minutes]
    travel: Counter[str] = Counter()
    for step, each in zip(plan.steps, about, strict=True):
        travel[str(each["home"])] += step.travel_minutes
    return {
        **plan.figures.model_dump(mode="json", exclude={"spent"}),
        "towns": towns,
        "travel": dict(travel),
        "demands": len(demands(scenario)),
        "fragile": found["fragile"],
        "short": found["short"],
        "steps": about,
        "people": _numbers(scenario, plan),
        "hosts": [
            {"area": scenario.targets[each.target].area, "municipality": each.municipality}
            for each in plan.hosts
        ],
        "names": _names(scenario, plan),
    }


def _homes(scenario: Scenario) -> dict[str, str]:
    return {each.id: each.employments[0].municipality for each in scenario.people}


def _about(calendar: Calendar, step: Step, home: Mapping[str, str]) -> dict[str, Any]:
    lifted = lifts(calendar, step)
    match calendar.means[step.means]:
        case Recruitment() as means:
            areas, level = list(means.levels), max(means.levels.values())
        case MovedDuty() | Lending() as means:
            areas, level = [means.area], means.level
        case _:
            areas = [each.area for each in lifted]
            level = max(each.to_level for each in lifted)
    place = home.get(step.person or "") or step.municipality
    return {"areas": areas, "level": level, "home": place, "under": areas[0]}


def _under(areas: list[str], reason: Mapping[str, Any]) -> str:
    """The area that a step is there for: of which most would fail, or hang on one person, without it."""
    counts: Counter[str] = Counter()
    for weight, name in ((1000, "fails"), (1, "fragile")):
        for each in reason[name]:
            counts[each["area"]] += weight
    known = [area for area in areas if counts[area]]
    return max(known, key=lambda area: counts[area]) if known else areas[0]


def _numbers(scenario: Scenario, plan: Plan) -> dict[str, tuple[str, int]]:
    """Kollega 1, 2, 3 of each municipality in the order of their ids: the same in a search's three plans."""
    named = {each for step in plan.steps for each in (step.person, step.supervisor) if each}
    taken: Counter[str] = Counter()
    numbers: dict[str, tuple[str, int]] = {}
    for person in sorted(scenario.people, key=lambda each: each.id):
        home = person.employments[0].municipality
        taken[home] += 1
        if person.id in named:
            numbers[person.id] = home, taken[home]
    return numbers


def _names(scenario: Scenario, plan: Plan) -> dict[str, str]:
    used = {step.means for step in plan.steps}
    return {
        each.id: each.name
        for each in (
            *scenario.municipalities,
            *scenario.areas,
            *(means for means in all_means(scenario) if means.id in used),
        )
    }

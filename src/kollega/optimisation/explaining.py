"""Why each step stands in a plan: which targets fail without it. Worked out by leaving it out."""

from collections.abc import Iterable
from dataclasses import dataclass

from kollega.optimisation.checking import unsupported
from kollega.optimisation.demands import Demand
from kollega.optimisation.plans import Plan, Step
from kollega.optimisation.replay import Replay, lifts
from kollega.optimisation.scenario import Lending, MovedDuty, Recruitment, Scenario
from kollega.optimisation.years import Calendar


@dataclass(frozen=True)
class Reason:
    """What a step is for. Without it `fails` are not met, and `fragile` hang on one person.

    `carries` are the steps (by place in the plan) that cannot be taken without it. A step that nothing
    falls without is there because it is locked, or because others can each do without the other but not
    without both.
    """

    step: int
    fails: list[Demand]
    fragile: list[Demand]
    carries: list[int]
    locked: bool


def explain(scenario: Scenario, plan: Plan) -> list[Reason]:
    """A reason for each step, in the plan's order."""
    calendar = Calendar(scenario)
    whole = {
        each.demand: (each.holds, each.fragile)
        for each in Replay(calendar, plan.steps).coverage(plan.hosts)
    }
    return [_reason(calendar, plan, number, whole) for number in range(len(plan.steps))]


def _reason(
    calendar: Calendar, plan: Plan, number: int, whole: dict[Demand, tuple[bool, bool]]
) -> Reason:
    gone = {number}
    while True:
        kept = [place for place in range(len(plan.steps)) if place not in gone]
        replay = Replay(
            calendar, [plan.steps[place] for place in kept], areas_of(calendar, plan.steps, gone)
        )
        more = {kept[place] for place in unsupported(replay)}
        if not more:
            break
        gone |= more
    fails, fragile = [], []
    for each in replay.coverage(plan.hosts):
        held, was_fragile = whole[each.demand]
        if held and not each.holds:
            fails.append(each.demand)
        elif held and each.fragile and not was_fragile:
            fragile.append(each.demand)
    step = plan.steps[number]
    locked = any(step.matches(pattern) for pattern in calendar.scenario.locked)
    return Reason(number, fails, fragile, sorted(gone - {number}), locked)


def areas_of(calendar: Calendar, steps: list[Step], places: Iterable[int]) -> set[str]:
    """The areas some steps are about."""
    found: set[str] = set()
    for place in places:
        step = steps[place]
        found |= {lift.area for lift in lifts(calendar, step)}
        match calendar.means[step.means]:
            case Recruitment() as means:
                found |= set(means.levels)
            case MovedDuty() | Lending() as means:
                found.add(means.area)
    return found

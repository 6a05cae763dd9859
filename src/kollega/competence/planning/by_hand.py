"""Proposals as a careful person would make them, without the solver: where its time was not enough.

Each is checked as the solver's are. How near the best they are is not known.
"""

import json
from collections.abc import Callable, Collection
from dataclasses import asdict
from typing import Any

from kollega.optimisation.accounting import account
from kollega.optimisation.checking import check
from kollega.optimisation.explaining import explain
from kollega.optimisation.figuring import figures
from kollega.optimisation.greedy import greedy
from kollega.optimisation.plans import Goal, Plan, Status
from kollega.optimisation.replay import Replay
from kollega.optimisation.scenario import Scenario
from kollega.optimisation.years import Calendar


def plan_by_hand(scenario: Scenario, goal: Goal, *, allow_short: bool) -> Plan | None:
    """A plan that holds; None where making one by hand did not succeed."""
    tried = [scenario]
    if goal is Goal.LEAST_TRAVEL:
        # Groups come to where people are.
        tried.insert(0, scenario.model_copy(update={"shadowing": [], "lending": []}))
    elif goal is Goal.ROBUST:
        tried.insert(0, with_one_more(scenario))
    for each in tried:
        made = _valued(scenario, greedy(each, goal=goal), goal, allow_short=allow_short)
        if not check(scenario, made):
            return made
    return None


def with_one_more(scenario: Scenario) -> Scenario:
    """With one more person in each target, so that anyone may leave."""
    targets = [each.model_copy(update={"count": each.count + 1}) for each in scenario.targets]
    return scenario.model_copy(update={"targets": targets})


def _valued(scenario: Scenario, made: Plan, goal: Goal, *, allow_short: bool) -> Plan:
    """The same steps as a plan for the scenario itself, with its own sums."""
    calendar = Calendar(scenario)
    plan = Plan(
        goal=goal,
        status=Status.FEASIBLE,
        allow_short=allow_short,
        steps=made.steps,
        hosts=made.hosts,
    )
    replay = Replay(calendar, plan.steps)
    sums = figures(replay, account(calendar, plan.steps), plan)
    return plan.model_copy(update={"figures": sums})


def told(scenario: Scenario, plan: Plan) -> dict[str, Any]:
    """A proposal as the search's process tells it."""
    covered = Replay(Calendar(scenario), plan.steps).coverage(plan.hosts) if plan.found else []
    return {
        "goal": plan.goal.value,
        "plan": plan.model_dump(mode="json"),
        "reasons": [asdict(each) for each in explain(scenario, plan)],
        "fragile": [asdict(each.demand) for each in covered if each.holds and each.fragile],
        "short": [asdict(each.demand) for each in covered if not each.holds],
    }


def search(
    scenario: str,
    *,
    seconds: float,  # noqa: ARG001 - it takes the time it takes
    allow_short: bool,
    tell: Callable[[dict[str, Any]], bool],
    goals: Collection[Goal] = tuple(Goal),
) -> dict[str, Any]:
    """What `apart.search` gives, by hand and in this process: for the demo. Goals left out were not reached."""
    read = Scenario.model_validate_json(scenario)
    tell({})
    unknown = {goal: Plan(goal=goal, status=Status.UNKNOWN) for goal in Goal}
    plans = [
        (plan_by_hand(read, goal, allow_short=allow_short) if goal in goals else None)
        or unknown[goal]
        for goal in Goal
    ]
    found: dict[str, Any] = {
        "proposals": [told(read, plan) for plan in plans],
        "last_tenth": None,
        "clash": [],
        "stopped": len(goals) < len(Goal),
    }
    # As it would have come through the pipe: lists, not tuples.
    return dict(json.loads(json.dumps(found)))

"""Three readable proposals, and what the last tenth of the budget buys."""

from collections.abc import Callable
from dataclasses import dataclass

from kollega.optimisation.demands import Demand
from kollega.optimisation.explaining import Reason, explain
from kollega.optimisation.plans import Goal, Plan
from kollega.optimisation.replay import Replay
from kollega.optimisation.running import Clock, Progress, Stop
from kollega.optimisation.scenario import Scenario
from kollega.optimisation.searching import solve
from kollega.optimisation.years import Calendar

TENTH = 10
SHARE_OF_TENTH = 0.2
"""How much of the time goes to the plan for nine tenths of the budget."""


@dataclass(frozen=True)
class Proposal:
    """A plan, why each step stands in it, and the targets that hang on one person with it."""

    goal: Goal
    plan: Plan
    reasons: list[Reason]
    fragile: list[Demand]


@dataclass(frozen=True)
class LastTenth:
    """What is lost with nine tenths of each municipality's budget, and what is saved.

    `falls_short`: targets that are then not met. `turns_fragile`: those that then hang on one person.
    None of either, and no more cost: the last tenth buys nothing.
    """

    falls_short: list[Demand]
    turns_fragile: list[Demand]
    saves: int
    plan: Plan


@dataclass(frozen=True)
class Proposals:
    """What a collaboration chooses from."""

    cheapest: Proposal
    least_travel: Proposal
    robust: Proposal
    last_tenth: LastTenth | None

    @property
    def all(self) -> tuple[Proposal, ...]:
        return self.cheapest, self.least_travel, self.robust


OnProposal = Callable[[Goal | None, Progress], None]
"""Called with the goal that is searched for (None: nine tenths of the budget) and how it stands."""


def proposals(
    scenario: Scenario,
    *,
    seconds: float = 180.0,
    on_progress: OnProposal | None = None,
    stop: Stop | None = None,
    allow_short: bool = False,
) -> Proposals:
    """Search for all three, each in its share of the time.

    The last tenth is asked of the robust plan: beyond the targets a budget buys that they hold also when
    somebody leaves. It is None where no robust plan was found.
    """
    clock = Clock(seconds)

    def search(scenario: Scenario, goal: Goal, share: float, *, tenth: bool = False) -> Plan:
        def told(progress: Progress) -> None:
            if on_progress:
                on_progress(None if tenth else goal, progress)

        return solve(
            scenario,
            goal=goal,
            seconds=max(1.0, share * clock.left),
            on_progress=told,
            stop=stop,
            allow_short=allow_short or tenth,
        )

    found = {}
    for place, goal in enumerate(Goal):
        share = (1 - SHARE_OF_TENTH) / (len(Goal) - place * (1 - SHARE_OF_TENTH))
        found[goal] = _proposal(scenario, search(scenario, goal, share))
    robust = found[Goal.ROBUST]
    last = None
    if robust.plan.found:
        less = search(with_less(scenario), Goal.ROBUST, 1.0, tenth=True)
        last = _last_tenth(scenario, robust.plan, less) if less.found else None
    return Proposals(found[Goal.CHEAPEST], found[Goal.LEAST_TRAVEL], robust, last)


def with_less(scenario: Scenario) -> Scenario:
    """The scenario with nine tenths of every budget."""
    return scenario.model_copy(
        update={
            "municipalities": [
                each.model_copy(
                    update={"budget": [kronor - kronor // TENTH for kronor in each.budget]}
                )
                for each in scenario.municipalities
            ]
        }
    )


def _proposal(scenario: Scenario, plan: Plan) -> Proposal:
    return Proposal(plan.goal, plan, explain(scenario, plan), fragile(scenario, plan))


def fragile(scenario: Scenario, plan: Plan) -> list[Demand]:
    """The targets that a plan meets, but not if any one person leaves."""
    covered = Replay(Calendar(scenario), plan.steps).coverage(plan.hosts)
    return [each.demand for each in covered if each.holds and each.fragile] if plan.found else []


def short(scenario: Scenario, plan: Plan) -> list[Demand]:
    """The targets that a plan does not meet."""
    covered = Replay(Calendar(scenario), plan.steps).coverage(plan.hosts)
    return [each.demand for each in covered if not each.holds] if plan.found else []


def _last_tenth(scenario: Scenario, whole: Plan, less: Plan) -> LastTenth:
    now_short, was_short = short(scenario, less), set(short(scenario, whole))
    was_fragile = set(fragile(scenario, whole))
    cost = [plan.figures.cost if plan.figures else 0 for plan in (whole, less)]
    return LastTenth(
        [demand for demand in now_short if demand not in was_short],
        [demand for demand in fragile(scenario, less) if demand not in was_fragile],
        cost[0] - cost[1],
        less,
    )

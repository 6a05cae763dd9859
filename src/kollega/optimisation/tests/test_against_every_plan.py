"""The search and the trying of every plan there is come to the same."""

import pytest

from kollega.optimisation.checking import check
from kollega.optimisation.plans import Goal, Status
from kollega.optimisation.searching import solve
from kollega.optimisation.tests import made

FEASIBLE = [(2, "robust"), (8, "robust"), (13, "least_travel"), (14, "robust"), (16, "least_travel"),
            (18, "cheapest"), (21, "cheapest"), (27, "cheapest"), (34, "least_travel"), (36, "cheapest")]  # fmt: skip
INFEASIBLE = [(0, "cheapest"), (1, "least_travel"), (17, "robust")]


@pytest.mark.parametrize(("seed", "goal"), FEASIBLE)
def test_the_optimum_is_that_of_trying_every_plan(seed: int, goal: str) -> None:
    scenario = made.drawn(seed)
    best = made.best_of_all(scenario, Goal(goal))
    plan = solve(scenario, goal=Goal(goal), seconds=30)
    assert best is not None
    assert best.figures is not None
    assert plan.figures is not None
    assert (plan.status, plan.gap) == (Status.OPTIMAL, 0.0)
    assert plan.figures.score == best.figures.score
    assert check(scenario, plan) == []


@pytest.mark.parametrize(("seed", "goal"), INFEASIBLE)
def test_what_no_plan_meets_is_said_to_be_so(seed: int, goal: str) -> None:
    scenario = made.drawn(seed)
    assert made.best_of_all(scenario, Goal(goal)) is None
    assert solve(scenario, goal=Goal(goal), seconds=30).status is Status.INFEASIBLE


@pytest.mark.parametrize(("seed", "goal"), FEASIBLE)
def test_counting_people_together_never_says_more_than_a_plan_for_persons(
    seed: int, goal: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The way of large scenarios: its bound is one, and it comes to the same plan."""
    scenario = made.drawn(seed)
    one_by_one = solve(scenario, goal=Goal(goal), seconds=30)
    monkeypatch.setattr("kollega.optimisation.searching.SMALL", 0)
    together = solve(scenario, goal=Goal(goal), seconds=30)
    assert together.figures is not None
    assert one_by_one.figures is not None
    assert together.figures.score == one_by_one.figures.score
    assert together.status is Status.OPTIMAL


FAR = [2, 8, 30, 69, 106]


@pytest.mark.parametrize("seed", FAR)
def test_what_is_proven_holds_for_plans_that_go_further_than_the_nearest(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one place looked at, the best plan may be missed, and never said not to be there.

    In 8, 69 and 106 the best plan goes further than that.
    """
    scenario = made.scattered(seed)
    best = made.best_of_all(scenario, Goal.CHEAPEST)
    assert best is not None
    assert best.figures is not None
    for part in ("searching.NEAREST", "pooling.NEAREST"):
        monkeypatch.setattr(f"kollega.optimisation.{part}", 1)
    monkeypatch.setattr("kollega.optimisation.searching.SMALL", 0)
    plan = solve(scenario, seconds=30)
    assert plan.figures is not None
    assert plan.bound is not None
    assert plan.bound <= best.figures.score <= plan.figures.score
    if plan.status is Status.OPTIMAL:
        assert plan.figures.score == best.figures.score

"""The made-up collaborations are fit to plan for, and the same for the same seed."""

from bench.plan_scenarios import Size, believable
from kollega.optimisation.checking import check
from kollega.optimisation.greedy import greedy
from kollega.optimisation.problems import problems

SMALL = Size(municipalities=3, staff=24, areas=10, courses=14)


def test_a_made_up_collaboration_can_be_planned_for() -> None:
    scenario = believable(SMALL, 1)
    assert problems(scenario) == []
    assert (len(scenario.people), len(scenario.courses)) == (24, 14)
    plan = greedy(scenario)
    assert plan.steps
    assert check(scenario, plan) == []


def test_a_seed_makes_the_same_again() -> None:
    assert believable(SMALL, 2) == believable(SMALL, 2)
    assert believable(SMALL, 2) != believable(SMALL, 3)

"""The search: hours, years, stopping, progress, proposals and reasons."""

import datetime

import pytest

from kollega.optimisation.checking import check
from kollega.optimisation.explaining import explain
from kollega.optimisation.greedy import greedy
from kollega.optimisation.plans import Goal, Status
from kollega.optimisation.proposals import proposals
from kollega.optimisation.running import Progress
from kollega.optimisation.scenario import Employment, Leave, Person
from kollega.optimisation.searching import Search, solve
from kollega.optimisation.tests import made
from kollega.optimisation.tests.made import course, municipality, person, scenario
from kollega.optimisation.years import ABSENT, Standing, standing


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def test_somebody_is_there_where_she_works_most_and_for_at_least_half_the_year() -> None:
    moves = Person(
        id="p",
        employments=[
            Employment(municipality="ardal", last_day=_day("2027-03-31")),
            Employment(municipality="bergby", first_day=_day("2027-04-01")),
        ],
        hours_per_year=100,
        supervising_hours_per_year=10,
    )
    assert standing(moves, 2026) == Standing("ardal", None, 100, 10)
    assert standing(moves, 2027) == Standing("bergby", None, 100, 10)
    away = Leave(first_day=_day("2027-01-01"), last_day=_day("2027-07-01"))
    on_leave = moves.model_copy(update={"leave": [away]})
    assert standing(on_leave, 2027) == Standing("bergby", None, 50, 5)
    longer = away.model_copy(update={"last_day": _day("2027-07-03")})
    assert standing(moves.model_copy(update={"leave": [longer]}), 2027) == ABSENT


def test_a_search_that_is_stopped_gives_its_best_so_far(monkeypatch: object) -> None:
    told: list[Progress] = []
    plan = solve(scenario(), seconds=20, on_progress=told.append, stop=lambda: True)
    assert plan.status in {Status.OPTIMAL, Status.FEASIBLE, Status.UNKNOWN}
    full = solve(scenario(), seconds=20, on_progress=told.append)
    assert full.status is Status.OPTIMAL
    assert full.figures is not None
    assert told[-1].best == full.figures.score
    assert told[-1].gap == 0.0


def test_a_wish_decides_between_two_who_cost_the_same() -> None:
    for wisher in ("p2", "p3"):
        people = [person("p1", "ardal")]
        people += [
            person(each, "bergby", wishes=["adoption"] if each == wisher else [])
            for each in ("p2", "p3")
        ]
        plan = solve(scenario(people=people), seconds=20)
        assert {step.person for step in plan.steps} == {"p1", wisher}


def test_locked_and_removed_steps_are_kept_to() -> None:
    steered = scenario(
        locked=[{"means": "c1", "person": "p3", "year": 2028}],
        removed=[{"means": "c1", "person": "p3", "year": 2027}],
        targets=[{"kind": "local", "area": "adoption", "level": 2, "from_year": 2028}],
    )
    plan = solve(steered, seconds=20)
    assert check(steered, plan) == []
    assert {(step.person, step.year) for step in plan.steps if step.person != "p1"} == {
        ("p3", 2028)
    }


def test_each_step_has_a_reason_and_what_stands_on_it() -> None:
    chain = scenario(
        people=[person("p1", "ardal")],
        courses=[
            course("c1", "adoption", 0, 1),
            course("c2", "adoption", 1, 3, requires=["c1"]),
        ],
        targets=[{"kind": "collaboration", "area": "adoption", "from_year": 2028}],
    )
    plan = solve(chain, seconds=20)
    first, second = explain(chain, plan)
    assert [step.means for step in plan.steps] == ["c1", "c2"]
    assert first.carries == [1]
    assert second.carries == []
    assert [demand.kind for demand in first.fails] == ["collaboration"]
    assert first.fails == second.fails


def test_three_proposals_and_what_the_last_tenth_buys() -> None:
    rich = scenario(
        municipalities=[
            municipality("ardal", 4_000, budget=[4_100, 4_000]),
            municipality("bergby", 6_000, budget=[100_000, 100_000]),
        ],
        courses=[
            course("near", "adoption", 0, 2, cost=4_100),
            course("far", "adoption", 0, 2, cost=1_000, place="ardal"),
        ],
        people=[person("p1", "ardal"), person("p2", "bergby"), person("p3", "bergby")],
    )
    found = proposals(rich, seconds=40)
    assert [check(rich, each.plan) for each in found.all] == [[], [], []]
    assert {proposal.plan.status for proposal in found.all} == {Status.OPTIMAL}
    costs = {each.goal: each.plan.figures for each in found.all if each.plan.figures}
    assert costs[Goal.CHEAPEST].cost < costs[Goal.LEAST_TRAVEL].cost
    assert costs[Goal.LEAST_TRAVEL].travel_minutes == 0 < costs[Goal.CHEAPEST].travel_minutes
    assert costs[Goal.ROBUST].fragile < costs[Goal.CHEAPEST].fragile
    assert len(found.robust.fragile) == costs[Goal.ROBUST].fragile
    assert found.last_tenth is not None
    assert found.last_tenth.falls_short == []


def test_by_hand_keeps_to_the_rules_and_is_never_better_than_what_is_proven_best() -> None:
    for seed in (13, 16, 18, 21, 27, 34, 36):
        found = made.drawn(seed)
        by_hand, best = greedy(found), solve(found, seconds=20)
        assert check(found, by_hand) == []
        assert by_hand.figures is not None
        assert best.figures is not None
        if not by_hand.allow_short:
            assert by_hand.figures.score >= best.figures.score


def test_by_hand_stops_when_it_is_told_to() -> None:
    found = scenario()
    assert len(greedy(found).steps) == 2
    asked = iter((False, True))
    begun = greedy(found, stop=lambda: next(asked))
    assert (len(begun.steps), begun.allow_short) == (1, True)
    assert check(found, begun) == []


def test_whose_own_hours_stand_in_the_way_stands_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Together they have hours enough, and none of them by herself."""
    monkeypatch.setattr("kollega.optimisation.searching.SMALL", 0)
    people = [person(each, "ardal", hours_per_year=30) for each in ("p1", "p2")]
    people += [person("p3", "bergby", {"adoption": 4, "vald": 4}, hours_per_year=0)]
    long = {"hours": 20, "cost": 1_000, "seats": [1, 0]}
    found = scenario(
        people=people,
        areas=[{"id": "adoption"}, {"id": "vald"}, {"id": "heder"}],
        targets=[
            {"kind": "collaboration", "area": area, "level": 2, "count": 2, "from_year": 2028}
            for area in ("adoption", "vald")
        ]
        + [{"kind": "collaboration", "area": "heder", "level": 2, "from_year": 2028}],
        courses=[course(f"c-{area}", area, 0, 2, **long) for area in ("adoption", "vald", "heder")]
        + [course("late", "heder", 0, 2, hours=20, cost=9_000, seats=[0, 1])],
    )
    search = Search(found, Goal.CHEAPEST, 60.0, None, None, allow_short=False)
    plan = search.plan()
    assert plan.status is Status.OPTIMAL
    assert search.alone
    monkeypatch.undo()
    proven = solve(found, seconds=60)
    assert plan.figures is not None
    assert proven.figures is not None
    assert plan.figures.score == proven.figures.score


def test_with_targets_that_may_fall_short_there_is_always_a_plan() -> None:
    poor = scenario(
        municipalities=[
            municipality("ardal", 4_000, budget=[0, 0]),
            municipality("bergby", 6_000),
        ]
    )
    assert solve(poor, seconds=20).status is Status.INFEASIBLE
    plan = solve(poor, seconds=20, allow_short=True)
    assert plan.figures is not None
    assert (plan.status, plan.figures.short) == (Status.OPTIMAL, 2)
    assert check(poor, plan) == []

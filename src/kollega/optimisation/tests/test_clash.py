"""Demands that clash are named, and nothing that has no part in it."""

from kollega.optimisation.clash import Claim, clash
from kollega.optimisation.plans import Status
from kollega.optimisation.searching import solve
from kollega.optimisation.tests.made import course, municipality, scenario


def test_a_budget_that_does_not_reach_is_named_with_the_target_it_fails() -> None:
    poor = scenario(
        municipalities=[
            municipality("ardal", 4_000, budget=[3_999, 3_999]),
            municipality("bergby", 6_000),
        ],
        targets=[{"kind": "local", "area": "adoption", "level": 2, "from_year": 2028}],
    )
    assert clash(poor) == [
        Claim("target", number=0, municipality="ardal"),
        Claim("budget", municipality="ardal", year=2027),
        Claim("budget", municipality="ardal", year=2028),
    ]


def test_a_target_that_no_means_reaches_clashes_by_itself() -> None:
    assert clash(scenario(courses=[course("c1", "adoption", 0, 1)], targets=[
        {"kind": "local", "area": "adoption", "level": 1},
        {"kind": "collaboration", "area": "adoption", "level": 3},
    ])) == [Claim("target", number=1)]  # fmt: skip


def test_a_removed_step_and_too_few_seats_are_named() -> None:
    removed = scenario(removed=[{"means": "c1", "person": "p1"}])
    assert clash(removed) == [
        Claim("target", number=0, municipality="ardal"),
        Claim("removed", number=0),
    ]
    full = scenario(courses=[course("c1", "adoption", 0, 2, seats=[1, 5])])
    assert Claim("seats", means="c1", year=2027) in clash(full)


def test_letting_any_one_go_makes_a_plan_possible() -> None:
    full = scenario(courses=[course("c1", "adoption", 0, 2, seats=[1, 5])])
    found = clash(full)
    assert {claim.kind for claim in found} == {"target", "seats"}
    for claim in found:
        if claim.kind == "seats":
            loose = scenario()
        else:
            others = [each for each in ("ardal", "bergby") if each != claim.municipality]
            target = {"kind": "local", "area": "adoption", "level": 2, "municipalities": others}
            loose = scenario(
                courses=[course("c1", "adoption", 0, 2, seats=[1, 5])], targets=[target]
            )
        assert solve(loose, seconds=20).status is Status.OPTIMAL


def test_nothing_clashes_where_there_is_a_plan() -> None:
    assert clash(scenario()) == []

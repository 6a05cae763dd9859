"""The checker: a plan that holds is let through, and one that is changed anywhere is not."""

from typing import Any

import pytest

from kollega.optimisation.checking import Rule, check
from kollega.optimisation.plans import Goal, Plan
from kollega.optimisation.scenario import Scenario
from kollega.optimisation.searching import solve
from kollega.optimisation.tests.made import course, municipality, person, scenario

PEOPLE = [
    person("lena", "ardal", {"adoption": 4}, supervising_hours_per_year=20),
    person("p1", "ardal", {"adoption": 1}),
    person("p2", "bergby", {"adoption": 1}),
    person("p3", "bergby"),
]
SHADOWING = [
    {
        "id": "s1", "areas": ["adoption"], "from_level": 1, "to_level": 3, "hours": 20,
        "supervisor_hours": 10, "trips": 2,
    }
]  # fmt: skip


@pytest.fixture(scope="module")
def made() -> tuple[Scenario, Plan]:
    """Both steps of one way: a course, then shadowing in the other municipality."""
    found = scenario(
        people=PEOPLE,
        shadowing=SHADOWING,
        courses=[course("c1", "adoption", 0, 1, place="ardal")],
        targets=[
            {"kind": "local", "area": "adoption", "level": 3, "from_year": 2028},
            {
                "kind": "collaboration",
                "area": "adoption",
                "level": 1,
                "count": 4,
                "from_year": 2028,
            },
        ],
        travel_cost_per_hour=350,
    )
    plan = solve(found, goal=Goal.CHEAPEST, seconds=20)
    assert {step.kind for step in plan.steps} == {"course", "shadowing"}
    return found, plan


def _changed(plan: Plan, kind: str, **update: Any) -> Plan:
    steps = [step.model_copy(update=update) if step.kind == kind else step for step in plan.steps]
    return plan.model_copy(update={"steps": steps})


def _rules(scenario: Scenario, plan: Plan) -> set[Rule]:
    return {fault.rule for fault in check(scenario, plan)}


def test_the_plan_holds_and_its_cost_is_what_one_reckons_by_hand(
    made: tuple[Scenario, Plan],
) -> None:
    found, plan = made
    assert check(found, plan) == []
    assert plan.figures is not None
    # A seat of 4 000 and a journey there and back of 3 h at 350; two such journeys to shadow.
    assert plan.figures.cost == 4_000 + 1_050 + 2_100
    assert plan.figures.working_minutes == (16 + 20 + 10) * 60
    assert plan.figures.travel_minutes == 180 + 360


@pytest.mark.parametrize(
    ("kind", "update", "rule"),
    [
        ("course", {"means": "nothing"}, Rule.UNKNOWN),
        ("course", {"person": "nobody"}, Rule.UNKNOWN),
        ("course", {"year": 2031}, Rule.YEAR),
        ("course", {"area": "adoption"}, Rule.FORM),
        ("course", {"cost": 1}, Rule.FIGURE),
        ("course", {"paid_by": "ardal"}, Rule.FIGURE),
        ("shadowing", {"travel_minutes": 0}, Rule.FIGURE),
        ("shadowing", {"supervisor": "p1"}, Rule.SUPERVISOR),
        ("shadowing", {"person": "p3", "year": 2027}, Rule.LEVEL),
        ("shadowing", {"person": "p1"}, Rule.TARGET),
    ],
)
def test_a_step_that_is_changed_is_a_fault(
    made: tuple[Scenario, Plan], kind: str, update: dict[str, Any], rule: Rule
) -> None:
    found, plan = made
    assert rule in _rules(found, _changed(plan, kind, **update))


def test_a_step_left_out_fails_its_target_and_a_step_done_twice_is_seen(
    made: tuple[Scenario, Plan],
) -> None:
    found, plan = made
    for step in plan.steps:
        rest = [each for each in plan.steps if each is not step]
        wanted = {Rule.TARGET, Rule.LEVEL}
        assert wanted & _rules(found, plan.model_copy(update={"steps": rest}))
        twice = [*plan.steps, step]
        assert Rule.TWICE in _rules(found, plan.model_copy(update={"steps": twice}))


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"municipalities": [municipality("ardal", 4_000), municipality("bergby", 6_000, budget=[0, 0])]}, Rule.BUDGET),
        ({"municipalities": [municipality("ardal", 4_000, learning_hours=[5, 5]), municipality("bergby", 6_000)]}, Rule.LEARNING_HOURS),
        ({"people": [{**PEOPLE[0], "supervising_hours_per_year": 9}, *PEOPLE[1:]]}, Rule.SUPERVISING_HOURS),
        ({"people": [PEOPLE[0], *({**each, "hours_per_year": 15} for each in PEOPLE[1:])]}, Rule.HOURS),
        ({"people": [PEOPLE[0], *({**each, "leave": [{"first_day": "2027-01-01", "last_day": "2028-12-01"}]} for each in PEOPLE[1:])]}, Rule.NOT_THERE),
        ({"courses": [course("c1", "adoption", 0, 1, place="ardal", seats=[0, 0])]}, Rule.SEATS),
        ({"courses": [course("c1", "adoption", 0, 1, place="ardal", requires=["c2"]), course("c2", "adoption", 0, 1)]}, Rule.REQUIRES),
        ({"removed": [{"means": "s1"}]}, Rule.REMOVED),
        ({"locked": [{"means": "c1", "person": "p1"}]}, Rule.LOCKED),
        ({"targets": [{"kind": "supervisors", "area": "adoption", "count": 2}]}, Rule.TARGET),
        ({"targets": [{"kind": "host", "area": "adoption"}]}, Rule.HOST),
    ],
)  # fmt: skip
def test_a_plan_does_not_hold_in_a_narrower_scenario(
    made: tuple[Scenario, Plan], changes: dict[str, Any], rule: Rule
) -> None:
    found, plan = made
    form = found.model_dump(mode="json", by_alias=True) | changes
    assert rule in _rules(scenario(**form), plan)


def test_a_better_score_a_better_bound_or_another_gap_than_the_right_one_is_seen(
    made: tuple[Scenario, Plan],
) -> None:
    found, plan = made
    assert plan.figures is not None
    assert plan.bound is not None
    for name in ("score", "cost", "fragile", "travel_minutes", "unfairness"):
        figures = plan.figures.model_copy(update={name: getattr(plan.figures, name) + 1})
        assert Rule.FIGURE in _rules(found, plan.model_copy(update={"figures": figures}))
    for update in ({"bound": plan.bound * 2}, {"gap": 0.5}, {"bound": None}):
        assert Rule.PROOF in _rules(found, plan.model_copy(update=update))

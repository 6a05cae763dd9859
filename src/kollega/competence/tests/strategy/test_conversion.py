"""A plan made into a strategy document: everything is there, and nobody is in it. Pure."""

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kollega.competence.strategy import words
from kollega.competence.strategy.contents import Contents, GoalKind, MeasureKind, Role
from kollega.competence.strategy.conversion import contents
from kollega.competence.strategy.differing import differences
from kollega.optimisation.explaining import explain
from kollega.optimisation.greedy import greedy
from kollega.optimisation.plans import Goal, Plan, Status
from kollega.optimisation.scenario import Scenario

TOWNS = ("ardal", "bergby", "cedervik")


def made(**changes: Any) -> Scenario:
    """Three municipalities, two areas, of which one is rare; courses, shadowing, groups, a taker."""
    form: dict[str, Any] = {
        "first_year": 2027,
        "years": 3,
        "municipalities": [
            {
                "id": town,
                "name": town.capitalize(),
                "inhabitants": 3_000 * (place + 1),
                "budget": [90_000, 90_000, 60_000],
                "learning_hours": [900, 900, 900],
            }
            for place, town in enumerate(TOWNS)
        ],
        "areas": [
            {"id": "barn", "name": "Barn och unga"},
            {"id": "heder", "name": "Hedersrelaterat våld", "rare": True},
        ],
        "targets": [
            {"kind": "supervisors", "area": "heder", "count": 1, "from_year": 2028},
            {"kind": "local", "area": "barn", "level": 3, "count": 1, "from_year": 2028},
            {"kind": "collaboration", "area": "heder", "level": 3, "count": 2, "from_year": 2029},
            {"kind": "host", "area": "heder", "level": 3, "count": 1, "from_year": 2028},
        ],
        "people": [
            {
                "id": f"person-{town}-{number}",
                "employments": [{"municipality": town}],
                "levels": {"barn": 2 + number, "heder": number * (place + 1)},
                "hours_per_year": 80,
                "supervising_hours_per_year": 60,
            }
            for place, town in enumerate(TOWNS)
            for number in (0, 1)
        ],
        "courses": [
            {
                "id": "hedersbas",
                "name": "Grundkurs i hedersrelaterat våld",
                "lifts": [{"area": "heder", "from_level": 0, "to_level": 2}],
                "seats": [6, 6, 6],
                "cost": 4_500,
                "hours": 24,
                "place": "bergby",
                "trips": 2,
            }
        ],
        "shadowing": [
            {
                "id": "skuggning",
                "name": "Skuggning",
                "from_level": 2,
                "to_level": 3,
                "hours": 40,
                "supervisor_hours": 20,
                "trips": 3,
            }
        ],
        "supervision": [
            {
                "id": "grupp",
                "name": "Handledningsgrupp om heder",
                "area": "heder",
                "from_level": 2,
                "to_level": 3,
                "hours": 16,
                "group_size": 4,
                "cost_per_group": 30_000,
                "groups": [1, 1, 1],
            }
        ],
        "journeys": [
            {"between": one, "and": other, "minutes": 70}
            for place, one in enumerate(TOWNS)
            for other in TOWNS[place + 1 :]
        ],
        "travel_cost_per_hour": 350,
        "fairness": {"measure": "largest"},
    }
    return Scenario.model_validate_json(json.dumps(form | changes))


def planned(scenario: Scenario) -> Plan:
    """A plan made by hand, with targets that may fall short."""
    return greedy(scenario)


def document(scenario: Scenario) -> Contents:
    plan = planned(scenario)
    return contents(scenario, plan, explain(scenario, plan))


def test_every_target_is_a_goal_by_area_with_how_it_stands() -> None:
    found = document(made())
    assert [(each.area, each.kind) for each in found.goals] == [
        ("barn", GoalKind.LOCAL),
        ("heder", GoalKind.COLLABORATION),
        ("heder", GoalKind.SUPERVISORS),
        ("heder", GoalKind.HOST),
    ]
    local, shared, _supervisors, host = found.goals
    assert [(stand.place, stand.now) for stand in local.stands] == [
        ("ardal", 1),
        ("bergby", 1),
        ("cedervik", 1),
    ]
    assert shared.stands[0].now == 1
    assert shared.stands[0].then >= 2
    assert host.stands[0].place in TOWNS
    assert words.now(local, found.place_names) == "Alla kommuner har det redan."
    assert words.then(local, found.place_names) == "Nås redan."
    assert words.goal(shared) == (
        "I hela samverkan: minst 2 som klarar det på egen hand, senast i slutet av 2029."
    )


def test_measures_count_people_by_municipality_and_keep_all_that_is_paid() -> None:
    scenario = made()
    plan = planned(scenario)
    assert plan.figures is not None
    assert plan.steps
    found = contents(scenario, plan, explain(scenario, plan))
    learning = [step for step in plan.steps if step.kind in {"course", "shadowing", "supervision"}]
    kinds = {MeasureKind.COURSE, MeasureKind.SHADOWING, MeasureKind.SUPERVISION}
    assert sum(each.people for each in found.measures if each.kind in kinds) == len(learning)
    assert found.cost == plan.figures.cost
    assert sum(each.cost for each in found.measures) + sum(each.cost for each in found.shared) == (
        plan.figures.cost
    )
    assert len({each.key for each in found.measures}) == len(found.measures)
    assert any(each.goals for each in found.measures)
    for each in found.measures:
        assert words.measure(each, found.place_names)
        assert words.why(each, found)


@given(st.integers(0, 10_000))
def test_nobody_is_in_a_document(seed: int) -> None:
    """Whatever the ids are, none of them stands in what boards and staff read."""
    chance = random.Random(seed)
    scenario = made()
    people = [
        each.model_copy(
            update={
                "id": f"opaque-{chance.getrandbits(64):016x}",
                "levels": {"barn": chance.randint(0, 4), "heder": chance.randint(0, 4)},
            }
        )
        for each in scenario.people
    ]
    scenario = scenario.model_copy(update={"people": people})
    plan = planned(scenario)
    if not plan.found:
        return
    kept = contents(scenario, plan, explain(scenario, plan)).model_dump_json()
    assert "opaque" not in kept
    assert Contents.model_validate_json(kept).model_dump_json() == kept


def test_what_was_not_found_cannot_be_decided() -> None:
    scenario = made()
    with pytest.raises(ValueError, match="not found"):
        contents(scenario, Plan(goal=Goal.CHEAPEST, status=Status.INFEASIBLE), [])


def test_a_new_version_tells_what_is_new_gone_and_changed() -> None:
    old = document(made())
    assert differences(old, old) == []
    more = [
        {"kind": "local", "area": "barn", "level": 3, "count": 2, "from_year": 2028},
        {"kind": "collaboration", "area": "heder", "level": 3, "count": 2, "from_year": 2029},
    ]
    new = document(made(targets=more))
    told = {each.title: each for each in differences(old, new)}
    (changed,) = told["Mål"].changed
    assert changed == (
        "Barn och unga. I varje kommun: minst 2 som klarar det på egen hand, senast i slutet av 2028."
        " Tidigare minst 1, i slutet av 2028."
    )
    assert len(told["Mål"].gone) == 2
    dearer = old.model_copy(
        update={
            "measures": (
                old.measures[0].model_copy(
                    update={"people": 9, "responsible": Role.DIRECTOR, "cost": 1}
                ),
                *old.measures[1:],
            )
        }
    )
    (found,) = differences(old, dearer)
    assert "tidigare" in found.changed[0]
    assert "Förvaltningschefen" in found.changed[0]


def test_how_the_burden_is_shared_is_said_in_words() -> None:
    found = document(made())
    assert "per invånare" in words.fairness(found)
    assert "per invånare" in words.bears(found, "ardal")
    many = tuple(each.model_copy(update={"inhabitants": 10**9}) for each in found.places)
    large = found.model_copy(update={"places": many})
    assert words.bears(large, "ardal").startswith("mindre än 1 kr per invånare")
    shares = [round(100 * found.cost_of(town) / found.cost) for town in TOWNS]
    assert abs(sum(shares) - 100) <= 2

"""Small scenarios for the tests, and every plan there is for one, tried one by one."""

import random
from collections.abc import Iterator
from itertools import permutations, product
from typing import Any

from kollega.optimisation.accounting import account
from kollega.optimisation.checking import check
from kollega.optimisation.extracting import in_order
from kollega.optimisation.figuring import figures
from kollega.optimisation.plans import Goal, Held, Plan, Status, Step
from kollega.optimisation.replay import Replay
from kollega.optimisation.scenario import Scenario
from kollega.optimisation.years import Calendar


def scenario(**changes: Any) -> Scenario:
    """Two municipalities and one area that both lack; a course, and nobody to supervise."""
    form: dict[str, Any] = {
        "first_year": 2027,
        "years": 2,
        "municipalities": [
            municipality("ardal", 4_000),
            municipality("bergby", 6_000),
        ],
        "areas": [{"id": "adoption"}],
        "targets": [{"kind": "local", "area": "adoption", "level": 2}],
        "people": [person("p1", "ardal"), person("p2", "bergby"), person("p3", "bergby")],
        "courses": [course("c1", "adoption", 0, 2)],
        "journeys": [{"between": "ardal", "and": "bergby", "minutes": 90}],
    }
    return Scenario.model_validate_json(_json(form | changes))


def _json(form: object) -> str:
    import json

    return json.dumps(form)


def municipality(id_: str, inhabitants: int, **changes: Any) -> dict[str, Any]:
    form = {
        "id": id_,
        "inhabitants": inhabitants,
        "budget": [100_000, 100_000],
        "learning_hours": [500, 500],
    }
    return form | changes


def person(
    id_: str, home: str, levels: dict[str, int] | None = None, **changes: Any
) -> dict[str, Any]:
    return {"id": id_, "employments": [{"municipality": home}], "levels": levels or {}} | changes


def course(id_: str, area: str, from_level: int, to_level: int, **changes: Any) -> dict[str, Any]:
    form = {
        "id": id_,
        "lifts": [{"area": area, "from_level": from_level, "to_level": to_level}],
        "seats": [10, 10],
        "cost": 4_000,
        "hours": 16,
    }
    return form | changes


def drawn(seed: int) -> Scenario:
    """A small scenario by chance, with few enough possible steps that all plans can be tried."""
    chance = random.Random(seed)
    levels = lambda: {"a": chance.choice((0, 0, 1, 2, 3, 4)), "b": chance.choice((0, 1, 2))}  # noqa: E731
    people = [
        person(
            f"p{number}",
            chance.choice(("ardal", "bergby")),
            levels(),
            wishes=chance.sample(["a", "b"], chance.randint(0, 2)),
            hours_per_year=chance.choice((20, 40, 60)),
            supervising_hours_per_year=chance.choice((0, 20, 40)),
        )
        for number in range(3)
    ]
    lift = chance.randint(0, 1)
    means: dict[str, Any] = {
        "courses": [
            course("c1", "a", lift, lift + 2, cost=chance.randint(1, 9) * 1_000, place="ardal"),
        ],
        "shadowing": [
            {
                "id": "s1", "areas": ["a"], "from_level": 1, "to_level": 3, "hours": 20,
                "supervisor_hours": 10, "cost": chance.choice((0, 500)), "trips": 2,
            }
        ],
    }  # fmt: skip
    more = chance.choice(("recruitment", "moved_duty", "lending", "supervision", "both"))
    if more == "recruitment":
        means["recruitment"] = [
            {
                "id": "r1",
                "levels": {"a": 3, "b": 2},
                "cost_per_year": 30_000,
                "places": {"ardal": 1},
            }
        ]
    elif more == "moved_duty":
        means["moved_duty"] = [
            {
                "id": "m1",
                "area": "a",
                "level": 2,
                "needs": 1,
                "cost_per_year": 3_000,
                "trips_per_year": 2,
            }
        ]
    elif more == "lending":
        means["lending"] = [
            {"id": "l1", "area": "a", "level": 3, "cost_per_year": 5_000, "trips_per_year": 3}
        ]
    elif more == "supervision":
        means["supervision"] = [
            {
                "id": "g1", "area": "b", "from_level": 1, "to_level": 3, "hours": 12,
                "group_size": 2, "cost_per_group": 7_001, "groups": [1, 1],
            }
        ]  # fmt: skip
    else:
        lifts = [{"area": each, "from_level": 0, "to_level": 2} for each in ("a", "b")]
        means["courses"].append(course("c2", "b", 0, 2, lifts=lifts, cost=5_000, requires=["c1"]))
    targets = [
        {"kind": "local", "area": "a", "level": chance.randint(1, 2), "from_year": 2028},
        chance.choice(
            (
                {"kind": "collaboration", "area": "b", "level": 2, "count": 2, "from_year": 2028},
                {"kind": "collaboration", "area": "a", "level": 2, "count": 2, "from_year": 2028},
                {"kind": "host", "area": "a", "level": 3, "count": 1, "from_year": 2028},
                {"kind": "local", "area": "b", "level": 1, "from_year": 2028},
            )
        ),
    ]
    budget = chance.choice((10_000, 40_000, 100_000))
    return scenario(
        areas=[{"id": "a"}, {"id": "b"}],
        people=people,
        targets=targets,
        municipalities=[
            municipality("ardal", 4_000, budget=[budget, budget]),
            municipality("bergby", 6_100, budget=[budget, budget]),
        ],
        travel_cost_per_hour=chance.choice((0, 350)),
        fairness={
            "measure": chance.choice(("none", "largest", "spread", "proportional")),
            "weight": chance.choice((10, 50)),
        },
        **means,
    )


def scattered(seed: int) -> Scenario:
    """A year in three municipalities, where it matters how far it is between them."""
    chance = random.Random(seed)
    places = ["ardal", "bergby", "cedby"]
    at = {place: chance.choice((0, 20, 60, 150)) for place in places}
    people = [
        person(
            f"p{number}",
            chance.choice(places),
            {"a": chance.choice((0, 1, 1, 1, 4, 4))},
            supervising_hours_per_year=chance.choice((20, 40)),
            hours_per_year=40,
        )
        for number in range(4)
    ]
    way = chance.choice(("shadowing", "moved_duty", "lending"))
    means: dict[str, Any] = {
        "shadowing": {
            "areas": ["a"], "from_level": 1, "to_level": 3, "hours": 20, "supervisor_hours": 10,
            "trips": 2,
        },
        "moved_duty": {
            "area": "a", "level": 2, "needs": 1, "cost_per_year": 3_000, "trips_per_year": 4,
        },
        "lending": {"area": "a", "level": 3, "cost_per_year": 3_000, "trips_per_year": 6},
    }[way]  # fmt: skip
    return scenario(
        years=1,
        areas=[{"id": "a"}],
        people=people,
        municipalities=[
            municipality(place, inhabitants, budget=[100_000], learning_hours=[500])
            for place, inhabitants in zip(places, (4_000, 6_100, 9_000), strict=True)
        ],
        targets=[
            {"kind": "local", "area": "a", "level": 2, "from_year": 2027},
        ],
        courses=[course("c1", "a", 0, 2, cost=chance.choice((12_000, 60_000)), seats=[10])],
        journeys=[
            {"between": one, "and": other, "minutes": 10 + abs(at[one] - at[other])}
            for one, other in (places[:2], places[1:], places[::2])
        ],
        travel_cost_per_hour=350,
        fairness={"measure": chance.choice(("none", "largest", "spread")), "weight": 10},
        **{way: [means | {"id": "w1"}]},
    )


def every_step(calendar: Calendar) -> Iterator[Step]:
    """Every step that is not out of the question by itself."""
    found = calendar.scenario
    for year in range(found.first_year, found.first_year + found.years):
        for one in found.people:
            yield from _steps_of(calendar, one.id, year)
        for each in found.recruitment:
            for place in each.places:
                yield Step(kind="recruitment", means=each.id, year=year, municipality=place)
        for each in found.moved_duty:
            for giver, taker in permutations(calendar.municipalities, 2):
                yield Step(
                    kind="moved_duty", means=each.id, year=year, municipality=giver, taker=taker
                )


def _steps_of(calendar: Calendar, person: str, year: int) -> Iterator[Step]:
    found = calendar.scenario
    for kind in ("course", "supervision"):
        for each in found.courses if kind == "course" else found.supervision:
            yield Step(kind=kind, means=each.id, year=year, person=person)
    pairs = product(found.shadowing, calendar.people)
    for each, other in pairs:
        for area in each.areas or ():
            about = {"person": person, "area": area, "supervisor": other}
            yield Step(kind="shadowing", means=each.id, year=year, **about)
    for each, place in product(found.lending, calendar.municipalities):
        yield Step(kind="lending", means=each.id, year=year, person=person, municipality=place)


def best_of_all(found: Scenario, goal: Goal) -> Plan | None:
    """The best plan, by trying every set of steps with the checker; None where none passes."""
    calendar = Calendar(found)
    candidates = _worth_trying(calendar)
    wanted = [number for number, target in enumerate(found.targets) if target.kind == "host"]
    hosts = [
        [
            Held(target=target, municipality=place)
            for target, place in zip(wanted, places, strict=True)
        ]
        for places in product(calendar.municipalities, repeat=len(wanted))
    ]
    best: Plan | None = None
    for chosen in _sets(candidates):
        made = in_order(calendar, chosen)
        replay, sums = Replay(calendar, made), account(calendar, made)
        for held in hosts:
            if any(not each.holds for each in replay.coverage(held)):
                continue
            plan = Plan(goal=goal, status=Status.FEASIBLE, steps=made, hosts=held)
            plan = plan.model_copy(update={"figures": figures(replay, sums, plan)})
            better = best is None or plan.figures.score < best.figures.score  # type: ignore[union-attr]
            if better and not check(found, plan):
                best = plan
    return best


def _worth_trying(calendar: Calendar) -> list[Step]:
    """Steps that no rule forbids whatever else is done: a level too low may still be raised before."""
    kept = []
    for step in every_step(calendar):
        if step.kind == "lending":
            home = calendar.standing[step.person or ""][0].home
            if home == step.municipality:
                continue
        if step.kind == "shadowing":
            supervisor = calendar.people[step.supervisor or ""]
            # Nobody is lifted above 3 in these scenarios, so that supervisors are those of the beginning.
            if supervisor.levels.get(step.area or "", 0) < 4 or step.supervisor == step.person:
                continue
        kept.append(step)
    return kept


def _sets(candidates: list[Step]) -> Iterator[list[Step]]:
    """All sets with at most one step for each person and means, and at most one loan a year."""
    kinds: dict[tuple[object, ...], list[Step]] = {}
    for step in candidates:
        kinds.setdefault((step.kind, step.means, step.person, step.area), []).append(step)
    choices: list[list[list[Step]]] = []
    for (kind, *_rest), each in kinds.items():
        if kind in {"lending", "moved_duty"}:
            choices += [[[], [step]] for step in each]
        else:
            choices.append([[], *([step] for step in each)])
    for chosen in product(*choices):
        yield [step for part in chosen for step in part]

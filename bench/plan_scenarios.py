"""Believable collaborations for `bench.plan`, made by chance from a seed.

Everybody and every place is made up. The practice areas are those the product ships.
"""

import random
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kollega.optimisation.scenario import Scenario

AREAS = Path(__file__).parents[1] / "src/kollega/organisation/areas.toml"
FIRST_YEAR = 2027
LEAVING = 0.12
"""How many of the staff have a last day or a long leave within the three years that is already known."""


@dataclass(frozen=True)
class Size:
    """How large a collaboration is."""

    municipalities: int
    staff: int
    areas: int = 45
    courses: int = 60


def believable(size: Size, seed: int) -> Scenario:
    """A collaboration of small municipalities with rare areas that few can."""
    chance = random.Random(seed)
    areas = _areas(size.areas)
    municipalities = _municipalities(size, chance)
    people = _people(municipalities, areas, chance)
    form = {
        "name": f"{size.municipalities} kommuner",
        "first_year": FIRST_YEAR,
        "years": 3,
        "municipalities": [each["form"] for each in municipalities],
        "areas": [
            {"id": area["key"], "name": area["title"], "rare": area["rare"]} for area in areas
        ],
        "targets": [target for area in areas for target in _targets(area)],
        "people": people,
        "courses": _courses(size, municipalities, areas, chance),
        "shadowing": SHADOWING,
        "supervision": _supervision(areas),
        "recruitment": _recruitment(municipalities, areas, chance),
        "moved_duty": [
            {
                "id": f"flytt-{area['key']}",
                "area": area["key"],
                "level": 3,
                "needs": 2,
                "cost_per_year": 30_000,
                "trips_per_year": 6,
                "most_per_taker": 3,
            }
            for area in areas
            if area["rare"]
        ],
        "lending": [
            {
                "id": f"lan-{area['key']}",
                "area": area["key"],
                "level": 3,
                "cost_per_year": 45_000,
                "trips_per_year": 12,
            }
            for area in areas
            if not area["rare"]
        ],
        "journeys": _journeys(municipalities),
        "travel_cost_per_hour": 350,
        "fairness": {"measure": "largest", "weight": 5},
    }
    return Scenario.model_validate(form)


SHADOWING = [
    {
        "id": "skuggning-1",
        "name": "Skuggning, från orienterad",
        "from_level": 1,
        "to_level": 2,
        "hours": 16,
        "supervisor_hours": 8,
        "trips": 2,
    },
    {
        "id": "skuggning-2",
        "name": "Skuggning, till självständig",
        "from_level": 2,
        "to_level": 3,
        "hours": 24,
        "supervisor_hours": 12,
        "trips": 3,
    },
]


def _areas(count: int) -> list[dict[str, Any]]:
    with AREAS.open("rb") as file:
        found: list[dict[str, Any]] = tomllib.load(file)["area"]
    leaves = [area for area in found if "parent" in area]
    return sorted(leaves, key=lambda area: not area["rare"])[:count]


def _municipalities(size: Size, chance: random.Random) -> list[dict[str, Any]]:
    made = []
    for number in range(size.municipalities):
        inhabitants = round(chance.lognormvariate(8.7, 0.5) / 100) * 100 + 2_000
        staff = 0
        made.append({"number": number, "inhabitants": inhabitants, "staff": staff})
    total = sum(each["inhabitants"] for each in made)
    for each in made:
        each["id"] = f"kommun-{each['number'] + 1:02}"
        each["at"] = (chance.uniform(0, 180), chance.uniform(0, 180))
        each["staff"] = max(6, round(size.staff * each["inhabitants"] / total))
    while (over := sum(each["staff"] for each in made) - size.staff) != 0:
        largest = max(made, key=lambda each: each["staff"])
        largest["staff"] -= 1 if over > 0 else -1
    for each in made:
        each["form"] = {
            "id": each["id"],
            "name": f"Kommun {each['number'] + 1}",
            "inhabitants": each["inhabitants"],
            "budget": [BUDGET_PER_COLLEAGUE * each["staff"] + 150_000] * 3,
            "learning_hours": [60 * each["staff"]] * 3,
        }
    return made


BUDGET_PER_COLLEAGUE = 30_000


def _people(
    municipalities: list[dict[str, Any]],
    areas: list[dict[str, Any]],
    chance: random.Random,
) -> list[dict[str, Any]]:
    parents = sorted({area["parent"] for area in areas})
    made: list[dict[str, Any]] = []
    for municipality in municipalities:
        for place in range(municipality["staff"]):
            # Somebody in each place for each branch first, then by chance: small places have generalists.
            mine = {parents[place % len(parents)]}
            mine |= set(chance.sample(parents, chance.choice((2, 3, 3))))
            seniority = chance.choice((0, 1, 1, 2, 2, 3))
            levels = {
                area["key"]: level
                for area in areas
                if (level := _level(area, area["parent"] in mine, seniority, chance))
            }
            person: dict[str, Any] = {
                "id": f"p{len(made) + 1:05}",
                "employments": [{"municipality": municipality["id"]}],
                "levels": levels,
                "wishes": chance.sample([area["key"] for area in areas], 4),
                "hours_per_year": chance.choice((40, 60, 60, 80)),
                "supervising_hours_per_year": 40 if seniority >= 2 else 0,
            }
            if chance.random() < LEAVING:
                _going(person, chance)
            made.append(person)
    return made


def _level(area: dict[str, Any], mine: bool, seniority: int, chance: random.Random) -> int:
    if not mine:
        return int(chance.random() < 0.15)
    if area["rare"]:
        return max(0, min(4, seniority - chance.choice((0, 0, 1, 2, 3))))
    return max(0, min(4, seniority + chance.choice((-1, 0, 0, 1, 1))))


def _going(person: dict[str, Any], chance: random.Random) -> None:
    import datetime

    day = datetime.date(FIRST_YEAR + chance.randint(0, 2), chance.randint(1, 12), 1)
    if chance.random() < 0.5:
        person["employments"][0]["last_day"] = day
    else:
        back = day + datetime.timedelta(days=chance.randint(90, 400))
        person["leave"] = [{"first_day": day, "last_day": back}]


def _targets(area: dict[str, Any]) -> list[dict[str, Any]]:
    key = area["key"]
    if area["rare"]:
        return [
            {"kind": "local", "area": key, "level": 1, "count": 1, "from_year": FIRST_YEAR + 1},
            {"kind": "host", "area": key, "level": 3, "count": 2, "from_year": FIRST_YEAR + 2},
            {
                "kind": "collaboration",
                "area": key,
                "level": 3,
                "count": 4,
                "from_year": FIRST_YEAR + 2,
            },
            {"kind": "supervisors", "area": key, "count": 1, "from_year": FIRST_YEAR + 2},
        ]
    return [
        {"kind": "local", "area": key, "level": 2, "count": 2, "from_year": FIRST_YEAR + 1},
        {"kind": "local", "area": key, "level": 3, "count": 1, "from_year": FIRST_YEAR + 2},
        {"kind": "supervisors", "area": key, "count": 1, "from_year": FIRST_YEAR + 1},
    ]


def _courses(
    size: Size,
    municipalities: list[dict[str, Any]],
    areas: list[dict[str, Any]],
    chance: random.Random,
) -> list[dict[str, Any]]:
    """A basic course for each area, and further ones: two areas together, or on from a basic one."""
    wide = max(1, size.municipalities // 8)
    made: list[dict[str, Any]] = []
    for area in areas:
        distance = chance.random() < 0.5
        made.append(
            {
                "id": f"grund-{area['key']}",
                "lifts": [{"area": area["key"], "from_level": 0, "to_level": 2}],
                "seats": [12 * wide] * 3,
                "cost": chance.randrange(3_000, 9_000, 500),
                "hours": chance.choice((8, 16, 16, 24)),
                "place": None if distance else chance.choice(municipalities)["id"],
                "trips": 1,
            }
        )
    while len(made) < size.courses:
        area = areas[(len(made) - len(areas)) % len(areas)]
        course = {
            "id": f"vidare-{len(made)}",
            "lifts": [{"area": area["key"], "from_level": 2, "to_level": 4}],
            "seats": [6 * wide] * 3,
            "cost": chance.randrange(12_000, 25_000, 1_000),
            "hours": 40,
            "place": chance.choice(municipalities)["id"],
            "trips": 2,
            "requires": [f"grund-{area['key']}"] if len(made) % 3 == 0 else [],
        }
        if len(made) % 2:
            other = chance.choice([each for each in areas if each["parent"] == area["parent"]])
            if other is not area:
                lift = {"area": other["key"], "from_level": 0, "to_level": 2}
                course["lifts"].append(lift)
        made.append(course)
    return made[: size.courses]


def _supervision(areas: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "id": f"handledning-{area['key']}",
            "area": area["key"],
            "from_level": 3,
            "to_level": 4,
            "hours": 30,
            "group_size": 6,
            "cost_per_group": 60_000,
            "groups": [1, 1, 1],
        }
        for area in areas
    ]


def _recruitment(
    municipalities: list[dict[str, Any]], areas: list[dict[str, Any]], chance: random.Random
) -> list[dict[str, Any]]:
    parents = sorted({area["parent"] for area in areas})
    return [
        {
            "id": f"anstalla-{parent}",
            "levels": {area["key"]: 3 for area in areas if area["parent"] == parent},
            "cost": 30_000,
            "cost_per_year": 120_000,
            "places": {each["id"]: 1 for each in municipalities if chance.random() < 0.3}
            or {municipalities[0]["id"]: 1},
        }
        for parent in parents
    ]


def _journeys(municipalities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    made = []
    for number, one in enumerate(municipalities):
        for other in municipalities[:number]:
            across, along = (one["at"][axis] - other["at"][axis] for axis in (0, 1))
            minutes = 15 + round((across**2 + along**2) ** 0.5 * 0.9 / 5) * 5
            made.append({"between": one["id"], "and": other["id"], "minutes": min(minutes, 300)})
    return made

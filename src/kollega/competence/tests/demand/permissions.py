"""Rows of the permission table: demand, and new cases."""

from typing import Any

from tests.personas import World
from tests.rowtype import ALL, TOGETHER, Row

from kollega.competence.demand import rules

MANAGES, MANAGES_DONE, MANAGES_WRONG = (
    {200: "manager", 403: "*"},
    {302: "manager", 403: "*"},
    {422: "manager", 403: "*"},
)


def _mapped(world: World) -> list[Any]:
    return [str(world.areas["heder"].id)]


def _quarter(_world: World) -> list[Any]:
    return [str(rules.quarters_open()[0])]


OBJECTS = {
    "demanded": _mapped,
    "quarter": _quarter,
    "own_town": lambda world: [world.asker.municipality.id],
    "no_quarter": lambda _world: ["1999-1"],
    "cases_form": lambda _world: ["csv"],
}
TABLE: dict[str, Row] = {
    "competence:demand": Row("get", ALL),
    "competence:demand_area": Row("get", TOGETHER, "demanded"),
    "competence:demand_pdf": Row("get", ALL),
    "competence:demand_file": Row("get", ALL, "cases_form"),
    "competence:promises": Row("get", ALL),
    "competence:cases": Row("get", MANAGES),
    "competence:cases_of": Row("get", MANAGES, "quarter"),
    "competence:cases_due": Row(
        "get",
        {
            200: "manager",
            404: "answerer answerer_two coordinator lent outsider outsider_two",
            403: "*",
        },
        "own_town",
    ),
    "competence:undo_cases": Row("post", MANAGES_DONE, "quarter"),
    "competence:cases_in": Row("get", MANAGES),
    "competence:keep_cases": Row("post", MANAGES_DONE),
    "competence:cases_template": Row("get", MANAGES, "cases_form"),
}
MORE: list[tuple[str, Row]] = [
    ("competence:cases_of", Row("post", MANAGES_DONE, "quarter", {"version": "0"})),
    ("competence:cases_of", Row("post", MANAGES_WRONG, "quarter", {"version": "x"})),
    ("competence:cases_of", Row("get", {404: "manager", 403: "*"}, "no_quarter")),
    ("competence:cases_in", Row("post", MANAGES_WRONG)),
]

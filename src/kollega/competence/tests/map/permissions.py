"""Rows of the permission table: the map, alarms, targets and dates."""

from typing import Any

from tests.personas import World
from tests.rowtype import ALL, STEERS, STEERS_DONE, STEERS_WRONG, TOGETHER, Row

PLANS = {200: "manager coordinator", 403: "*"}
MANAGES, MANAGES_DONE, MANAGES_WRONG = (
    {200: "manager", 403: "*"},
    {302: "manager", 403: "*"},
    {422: "manager", 403: "*"},
)
WANTED = {"version": "0", "local": "1", "shared": "2", "supervisors": "1", "wants_host": "on"}

TABLE: dict[str, Row] = {
    "competence:start": Row("get", ALL),
    "competence:map": Row("get", ALL),
    "competence:map_pdf": Row("get", ALL),
    "competence:map_area": Row("get", TOGETHER, "mapped"),
    "competence:target": Row("get", STEERS, "mapped"),
    "competence:alarms": Row("get", ALL),
    "competence:alarms_of": Row("get", TOGETHER, "collaboration"),
    "competence:what_if": Row("get", PLANS),
    "competence:terms": Row("get", MANAGES),
    "competence:term": Row("get", MANAGES, "staff_account"),
}
MORE: list[tuple[str, Row]] = [
    ("competence:target", Row("post", STEERS_DONE, "mapped", WANTED)),
    ("competence:target", Row("post", STEERS_WRONG, "mapped", WANTED | {"local": "många"})),
    ("competence:target", Row("post", STEERS_DONE, "mapped", {"do": "usual"})),
    (
        "competence:term",
        Row("post", MANAGES_DONE, "staff_account", {"version": "0", "retires_year": "2031"}),
    ),
    (
        "competence:term",
        Row("post", MANAGES_WRONG, "staff_account", {"version": "0", "retires_year": "1931"}),
    ),
    ("competence:term", Row("get", {404: "manager", 403: "*"}, "elsewhere_account")),
]


def _mapped(world: World) -> list[Any]:
    return [str(world.areas["heder"].id)]


def _collaboration(world: World) -> list[Any]:
    return [world.collaboration_id]


def _staff(world: World) -> list[Any]:
    return [world.asker.account.id]


def _elsewhere(world: World) -> list[Any]:
    return [world.answerer.account.id]


OBJECTS = {
    "mapped": _mapped,
    "collaboration": _collaboration,
    "staff_account": _staff,
    "elsewhere_account": _elsewhere,
}

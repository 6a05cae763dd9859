"""Rows of the permission table: people."""

from typing import Any

from tests.personas import World
from tests.rowtype import Row

from kollega.casework.tests import helpers
from kollega.casework.tests.cases.permissions import (
    BEGINS,
    BEGINS_WRONG,
    OWN,
    OWN_WRITES,
    OWN_WRONG,
    gated,
)


def _person(world: World) -> list[Any]:
    return [helpers.of_asker(world).person_id]


def _relation(world: World) -> list[Any]:
    case, row = helpers.related(world)
    return [case.person_id, row.id]


def _two_people(world: World) -> list[Any]:
    case = helpers.of_asker(world)
    return [case.person_id, helpers.person(world.asker).id]


def _kin(world: World) -> list[Any]:
    """A child and her mother, who are not one person."""
    case, row = helpers.related(world)
    return [case.person_id, row.person_id]


def _merged(world: World) -> list[Any]:
    case, row = helpers.merged(world)
    return [case.person_id, row.id]


CONTACT = {"version": "x"}
OBJECTS: dict[str, Any] = {
    "person": _person,
    "relation": _relation,
    "two_people": _two_people,
    "merged": _merged,
    "kin": _kin,
}
TABLE: dict[str, Any] = {
    "casework:find": Row("post", BEGINS, posted={"text": "ingen"}),
    "casework:add_person": Row("get", BEGINS),
    "casework:person": gated("get", OWN, "person"),
    "casework:change_person": gated("get", OWN, "person"),
    "casework:family": gated("get", OWN, "person"),
    "casework:relate": gated("get", OWN, "person"),
    "casework:relation": gated("get", OWN, "relation"),
    "casework:same": gated("get", OWN, "person"),
    "casework:same_as": gated("get", OWN, "two_people"),
    "casework:part": gated("post", OWN_WRITES, "merged", most_statements=60),
    "casework:extract": gated(
        "get",
        {200: "manager", 403: "asker", 302: "same_unit other_unit operator", 404: "*"},
        "person",
    ),
    "casework:safe_contact": gated("get", OWN, "person"),
    "casework:begin": gated("get", OWN, "person"),
}
MORE: list[tuple[str, Any]] = [
    ("casework:find", Row("post", BEGINS_WRONG, posted={"text": ""})),
    ("casework:add_person", Row("post", BEGINS_WRONG, posted={"given_name": ""})),
    ("casework:change_person", gated("post", OWN_WRONG, "person", {"given_name": ""})),
    ("casework:relate", gated("post", OWN_WRONG, "person", {"who": "", "do": "save"})),
    ("casework:relation", gated("post", OWN_WRONG, "relation", {"version": "x"})),
    ("casework:same", gated("post", OWN_WRONG, "person", {"text": ""})),
    ("casework:same_as", gated("post", OWN_WRONG, "kin", {"keep": ""}, most_statements=40)),
    (
        "casework:extract",
        gated(
            "post",
            {200: "manager", 403: "asker same_unit other_unit operator", 404: "*"},
            "person",
            most_statements=80,
        ),
    ),
    ("casework:safe_contact", gated("post", OWN_WRONG, "person", CONTACT)),
    ("casework:begin", gated("post", OWN_WRONG, "person", {"kind": "x"})),
]

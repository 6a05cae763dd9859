"""Rows of the permission table: the child's frame. It is the case's: who opens it opens it."""

from typing import Any

from tests.personas import World

from kollega.casework.tests.cases.permissions import OWN, OWN_WRONG, gated
from kollega.casework.tests.child import helpers

# The one who was told of the readers writes; the manager is led to be told first.
TOLD = {200: "asker", 302: "manager same_unit other_unit operator", 404: "*"}
TOLD_WRONG = {422: "asker", 302: "manager", 403: "same_unit other_unit operator", 404: "*"}


def _readers(world: World) -> list[Any]:
    case = helpers.of_asker(world)
    return [case.id, helpers.told(world.asker, case).id]


def _words(world: World) -> list[Any]:
    case = helpers.of_asker(world)
    return [case.id, helpers.words(world.asker, case).id]


def _best(world: World) -> list[Any]:
    case = helpers.of_asker(world)
    return [case.id, helpers.best(world.asker, case).id, "others"]


def _decision(world: World) -> list[Any]:
    case = helpers.of_asker(world)
    return [case.id, helpers.decision(world.asker, case).id]


def _guardian(world: World) -> list[Any]:
    case = helpers.of_asker(world)
    mother = helpers.parent(world.asker, case, "Elsa")
    helpers.words(world.asker, case)
    return [case.id, mother.id]


OBJECTS: dict[str, Any] = {
    "child_readers": _readers,
    "child_words": _words,
    "child_best": _best,
    "child_decision": _decision,
    "child_guardian": _guardian,
}
PAGES = (
    ("casework:child_readers", "case", OWN_WRONG),
    ("casework:child_write", "child_readers", TOLD_WRONG),
    ("casework:child_words", "child_words", OWN_WRONG),
    ("casework:child_best", "case", OWN_WRONG),
    ("casework:child_best_part", "child_best", OWN_WRONG),
    ("casework:child_changed", "child_decision", OWN_WRONG),
    ("casework:child_understood", "child_decision", OWN_WRONG),
    ("casework:child_sheet", "child_guardian", OWN_WRONG),
)
TABLE: dict[str, Any] = {
    "casework:child": gated("get", OWN, "case"),
    **{
        name: gated("get", TOLD if wrong is TOLD_WRONG else OWN, kind)
        for name, kind, wrong in PAGES
    },
}
MORE: list[tuple[str, Any]] = [
    (name, gated("post", wrong, kind, {"version": "x"})) for name, kind, wrong in PAGES
]

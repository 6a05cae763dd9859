"""Rows of the permission table: what is lacking, what is planned with, searches and what they found."""

from typing import Any

from tests.personas import World
from tests.rowtype import NOBODY, STEERS, STEERS_DONE, STEERS_WRONG, Row

from kollega.competence.planning.asked import plan_years
from kollega.competence.planning.prices import PRICES
from kollega.competence.tests.planning import helpers

PLANS, PLANS_DONE, PLANS_WRONG = (
    {200: "manager coordinator", 403: "*"},
    {302: "manager coordinator", 403: "*"},
    {422: "manager coordinator", 403: "*"},
)
MANAGES, MANAGES_DONE, MANAGES_WRONG = (
    {200: "manager", 403: "*"},
    {302: "manager", 403: "*"},
    {422: "manager", 403: "*"},
)
UNKNOWN = {404: "coordinator", 403: "*"}
MISSING = {404: "manager coordinator", 403: "*"}
START = {
    "id": NOBODY,
    "reached_by": str(plan_years()[1]),
    "minutes": "1",
    "measure": "largest",
}
USUAL = {each.key: str(each.usual) for each in PRICES} | {"version": "0"}


def _waiting(world: World) -> list[Any]:
    return [helpers.waiting(world).id]


def _trial(world: World) -> list[Any]:
    return [helpers.waiting(world, world.manager).id]


def _found(world: World) -> list[Any]:
    return [helpers.found(world).id]


def _proposal(world: World) -> list[Any]:
    return [helpers.found(world).id, "cheapest"]


def _no_such(world: World) -> list[Any]:
    return [helpers.waiting(world).id, "dearest"]


OBJECTS: dict[str, Any] = {
    "plan_waiting": _waiting,
    "plan_trial": _trial,
    "plan_found": _found,
    "plan_proposal": _proposal,
    "plan_no_such": _no_such,
}
TABLE: dict[str, Row] = {
    "competence:plan_gap": Row("get", PLANS),
    "competence:plan_basis": Row("get", PLANS),
    "competence:plan_resources": Row("get", MANAGES),
    "competence:plan_prices": Row("get", STEERS),
    "competence:plan_journeys": Row("get", STEERS),
    "competence:plan_runs": Row("get", PLANS),
    "competence:plan_run": Row("get", PLANS, "plan_found"),
    "competence:plan_progress": Row("get", {204: "manager coordinator", 403: "*"}, "plan_found"),
    "competence:plan_stop": Row("post", STEERS_DONE, "plan_waiting"),
    "competence:plan_again": Row("post", STEERS_DONE, "plan_found", {"id": NOBODY}),
    "competence:plan_unchoose": Row("post", UNKNOWN, "plan_found", {"number": "0"}),
    "competence:plan_scenario_json": Row("get", STEERS, "plan_found"),
    "competence:plan_proposal": Row("get", PLANS, "plan_proposal"),
    "competence:plan_step": Row("post", STEERS_DONE, "plan_proposal", {"locked": "0"}),
    "competence:plan_json": Row("get", PLANS, "plan_proposal"),
}
MORE: list[tuple[str, Row]] = [
    ("competence:plan_resources", Row("post", MANAGES_DONE, posted={"version": "0"})),
    (
        "competence:plan_resources",
        Row(
            "post",
            MANAGES_WRONG,
            posted={"version": "0", f"budget_{plan_years()[0]}": "mycket"},
        ),
    ),
    ("competence:plan_prices", Row("post", STEERS_DONE, posted=USUAL)),
    ("competence:plan_prices", Row("post", STEERS_WRONG, posted=USUAL | {"group_size": "0"})),
    ("competence:plan_journeys", Row("post", STEERS_DONE, posted={"version": "0"})),
    ("competence:plan_journeys", Row("post", STEERS_WRONG, posted={"version": ""})),
    ("competence:plan_runs", Row("post", PLANS_DONE, posted=START)),
    ("competence:plan_runs", Row("post", PLANS_WRONG, posted=START | {"minutes": "60"})),
    ("competence:plan_run", Row("get", PLANS, "plan_waiting")),
    (
        "competence:plan_stop",
        Row("post", {302: "manager coordinator", 403: "*"}, "plan_trial"),
    ),
    ("competence:plan_progress", Row("get", PLANS, "plan_waiting")),
    ("competence:plan_proposal", Row("get", MISSING, "plan_no_such")),
    ("competence:plan_scenario_json", Row("get", UNKNOWN, "plan_waiting")),
    (
        "competence:plan_unchoose",
        Row("post", UNKNOWN, "plan_found", {"kind": "locked", "number": "0"}),
    ),
]

"""Rows of the permission table: home first is as open as its case; the overview is the manager's."""

from typing import Any

from tests.rowtype import Row

from kollega.casework.tests.cases.permissions import (
    BEGINS,
    OWN,
    OWN_WRITES,
    OWN_WRONG,
    gated,
)
from kollega.casework.tests.placing import helpers

MANAGER = {200: "manager", 403: "*"}
NO_DAY = {"on": "", "to_day": "", "per_day": "x"}
OBJECTS: dict[str, Any] = {
    "consideration": helpers.consideration,
    "placement": helpers.placement,
}
TABLE: dict[str, Any] = {
    "casework:home_first": gated("get", OWN, "case"),
    "casework:new_consideration": gated("get", OWN, "case"),
    "casework:protect_first": gated("post", OWN_WRITES, "case"),
    "casework:consideration": gated("get", OWN, "consideration"),
    "casework:return_check": gated("get", OWN, "consideration"),
    "casework:new_placement": gated("get", OWN, "case"),
    "casework:end_placement": gated("get", OWN, "placement"),
    "casework:review_placement": gated("get", OWN, "placement"),
    "casework:placement_cost": gated("get", OWN, "placement"),
    "casework:remove_placement": gated("get", OWN, "placement"),
    "casework:placements": Row("get", MANAGER),
    "casework:placements_pdf": Row("get", MANAGER),
    "casework:missing_at_home": Row("get", BEGINS),
}
MORE: list[tuple[str, Any]] = [
    ("casework:new_consideration", gated("post", OWN_WRONG, "case", {"kin": "x"})),
    ("casework:consideration", gated("post", OWN_WRONG, "consideration", {"kin": "x"})),
    ("casework:return_check", gated("post", OWN_WRONG, "consideration", NO_DAY)),
    ("casework:new_placement", gated("post", OWN_WRONG, "case", {"form": "x"})),
    ("casework:end_placement", gated("post", OWN_WRONG, "placement", NO_DAY)),
    ("casework:review_placement", gated("post", OWN_WRONG, "placement", NO_DAY)),
    ("casework:placement_cost", gated("post", OWN_WRONG, "placement", NO_DAY)),
    ("casework:remove_placement", gated("post", OWN_WRITES, "placement")),
]

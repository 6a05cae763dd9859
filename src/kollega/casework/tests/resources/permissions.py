"""Rows of the permission table: the map is for those who work with cases; whoever is lent changes nothing."""

from typing import Any

from tests.rowtype import Row

from kollega.casework.tests.cases.permissions import BEGINS
from kollega.casework.tests.resources import helpers

AT_HOME = "asker same_unit other_unit manager operator"
ELSEWHERE = "answerer answerer_two outsider outsider_two lent"
ADDS = {200: f"{AT_HOME} {ELSEWHERE}", 403: "*"}
ADDS_WRONG = {422: f"{AT_HOME} {ELSEWHERE}", 403: "*"}
OWN = {200: AT_HOME, 404: ELSEWHERE, 403: "*"}
OWN_DONE = {302: AT_HOME, 404: ELSEWHERE, 403: "*"}
OWN_WRONG = {422: AT_HOME, 404: ELSEWHERE, 403: "*"}
OBJECTS: dict[str, Any] = {"resource": helpers.open_one}
TABLE: dict[str, Any] = {
    "casework:resources": Row("get", BEGINS),
    "casework:resources_pdf": Row("get", BEGINS),
    "casework:new_resource": Row("get", ADDS),
    "casework:resource": Row("get", OWN, "resource"),
    "casework:resource_still_right": Row("post", OWN_DONE, "resource"),
    "casework:share_resource": Row("get", OWN, "resource"),
    "casework:remove_resource": Row("get", OWN, "resource"),
}
MORE: list[tuple[str, Any]] = [
    ("casework:new_resource", Row("post", ADDS_WRONG, posted={"name": ""})),
    ("casework:resource", Row("post", OWN_WRONG, "resource", {"name": ""})),
    ("casework:share_resource", Row("post", OWN_DONE, "resource")),
    ("casework:remove_resource", Row("post", OWN_DONE, "resource")),
]

"""Rows of the permission table: cases. Maja (asker) answers for the case; Karin manages its unit.

Whoever else works with cases in Granåker is led to the page where a reason is stated, and posts nothing.
Another municipality, and whoever does not work with cases, finds nothing.
"""

import uuid
from functools import partial
from typing import Any

from tests.personas import World
from tests.rowtype import Row

from kollega.casework.tests import helpers

# Those who work with cases: in Granåker, and elsewhere in their own municipalities.
WORKS = (
    "asker same_unit other_unit manager operator answerer answerer_two outsider outsider_two lent"
)
gated = partial(Row, ended=404)
"""An address behind the gate: for one without a place at work it is not there."""
OWN = {200: "asker manager", 302: "same_unit other_unit operator", 404: "*"}
OWN_WRITES = {302: "asker manager", 403: "same_unit other_unit operator", 404: "*"}
OWN_WRONG = {422: "asker manager", 403: "same_unit other_unit operator", 404: "*"}
BEGINS = {200: WORKS, 403: "*"}
BEGINS_WRONG = {422: WORKS, 403: "*"}
STEERS = {200: "manager", 403: "*"}
ASKED_WHY = {200: "asker manager same_unit other_unit operator", 404: "*"}
WHY_WRONG = {422: "asker manager same_unit other_unit operator", 404: "*"}


def _case(world: World) -> list[Any]:
    return [helpers.of_asker(world).id]


def _note(world: World) -> list[Any]:
    return [*helpers.noted(world)]


def _decision(world: World) -> list[Any]:
    return [*helpers.investigated(world)]


def _deadline(world: World) -> list[Any]:
    return [*helpers.timed(world)]


def _step(world: World) -> list[Any]:
    return [*_case(world), "informed"]


def _asked(world: World) -> list[Any]:
    return [helpers.asked_to_take_over(world)]


def _opening(world: World) -> list[Any]:
    return [helpers.opened_with_reason(world)]


def _worker(world: World) -> list[Any]:
    return [*helpers.with_co_worker(world)]


def _question(world: World) -> list[Any]:
    return [*_case(world), uuid.uuid4()]


OBJECTS: dict[str, Any] = {
    "case_question": _question,
    "case_asked": _asked,
    "case_opening": _opening,
    "case_worker": _worker,
    "case": _case,
    "case_note": _note,
    "case_decision": _decision,
    "case_deadline": _deadline,
    "case_step": _step,
}
STEPS = ("report", "protection", "preliminary", "decide")
TABLE: dict[str, Any] = {
    "casework:start": Row("get", BEGINS),
    "casework:case": gated("get", OWN, "case"),
    "casework:reason": gated("get", ASKED_WHY, "case"),
    "casework:new_note": gated("get", OWN, "case"),
    "casework:note": gated(
        "get",
        {200: "asker", 302: "same_unit other_unit operator", 404: "*"},
        "case_note",
    ),
    **{f"casework:{page}": gated("get", OWN, "case") for page in STEPS},
    "casework:protect_now": gated("get", OWN, "case"),
    "casework:happenings": gated("get", OWN, "case"),
    "casework:decision": gated("get", OWN, "case_decision"),
    "casework:step": gated("get", OWN, "case_step"),
    "casework:undo": gated("post", OWN_WRITES, "case", {"happening": ""}),
    "casework:extend": gated("get", OWN, "case_deadline"),
    "casework:deadlines": Row("get", BEGINS),
    "casework:all_facts": Row("get", BEGINS),
    "casework:stand_in": Row("get", BEGINS),
    "casework:questions": gated("get", OWN, "case"),
    "casework:take_home": gated(
        "post", {404: "*", 403: "same_unit other_unit operator"}, "case_question"
    ),
    "casework:facts": gated("get", OWN, "case"),
    "casework:close": gated("get", OWN, "case"),
    "casework:at_work": gated("get", OWN, "case"),
    "casework:end_worker": gated("post", OWN_WRITES, "case_worker"),
    "casework:hand_over": gated("get", OWN, "case"),
    "casework:take_back": gated("post", OWN_WRITES, "case"),
    "casework:assign": gated(
        "get",
        {200: "manager", 403: "asker", 302: "same_unit other_unit operator", 404: "*"},
        "case",
    ),
    "casework:handover": gated("get", {200: "same_unit", 404: "*"}, "case_asked"),
    "casework:unit": Row("get", STEERS),
    "casework:openings": Row("get", STEERS),
    "casework:opening": gated("get", {200: "manager", 404: "*"}, "case_opening"),
}
MORE: list[tuple[str, Any]] = [
    ("casework:reason", gated("post", WHY_WRONG, "case", {"why": "x"})),
    ("casework:new_note", gated("post", OWN_WRONG, "case", {"text": ""})),
    (
        "casework:note",
        gated(
            "post",
            {422: "asker", 403: "same_unit other_unit operator", 404: "*"},
            "case_note",
            {"text": ""},
        ),
    ),
    *((f"casework:{page}", gated("post", OWN_WRONG, "case", {"text": ""})) for page in STEPS),
    ("casework:questions", gated("post", OWN_WRITES, "case")),
    ("casework:facts", gated("post", OWN_WRITES, "case", {"note": "x"})),
    ("casework:close", gated("post", OWN_WRONG, "case", {"on": "igår"})),
    ("casework:at_work", gated("post", OWN_WRONG, "case", {"account_id": ""})),
    ("casework:hand_over", gated("post", OWN_WRONG, "case", {"account_id": ""})),
    (
        "casework:assign",
        gated(
            "post",
            {422: "manager", 403: "asker same_unit other_unit operator", 404: "*"},
            "case",
            {"account_id": ""},
        ),
    ),
    ("casework:handover", gated("post", {422: "same_unit", 404: "*"}, "case_asked")),
    ("casework:opening", gated("post", {302: "manager", 404: "*"}, "case_opening")),
    ("casework:stand_in", Row("post", BEGINS_WRONG, posted={"account_id": ""})),
    ("casework:decision", gated("post", OWN_WRONG, "case_decision", {"decider": ""})),
    ("casework:step", gated("post", OWN_WRONG, "case_step", {"on": "igår"})),
    ("casework:extend", gated("post", OWN_WRONG, "case_deadline", {"reason": ""})),
]

"""Rows of the permission table: strategy documents, from draft to follow-up."""

from typing import Any
from uuid import uuid4

from tests.personas import World
from tests.rowtype import ALL, NOBODY, STEERS_DONE, TOGETHER, Row

from kollega.competence.models import Strategy
from kollega.competence.tests.strategy import helpers
from kollega.core import clock

State = Strategy.State
PREPARES = {200: "manager coordinator", 404: "*"}
"""A draft is not there for others."""
STEERS = {200: "coordinator", 403: "manager", 404: "*"}
STEERS_TO, STEERS_NOT = (
    {302: "coordinator", 403: "manager", 404: "*"},
    {422: "coordinator", 403: "manager", 404: "*"},
)
MANAGES_TOO = {200: "manager coordinator", 404: "*"}
NOTES = {200: "manager coordinator", 403: "*", 404: "outsider outsider_two"}
NOTES_DONE = {302: "manager coordinator", 403: "*", 404: "outsider outsider_two"}
NOTES_WRONG = {422: "manager coordinator", 403: "*", 404: "outsider outsider_two"}
TEXT = {"draft": str(uuid4()), "version": "0", "seen": "0", "text": "Vi lär av varandra."}
DECISION = {
    "version": "0",
    "outcome": "adopted",
    "decided_on": str(clock.today()),
    "paragraph": "45",
}
TERMS = {
    "version": "1",
    "day_0": "2027-02-15",
    "role_course": "coordinator",
    "role_shadowing": "both_managers",
}

TABLE: dict[str, Row] = {
    "competence:strategies": Row("get", ALL),
    "competence:make_strategy": Row("get", {200: "coordinator", 403: "*"}, "strategy_proposal"),
    "competence:strategy": Row("get", TOGETHER, "strategy_adopted"),
    "competence:strategy_goals": Row("get", TOGETHER, "strategy_adopted"),
    "competence:strategy_measures": Row("get", TOGETHER, "strategy_adopted"),
    "competence:strategy_difference": Row("get", TOGETHER, "strategy_adopted"),
    "competence:strategy_pdf": Row("get", TOGETHER, "strategy_adopted"),
    "competence:strategy_terms": Row("get", STEERS, "strategy_draft"),
    "competence:strategy_text": Row("get", STEERS, "strategy_preface"),
    "competence:save_strategy_text": Row("post", STEERS, "strategy_preface", TEXT),
    "competence:check_strategy_text": Row("post", STEERS, "strategy_preface", TEXT),
    "competence:strategy_step": Row("get", STEERS, "strategy_sending"),
    "competence:strategy_decision": Row("get", PREPARES, "strategy_board"),
    "competence:strategy_follow_up": Row("get", TOGETHER, "strategy_adopted"),
    "competence:strategy_follow_up_pdf": Row("get", TOGETHER, "strategy_adopted"),
    "competence:strategy_measure": Row("get", NOTES, "strategy_measure"),
}
MORE: list[tuple[str, Row]] = [
    ("competence:make_strategy", Row("post", STEERS_DONE, "strategy_proposal")),
    ("competence:make_strategy", Row("get", {404: "coordinator", 403: "*"}, "strategy_nothing")),
    ("competence:strategy", Row("get", PREPARES, "strategy_draft")),
    ("competence:strategy_goals", Row("get", PREPARES, "strategy_draft")),
    ("competence:strategy_measures", Row("get", PREPARES, "strategy_draft")),
    ("competence:strategy_pdf", Row("get", PREPARES, "strategy_draft")),
    ("competence:strategy_follow_up", Row("get", {404: "*"}, "strategy_draft")),
    ("competence:strategy_text", Row("post", STEERS_TO, "strategy_preface", TEXT | {"do": "send"})),
    (
        "competence:strategy_text",
        Row(
            "post",
            STEERS_NOT,
            "strategy_preface",
            TEXT | {"do": "send", "text": "Ring Anna Andersson, 19900101-0017."},
        ),
    ),
    (
        "competence:strategy_terms",
        Row("post", STEERS_TO, "strategy_draft", TERMS),
    ),
    ("competence:strategy_terms", Row("post", STEERS_NOT, "strategy_draft", {"version": "1"})),
    ("competence:strategy_step", Row("post", STEERS_TO, "strategy_sending")),
    (
        "competence:strategy_decision",
        Row("post", PREPARES | {302: "manager coordinator", 200: ""}, "strategy_board", DECISION),
    ),
    (
        "competence:strategy_decision",
        Row("post", {422: "manager coordinator", 404: "*"}, "strategy_board", {"version": "0"}),
    ),
    (
        "competence:strategy_decision",
        Row("get", {200: "coordinator", 403: "manager", 404: "*"}, "strategy_other_board"),
    ),
    (
        "competence:strategy_measure",
        Row("post", NOTES_DONE, "strategy_measure", {"version": "0", "state": "ongoing"}),
    ),
    (
        "competence:strategy_measure",
        Row("post", NOTES_WRONG, "strategy_measure", {"version": "0", "state": "dropped"}),
    ),
]


def _proposal(world: World) -> list[Any]:
    return [helpers.proposal(world).id]


def _nothing(_world: World) -> list[Any]:
    return [NOBODY]


def _draft(world: World) -> list[Any]:
    return [helpers.standing(world, State.DRAFT).id]


def _preface(world: World) -> list[Any]:
    return [helpers.standing(world, State.DRAFT).id, "forord"]


def _sending(world: World) -> list[Any]:
    strategy = helpers.standing(world, State.DRAFT)
    return [strategy.id, "skicka"]


def _board(world: World) -> list[Any]:
    return [helpers.standing(world, State.SENT).id, world.asker.municipality.id]


def _other_board(world: World) -> list[Any]:
    return [helpers.standing(world, State.SENT).id, world.answerer.municipality.id]


def _adopted(world: World) -> list[Any]:
    return [helpers.standing(world, State.ADOPTED).id]


def _measure(world: World) -> list[Any]:
    strategy = helpers.standing(world, State.ADOPTED)
    return [strategy.id, helpers.measure_key(world, strategy, world.asker.municipality)]


OBJECTS = {
    "strategy_proposal": _proposal,
    "strategy_nothing": _nothing,
    "strategy_draft": _draft,
    "strategy_preface": _preface,
    "strategy_sending": _sending,
    "strategy_board": _board,
    "strategy_other_board": _other_board,
    "strategy_adopted": _adopted,
    "strategy_measure": _measure,
}

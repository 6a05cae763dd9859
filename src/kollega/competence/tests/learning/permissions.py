"""Rows of the permission table: the catalogue, the calendar, occasions and seats.

The occasions are arranged by Granåker and led by Olle (same_unit), but where the name says otherwise.
"""

import uuid
from typing import Any

from tests.personas import World
from tests.rowtype import ALL, NOBODY, STEERS, STEERS_DONE, STEERS_WRONG, TOGETHER, Row

from kollega.competence.learning import courses, rules, seats
from kollega.competence.models import Level
from kollega.competence.tests.learning import helpers
from kollega.core.actor import acting

APART = "outsider outsider_two"
LEADS = "manager same_unit"
LED, LED_DONE, LED_WRONG = (
    {200: LEADS, 404: APART, 403: "*"},
    {302: LEADS, 404: APART, 403: "*"},
    {422: LEADS, 404: APART, 403: "*"},
)
ARRANGES = {200: "manager coordinator", 403: "*"}
MANAGES = {200: "manager", 403: "*"}
OPEN = {302: "*", 404: APART}
TIMES = {"day_1": "2098-03-12", "from_1": "09:00", "to_1": "16:00"}


def _course(world: World) -> list[Any]:
    course_id = helpers.course(world)
    actor = world.coordinator.actor
    with acting(actor):
        row = rules.course_for(actor, course_id, lock=True)
        courses.add_lift(
            actor,
            row,
            area_id=world.areas["heder"].id,
            from_level=Level.ORIENTED,
            to_level=Level.WITH_SUPPORT,
        )
    return [course_id]


def _occasion(world: World) -> list[Any]:
    return [helpers.occasion(world, seats=40, leader_id=world.same_unit.colleague_id)]


def _held(world: World) -> list[Any]:
    """One that was yesterday, where Sara (answerer) has a seat."""
    (occasion_id,) = _occasion(world)
    helpers.book(world, "answerer", occasion_id)
    helpers.begun(world, occasion_id)
    return [occasion_id]


def _staffed(world: World) -> list[Any]:
    """One where Granåker's manager has booked Maja (asker)."""
    (occasion_id,) = _occasion(world)
    actor = world.manager.actor
    with acting(actor):
        row = rules.occasion_for(actor, occasion_id, lock=True)
        seats.book_for(actor, row, colleague_id=world.asker.colleague_id or uuid.UUID(int=0))
    return [occasion_id]


OBJECTS: dict[str, Any] = {
    "course": _course,
    "occasion": _occasion,
    "occasion_held": _held,
    "occasion_staffed": _staffed,
}
EVALUATES = {200: "answerer", 404: APART, 403: "*"}
GRADES = {"useful": "4", "right_level": "4", "recommend": "5"}
DRAFT = {"draft": str(uuid.UUID(int=77)), "version": "0"}
TABLE: dict[str, Any] = {
    "competence:learning": Row("get", ALL),
    "competence:my_learning": Row("get", ALL),
    "competence:staff_learning": Row("get", MANAGES),
    "competence:courses": Row("get", ALL),
    "competence:add_course": Row("get", STEERS),
    "competence:course": Row("get", TOGETHER, "course"),
    "competence:change_course": Row("get", {200: "coordinator", 403: "*"}, "course"),
    "competence:act_course": Row("post", STEERS_DONE, "course", {"do": "rest"}),
    "competence:add_occasion": Row("get", ARRANGES),
    "competence:occasion": Row("get", TOGETHER, "occasion"),
    "competence:change_occasion": Row("get", LED, "occasion"),
    "competence:cancel_occasion": Row("get", LED, "occasion"),
    "competence:restore_occasion": Row("post", LED_DONE, "occasion"),
    "competence:occasion_ics": Row("get", TOGETHER, "occasion"),
    "competence:act_seat": Row("post", OPEN, "occasion", {"do": "book"}, most_statements=20),
    "competence:book_staff": Row("get", MANAGES, "occasion"),
    "competence:guests": Row("get", LED, "occasion"),
    "competence:guests_pdf": Row("get", LED, "occasion"),
    "competence:evaluate": Row("get", EVALUATES, "occasion_held"),
    "competence:save_evaluation": Row("post", EVALUATES, "occasion_held", {**DRAFT, "text": "Hej"}),
    "competence:check_evaluation": Row("post", EVALUATES, "occasion_held", {"text": "Hej"}),
}
MORE: list[tuple[str, Any]] = [
    ("competence:add_course", Row("post", STEERS_WRONG, posted={"title": ""})),
    ("competence:change_course", Row("post", STEERS_WRONG, "course", {"title": ""})),
    ("competence:act_course", Row("post", STEERS_WRONG, "course", {"do": "lift"})),
    ("competence:act_course", Row("post", STEERS_WRONG, "course", {"do": "need"})),
    (
        "competence:add_occasion",
        Row("post", {422: "manager coordinator", 403: "*"}, posted={"seats": "x"}),
    ),
    ("competence:change_occasion", Row("post", LED_WRONG, "occasion", {"seats": "x"})),
    ("competence:cancel_occasion", Row("post", LED_DONE, "occasion")),
    ("competence:act_seat", Row("post", {404: "*"}, "occasion", {"do": "x"})),
    ("competence:act_seat", Row("post", OPEN, "occasion", {"do": "accept"})),
    ("competence:act_seat", Row("post", OPEN, "occasion", {"do": "leave"})),
    (
        "competence:act_seat",
        Row("post", {403: "*", 404: APART}, "occasion_held", {"do": "book"}),
    ),
    (
        "competence:book_staff",
        Row("post", {422: "manager", 403: "*"}, "occasion", {"do": "book", "colleague": NOBODY}),
    ),
    ("competence:guests", Row("get", LED, "occasion_held")),
    ("competence:guests", Row("post", LED_DONE, "occasion_held", {"var_med": NOBODY})),
    (
        "competence:evaluate",
        Row(
            "post",
            {302: "answerer", 404: APART, 403: "*"},
            "occasion_held",
            {**DRAFT, **GRADES, "do": "send"},
        ),
    ),
    (
        "competence:evaluate",
        Row(
            "post",
            {422: "answerer", 404: APART, 403: "*"},
            "occasion_held",
            {**DRAFT, "useful": "9", "do": "send"},
        ),
    ),
]

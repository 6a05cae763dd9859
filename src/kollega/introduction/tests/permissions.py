"""Rows of the permission table: the first ninety days, mentors, leaving.

Nora (new) works in Granåker; Sara (answerer) in Storavan is asked to be her mentor; Olle (same_unit) leaves.
"""

import uuid
from typing import Any

from tests.personas import World
from tests.rowtype import ALL, DONE, Row

from kollega.core import clock
from kollega.core.actor import acting
from kollega.introduction import leaving, steps
from kollega.introduction.models import Departure
from kollega.introduction.tests import helpers

MANAGES = "manager"
SEES, SEES_DONE = {200: MANAGES, 404: "*"}, {302: MANAGES, 404: "*"}
BOTH, BOTH_DONE = {200: "manager new", 404: "*"}, {302: "manager new", 404: "*"}
WRONG = {422: MANAGES, 404: "*"}
LISTS, LISTS_WRONG, LISTS_DONE = (
    {200: MANAGES, 403: "*"},
    {422: MANAGES, 403: "*"},
    {302: MANAGES, 403: "*"},
)


def _begun(world: World) -> list[Any]:
    return [helpers.begun(world).id]


def _step(world: World) -> list[Any]:
    row = helpers.begun(world)
    actor = world.manager.actor
    with acting(actor):
        made = steps.add(
            actor,
            row,
            public_id=uuid.uuid4(),
            title="Ett steg",
            about="",
            due_on=clock.today(),
        )
    return [row.id, made.id]


def _check_in(world: World) -> list[Any]:
    row = helpers.begun(world)
    with acting(helpers.counter(world)):
        return [row.check_ins.get(day=30).id]


def _template_step(world: World) -> list[Any]:
    actor = world.manager.actor
    with acting(actor):
        made = steps.add_template_step(
            actor, public_id=uuid.uuid4(), title="Hos oss", about="", after_days=3
        )
    return [made.id]


def _asked(world: World) -> list[Any]:
    return [helpers.asked(world)]


def _departure(world: World) -> list[Any]:
    helpers.leaves(world)
    actor = helpers.counter(world)
    with acting(actor):
        leaving.notice_all(actor)
        return [Departure.objects.get(account=world.same_unit.account).id]


OBJECTS: dict[str, Any] = {
    "introduction": _begun,
    "introduction_step": _step,
    "check_in": _check_in,
    "template_step": _template_step,
    "mentoring": _asked,
    "departure": _departure,
}
SAID = {"thing": "area", "object": str(uuid.UUID(int=9))}
TABLE: dict[str, Any] = {
    "introduction:mine": Row("get", ALL),
    "introduction:people": Row("get", LISTS),
    "introduction:begin": Row("get", LISTS),
    "introduction:steps": Row("get", LISTS),
    "introduction:make_own": Row("post", LISTS_DONE),
    "introduction:new_step": Row("get", LISTS),
    "introduction:change_step": Row("get", LISTS, "template_step"),
    "introduction:drop_step": Row("post", LISTS_DONE, "template_step"),
    "introduction:put_back_step": Row("post", LISTS_DONE, "template_step"),
    "introduction:check_in": Row("get", BOTH, "check_in"),
    "introduction:one": Row("get", BOTH, "introduction"),
    "introduction:one_pdf": Row("get", BOTH, "introduction"),
    "introduction:edit": Row("get", SEES, "introduction"),
    "introduction:mentor_of": Row("get", SEES, "introduction"),
    "introduction:add_step": Row("get", SEES, "introduction"),
    "introduction:tick": Row("post", BOTH_DONE, "introduction_step"),
    "introduction:undo_tick": Row("post", BOTH_DONE, "introduction_step"),
    "introduction:remove_step": Row("post", SEES_DONE, "introduction_step"),
    "introduction:undo_remove": Row("post", SEES_DONE, "introduction_step"),
    "introduction:mentor": Row("get", ALL),
    "introduction:offer": Row("post", DONE, posted={"wants": "yes"}),
    "introduction:mentoring": Row("get", {200: "answerer", 404: "*"}, "mentoring"),
    "introduction:answer": Row("post", {302: "answerer", 404: "*"}, "mentoring", {"answer": "no"}),
    "introduction:end": Row("post", {302: "answerer", 404: "*"}, "mentoring"),
    "introduction:departure": Row("get", SEES, "departure"),
    "introduction:hand_on": Row("post", SEES_DONE, "departure", SAID),
    "introduction:why": Row("get", {200: "same_unit", 404: "*"}, "departure"),
    "introduction:reasons": Row("get", ALL),
}
MORE: list[tuple[str, Any]] = [
    ("introduction:begin", Row("post", LISTS_WRONG, posted={"begins_on": "x"})),
    ("introduction:new_step", Row("post", LISTS_WRONG, posted={"title": ""})),
    ("introduction:change_step", Row("post", LISTS_WRONG, "template_step", {"title": ""})),
    (
        "introduction:check_in",
        Row("post", {422: MANAGES, 403: "*"}, "check_in", {"held_on": "x"}),
    ),
    ("introduction:edit", Row("post", WRONG, "introduction", {"version": "x"})),
    ("introduction:mentor_of", Row("post", WRONG, "introduction", {"mentor_id": "x"})),
    ("introduction:add_step", Row("post", WRONG, "introduction", {"title": ""})),
    ("introduction:why", Row("post", {422: "same_unit", 404: "*"}, "departure", {"reason": "x"})),
]

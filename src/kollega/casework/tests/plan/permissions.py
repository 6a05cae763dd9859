"""Rows of the permission table: plans. Maja (asker) holds the plan; Karin manages the unit of its case."""

import uuid
from typing import Any

from tests.personas import World
from tests.rowtype import Row

from kollega.casework.tests import helpers as cases
from kollega.casework.tests.cases.permissions import BEGINS, OWN, OWN_WRITES, OWN_WRONG, gated
from kollega.casework.tests.plan import helpers

POSTED_ID = str(uuid.UUID(int=77))
UNTIL_READ = {302: "asker manager same_unit other_unit operator", 404: "*"}
MANAGES, MANAGES_WRONG = {200: "manager", 403: "*"}, {422: "manager", 403: "*"}
ASKED_404 = {403: "same_unit other_unit operator", 404: "*"}


def _case(world: World) -> list[Any]:
    return [cases.of_asker(world).id]


def _case_with_plan(world: World) -> list[Any]:
    made = cases.of_asker(world)
    return [made.id, helpers.begun(world.asker, made).id]


def _plan(world: World) -> list[Any]:
    plan = helpers.of_asker(world)
    goal = helpers.goal(world.asker, plan)
    helpers.promise(world.asker, plan, goal=goal)
    helpers.step(world.asker, plan)
    return [plan.id]


def _goal(world: World) -> list[Any]:
    plan = helpers.of_asker(world)
    return [plan.id, helpers.goal(world.asker, plan).id]


def _promise(world: World) -> list[Any]:
    plan = helpers.of_asker(world)
    return [plan.id, helpers.promise(world.asker, plan).id]


def _step(world: World) -> list[Any]:
    plan = helpers.of_asker(world)
    return [plan.id, helpers.step(world.asker, plan).id]


def _party(world: World) -> list[Any]:
    """Somebody at school who has promised something, and may be told nothing yet."""
    plan = helpers.of_asker(world)
    return [plan.id, helpers.party(world.asker, plan, "school", "Kuratorn").id]


def _template(world: World) -> list[Any]:
    return [helpers.template(world.manager).id]


OBJECTS: dict[str, Any] = {
    "plan_party": _party,
    "plan_template": _template,
    "plan_case": _case,
    "plan_join": _case_with_plan,
    "plan": _plan,
    "plan_goal": _goal,
    "plan_promise": _promise,
    "plan_step": _step,
}
TABLE: dict[str, Any] = {
    "casework:my_plans": Row("get", BEGINS),
    "casework:plans": gated("get", OWN, "plan_case"),
    "casework:begin_plan": gated("post", OWN_WRITES, "plan_case", {"id": POSTED_ID}),
    "casework:join_plan": gated("post", ASKED_404, "plan_join", {"do": "yes"}),
    "casework:plan": gated("get", OWN, "plan"),
    "casework:new_goal": gated("get", OWN, "plan"),
    "casework:goal": gated("get", OWN, "plan_goal"),
    "casework:drop_goal": gated("post", OWN_WRITES, "plan_goal"),
    "casework:new_promise": gated("get", OWN, "plan"),
    "casework:promise": gated("get", OWN, "plan_promise"),
    "casework:tell_promise": gated("get", OWN, "plan_promise"),
    "casework:new_path_step": gated("get", OWN, "plan"),
    "casework:path_step": gated("get", OWN, "plan_step"),
    "casework:review_plan": gated("get", OWN, "plan"),
    "casework:end_plan": gated("post", OWN_WRITES, "plan"),
    "casework:plan_people": gated("get", OWN, "plan"),
    "casework:new_plan_party": gated("get", OWN, "plan"),
    "casework:plan_party": gated("get", OWN, "plan_party"),
    "casework:plan_party_view": gated("get", OWN, "plan_party"),
    "casework:plan_party_pdf": gated("get", UNTIL_READ, "plan_party"),
    "casework:plan_consent": gated("get", OWN, "plan_party"),
    "casework:withdraw_consent": gated("post", OWN_WRITES, "plan_party"),
    "casework:sip": gated("get", OWN, "plan"),
    "casework:hand_over_plan": gated("get", OWN, "plan"),
    "casework:answer_plan": gated("get", OWN, "plan"),
    "casework:print_plan": gated("get", OWN, "plan"),
    "casework:plan_pdf": gated("get", UNTIL_READ, "plan"),
    "casework:plan_ticks": gated("get", OWN, "plan"),
    "casework:plan_table": gated("get", OWN, "plan"),
    "casework:save_goal": gated("post", OWN_WRONG, "plan_goal", {"version": "x"}),
    "casework:plan_templates": Row("get", BEGINS),
    "casework:new_plan_template": Row("get", MANAGES),
    "casework:plan_template": Row("get", MANAGES, "plan_template"),
    "casework:plan_template_pdf": Row(
        "get",
        {
            200: "asker manager same_unit other_unit operator",
            404: "answerer answerer_two outsider outsider_two lent",
            403: "*",
        },
        "plan_template",
    ),
    "casework:retire_plan_template": Row("post", {302: "manager", 403: "*"}, "plan_template"),
}
WRONG = {"version": "x"}
MORE: list[tuple[str, Any]] = [
    (name, gated("post", OWN_WRONG, kind, WRONG))
    for name, kind in (
        ("casework:new_goal", "plan"),
        ("casework:goal", "plan_goal"),
        ("casework:new_promise", "plan"),
        ("casework:promise", "plan_promise"),
        ("casework:tell_promise", "plan_promise"),
        ("casework:new_path_step", "plan"),
        ("casework:path_step", "plan_step"),
        ("casework:review_plan", "plan"),
        ("casework:new_plan_party", "plan"),
        ("casework:plan_party", "plan_party"),
        ("casework:plan_consent", "plan_party"),
        ("casework:sip", "plan"),
        ("casework:hand_over_plan", "plan"),
        ("casework:answer_plan", "plan"),
    )
]
MORE += [
    ("casework:plan_people", gated("post", ASKED_404, "plan", {"do": "ask"})),
    ("casework:plan_ticks", gated("post", OWN_WRONG, "plan")),
    ("casework:new_plan_template", Row("post", MANAGES_WRONG, posted={"title": ""})),
    ("casework:plan_template", Row("post", MANAGES_WRONG, "plan_template", {"title": ""})),
]

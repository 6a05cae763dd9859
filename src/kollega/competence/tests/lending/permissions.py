"""Rows of the permission table: lent colleagues and background duty.

In the objects of a loan Åke (answerer_two) is a manager in Storavan, and Sara (answerer) is the one lent.
"""

import uuid
from datetime import timedelta
from typing import Any

from tests.personas import World
from tests.rowtype import ALL, NOBODY, TOGETHER, Row

from kollega.competence.lending import duty
from kollega.competence.models import Duty
from kollega.competence.tests.lending import helpers
from kollega.competence.tests.lending.helpers import in_days, terms
from kollega.core.actor import acting

MANAGES, MANAGES_WRONG = {200: "manager", 403: "*"}, {422: "manager", 403: "*"}
THOSE_TWO = "manager answerer_two"


def _asked(world: World) -> list[Any]:
    helpers.lender_manager(world)
    return [helpers.asked(world)]


def _wanted(world: World) -> list[Any]:
    loan_id = helpers.asked(world)
    helpers.wanted(world, loan_id, offered=_free(world))
    return [loan_id]


def _free(_world: World) -> Any:
    """Terms that leave room for as many loans as the table makes."""
    return terms(0, 55, 10)


def _offered(world: World) -> list[Any]:
    (loan_id,) = _wanted(world)
    helpers.says(world, loan_id)
    return [loan_id]


def _agreed(world: World) -> list[Any]:
    from kollega.organisation.models import Membership

    with acting(world.manager.actor):
        for each in Membership.objects.filter(lent_by__isnull=False, valid_to__gte=in_days(-1)):
            # Long ago, on a day of its own: the unit is free for the next.
            each.valid_from = each.valid_to = in_days(-1000 - uuid.uuid4().int % 100_000)
            each.save()
    (loan_id,) = _offered(world)
    helpers.accepted(world, loan_id)
    return [loan_id]


def _duty(world: World) -> list[Any]:
    """Granåker has the duty for some days that nobody else has."""
    actor = world.manager.actor
    with acting(actor):
        latest = Duty.objects.order_by("-last_day").values_list("last_day", flat=True).first()
        first = (latest or in_days(-1)) + timedelta(days=1)
        made = duty.add(
            actor,
            public_id=uuid.uuid4(),
            colleague_id=world.same_unit.colleague_id or uuid.UUID(int=0),
            phone="070-174 06 05",
            first_day=first,
            last_day=first,
        )
    return [made.id]


def _duty_offered(world: World) -> list[Any]:
    """The same, and Storavan is asked to take it over."""
    (duty_id,) = _duty(world)
    helpers.lender_manager(world)
    actor = world.manager.actor
    with acting(actor):
        row = Duty.objects.get(pk=duty_id)
        duty.offer(actor, duty=row, to=world.answerer.municipality.id)
    return [duty_id]


OBJECTS: dict[str, Any] = {
    "loan_asked": _asked,
    "loan_wanted": _wanted,
    "loan_offered": _offered,
    "loan_agreed": _agreed,
    "duty": _duty,
    "duty_offered": _duty_offered,
}
APART = "outsider outsider_two"
TABLE: dict[str, Any] = {
    "competence:loans": Row("get", ALL),
    "competence:ask_loan": Row("get", MANAGES),
    "competence:loan": Row("get", {200: THOSE_TWO, 404: "*"}, "loan_asked"),
    "competence:act_loan": Row(
        "post",
        {302: "manager", 403: "answerer_two", 404: "*"},
        "loan_asked",
        {"do": "withdraw", "seen": "0"},
    ),
    "competence:answer_loan": Row(
        "post", {302: "answerer", 404: "*"}, "loan_wanted", {"answer": "no"}
    ),
    "competence:offer_loan": Row(
        "get", {200: "answerer_two", 403: "manager", 404: "*"}, "loan_asked"
    ),
    "competence:accept_loan": Row(
        "get", {200: "manager", 403: "answerer answerer_two", 404: "*"}, "loan_offered"
    ),
    "competence:extend_loan": Row(
        "get", {200: THOSE_TWO, 403: "answerer", 404: "*"}, "loan_agreed"
    ),
    "competence:end_loan": Row("get", {200: THOSE_TWO, 403: "answerer", 404: "*"}, "loan_agreed"),
    "competence:loan_pdf": Row("get", {200: f"{THOSE_TWO} answerer", 404: "*"}, "loan_agreed"),
    "competence:duties": Row("get", ALL),
    "competence:add_duty": Row("get", MANAGES),
    "competence:duty": Row("get", TOGETHER, "duty"),
    "competence:offer_duty": Row(
        "post", {422: "manager", 404: APART, 403: "*"}, "duty", {"to": NOBODY}
    ),
    "competence:take_duty": Row(
        "post", {422: "answerer_two", 404: APART, 403: "*"}, "duty_offered", {"phone": "x"}
    ),
    "competence:keep_duty": Row("post", {302: THOSE_TWO, 404: APART, 403: "*"}, "duty_offered"),
    "competence:remove_duty": Row("get", {200: "manager", 404: APART, 403: "*"}, "duty"),
}
MORE: list[tuple[str, Any]] = [
    ("competence:remove_duty", Row("post", {302: "manager", 404: APART, 403: "*"}, "duty")),
    ("competence:ask_loan", Row("post", MANAGES_WRONG, posted={"share": "x"})),
    ("competence:loan", Row("get", {200: f"{THOSE_TWO} answerer", 404: "*"}, "loan_wanted")),
    ("competence:loan", Row("get", {200: f"{THOSE_TWO} answerer", 404: "*"}, "loan_offered")),
    (
        "competence:offer_loan",
        Row("post", {422: "answerer_two", 403: "manager", 404: "*"}, "loan_asked", {"share": "x"}),
    ),
    (
        "competence:accept_loan",
        Row(
            "post",
            {422: "manager", 403: "answerer answerer_two", 404: "*"},
            "loan_offered",
            {"unit": "x"},
        ),
    ),
    (
        "competence:extend_loan",
        Row("post", {422: THOSE_TWO, 403: "answerer", 404: "*"}, "loan_agreed", {"last_day": "x"}),
    ),
    (
        "competence:end_loan",
        Row("post", {422: THOSE_TWO, 403: "answerer", 404: "*"}, "loan_agreed", {"when": "x"}),
    ),
    ("competence:add_duty", Row("post", MANAGES_WRONG, posted={"phone": ""})),
]

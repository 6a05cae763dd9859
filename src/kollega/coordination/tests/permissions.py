"""This room's rows of the permission table."""

import uuid
from typing import Any

from tests.personas import World, client_of
from tests.rowtype import NOBODY, STEERS, Row

from kollega.consultation.tests import helpers
from kollega.coordination import services
from kollega.coordination.models import Thanks
from kollega.core.actor import acting


def _waiting(world: World) -> list[Any]:
    """A situation question from Granåker that waits."""
    from tests.objects import OBJECTS

    return list(OBJECTS["situation"](world))


def _taken(world: World) -> list[Any]:
    (question_id,) = _waiting(world)
    helpers.press(client_of(world.answerer), "respond", question_id, choice="read")
    helpers.press(client_of(world.answerer), "take", question_id)
    return [question_id]


def _thanks(world: World) -> list[Any]:
    actor = world.coordinator.actor
    colleague = world.answerer.colleague_id
    assert colleague is not None
    with acting(actor):
        (given,) = services.thank(
            actor,
            public_id=uuid.uuid4(),
            colleague_ids=[colleague],
            words=Thanks.Words.ANSWER,
        )
        return [given.id]


OBJECTS = {
    "waiting_question": _waiting,
    "taken_question": _taken,
    "waiting_question_and_area": lambda world: [*_waiting(world), world.areas["spel"].id],
    "thanks": _thanks,
}
PRESSED = {302: "coordinator", 403: "*"}
WRONG = {422: "coordinator", 403: "*"}

TABLE = {
    "coordination:desk": Row("get", STEERS),
    "coordination:question": Row("get", STEERS, "waiting_question"),
    "coordination:ask_more": Row("post", WRONG, "waiting_question", {"colleague": NOBODY}),
    "coordination:ask_next": Row("post", PRESSED, "waiting_question"),
    "coordination:move": Row("post", WRONG, "waiting_question", {"area": NOBODY}),
    "coordination:move_back": Row("post", PRESSED, "waiting_question_and_area"),
    "coordination:remind": Row("post", PRESSED, "taken_question"),
    "coordination:thank": Row("get", STEERS),
    "coordination:thanks": Row("get", {200: "answerer coordinator", 404: "*"}, "thanks"),
}
MORE = [
    ("coordination:thank", Row("post", WRONG, posted={"words": "x"})),
    ("coordination:question", Row("get", {404: "coordinator", 403: "*"}, "new")),
]

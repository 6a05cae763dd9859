"""Rows of the permission table for this part of the room, and the objects that they ask for."""

from typing import Any

from tests.personas import World
from tests.rowtype import ALL, Row

from kollega.core.actor import acting
from kollega.knowledge.guidance import services
from kollega.knowledge.guidance.services import Pinning
from kollega.knowledge.models import DocumentPassage, Pin
from kollega.knowledge.tests.cards import helpers as cards
from kollega.knowledge.tests.documents import helpers

Parts = list[Any]


def passage(world: World, by: str = "asker", **terms: Any) -> DocumentPassage:
    """The first passage of a new document."""
    document = helpers.document(world, by, **terms)
    actor = world.personas[by].actor
    with acting(actor):
        return DocumentPassage.objects.get(
            collaboration_id=actor.collaboration_id, document_id=document.id, number=1
        )


def pin(
    world: World, by: str = "coordinator", part: DocumentPassage | None = None, **terms: Any
) -> Pin:
    """A pin of a passage; the coordinator's is for all."""
    part = part or passage(world)
    actor = world.personas[by].actor
    said = {
        "moment": "placement",
        "why": "Hemmaplan först",
        "only_own": by != "coordinator",
    } | terms
    with acting(actor):
        return services.pin_passage(actor, part, Pinning(**said))


def _part(world: World) -> Parts:
    return [passage(world).id]


def _moment(_world: World) -> Parts:
    return ["placement"]


def _pin(world: World) -> Parts:
    return [pin(world, "manager").id]


PINS = {200: "manager administrator coordinator", 404: "outsider outsider_two", 403: "*"}
PINS_DONE = {302: "manager administrator coordinator", 404: "outsider outsider_two", 403: "*"}
PINS_WRONG = {422: "manager administrator coordinator", 404: "outsider outsider_two", 403: "*"}
GRANAKER_DONE = {
    302: "manager administrator",
    403: "asker same_unit other_unit registrar log_reviewer operator",
    404: "*",
}
PINNED = {"moment": "placement", "why": "Hemmaplan först", "only": "own"}


def _card(world: World) -> Parts:
    return [cards.made(world).id]


OBJECTS: dict[str, Any] = {
    "pinnable_card": _card,
    "pinnable_passage": _part,
    "moment": _moment,
    "pin": _pin,
}
TABLE: dict[str, Any] = {
    "knowledge:pins": Row("get", ALL),
    "knowledge:guides": Row("get", ALL, "moment"),
    "knowledge:pin_passage": Row("get", PINS, "pinnable_passage"),
    "knowledge:pin_card": Row("get", PINS, "pinnable_card"),
    "knowledge:unpin": Row("post", GRANAKER_DONE, "pin"),
    "knowledge:pin_again": Row("post", GRANAKER_DONE, "pin"),
}
MORE: list[tuple[str, Any]] = [
    ("knowledge:pin_passage", Row("post", PINS_DONE, "pinnable_passage", PINNED)),
    ("knowledge:pin_card", Row("post", PINS_DONE, "pinnable_card", PINNED)),
    ("knowledge:pin_passage", Row("post", PINS_WRONG, "pinnable_passage", {"why": ""})),
]

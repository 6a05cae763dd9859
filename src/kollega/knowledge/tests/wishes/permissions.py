"""Rows of the permission table for this part of the room, and the objects that they ask for."""

import uuid
from typing import Any

from tests.personas import World
from tests.rowtype import ALL, NOBODY, TOGETHER, Row

from kollega.core.actor import acting, job_for
from kollega.knowledge.models import Commission, Wish


def made(world: World, word: str = "", **terms: Any) -> Wish:
    """A wish that five people stand behind."""
    with acting(job_for(job="tests.wish", collaboration_id=world.collaboration_id)):
        wish = Wish(
            collaboration_id=world.collaboration_id,
            word=word or f"samsjuklighet {uuid.uuid4().hex[:6]}",
            area=world.areas["heder"],
            **({"people": 5} | terms),
        )
        wish.save(force_insert=True)
    return wish


def _wish(world: World) -> list[Any]:
    return [made(world).id]


def _closed(world: World) -> list[Any]:
    return [made(world, state=Wish.State.ANSWERED).id]


def _ordered(world: World) -> list[Any]:
    """A card is ordered of Storavan."""
    wish = made(world, state=Wish.State.ORDERED)
    with acting(world.coordinator.actor):
        Commission(
            collaboration_id=world.collaboration_id,
            wish=wish,
            municipality_id=world.answerer.municipality.id,
            by_id=world.coordinator.colleague_id,
        ).save(force_insert=True)
    return [wish.id]


STEERED = {302: "coordinator", 404: "outsider outsider_two", 403: "*"}
STEERED_WRONG = {422: "coordinator", 403: "*"}
OBJECTS: dict[str, Any] = {"wish": _wish, "closed_wish": _closed, "ordered_wish": _ordered}
TABLE: dict[str, Any] = {
    "knowledge:wishes": Row("get", ALL),
    "knowledge:wish": Row("get", TOGETHER, "wish"),
    "knowledge:order_wish": Row("post", STEERED_WRONG, "wish", {"of": NOBODY}),
    "knowledge:ask_wish": Row("post", {404: "outsider outsider_two", 302: "*"}, "wish"),
    "knowledge:write_wish": Row(
        "post",
        {302: "answerer answerer_two coordinator lent", 404: "outsider outsider_two", 403: "*"},
        "ordered_wish",
    ),
    "knowledge:close_wish": Row("post", STEERED, "wish"),
    "knowledge:reopen_wish": Row("post", STEERED, "closed_wish"),
}
MORE: list[tuple[str, Any]] = [
    ("knowledge:wish", Row("get", TOGETHER, "ordered_wish")),
    ("knowledge:close_wish", Row("post", STEERED, "ordered_wish")),
]

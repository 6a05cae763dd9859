"""Rows of the permission table for this part of the room, and the objects that they ask for."""

from typing import Any
from uuid import uuid4

from tests.personas import World
from tests.rowtype import ALL, Row

from kollega.core.actor import acting
from kollega.knowledge.export import services


def _export(world: World) -> list[Any]:
    """What the asker has asked for, ready to fetch."""
    actor = world.asker.actor
    with acting(actor):
        asked = services.ask(actor, public_id=uuid4(), shape="markdown")
    assert asked is not None
    services.make(actor, asked.id)
    return [asked.id]


TABLE: dict[str, Any] = {
    "knowledge:take_along": Row("get", ALL),
    "knowledge:export_of": Row("get", {302: "asker", 404: "*"}, "export"),
    # The page itself asks for it; whoever opens the address comes to the page.
    "knowledge:export_progress": Row("get", {302: "asker", 404: "*"}, "export"),
    "knowledge:export_file": Row("get", {200: "asker", 404: "*"}, "export"),
}
MORE: list[tuple[str, Any]] = [
    ("knowledge:take_along", Row("post", {422: "*"}, "", {"shape": "pdf"})),
]
OBJECTS: dict[str, Any] = {"export": _export}

"""The room's rows of the permission table."""

import uuid
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from tests.personas import World
from tests.rowtype import ALL, Row

from kollega.core.actor import acting
from kollega.followup import services

FOLLOWS, FOLLOWS_DONE = (
    {200: "manager coordinator", 403: "*"},
    {302: "manager coordinator", 403: "*"},
)
FOLLOWS_WRONG = {422: "manager coordinator", 403: "*"}
MINE = {302: "manager", 404: "coordinator", 403: "*"}

TABLE: dict[str, Row] = {
    "followup:overview": Row("get", ALL),
    "followup:municipality": Row("get", ALL),
    "followup:areas": Row("get", ALL),
    "followup:effect": Row("get", ALL),
    "followup:csv": Row("get", ALL, "figure"),
    "followup:recount": Row("post", {302: "coordinator", 403: "*"}),
    "followup:board_sheet": Row("get", FOLLOWS),
    "followup:board_pdf": Row("get", FOLLOWS),
    "followup:evidence": Row("get", FOLLOWS),
    "followup:register_csv": Row("get", FOLLOWS),
    "followup:register_json": Row("get", FOLLOWS),
    "followup:remove_entry": Row("post", MINE, "entry"),
    "followup:restore_entry": Row("post", MINE, "entry"),
}
MORE: list[tuple[str, Row]] = [
    ("followup:csv", Row("get", {404: "*"}, "no_figure")),
    ("followup:board_sheet", Row("post", FOLLOWS_WRONG, posted={"version": "x"})),
    ("followup:board_sheet", Row("post", FOLLOWS_DONE, posted={"version": "0", "text": "Hej"})),
    ("followup:evidence", Row("post", FOLLOWS_WRONG, posted={"amount": "x"})),
    (
        "followup:evidence",
        Row("post", FOLLOWS_DONE, posted={
            "id": str(uuid.UUID(int=21)), "kind": "hours", "day": "2026-01-15", "amount": "12,5",
        }),
    ),
    ("followup:remove_entry", Row("post", {302: "coordinator", 404: "manager", 403: "*"}, "entry_of_storavan")),
]  # fmt: skip


def entry_by(who: str) -> Callable[[World], list[Any]]:
    """Hours that somebody has told."""

    def build(world: World) -> list[Any]:
        actor = world.personas[who].actor
        with acting(actor):
            entry = services.add_entry(
                actor,
                public_id=uuid.uuid4(),
                kind="hours",
                day=date(2026, 1, 1),
                amount=Decimal(8),
                note="",
            )
        return [entry.id]

    return build


OBJECTS: dict[str, Callable[[World], list[Any]]] = {
    "entry": entry_by("manager"),
    "entry_of_storavan": entry_by("coordinator"),
    "figure": lambda _world: ["fragor"],
    "no_figure": lambda _world: ["finns-inte"],
}

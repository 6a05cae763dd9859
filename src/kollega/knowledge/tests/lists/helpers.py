"""What the tests of reading lists do: a list with a card on it."""

from typing import Any
from uuid import UUID, uuid4

from tests.personas import World

from kollega.core.actor import acting
from kollega.knowledge.cards import services as cards
from kollega.knowledge.lists import services
from kollega.knowledge.lists.services import Item
from kollega.knowledge.models.cards import Card, Status
from kollega.knowledge.models.lists import ReadingItem, ReadingList

TITLE, AUDIENCE = "Första veckan på barn och familj", "För dig som är ny och ska träffa barn."
WHY = "Det här får man frågor om redan första dagen."


def card(world: World, who: str = "asker", **changes: Any) -> Card:
    """A published card by somebody."""
    actor = world.personas[who].actor
    texts = {
        "title": "Hur lång tid har vi på en förhandsbedömning?",
        "answer": "Högst 14 dagar från att anmälan kom in.",
        "body": "Se 20 kap. 2 § SoL.\n\n- Börja *samma dag*.",
        "sureness": "sure",
        "area_ids": [world.areas["heder"].id],
    }
    with acting(actor):
        made = cards.create(actor, **(texts | changes))
        made.status = Status.REVIEWED
        made.save(update_fields=["status"])
        cards.publish(actor, made)
    return made


def reading_list(world: World, who: str = "asker", **changes: Any) -> ReadingList:
    """A list by somebody with a card and a section on it."""
    made = card(world, who, only_own=bool(changes.get("only_own")))
    actor = world.personas[who].actor
    items = [
        Item("card", object_id=made.id, why=WHY),
        Item("statute", ref="2025:400 20 kap. 2 §"),
    ]
    with acting(actor):
        return services.create(
            actor, **({"title": TITLE, "audience": AUDIENCE, "items": items} | changes)
        )


def items(world: World, made: ReadingList) -> list[UUID]:
    """Ids of what is on a list, in order."""
    with acting(world.asker.actor):
        rows = ReadingItem.objects.filter(reading_list=made)
        return list(rows.order_by("place").values_list("id", flat=True))


def with_item(world: World) -> list[Any]:
    made = reading_list(world)
    return [made.id, items(world, made)[0]]


def new_id() -> str:
    return str(uuid4())

"""Rows of the permission table for this part of the room, and the objects that they ask for."""

import uuid
from typing import Any

from tests.personas import World, client_of
from tests.rowtype import ALL, DONE, TOGETHER, Row

from kollega.core.actor import acting
from kollega.knowledge.cards import services
from kollega.knowledge.models import Card, CardFlag
from kollega.knowledge.tests.cards import helpers

Parts = list[Any]
APART = "outsider outsider_two"
HOME = "asker same_unit other_unit manager registrar log_reviewer administrator operator"
OTHERS = "answerer answerer_two coordinator lent"
EDITS = {404: APART, 403: OTHERS, 200: "*"}
EDITS_DONE = {404: APART, 403: OTHERS, 302: "*"}
EDITS_WRONG = {404: APART, 403: OTHERS, 422: "*"}
LEADS_DONE = {404: APART, 302: "asker manager coordinator", 403: "*"}
ASKER_ALONE = {404: APART, 302: "asker", 403: "*"}


def _unsent(_world: World) -> Parts:
    """The id of a card that nobody has begun to write."""
    return [uuid.UUID(int=41)]


def _written(world: World) -> Parts:
    """A card by the asker that waits for a review."""
    return [helpers.send(client_of(world.asker), world)]


def _reviewed(world: World) -> Parts:
    (card_id,) = _written(world)
    helpers.press(client_of(world.same_unit), "review_card", card_id, version=1)
    return [card_id]


def _published(world: World) -> Parts:
    return [helpers.made(world).id]


def _withdrawn(world: World) -> Parts:
    (card_id,) = _published(world)
    with acting(world.asker.actor):
        services.withdraw(world.asker.actor, Card.objects.get(pk=card_id))
    return [card_id]


def _ownerless(world: World) -> Parts:
    (card_id,) = _published(world)
    with acting(world.asker.actor):
        services.release(world.asker.actor, Card.objects.get(pk=card_id))
    return [card_id]


def _changed(world: World) -> Parts:
    """A card that has been changed, and the number of its first version."""
    (card_id,) = _published(world)
    client_of(world.asker).post(
        f"/kunskap/kort/{card_id}/andra", helpers.form(world, answer="Högst 14 dagar.", base="1")
    )
    return [card_id, 1]


def _doubted(world: World) -> Parts:
    """A card with something that Storavan's Sara has said against it: card and flag."""
    (card_id,) = _published(world)
    client_of(world.answerer).post(
        f"/kunskap/kort/{card_id}/stammer-inte",
        {"draft": str(uuid.uuid4()), "version": "0", "text": "Tiden är fel.", "do": "send"},
    )
    with acting(world.asker.actor):
        return [card_id, CardFlag.objects.get(card_id=card_id).id]


TABLE: dict[str, Any] = {
    "knowledge:cards": Row("get", ALL),
    "knowledge:my_cards": Row("get", ALL),
    "knowledge:new_card": Row("get", DONE),
    "knowledge:card_draft": Row("get", ALL, "new_card"),
    "knowledge:save_card_draft": Row("post", ALL, "new_card", {"title": "Hur", "version": "0"}),
    "knowledge:check_card_draft": Row("post", ALL, "new_card", {"title": "Hur"}),
    "knowledge:card": Row("get", TOGETHER, "card"),
    "knowledge:card_pdf": Row("get", TOGETHER, "card"),
    "knowledge:edit_card": Row("get", EDITS, "card"),
    "knowledge:review_card": Row(
        "post", {404: APART, 403: "asker", 302: "*"}, "written_card", {"version": "1"}
    ),
    "knowledge:publish_card": Row("post", LEADS_DONE, "reviewed_card"),
    "knowledge:check_card": Row("get", EDITS, "card"),
    "knowledge:doubt_card": Row("get", TOGETHER, "card"),
    "knowledge:take_back_doubt": Row(
        "post", {404: APART, 302: "answerer", 403: "*"}, "doubted_card"
    ),
    "knowledge:take_over_card": Row("post", EDITS_DONE, "ownerless_card"),
    "knowledge:release_card": Row("post", ASKER_ALONE, "card"),
    "knowledge:withdraw_card": Row("post", LEADS_DONE, "card"),
    "knowledge:put_back_card": Row(
        "post",
        {
            302: "asker manager coordinator",
            403: "same_unit other_unit registrar log_reviewer administrator operator",
            404: "*",
        },
        "withdrawn_card",
    ),
    "knowledge:related_cards": Row("get", EDITS, "card"),
    "knowledge:card_history": Row("get", TOGETHER, "changed_card_alone"),
    "knowledge:card_version": Row("get", TOGETHER, "changed_card"),
    "knowledge:restore_card": Row("post", EDITS_DONE, "changed_card"),
}
MORE: list[tuple[str, Any]] = [
    ("knowledge:card_draft", Row("post", {422: "*"}, "new_card", {"title": "", "do": "send"})),
    ("knowledge:edit_card", Row("post", EDITS_WRONG, "card", {"title": "", "do": "send"})),
    ("knowledge:check_card", Row("post", EDITS_DONE, "card", {"version": "1"})),
    ("knowledge:check_card", Row("post", EDITS_WRONG, "doubted_card_alone")),
    (
        "knowledge:doubt_card",
        Row("post", {404: APART, 422: "*"}, "card", {"text": "", "do": "send"}),
    ),
    ("knowledge:related_cards", Row("post", EDITS_DONE, "card")),
    ("knowledge:card", Row("get", {200: f"{HOME} coordinator", 404: "*"}, "withdrawn_card")),
]
OBJECTS: dict[str, Any] = {
    "new_card": _unsent,
    "card": _published,
    "written_card": _written,
    "reviewed_card": _reviewed,
    "withdrawn_card": _withdrawn,
    "ownerless_card": _ownerless,
    "changed_card": _changed,
    "changed_card_alone": lambda world: _changed(world)[:1],
    "doubted_card": _doubted,
    "doubted_card_alone": lambda world: _doubted(world)[:1],
}

"""Rows of the permission table for this part of the room, and the objects that they ask for."""

import uuid
from typing import Any

from tests.personas import World, client_of
from tests.rowtype import ALL, DONE, GONE, NOBODY, STEERS_DONE, STEERS_WRONG, TOGETHER, Row

from kollega.consultation.tests import helpers
from kollega.core.actor import acting
from kollega.search import synonyms


def _closed_method(world: World) -> list[Any]:
    """A closed question about method, which everybody in the collaboration may read."""
    from tests import objects

    objects.OBJECTS["knowing"](world)
    question_id = helpers.send(client_of(world.asker), world, kind="method", text=helpers.METHOD)
    client_of(world.asker).post(f"/fragor/{question_id}/avsluta", {"version": "0", "do": "send"})
    return [question_id]


def _synonyms(world: World) -> list[Any]:
    """A group of words that mean the same."""
    actor = world.coordinator.actor
    with acting(actor):
        words = [f"ord {uuid.uuid4().hex[:6]}", f"annat {uuid.uuid4().hex[:6]}"]
        return [synonyms.save(actor, said=words).id]


SEARCH = {"q": "våldsutsatt kvinna", "slag": "card"}
STEERED = {302: "coordinator", 404: "outsider outsider_two", 403: "*"}
OBJECTS: dict[str, Any] = {"closed_method": _closed_method, "synonyms": _synonyms}
TABLE: dict[str, Any] = {
    "knowledge:start": Row("get", ALL),
    "knowledge:find": Row("get", ALL),
    "knowledge:suggest": Row("post", ALL, posted={"q": "barn"}, most_statements=6),
    "knowledge:helped": Row("post", GONE, posted={"svar": f"ja:question:{NOBODY}:0"}),
    "knowledge:missing": Row("post", DONE, posted={"svar": "nej"}),
    "knowledge:synonyms": Row("get", ALL),
    "knowledge:synonym": Row(
        "get", {200: "coordinator", 404: "outsider outsider_two", 403: "*"}, "synonyms"
    ),
    "knowledge:remove_synonyms": Row("post", STEERED, "synonyms"),
    "knowledge:undo_synonyms": Row("post", STEERS_DONE, "synonyms"),
    "knowledge:why": Row("get", TOGETHER, "closed_method"),
}
MORE: list[tuple[str, Any]] = [
    ("knowledge:synonyms", Row("post", STEERS_WRONG, posted={"words": "ensam"})),
    ("knowledge:synonyms", Row("post", STEERS_DONE, posted={"words": "ekb, ensamkommande barn"})),
    (
        "knowledge:synonym",
        # What stands has changed since the page that this comes from was shown.
        Row(
            "post",
            {409: "coordinator", 404: "outsider outsider_two", 403: "*"},
            "synonyms",
            {"words": "ekb, ensamkommande barn", "version": "1"},
        ),
    ),
    ("knowledge:find", Row("post", DONE, posted=SEARCH)),
]

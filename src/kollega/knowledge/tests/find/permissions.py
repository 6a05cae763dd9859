"""Rows of the permission table for this part of the room, and the objects that they ask for."""

from typing import Any

from tests.personas import World, client_of
from tests.rowtype import ALL, DONE, GONE, NOBODY, TOGETHER, Row

from kollega.consultation.tests import helpers


def _closed_method(world: World) -> list[Any]:
    """A closed question about method, which everybody in the collaboration may read."""
    from tests import objects

    objects.OBJECTS["knowing"](world)
    question_id = helpers.send(client_of(world.asker), world, kind="method", text=helpers.METHOD)
    client_of(world.asker).post(f"/fragor/{question_id}/avsluta", {"version": "0", "do": "send"})
    return [question_id]


SEARCH = {"q": "våldsutsatt kvinna", "slag": "card"}
OBJECTS: dict[str, Any] = {"closed_method": _closed_method}
TABLE: dict[str, Any] = {
    "knowledge:start": Row("get", ALL),
    "knowledge:find": Row("get", ALL),
    "knowledge:suggest": Row("post", ALL, posted={"q": "barn"}, most_statements=6),
    "knowledge:helped": Row("post", GONE, posted={"svar": f"ja:question:{NOBODY}:0"}),
    "knowledge:missing": Row("post", DONE, posted={"svar": "nej"}),
    "knowledge:why": Row("get", TOGETHER, "closed_method"),
}
MORE: list[tuple[str, Any]] = [
    ("knowledge:find", Row("post", DONE, posted=SEARCH)),
]

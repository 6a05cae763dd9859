"""Rows of the permission table for this part of the room, and the objects that they ask for."""

from typing import Any

from tests.rowtype import ALL, DONE, Row

OBJECTS: dict[str, Any] = {}
TABLE: dict[str, Any] = {
    "knowledge:start": Row("get", ALL),
    "knowledge:find": Row("get", ALL),
}
MORE: list[tuple[str, Any]] = [
    ("knowledge:find", Row("post", DONE, posted={"q": "våldsutsatt kvinna", "slag": "card"})),
]

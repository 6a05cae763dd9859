"""Rows of the permission table for this part of the room, and the objects that they ask for."""

from typing import Any

from tests.rowtype import ALL, Row

from kollega.knowledge.tests.lists import helpers

GRANAKER = "asker same_unit other_unit manager registrar log_reviewer administrator"
# Granåker's people, whoever runs the installation there among them, and the coordinator.
EDITS = f"{GRANAKER} coordinator operator"
READS = {404: "outsider outsider_two", 200: "*"}
READS_DONE = {404: "outsider outsider_two", 302: "*"}
MAY_EDIT = {200: EDITS, 404: "outsider outsider_two", 403: "*"}
EDITED = {302: EDITS, 404: "outsider outsider_two", 403: "*"}

TABLE: dict[str, Any] = {
    "knowledge:reading_lists": Row("get", ALL),
    "knowledge:new_list": Row("get", ALL),
    "knowledge:reading_list": Row("get", READS, "reading_list"),
    "knowledge:mark_read": Row("post", READS_DONE, "reading_list"),
    "knowledge:reading_list_pdf": Row("get", READS, "reading_list"),
    "knowledge:name_list": Row("get", MAY_EDIT, "reading_list"),
    "knowledge:edit_list": Row("get", MAY_EDIT, "reading_list"),
    "knowledge:list_item": Row("get", MAY_EDIT, "reading_item"),
    "knowledge:put_back_item": Row("post", EDITED, "reading_list"),
    "knowledge:withdraw_list": Row("get", MAY_EDIT, "reading_list"),
    "knowledge:put_back_list": Row("post", EDITED, "reading_list"),
    "knowledge:news": Row("get", ALL),
    "knowledge:news_of": Row("get", {404: "outsider outsider_two", 302: "*"}, "news_of"),
    "knowledge:follow": Row("post", {404: "outsider outsider_two", 302: "*"}, "area"),
}
MORE: list[tuple[str, Any]] = [
    (
        "knowledge:reading_list",
        Row("get", {200: f"{GRANAKER} operator", 404: "*"}, "own_reading_list"),
    ),
    ("knowledge:new_list", Row("post", {422: "*"}, "", {"do": "send"})),
    (
        "knowledge:name_list",
        Row(
            "post",
            {422: EDITS, 404: "outsider outsider_two", 403: "*"},
            "reading_list",
            {"do": "send"},
        ),
    ),
    ("knowledge:edit_list", Row("post", EDITED, "reading_list", {"do": "up"})),
    (
        "knowledge:list_item",
        Row("post", EDITED, "reading_item", {"why": helpers.WHY, "do": "send"}),
    ),
    ("knowledge:withdraw_list", Row("post", EDITED, "reading_list")),
    ("knowledge:news", Row("post", {302: "*"}, "", {"do": "seen"})),
]
OBJECTS: dict[str, Any] = {
    "reading_list": lambda world: [helpers.reading_list(world).id],
    "own_reading_list": lambda world: [helpers.reading_list(world, only_own=True).id],
    "reading_item": helpers.with_item,
    "news_of": lambda world: [world.collaboration_id],
}

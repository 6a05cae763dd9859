"""Rows of the permission table for this part of the room, and the objects that they ask for."""

from typing import Any

from tests.rowtype import ALL, NOBODY, STAFF, STAFF_DONE, STAFF_WRONG, Row

from kollega.competence.tests.bringing import helpers

HERS, HERS_DONE = (
    {200: "manager", 404: "administrator", 403: "*"},
    {302: "manager", 404: "administrator", 403: "*"},
)
ONLY_HERS = {204: "manager", 404: "*"}

OBJECTS: dict[str, Any] = {
    "list_form": lambda _world: ["xlsx"],
    "read_list": helpers.read,
    "seen_list": helpers.seen,
    "done_list": helpers.brought,
    "vacancy": helpers.vacancy,
}
TABLE: dict[str, Any] = {
    "competence:lists": Row("get", STAFF),
    "competence:list_template": Row("get", STAFF, "list_form"),
    "competence:staff_file": Row("get", STAFF, "list_form"),
    "competence:figures_file": Row("get", ALL, "list_form"),
    "competence:list": Row("get", HERS, "seen_list"),
    "competence:list_columns": Row("get", HERS, "read_list"),
    "competence:carry_out_list": Row("post", HERS_DONE, "seen_list", most_statements=60),
    "competence:list_progress": Row("get", ONLY_HERS, "seen_list"),
    "competence:leave_list": Row("post", {302: "manager", 404: "*"}, "seen_list"),
    "competence:undo_list": Row("get", HERS, "done_list"),
    "competence:vacancies": Row("get", STAFF),
    "competence:add_vacancy": Row("get", STAFF),
    "competence:fill_vacancy": Row("get", STAFF, "vacancy"),
}
MORE: list[tuple[str, Any]] = [
    ("competence:lists", Row("post", STAFF_WRONG)),
    ("competence:list", Row("get", HERS, "done_list")),
    (
        "competence:list_columns",
        Row(
            "post",
            HERS_DONE,
            "read_list",
            {"heading": "1", "is_email": "2", "is_name": "1", "is_unit": "4"},
            most_statements=30,
        ),
    ),
    (
        "competence:list_columns",
        Row("post", {422: "manager", 404: "administrator", 403: "*"}, "read_list", {"heading": ""}),
    ),
    ("competence:undo_list", Row("post", HERS_DONE, "done_list", most_statements=60)),
    ("competence:add_vacancy", Row("post", STAFF_WRONG, posted={"title": ""})),
    (
        "competence:add_vacancy",
        Row("post", STAFF_DONE, posted={"id": NOBODY, "title": "kurator", "since": "2026-01-07"}),
    ),
    ("competence:fill_vacancy", Row("post", STAFF_DONE, "vacancy", {"day": "2026-11-02"})),
]

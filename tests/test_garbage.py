"""Whatever is posted, the answer is never an error of ours: it says what was wrong, and writes nothing odd."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.odd import COMMON, ODD
from tests.pages import Page, posted_names, reader_of, undone
from tests.permissions import MORE, OBJECTS, TABLE, Row
from tests.personas import World, client_of

ANSWERS = (200, 204, 302, 422, 410, 404)
# What a browser's session opens; the API, which takes tokens only, is fuzzed in its own room.
POSTS = [
    (name, row)
    for name, row in [*sorted(TABLE.items()), *MORE]
    if row.method == "post" and reader_of(row, *ANSWERS)
]
SLY = ("\x00", "x" * 10_001, "²")
DEEDS = ("send", "replace_all", "replace:x", "undo:²", "undo:99999999", "keep:\x00")


def _fields(client: Client, url: str) -> list[str]:
    """The names that this address' form has, where it has one, and those of all others."""
    answer = client.get(url)
    shown = Page(answer.content.decode()).named if answer.status_code == 200 else set()
    return posted_names({*shown, *COMMON})


@pytest.mark.parametrize(
    ("name", "row"), POSTS, ids=[f"{name}-{row.object}" for name, row in POSTS]
)
def test_no_garbage_breaks_a_form(crowded_world: World, name: str, row: Row) -> None:
    url = reverse(name, args=OBJECTS[row.object](crowded_world))
    who = reader_of(row, *ANSWERS)
    client = client_of(crowded_world.personas[who])
    fields = _fields(client, url)
    bodies: list[dict[str, Any]] = [{}, {key: ["a", "b", "\x00"] for key in fields}]
    for odd in ODD:
        bodies.append(dict.fromkeys(fields, odd))
        # One wrong thing at a time gets further in than all at once.
        if row.posted:
            bodies.append(dict.fromkeys(fields, odd) | dict(row.posted))
    for odd in SLY:
        bodies += [{**row.posted, field: odd} for field in row.posted]
    bodies += [{**row.posted, "text": "Anna i Storavan", "do": deed} for deed in DEEDS]
    bodies += [{"do": deed} for deed in DEEDS if row.posted]
    for body in bodies:
        with undone():
            status = client.post(url, body).status_code
        assert status < 500, body
    for kind in ("application/json", "text/plain", "multipart/form-data; boundary=x"):
        with undone():
            status = client.post(url, b"\x00\xff{", content_type=kind).status_code
        assert status < 500, kind

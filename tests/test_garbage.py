"""Whatever is posted, the answer is never an error of ours: it says what was wrong, and writes nothing odd."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.odd import COMMON, ODD
from tests.pages import Page, about, posted_names, reader_of, undone
from tests.permissions import MORE, OBJECTS, TABLE, Row, by_object
from tests.personas import World, client_of
from tests.reading import Body, Read

ANSWERS = (200, 204, 302, 422, 410, 404)
# What a browser's session opens; the API, which takes tokens only, is fuzzed in its own room.
POSTS = by_object(
    (name, row)
    for name, row in [*sorted(TABLE.items()), *MORE]
    if row.method == "post" and reader_of(row, *ANSWERS)
)
SLY = ("\x00", "x" * 10_001, "²")
DEEDS = ("send", "replace_all", "replace:x", "undo:²", "undo:99999999", "keep:\x00")


def _fields(client: Client, url: str) -> list[str]:
    """The names that this address' form has, where it has one, and those of all others."""
    answer = client.get(url)
    shown = Page(answer.content.decode()).named if answer.status_code == 200 else set()
    return posted_names({*shown, *COMMON})


def _bodies(fields: list[str], posted: Mapping[str, Any]) -> Iterator[Body]:
    """Nothing, all odd, and what is right with something odd in it."""
    yield {}
    yield {key: ["a", "b", "\x00"] for key in fields}
    for odd in ODD:
        yield dict.fromkeys(fields, odd)
        # One wrong thing at a time gets further in than all at once.
        if posted:
            yield dict.fromkeys(fields, odd) | dict(posted)
    for odd in SLY:
        yield from ({**posted, field: odd} for field in posted)
    for deed in DEEDS:
        yield {**posted, "text": "Anna i Storavan", "do": deed}
        yield {"do": deed}


@pytest.mark.parametrize("group", POSTS)
def test_no_garbage_breaks_a_form(crowded_world: World, group: str) -> None:
    """Every address that takes a form, as one who may post it, gets each of these bodies: those that it
    reads otherwise than the ones before (see `reading`). What they are about is made once.
    """
    args = OBJECTS[POSTS[group][0][1].object](crowded_world)
    for name, row in POSTS[group]:
        client = client_of(crowded_world.personas[reader_of(row, *ANSWERS)])
        with about(name, row.posted):
            _takes_anything(client, reverse(name, args=args), row)


def _takes_anything(client: Client, url: str, row: Row) -> None:
    read = Read()
    for body in _bodies(_fields(client, url), row.posted):
        if not read.otherwise(body):
            continue
        with undone(), read.noting(body), about(body):
            assert client.post(url, body).status_code < 500
    for kind in ("application/json", "text/plain", "multipart/form-data; boundary=x"):
        with undone(), about(kind):
            assert client.post(url, b"\x00\xff{", content_type=kind).status_code < 500

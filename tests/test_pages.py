"""What holds for every page: its words for those who listen, methods, and odd addresses."""

import uuid
from collections import Counter
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from tests.pages import GROUPS, MACHINE, Page, about, each_opened, reader_of, undone
from tests.permissions import OBJECTS, TABLE, Row, by_object
from tests.personas import World, client_of
from tests.reading import Read

POSTS = by_object((name, row) for name, row in sorted(TABLE.items()) if row.method == "post")
KEYS = (
    ("page", "omrade", "visa", "ord", "fran", "till", "vem", "slag", "sett", "lediga", "next"),
    ("page", "visa", "fran", "till"),
)
ODD = (
    "",
    "abc",
    "-1",
    "9" * 400,
    "²",
    "٣",
    "\x00",
    "\ud7ff\U0001f600",
    "å" * 4000,
    "0001-01-01",
    "9999-12-31",
    "{{ 1 }}%s",
)

FINE = {200, 302, 400, 404}


@pytest.mark.parametrize("group", GROUPS)
def test_a_page(crowded_world: World, group: str) -> None:
    """Each page is named and labelled, knows its methods, and takes any query string."""
    for name, client, url in each_opened(crowded_world, group):
        with about(name):
            _is_named_and_labelled(client, url)
            _knows_its_methods(client, url)
            _takes_any_query(client, url)


def _is_named_and_labelled(client: Client, url: str) -> None:
    html = client.get(url).content.decode()
    page = Page(html)
    assert page.language == "sv"
    assert page.headings == 1
    assert page.title.strip()
    assert page.unlabelled() == []
    assert [each for each, count in Counter(page.ids).items() if count > 1] == []
    assert page.labelled <= set(page.ids)
    assert "[[undefined" not in html


# Addresses of one page: what it is about decides which.
SAME_PAGE = {"incident:report_other", "competence:alarms_of", "competence:cases_due"}


def test_no_two_pages_have_the_same_title(crowded_world: World) -> None:
    titles: dict[str, list[str]] = {}
    for group in GROUPS:
        with undone():
            for name, client, url in each_opened(crowded_world, group):
                title = " ".join(Page(client.get(url).content.decode()).title.split())
                if name not in SAME_PAGE:
                    titles.setdefault(title, []).append(name)
    assert {title: names for title, names in titles.items() if len(names) > 1} == {}


def _knows_its_methods(client: Client, url: str) -> None:
    answer = client.head(url)
    assert answer.status_code == 200
    assert answer.content == b""
    assert client.put(url).status_code == 405
    assert client.delete(url).status_code == 405


@pytest.mark.parametrize("group", POSTS)
def test_a_get_of_what_is_only_posted(crowded_world: World, group: str) -> None:
    client = client_of(crowded_world.asker)
    args = OBJECTS[POSTS[group][0][1].object](crowded_world)
    for name, _row in POSTS[group]:
        assert client.get(reverse(name, args=args)).status_code == 405, name


def _takes_any_query(client: Client, url: str) -> None:
    """Each odd value in each name that pages read, in many of them at once and in a few.

    Every page gets every value, since it repeats its own address; after that it gets what it reads
    otherwise than before (see `reading`).
    """
    read = Read()
    for query in [
        {"odd": list(ODD)},
        *(dict.fromkeys(keys, value) for value in ODD for keys in KEYS),
    ]:
        if not read.otherwise(query):
            continue
        with undone(), read.noting(query), about(query):
            assert client.get(url, query).status_code in FINE
    assert client.get(f"{url}?%00=%00&%ff=%fe").status_code in FINE


# A new draft's page is there before it is saved; a moment of work that nobody knows has nothing to say.
NEW = {
    "consultation:draft",
    "knowledge:card_draft",
    "knowledge:save_card_draft",
    "knowledge:check_card_draft",
    "knowledge:guides",
}


def _addressed() -> Iterator[tuple[str, Row]]:
    """The addresses whose parts are ids; a new draft's page is there before it is saved."""
    for name, row in sorted(TABLE.items()):
        parts = {"chapter", "invitation", "municipality_option", "new", "figure", ""}
        if not reader_of(row, 200, 302, 204):
            continue
        # A law's parts are numbers; what is not there of them stands in its own room's rows.
        if row.object.startswith("law"):
            continue
        if row.object not in parts and name not in MACHINE | NEW:
            yield name, row


ADDRESSED = by_object(_addressed())


@pytest.mark.parametrize("group", ADDRESSED)
def test_what_is_not_there(crowded_world: World, group: str) -> None:
    """An id that nothing has answers 404 to one who may open such a page."""
    parts = OBJECTS[ADDRESSED[group][0][1].object](crowded_world)
    for name, row in ADDRESSED[group]:
        client = client_of(crowded_world.personas[reader_of(row, 200, 302, 204, 422)])
        for place in range(len(parts)):
            if isinstance(parts[place], int):
                continue  # the number of a version: its own room looks at those
            url = reverse(name, args=[*parts[:place], uuid.uuid4(), *parts[place + 1 :]])
            with undone(), about(name, place):
                answer = getattr(client, row.method)(url, dict(row.posted))
                assert answer.status_code == 404

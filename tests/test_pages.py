"""What holds for every page: its words for those who listen, methods, and odd addresses."""

import uuid
from collections import Counter
from urllib.parse import quote

import pytest
from django.urls import reverse

from tests.pages import MACHINE, PAGES, Page, opened, reader_of, undone
from tests.permissions import OBJECTS, TABLE
from tests.personas import World, client_of

POSTS = sorted(name for name, row in TABLE.items() if row.method == "post")
QUERIES = ("page", "omrade", "visa", "ord", "fran", "till", "vem", "slag", "sett", "lediga", "next")
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


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_named_and_labelled(crowded_world: World, name: str) -> None:
    client, url = opened(crowded_world, name)
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
    for name in sorted(set(PAGES) - SAME_PAGE):
        with undone():
            client, url = opened(crowded_world, name)
            title = " ".join(Page(client.get(url).content.decode()).title.split())
        titles.setdefault(title, []).append(name)
    assert {title: names for title, names in titles.items() if len(names) > 1} == {}


@pytest.mark.parametrize("name", PAGES)
def test_methods(crowded_world: World, name: str) -> None:
    client, url = opened(crowded_world, name)
    answer = client.head(url)
    assert answer.status_code == 200
    assert answer.content == b""
    assert client.put(url).status_code == 405
    assert client.delete(url).status_code == 405


@pytest.mark.parametrize("name", POSTS)
def test_a_get_of_what_is_only_posted(crowded_world: World, name: str) -> None:
    client = client_of(crowded_world.asker)
    url = reverse(name, args=OBJECTS[TABLE[name].object](crowded_world))
    assert client.get(url).status_code == 405


@pytest.mark.parametrize("name", PAGES)
def test_no_query_string_breaks_a_page(crowded_world: World, name: str) -> None:
    client, url = opened(crowded_world, name)
    for value in ODD:
        for keys in (QUERIES, ("page", "visa", "fran", "till")):
            odd = "&".join(f"{key}={quote(value)}" for key in keys)
            with undone():
                status = client.get(f"{url}?{odd}").status_code
            assert status in FINE, (keys, value[:20], status)
    assert client.get(f"{url}?%00=%00&%ff=%fe").status_code in FINE


# A new draft's page is there before it is saved; a moment of work that nobody knows has nothing to say.
NEW = {
    "consultation:draft",
    "knowledge:card_draft",
    "knowledge:save_card_draft",
    "knowledge:check_card_draft",
    "knowledge:guides",
}


def _addressed() -> list[str]:
    """The addresses whose parts are ids; a new draft's page is there before it is saved."""
    found = []
    for name, row in TABLE.items():
        parts = {"chapter", "invitation", "municipality_option", "new", "figure", ""}
        if not reader_of(row, 200, 302, 204):
            continue
        # A law's parts are numbers; what is not there of them stands in its own room's rows.
        if row.object.startswith("law"):
            continue
        if row.object not in parts and name not in MACHINE | NEW:
            found.append(name)
    return sorted(found)


@pytest.mark.parametrize("name", _addressed())
def test_what_is_not_there(crowded_world: World, name: str) -> None:
    """An id that nothing has answers 404 to one who may open such a page."""
    row = TABLE[name]
    parts = OBJECTS[row.object](crowded_world)
    client = client_of(crowded_world.personas[reader_of(row, 200, 302, 204, 422)])
    for place in range(len(parts)):
        if isinstance(parts[place], int):
            continue  # the number of a version: its own room looks at those
        url = reverse(name, args=[*parts[:place], uuid.uuid4(), *parts[place + 1 :]])
        with undone():
            status = getattr(client, row.method)(url, dict(row.posted)).status_code
        assert status == 404

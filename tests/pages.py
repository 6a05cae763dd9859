"""The pages: every address of the permission table that somebody can open, with who does so."""

from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.permissions import OBJECTS, TABLE, Row, by_object
from tests.personas import PEOPLE, UNUSUAL, World, client_of

MACHINE = {"alive", "ready", "api:description"}
FILES = (
    ":pdf",
    ":text",
    ":csv",
    "_pdf",
    "_csv",
    ":calendar",
    ":attachment",
    ":own_attachment",
    ":draft_file_data",
    ":look_file",
    ":document_file",
    ":document_own_file",
    ":export_file",
    "_pdf",
    "_csv",
    "_json",
    "_ics",
    ":staff_file",
    ":figures_file",
    ":list_template",
    ":demand_file",
    ":cases_template",
    ":occasion_calendar",
    ":sign_in_sheet",
    ":plan_sheet",
    ":plan_party_sheet",
    ":plan_template_sheet",
)
"""How the addresses end that answer with a file to keep, and no page."""
EVERYBODY = (*PEOPLE, *UNUSUAL)


def reader_of(row: Row, *statuses: int) -> str:
    """Somebody who gets one of these statuses; nobody where the row has none of them."""
    for status in statuses:
        people = row.statuses.get(status, "").split()
        found = next((who for who in EVERYBODY if who in people or "*" in people), "")
        if found:
            return found
    return ""


PAGES = sorted(
    name
    for name, row in TABLE.items()
    if row.method == "get"
    and reader_of(row, 200)
    and name not in MACHINE
    and not name.endswith(FILES)
)


GROUPS = by_object((name, TABLE[name]) for name in PAGES)
"""The pages by what they are about."""


def opened(world: World, name: str) -> tuple[Client, str]:
    """A client of somebody who may open the page, and its address with an object of its own."""
    row = TABLE[name]
    url = reverse(name, args=OBJECTS[row.object](world))
    return client_of(world.personas[reader_of(row, 200)]), url


def each_opened(world: World, group: str) -> Iterator[tuple[str, Client, str]]:
    """The same for every page of the group: what they are about is made once."""
    args = OBJECTS[GROUPS[group][0][1].object](world)
    for name, row in GROUPS[group]:
        yield name, client_of(world.personas[reader_of(row, 200)]), reverse(name, args=args)


@contextmanager
def about(*told: Any) -> Iterator[None]:
    """What fails in the block tells what it was about."""
    try:
        yield
    except BaseException as error:
        error.add_note(" ".join(str(each)[:500] for each in told))
        raise


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written in the block is taken back, also after an error of the database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Page(HTMLParser):
    """What a page says of itself: language, title, headings, and its fields with their labels."""

    EMPTY = {"input", "img", "link", "meta", "br", "hr", "path", "circle", "rect", "use"}
    FIELDS = {"input", "select", "textarea"}
    UNSEEN = {"hidden", "submit", "button"}

    def __init__(self, html: str) -> None:
        super().__init__()
        self.language = self.title = ""
        self.headings = 0
        self.ids: list[str] = []
        self.fields: list[tuple[dict[str, str], bool]] = []
        self.labelled: set[str] = set()
        self.named: set[str] = set()
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "html":
            self.language = given.get("lang", "")
        self.headings += tag == "h1"
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "label" and "for" in given:
            self.labelled.add(given["for"])
        if tag in self.FIELDS:
            self.named.add(given.get("name", ""))
            if given.get("type", "text") not in self.UNSEEN:
                self.fields.append((given, "label" in self._open))
        if tag not in self.EMPTY:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "title" and "svg" not in self._open:
            self.title += data

    def unlabelled(self) -> list[str]:
        """The fields that nothing names for one who listens."""
        return [
            given.get("name", "?")
            for given, inside in self.fields
            if not inside
            and given.get("id") not in self.labelled
            and not (given.get("aria-label") or given.get("aria-labelledby"))
        ]


def posted_names(names: Any) -> list[str]:
    """The fields of a page that a person's browser would send."""
    return sorted(each for each in names if each and each != "csrfmiddlewaretoken")

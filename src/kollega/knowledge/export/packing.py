"""The files of an export, put into a ZIP one by one. Nothing here knows of the database."""

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kollega.knowledge import markdown
from kollega.knowledge.export.names import Names
from kollega.knowledge.export.texts import CardText, DocumentText, ListText, write

CARDS, DOCUMENTS, LISTS, FILES = "kort", "dokument", "laslistor", "bilagor"
MOST_ATTACHED = 150 * 1024 * 1024
"""Original files beyond this are left out, and named in the contents."""
STYLE = Path(__file__).with_name("archive.css")
# The same day in every file: the same export is the same bytes.
_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Entry:
    """A file in the contents."""

    path: str
    title: str
    detail: str = ""
    only_for: str = ""


@dataclass
class Pack:
    """Files in folders; each name is given once. `is_archive`: pages to read, else text files."""

    file: IO[bytes]
    is_archive: bool
    about: Mapping[str, str]
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    attached: int = 0

    def __post_init__(self) -> None:
        self._zip = zipfile.ZipFile(self.file, "w", zipfile.ZIP_DEFLATED)
        self._names: dict[str, Names] = {}
        self._cards: dict[str, tuple[str, str]] = {}

    def name_cards(self, titles: Sequence[tuple[str, str]]) -> None:
        """Give every card its file's name first, so that they can point at each other: (id, title)."""
        for card_id, title in titles:
            self._cards[card_id] = (self._name(CARDS, title, self._ending), title)

    @property
    def _ending(self) -> str:
        return "html" if self.is_archive else "md"

    def _name(self, folder: str, title: str, ending: str) -> str:
        return self._names.setdefault(folder, Names()).of(title, ending)

    def _put(self, path: str, data: str | bytes) -> None:
        self._zip.writestr(zipfile.ZipInfo(path, _DAY), data, compress_type=zipfile.ZIP_DEFLATED)

    def _note(self, folder: str, entry: Entry) -> None:
        self.entries.setdefault(folder, []).append(entry)

    def card(self, card: CardText) -> None:
        """A card."""
        known = self._cards.get(card.id)
        name = known[0] if known else self._name(CARDS, card.title, self._ending)
        path = f"{CARDS}/{name}"
        if self.is_archive:
            related = [self._cards[each] for each in card.related if each in self._cards]
            self._page(path, card.title, "card", card=card, related=related, text=card.body)
        else:
            self._put(path, write(card))
        self._note(CARDS, Entry(path, card.title, card.answer, card.only_for))

    def document(self, document: DocumentText, file: bytes, ending: str) -> None:
        """A document with its file, where it has one and there is room."""
        original = ""
        if file and self.attached + len(file) > MOST_ATTACHED:
            self.left_out.append(document.title)
        elif file:
            original = f"{FILES}/{self._name(FILES, document.title, ending)}"
            self._put(original, file)
            self.attached += len(file)
        named = replace(document, original=original)
        path = f"{DOCUMENTS}/{self._name(DOCUMENTS, document.title, self._ending)}"
        if self.is_archive:
            self._page(path, named.title, "document", document=named, text=named.body)
        else:
            self._put(path, write(named))
        self._note(DOCUMENTS, Entry(path, named.title, named.source, named.only_for))

    def reading_list(self, made: ListText) -> None:
        """A reading list."""
        path = f"{LISTS}/{self._name(LISTS, made.title, self._ending)}"
        if self.is_archive:
            self._page(path, made.title, "list", list=made, text=made.body)
        else:
            self._put(path, write(made))
        self._note(LISTS, Entry(path, made.title, made.audience, made.only_for))

    def _page(self, path: str, title: str, what: str, **shown: object) -> None:
        text = str(shown.pop("text"))
        context = {
            "title": title,
            "body": _lifted(markdown.html(text)),
            "up": "../" * path.count("/"),
            "about": self.about,
            **shown,
        }
        self._put(path, render_to_string(f"knowledge/export/{what}.html", context))

    def finish(self) -> None:
        """The contents, and the end of the file."""
        folders = [
            (title, self.entries.get(folder, []))
            for folder, title in (
                (CARDS, _("Kunskapskort")),
                (DOCUMENTS, _("Dokument")),
                (LISTS, _("Läslistor")),
            )
        ]
        context = {
            "title": _("Kunskapsbanken"),
            "folders": folders,
            "left_out": self.left_out,
            "about": self.about,
            "up": "",
        }
        if self.is_archive:
            self._put("index.html", render_to_string("knowledge/export/index.html", context))
            self._put("stil.css", STYLE.read_text(encoding="utf-8"))
        else:
            self._put("INNEHALL.md", render_to_string("knowledge/export/contents.txt", context))
        self._zip.close()


_HEADING = re.compile(r"(</?h)([3-5])>")


def _lifted(html: str) -> SafeString:
    """The headings of a text begin right below the page's own: there is nothing between them here."""
    levels = [int(each[2]) for each in _HEADING.finditer(html)]
    lift = min(levels, default=2) - 2
    lifted = _HEADING.sub(lambda found: f"{found[1]}{int(found[2]) - lift}>", html)
    return mark_safe(lifted)  # noqa: S308 - cleaned by `markdown.html`, only the numbers change

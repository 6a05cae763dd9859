"""Laws, what they hold, and their chapters to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Exists
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kollega.core import clock, dates
from kollega.statutes.applying import applying, with_wording
from kollega.statutes.links import LinkedText, linked
from kollega.statutes.models import Ending, Import, Section, Statute
from kollega.statutes.urls_of import chapter_url, section_url, statute_url
from kollega.swedish.laws import BY_NUMBER
from kollega.swedish.references import Reference

CHARACTERS_ON_A_PAGE = 14_000
"""How much of a law is read on one page."""


@dataclass(frozen=True)
class StatuteLine:
    """A law in a list, and at the top of its pages. `as_of` says how new the text is, in words."""

    sfs: str
    title: str
    short: str
    url: str
    as_of: str
    imported_at: datetime
    repealed: str = ""
    source: str = ""

    @property
    def name(self) -> str:
        """Title with number."""
        return f"{self.title} ({self.sfs})"


def line_of(row: Statute) -> StatuteLine:
    """A stored law as it is shown."""
    law = BY_NUMBER.get(row.sfs)
    if row.as_of == row.sfs:
        as_of = _("utan senare ändringar")
    elif row.says_as_of:
        as_of = _("med ändringar till och med SFS %(number)s") % {"number": row.as_of}
    else:
        as_of = _("senaste ändringen i texten är SFS %(number)s") % {"number": row.as_of}
    return StatuteLine(
        row.sfs,
        row.title,
        law.shorts[0] if law and law.shorts else "",
        statute_url(row.sfs),
        as_of,
        row.imported_at,
        _repealed(row),
        row.source,
    )


def _repealed(row: Statute) -> str:
    if row.repealed_on is None and not row.repealed_by:
        return ""
    told = {"law": row.repealed_by, "day": dates.day(row.repealed_on) if row.repealed_on else ""}
    if row.repealed_on and row.repealed_on > clock.today():
        return _("Upphör att gälla %(day)s.") % told
    if row.repealed_by and row.repealed_on:
        return _("Upphävd från %(day)s genom SFS %(law)s.") % told
    return _("Upphävd.") if not row.repealed_on else _("Upphävd från %(day)s.") % told


def statutes() -> list[StatuteLine]:
    """Every law that has been imported, in alphabetical order. One statement."""
    return [line_of(row) for row in Statute.objects.order_by("sort_key", "sfs")[:500]]


# --- A law's contents -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    """A line of the contents: a chapter, or a section of a law without chapters."""

    label: str
    title: str
    url: str
    applies: bool = True


@dataclass(frozen=True)
class Group:
    """Lines under a heading: a part of the law, or a heading of a law without chapters."""

    title: str
    entries: tuple[Entry, ...]


def contents(statute: Statute) -> list[Group]:
    """What a law holds, in its order. One statement."""
    sections = Section.objects.filter(statute=statute).order_by("order")
    rows = list(sections.annotate(applies=Exists(applying(clock.today()))))
    if any(row.chapter for row in rows):
        by_chapter = [list(of) for _number, of in groupby(rows, key=lambda row: row.chapter)]
        lines = [(of[0].part_title, _chapter(statute.sfs, of)) for of in by_chapter]
    else:
        lines = [(row.heading, _alone(statute.sfs, row)) for row in rows]
    return [
        Group(title, tuple(entry for _title, entry in of))
        for title, of in groupby(lines, key=lambda line: line[0])
    ]


def _chapter(sfs: str, rows: Sequence[Any]) -> Entry:
    first = rows[0]
    applies = any(row.applies for row in rows)
    url = chapter_url(sfs, first.chapter)
    return Entry(f"{first.chapter} kap.", first.chapter_title, url, applies)


def _alone(sfs: str, row: Any) -> Entry:
    return Entry(f"{row.section} §", "", section_url(Reference(sfs, "", row.section)), row.applies)


@dataclass(frozen=True)
class ImportLine:
    """An import that changed something."""

    at: datetime
    as_of: str
    said: str


def imports(statute: Statute, limit: int = 10) -> list[ImportLine]:
    """The latest imports of a law. One statement."""
    found = []
    for row in Import.objects.filter(statute=statute).order_by("-at")[:limit]:
        parts = (
            ngettext("%(n)d ny paragraf", "%(n)d nya paragrafer", row.added) % {"n": row.added},
            ngettext("%(n)d ändrad", "%(n)d ändrade", row.changed) % {"n": row.changed},
            ngettext("%(n)d upphävd", "%(n)d upphävda", row.repealed) % {"n": row.repealed},
        )
        counts = (row.added, row.changed, row.repealed)
        told = [part for part, count in zip(parts, counts, strict=True) if count]
        said = ", ".join(told) or _("ingen paragraf ändrad")
        found.append(ImportLine(row.at, row.as_of, said))
    return found


# --- Reading --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SectionText:
    """A section as it is read in its chapter. `heading` is empty where it is the one before's."""

    label: str
    url: str
    heading: str
    paragraphs: tuple[LinkedText, ...]
    note: str = ""


@dataclass(frozen=True)
class ChapterPage:
    """A page of a chapter, or of a law without chapters."""

    title: str
    sections: tuple[SectionText, ...]
    number: int
    pages: int
    previous: Entry | None = None
    following: Entry | None = None


def chapter_page(statute: Statute, chapter: str, number: int) -> ChapterPage | None:
    """A page of a chapter; None where there is none. At most four statements."""
    sections = Section.objects.filter(statute=statute, chapter=chapter).order_by("order")
    rows = list(with_wording(sections, clock.today()))
    if not rows:
        return None
    pages = _pages(rows)
    number = min(number, len(pages))
    first, last = pages[number - 1]
    shown = rows[first:last]
    texts = [row.said["text"] if row.said else "" for row in shown]
    found = []
    heading = rows[first - 1].heading if first else ""
    for row, text in zip(shown, linked(texts, sfs=statute.sfs, chapter=chapter), strict=True):
        found.append(
            SectionText(
                f"{row.section} §",
                section_url(Reference(statute.sfs, chapter, row.section)),
                row.heading if row.heading != heading else "",
                text.paragraphs(),
                "" if row.said else _("Paragrafen gäller inte i dag."),
            )
        )
        heading = row.heading
    previous, following = _beside(statute, chapter) if chapter else (None, None)
    return ChapterPage(rows[0].chapter_title, tuple(found), number, len(pages), previous, following)


def _pages(rows: Sequence[Any]) -> list[tuple[int, int]]:
    """First and last row (not included) of each page, so that none is too heavy for a phone."""
    pages: list[tuple[int, int]] = []
    start = length = 0
    for at, row in enumerate(rows):
        size = len(row.said["text"] if row.said else "") + 300
        if length and length + size > CHARACTERS_ON_A_PAGE:
            pages.append((start, at))
            start, length = at, 0
        length += size
    return [*pages, (start, len(rows))]


def _beside(statute: Statute, chapter: str) -> tuple[Entry | None, Entry | None]:
    rows = Section.objects.filter(statute=statute).order_by("order")
    chapters = list(dict.fromkeys(rows.values_list("chapter", "chapter_title")))
    at = next(i for i, (number, _title) in enumerate(chapters) if number == chapter)
    entries = [
        Entry(f"{number} kap.", title, chapter_url(statute.sfs, number))
        for number, title in chapters
    ]
    return entries[at - 1] if at else None, entries[at + 1] if at + 1 < len(entries) else None


# --- What comes after the sections ----------------------------------------------------------------


@dataclass(frozen=True)
class EndingText:
    """The transitional provisions of one act, or an annex."""

    title: str
    paragraphs: tuple[str, ...]


def endings(statute: Statute, number: int) -> tuple[list[EndingText], int]:
    """A page of the transitional provisions and annexes, and how many pages there are."""
    rows = list(Ending.objects.filter(statute=statute).order_by("order"))
    pages: list[list[EndingText]] = [[]]
    length = 0
    for row in rows:
        if length and length + len(row.text) > CHARACTERS_ON_A_PAGE:
            pages.append([])
            length = 0
        length += len(row.text)
        pages[-1].append(EndingText(row.title, tuple(row.text.split("\n\n"))))
    return pages[min(number, len(pages)) - 1], len(pages)


def has_endings(statute: Statute) -> bool:
    """Whether anything stands after the sections."""
    return Ending.objects.filter(statute=statute).exists()

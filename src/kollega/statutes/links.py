"""Links from the references in a text to the sections that they mean.

A view finds the references of its texts together (`linked`, one statement), and its template draws each
with `{{ text|law_links }}`. Only what has been imported becomes a link.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from kollega.statutes.models import Section, Statute, section_id
from kollega.statutes.urls_of import section_url
from kollega.swedish.references import Reference, references_in

MOST_LINKS = 300
"""Links in one text; further references stay plain."""


@dataclass(frozen=True)
class LinkedText:
    """A text and the references in it that have a page."""

    text: str
    references: tuple[Reference, ...] = ()

    def __str__(self) -> str:
        return self.text

    def paragraphs(self) -> "tuple[LinkedText, ...]":
        """The text's paragraphs, each with the references that stand in it."""
        found = []
        start = 0
        for piece in self.text.split("\n\n"):
            end = start + len(piece)
            inside = [
                replace(each, start=each.start - start, end=each.end - start)
                for each in self.references
                if start <= each.start and each.end <= end
            ]
            found.append(LinkedText(piece, tuple(inside)))
            start = end + 2
        return tuple(each for each in found if each.text)


def linked(texts: Sequence[str], *, sfs: str = "", chapter: str = "") -> list[LinkedText]:
    """Texts with their references to what has been imported. At most one statement, for all of them.

    `sfs`, `chapter`: the law and the chapter that the texts stand in, where they are a law's own.
    """
    found = [
        [each for each in references_in(text, sfs=sfs, chapter=chapter) if each.start < each.end]
        for text in texts
    ]
    known = imported(reference for references in found for reference in references)
    return [
        LinkedText(text, tuple(each for each in references if each in known)[:MOST_LINKS])
        for text, references in zip(texts, found, strict=True)
    ]


def imported(references: Iterable[Reference]) -> set[Reference]:
    """Those of the references that have a page: laws, chapters and sections that were imported. One
    statement."""
    wanted = set(references)
    if not wanted:
        return set()
    sections = [each for each in wanted if each.section]
    ids = [section_id(each.sfs, each.chapter, each.section) for each in sections]
    laws = {each.sfs for each in wanted if not each.section}
    there = Section.objects.filter(id__in=ids).values_list("statute__sfs", "chapter", "section")
    chapters = (
        Statute.objects.filter(sfs__in=laws)
        .values_list("sfs", Coalesce("section__chapter", Value("")), Value(""))
        .distinct()
    )
    rows = there.union(chapters) if ids and laws else there if ids else chapters
    known = {Reference(*row) for row in rows} | ({Reference(sfs) for sfs, *_in in rows} & wanted)
    return wanted & known


def as_html(text: str, references: Collection[Reference]) -> SafeString:
    """A text, escaped, with links where its references stand."""
    pieces: list[str] = []
    at = 0
    for each in sorted(references, key=lambda reference: reference.start):
        if not at <= each.start < each.end <= len(text):
            continue
        pieces.append(escape(text[at : each.start]))
        pieces.append(
            format_html('<a href="{}">{}</a>', section_url(each), text[each.start : each.end])
        )
        at = each.end
    pieces.append(escape(text[at:]))
    return mark_safe("".join(pieces))  # noqa: S308 - every piece is escaped above


_TAG = re.compile(r"(<[^<>]*>)")
_NOT_WITHIN = {"a", "code", "pre"}


def in_html(html: str) -> SafeString:
    """Cleaned HTML with links where its text names what has been imported. At most one statement.

    What stands inside links and code is left alone. `html` must be cleaned already.
    """
    pieces = _TAG.split(html)
    inside: list[str] = []
    plain: dict[int, str] = {}
    for at, piece in enumerate(pieces):
        if piece.startswith("<") and piece.endswith(">"):
            name = re.match(r"</?([a-z0-9]+)", piece, re.IGNORECASE)
            if name and name[1].lower() in _NOT_WITHIN:
                if piece.startswith("</"):
                    inside = inside[:-1]
                else:
                    inside.append(name[1])
        elif piece.strip() and not inside:
            plain[at] = piece
    # References hold no sign that HTML escapes, so the places are right in escaped text.
    for at, found in zip(plain, linked(list(plain.values())), strict=True):
        pieces[at] = _linked_escaped(found)
    return mark_safe("".join(pieces))  # noqa: S308 - cleaned by the caller, and we add links alone


def _linked_escaped(found: LinkedText) -> str:
    text, at, pieces = found.text, 0, []
    for each in found.references:
        pieces.append(text[at : each.start])
        pieces.append(f'<a href="{escape(section_url(each))}">{text[each.start : each.end]}</a>')
        at = each.end
    return "".join([*pieces, text[at:]])

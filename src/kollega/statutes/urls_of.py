"""The addresses of laws, chapters and sections, and what stands in an address."""

import re

from django.urls import register_converter, reverse

from kollega.statutes.reading.notes import NUMBER_IN_ADDRESS, SFS_IN_ADDRESS
from kollega.swedish.references import Reference

SPACE = "statutes"


class SfsConverter:
    """`2025-400` in an address is `2025:400`."""

    regex = SFS_IN_ADDRESS

    def to_python(self, value: str) -> str:
        return value.replace("-", ":")

    def to_url(self, value: str) -> str:
        return value.replace(":", "-")


class NumberConverter:
    """`2a` in an address is the number `2 a` of a chapter or a section."""

    regex = NUMBER_IN_ADDRESS

    def to_python(self, value: str) -> str:
        return re.sub(r"(\d)([a-z])", r"\1 \2", value)

    def to_url(self, value: str) -> str:
        return value.replace(" ", "")


register_converter(SfsConverter, "sfs")
register_converter(NumberConverter, "law_number")


def statute_url(sfs: str) -> str:
    """A law's page."""
    return reverse("statutes:statute", args=[sfs])


def chapter_url(sfs: str, chapter: str) -> str:
    """The page where a chapter is read; of a law without chapters ("") the page of all its text."""
    if chapter:
        return reverse("statutes:chapter", args=[sfs, chapter])
    return reverse("statutes:text", args=[sfs])


def section_url(reference: Reference) -> str:
    """The page of what a reference names: a section, a chapter or a law."""
    if not reference.section:
        if reference.chapter:
            return chapter_url(reference.sfs, reference.chapter)
        return statute_url(reference.sfs)
    if reference.chapter:
        return reverse(
            "statutes:section", args=[reference.sfs, reference.chapter, reference.section]
        )
    return reverse("statutes:section_alone", args=[reference.sfs, reference.section])

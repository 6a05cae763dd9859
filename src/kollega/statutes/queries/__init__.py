"""Reads of the room, as frozen dataclasses for the templates."""

from kollega.statutes.queries.laws import (
    chapter_page,
    contents,
    endings,
    has_endings,
    imports,
    line_of,
    statutes,
)
from kollega.statutes.queries.section import section_page

__all__ = [
    "chapter_page",
    "contents",
    "endings",
    "has_endings",
    "imports",
    "line_of",
    "section_page",
    "statutes",
]

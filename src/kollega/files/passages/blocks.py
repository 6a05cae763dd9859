"""What a reader makes of a file, piece by piece, and what comes of the whole."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal


class Form(StrEnum):
    """In what form a document came."""

    DOCX = "docx"
    ODT = "odt"
    PDF = "pdf"
    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"


MEDIA = {
    Form.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Form.ODT: "application/vnd.oasis.opendocument.text",
    Form.PDF: "application/pdf",
    Form.HTML: "text/html; charset=utf-8",
    Form.MARKDOWN: "text/markdown; charset=utf-8",
    Form.TEXT: "text/plain; charset=utf-8",
}
ENDINGS = {
    Form.DOCX: "docx",
    Form.ODT: "odt",
    Form.PDF: "pdf",
    Form.HTML: "html",
    Form.MARKDOWN: "md",
    Form.TEXT: "txt",
}
ITEM = "• "
"""How a line of a list begins in a passage's text; counted ones begin with their number."""

Sort = Literal["heading", "text", "item", "row"]


@dataclass(frozen=True)
class Block:
    """A heading (`level` from 1), a paragraph, a line of a list or a row of a table."""

    sort: Sort
    text: str
    level: int = 0
    page: int | None = None


class Why(StrEnum):
    """What of a document was not read. Words for the screen are made of these elsewhere."""

    TRACKED_CHANGES = "tracked_changes"
    COMMENTS = "comments"
    HIDDEN_TEXT = "hidden_text"
    EMBEDDED = "embedded"
    HEADERS = "headers"
    PICTURES = "pictures"
    FORM_FIELDS = "form_fields"
    SHAPES = "shapes"
    PAGES_WITHOUT_TEXT = "pages_without_text"
    SCRIPTS = "scripts"
    NAVIGATION = "navigation"
    LETTERS = "letters"


@dataclass(frozen=True)
class Unread:
    """Something that was not read: why, how often, and on which pages where that is known."""

    why: Why
    count: int = 0
    pages: tuple[int, ...] = ()


@dataclass(frozen=True)
class Passage:
    """Some paragraphs under one heading; `path` are the headings above it, outermost first."""

    text: str
    heading: str = ""
    path: tuple[str, ...] = ()
    level: int = 0
    page: int | None = None


@dataclass(frozen=True)
class Reading:
    """A document that was read. `clean` is the file made anew, as others may have it.

    `title_is_sure` is False where nothing in the file says what it is called. `needs_eyes`: there are
    pictures that no program reads. `day` is when it says that it was decided or written. `beside` are
    texts that the file made anew holds and no passage.
    """

    form: Form
    title: str
    passages: tuple[Passage, ...]
    title_is_sure: bool = True
    day: date | None = None
    left: tuple[Unread, ...] = ()
    clean: bytes = b""
    pages: int | None = None
    needs_eyes: bool = False
    beside: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        return sum(len(each.text.split()) for each in self.passages)


@dataclass
class Raw:
    """What one reader found, before it is cut into passages."""

    blocks: list[Block] = field(default_factory=list)
    title: str = ""
    day: date | None = None
    left: list[Unread] = field(default_factory=list)
    clean: bytes = b""
    pages: int | None = None
    needs_eyes: bool = False
    beside: list[str] = field(default_factory=list)

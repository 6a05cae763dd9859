"""What a look at a file gives: the clean file with what can be read in it, or why it was refused."""

from dataclasses import dataclass
from enum import StrEnum

MEGABYTE = 1024 * 1024


class Kind(StrEnum):
    """What a file is, judged by its content."""

    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    TEXT = "text"
    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"

    @property
    def is_image(self) -> bool:
        """Whether all of it is a picture."""
        return self in {Kind.PNG, Kind.JPEG, Kind.WEBP}


MEDIA_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.ODT: "application/vnd.oasis.opendocument.text",
    Kind.TEXT: "text/plain",
    Kind.PNG: "image/png",
    Kind.JPEG: "image/jpeg",
    Kind.WEBP: "image/webp",
}
EXTENSIONS = {
    Kind.PDF: "pdf",
    Kind.DOCX: "docx",
    Kind.ODT: "odt",
    Kind.TEXT: "txt",
    Kind.PNG: "png",
    Kind.JPEG: "jpg",
    Kind.WEBP: "webp",
}


class Reason(StrEnum):
    """Why a file was refused. Words for the screen are made of these elsewhere."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_ACCEPTED = "not_accepted"
    LIES = "lies"
    HEIC = "heic"
    OLD_OFFICE = "old_office"
    ENCRYPTED = "encrypted"
    MACROS = "macros"
    BROKEN = "broken"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MUCH_UNPACKED = "too_much_unpacked"
    TOO_MUCH_TEXT = "too_much_text"
    TOO_SLOW = "too_slow"
    TOO_BUSY = "too_busy"
    NO_CONTENT = "no_content"
    SCANNED = "scanned"
    TOO_DEEP = "too_deep"
    ENCODING = "encoding"


class Left(StrEnum):
    """What its owner must know of: what stood in the file as it came and is not in the clean one, and
    what she may think is gone and is not (`COVERED`)."""

    POSITION = "position"
    TRACKED_CHANGES = "tracked_changes"
    COMMENTS = "comments"
    HIDDEN_TEXT = "hidden_text"
    EMBEDDED = "embedded"
    HEADERS = "headers"
    PICTURES = "pictures"
    FORM_FIELDS = "form_fields"
    SHAPES = "shapes"
    COVERED = "covered"


class Refused(Exception):
    """The file is not taken. `what` names what it is or says it is, where that helps."""

    def __init__(self, reason: Reason, what: str = "") -> None:
        super().__init__(f"{reason}: {what}" if what else str(reason))
        self.reason = reason
        self.what = what


@dataclass(frozen=True)
class Limits:
    """How much of everything. `unpacked` is bytes, `ratio` unpacked to packed, `text` characters."""

    size: int = 10 * MEGABYTE
    pixels: int = 40_000_000
    side: int = 3_000
    pages: int = 100
    entries: int = 1_000
    unpacked: int = 60 * MEGABYTE
    ratio: int = 150
    text: int = 100_000
    pictures: int = 40


@dataclass(frozen=True)
class Inspected:
    """A file that was taken.

    `clean` is the file made anew without what tells of its owner; nothing of the bytes that came
    is shown to others. `text` is all that can be read in it, None where nothing can be. `needs_eyes`
    says that something in it (a picture, a scanned page) cannot be read by a program.
    """

    kind: Kind
    clean: bytes
    text: str | None
    needs_eyes: bool
    pages: int | None = None
    left: tuple[Left, ...] = ()

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.kind]

    @property
    def extension(self) -> str:
        return EXTENSIONS[self.kind]

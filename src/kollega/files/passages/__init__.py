"""Documents read into headed passages: DOCX, ODT, PDF, HTML, Markdown and plain text.

Usable alone: `read(data, name)` is pure, `kollega.files.apart.read` does the same in a process of its
own with bounded time and memory.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from kollega.files import signs
from kollega.files.found import MEGABYTE, Kind, Limits, Reason, Refused
from kollega.files.passages import guessing, markdown, office, pages, text, web
from kollega.files.passages.blocks import Block, Form, Passage, Raw, Reading, Unread, Why
from kollega.files.passages.cutting import cut
from kollega.files.passages.stored import as_json, from_json

LIMITS = Limits(
    size=25 * MEGABYTE,
    pages=500,
    text=1_500_000,
    unpacked=120 * MEGABYTE,
    entries=3_000,
    pictures=100,
)
"""For a document of a municipality, which is longer than a file beside a question."""
MOST_PASSAGES = 4_000
_WEB = {"html", "htm", "xhtml"}
_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def read(data: bytes, name: str, limits: Limits = LIMITS, today: date | None = None) -> Reading:
    """A document in passages. Pure: bytes in, passages out; `name` is only held against what it is.

    Raises:
        Refused: with the reason why it is not taken. Nothing else is raised, whatever the bytes.
    """
    if not data:
        raise Refused(Reason.EMPTY)
    if len(data) > limits.size:
        raise Refused(Reason.TOO_LARGE)
    try:
        form, raw = _read(data, name, limits)
        return _reading(form, raw, name, limits, today or datetime.now(UTC).date())
    except Refused:
        raise
    except Exception as error:  # whatever the many readers stumble over, the file is at fault
        raise Refused(Reason.BROKEN) from error


def _read(data: bytes, name: str, limits: Limits) -> tuple[Form, Raw]:
    said = signs.ending(name)
    if _is_page(data):
        if said and said not in _WEB:
            raise Refused(Reason.LIES, "html")
        return Form.HTML, web.read(data, limits)
    kind = _kind(data, said, limits)
    if kind == Kind.TEXT and said in _WEB:
        return Form.HTML, web.read(data, limits)
    signs.honest(kind, name)
    if kind == Kind.PDF:
        return Form.PDF, pages.read(data, limits)
    if kind in {Kind.DOCX, Kind.ODT}:
        return Form(kind), office.read(data, kind, limits)
    if kind == Kind.TEXT:
        if said in {"md", "markdown"}:
            return Form.MARKDOWN, markdown.read(data)
        return Form.TEXT, text.read(data)
    raise Refused(Reason.NOT_ACCEPTED, "image")


def _kind(data: bytes, said: str, limits: Limits) -> Kind:
    try:
        return signs.kind_of(data, limits)
    except Refused as refused:
        # Letters in an encoding that does not tell itself are still a text, if the name says so.
        if refused.reason == Reason.NOT_ACCEPTED and not refused.what and _says_text(said):
            text.decode(data)
            return Kind.TEXT
        raise


def _says_text(said: str) -> bool:
    return signs.ENDINGS.get(said) == Kind.TEXT or said in _WEB


def _is_page(data: bytes) -> bool:
    start = data[:4096].replace(b"\0", b"").decode("latin-1").lstrip("\xef\xbb\xbf\xff\xfe")
    return _MARKUP.match(start) is not None


def _reading(form: Form, raw: Raw, name: str, limits: Limits, today: date) -> Reading:
    length = sum(len(each.text) for each in raw.blocks)
    if length > limits.text:
        raise Refused(Reason.TOO_MUCH_TEXT)
    if not any(any(letter.isalnum() for letter in each.text) for each in raw.blocks):
        raise Refused(Reason.SCANNED if raw.needs_eyes else Reason.NO_CONTENT)
    title, sure = _title(raw, name)
    opening = _opening(raw.blocks)
    heading = opening.text if opening else title if sure else ""
    # A title that was cut off stays where it stood too.
    passages = cut(raw.blocks, without=heading if len(heading) <= guessing.LONGEST_TITLE else "")
    if len(passages) > MOST_PASSAGES:
        raise Refused(Reason.TOO_MUCH_TEXT)
    if len(raw.clean) > limits.size:
        raise Refused(Reason.TOO_LARGE)
    written = "\n".join(each.text for each in raw.blocks[:80])
    day = guessing.day_in(written, today) or raw.day
    return Reading(
        form=form,
        title=title,
        title_is_sure=sure,
        passages=tuple(passages),
        day=day if day and day <= today else None,
        left=tuple(raw.left),
        clean=raw.clean,
        pages=raw.pages,
        needs_eyes=raw.needs_eyes,
        beside=tuple(_beside(raw, passages)),
    )


def _beside(raw: Raw, passages: list[Passage]) -> Iterator[str]:
    """What stands in the file and in no passage: headings that were cut off, and what was left out."""
    above = {line for each in passages for line in each.path}
    headings = [each.text for each in raw.blocks if each.sort == "heading"]
    yield from dict.fromkeys(
        each for each in (*headings, *raw.beside) if each.strip() and each not in above
    )


def _title(raw: Raw, name: str) -> tuple[str, bool]:
    """What it is called: its first heading where that stands first or is the only one of its rank."""
    headings = [each for each in raw.blocks if each.sort == "heading"]
    opening = _opening(raw.blocks)
    if opening is not None:
        return guessing.title_from(opening.text), True
    if raw.title.strip():
        return guessing.title_from(raw.title), True
    outermost = [each for each in headings if each.level == 1 and not _is_page_heading(each)]
    if len(outermost) == 1:
        return guessing.title_from(outermost[0].text), True
    for each in raw.blocks[:1]:
        if each.sort == "text" and guessing.could_head(each.text):
            return guessing.title_from(each.text), True
    if called := guessing.title_from_name(name):
        return called, False
    written = "\n".join(each.text for each in raw.blocks if each.sort == "text")
    return guessing.title_from_text(written) or "Dokument", False


def _opening(blocks: list[Block]) -> Block | None:
    for each in blocks[:4]:
        if each.sort == "heading":
            if _is_page_heading(each):
                return None
            return each if each.level == 1 else None
        if len(each.text.split()) > 25:
            return None
    return None


def _is_page_heading(each: Block) -> bool:
    return re.fullmatch(r"Sida \d+", each.text) is not None


__all__ = [
    "LIMITS",
    "Block",
    "Form",
    "Passage",
    "Reading",
    "Unread",
    "Why",
    "as_json",
    "from_json",
    "read",
]

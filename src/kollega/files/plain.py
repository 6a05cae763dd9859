"""Plain text and Markdown: kept as text, in UTF-8, with nothing unseen in it."""

import unicodedata

from kollega.files.found import Inspected, Kind, Limits, Reason, Refused
from kollega.files.signs import decode


def inspect(data: bytes, limits: Limits) -> Inspected:
    """A text as an attachment.

    Raises:
        Refused: no text, or more of it than anybody reads.
    """
    text = decode(data)
    if text is None:
        raise Refused(Reason.BROKEN)
    text = visible(text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not text:
        raise Refused(Reason.NO_CONTENT)
    if len(text) > limits.text:
        raise Refused(Reason.TOO_MUCH_TEXT)
    return Inspected(Kind.TEXT, f"{text}\n".encode(), text, needs_eyes=False)


def visible(text: str) -> str:
    """The text without characters that are not seen but could carry something (tags, overrides)."""
    return "".join(
        each for each in text if each in "\n\t" or unicodedata.category(each) not in _UNSEEN
    )


_UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs"}

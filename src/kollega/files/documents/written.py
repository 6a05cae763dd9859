"""A package written anew: a fixed date, no names, the same bytes for the same document."""

from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from kollega.files.documents.body import printable

_DATE = (1980, 1, 1, 0, 0, 0)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def packed(entries: list[tuple[str, bytes]]) -> bytes:
    """A zip of the entries in order; the first is stored as it is, as ODF wants its type."""
    out = BytesIO()
    with ZipFile(out, "w") as zipped:
        for place, (name, data) in enumerate(entries):
            info = ZipInfo(name, _DATE)
            info.compress_type = ZIP_STORED if place == 0 else ZIP_DEFLATED
            zipped.writestr(info, data)
    return out.getvalue()


def words(text: str) -> str:
    """Text as it stands between tags."""
    return escape(printable(text))


__all__ = ["HEAD", "packed", "quoteattr", "words"]

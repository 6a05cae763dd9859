"""Tables that come from outside, in Excel's or a text's form: read for what they are, and written.

Usable alone, without Django and without a database. Whatever is said of a table names its row and
column as the file has them.

    book = read(data, "personal.xlsx")
    for row in book.sheets[0].rows: ...
"""

from kollega.files.signs import ending
from kollega.files.tables import text, workbook
from kollega.files.tables.found import (
    LIMITS,
    Book,
    Limits,
    NotATable,
    Note,
    Remark,
    Row,
    Sheet,
    Why,
    as_json,
    from_json,
    letters,
)
from kollega.files.tables.heading import heading_of

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_WEB = (b"<!doctype html", b"<html", b"<table", b"<?xml", b"<head", b"<meta")
_TEXT_ENDINGS = {"csv", "txt", "tsv", "tab", "text", "skv"}
_OTHERS = ((b"%PDF-", "pdf"), (b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpg"), (b"{\\rtf", "rtf"))


def read(data: bytes, name: str, limits: Limits = LIMITS) -> Book:
    """The table in the file, judged by its content; `name` only tells whether it lies. Pure.

    Raises:
        NotATable: with the reason why it is not taken. Nothing else is raised, whatever the bytes.
    """
    if not data.strip(b"\0 \r\n\t"):
        raise NotATable(Why.EMPTY)
    if len(data) > limits.size:
        raise NotATable(Why.TOO_LARGE)
    try:
        book = _read(data, limits)
    except NotATable:
        raise
    except Exception as error:  # whatever the readers stumble over, the file is at fault
        raise NotATable(Why.BROKEN) from error
    if not any(each.rows for each in book.sheets):
        raise NotATable(Why.EMPTY)
    said = ending(name)
    honest = said == "xlsx" if book.form == "xlsx" else said in _TEXT_ENDINGS
    return Book(**vars(book) | {"ending_lies": bool(said) and not honest})


def _read(data: bytes, limits: Limits) -> Book:
    if data.startswith(b"PK"):
        return workbook.read(data, limits)
    if data.startswith(_OLE):
        locked = _LOCKED_PACKAGE in data
        raise NotATable(Why.ENCRYPTED if locked else Why.OLD_EXCEL)
    for beginning, what in _OTHERS:
        if data.startswith(beginning):
            raise NotATable(Why.OTHER, what)
    if data[:600].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_WEB):
        raise NotATable(Why.WEB_PAGE)
    return text.read(data, limits)


__all__ = [
    "LIMITS",
    "Book",
    "Limits",
    "NotATable",
    "Note",
    "Remark",
    "Row",
    "Sheet",
    "Why",
    "as_json",
    "from_json",
    "heading_of",
    "letters",
    "read",
]

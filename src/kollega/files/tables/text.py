"""Tables in text: whatever separator and letters they were written with."""

import codecs
import csv
import io
import re
from dataclasses import dataclass
from statistics import median

from kollega.files.plain import visible
from kollega.files.tables.found import Book, Grid, Limits, NotATable, Remark, Why

SEPARATORS = ";\t|"
MOST_ROWS = 0.6
SAMPLE = 30
"""Rows that the separator is judged by."""
LONGEST_CELL = 4_000
"""In a text a cell longer than this is a quotation mark that was never closed."""
_SAID = re.compile(r"sep=(.)\n", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# å, ä, ö, Å, Ä, Ö, é in UTF-8, read as Windows' letters and stored once more.
_READ_WRONG = re.compile("Ã[¥¤¶…„–©]")
# The same in DOS's letters (cp850), read as Windows'.
_DOS = re.compile("(?<=[A-Za-z])[†„”](?=[a-z])|(?<!\\w)[\ufffd™Ž](?=[a-z])")
_LOST = "\ufffd"
_GUARDED = re.compile(r"'(?=[=+\-@\t\r'])")


@dataclass(frozen=True)
class Decoded:
    """The text, what it was written with, and whether it was put right."""

    text: str
    encoding: str
    mended: bool = False


def decode(data: bytes) -> Decoded:
    """The bytes as text: UTF-8, UTF-16 with or without its mark, Windows-1252, DOS's letters.

    Raises:
        NotATable: they are no text.
    """
    text, encoding = _decoded(data)
    mended = False
    if _READ_WRONG.search(text):
        try:
            text, mended = text.encode("cp1252").decode("utf-8"), True
        except UnicodeError:
            mended = False
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    if _strange(text):
        raise NotATable(Why.ENCODING)
    return Decoded(visible(text), encoding, mended)


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding.removesuffix("-sig")
    start = data[:2_000]
    if b"\0" in start:
        for encoding, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[0::2])):
            if zeros and zeros.count(0) * 10 >= len(zeros) * 7:
                return data.decode(encoding, "replace"), "utf-16"
        raise NotATable(Why.ENCODING)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if _DOS.search(text) and not re.search("[åäöÅÄÖ]", text):
        return data.decode("cp850", "replace"), "cp850"
    return text, "windows-1252"


def _strange(text: str) -> bool:
    """More unseen or lost characters than a text can have."""
    odd = sum((each < " " and each not in "\t\n") or each == _LOST for each in text[:20_000])
    return odd * 20 > len(text[:20_000])


def read(data: bytes, limits: Limits) -> Book:
    """The table of a text.

    Raises:
        NotATable: no text, or a quotation mark that is never closed.
    """
    decoded = decode(data)
    text, said = decoded.text, _SAID.match(decoded.text)
    # Excel's own line about the separator is a row in the file but none of the table.
    separator = said[1] if said else separator_of(text)
    grid = Grid("", limits)
    for number, cells in _records(text, separator):
        if said and number == 1:
            continue
        for column, cell in enumerate(cells, 1):
            if len(cell) > LONGEST_CELL:
                raise NotATable(Why.QUOTES, str(number))
            if _LOST in cell:
                grid.note(Remark.LOST_LETTERS, number, column)
            if len(cell) > limits.cell:
                grid.note(Remark.TOO_LONG, number, column)
        grid.add(number, [_cell(each, limits) for each in cells])
    return Book(
        form="csv",
        sheets=(grid.done(),),
        encoding=decoded.encoding,
        separator=separator,
        mended=decoded.mended,
    )


def _records(text: str, separator: str) -> list[tuple[int, list[str]]]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found: list[tuple[int, list[str]]] = []
    try:
        for cells in rows:
            found.append((len(found) + 1, cells))
    except csv.Error as error:
        # `strict` also refuses letters after a closing quotation mark, which people do write.
        if "expected after" in str(error):
            return _forgiving(text, separator)
        raise NotATable(Why.QUOTES, str(len(found) + 1)) from error
    return found


def _forgiving(text: str, separator: str) -> list[tuple[int, list[str]]]:
    """Quotation marks are letters like others where they do not stand around whole cells."""
    try:
        return list(enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1))
    except csv.Error as error:
        raise NotATable(Why.QUOTES) from error


def _cell(text: str, limits: Limits) -> str:
    return _GUARDED.sub("", " ".join(text.split())[: limits.cell], count=1)


def separator_of(text: str) -> str:
    """The sign between the cells. Commas stand inside cells too (Berg, Anna and 0,75), so one of the
    others counts before them where most rows have it; of those the one that parts the rows the most.
    """
    lines = [line for line in text.split("\n", SAMPLE * 3) if line.strip()][:SAMPLE]
    if not lines:
        return ";"
    best, found = 0.0, ""
    for sign in SEPARATORS:
        counts = [_outside_quotes(line, sign) for line in lines]
        if sum(map(bool, counts)) >= len(lines) * MOST_ROWS and median(counts) > best:
            best, found = median(counts), sign
    if not found and any(_outside_quotes(line, ",") for line in lines):
        # A list of one column and a title may have a comma somewhere; it is harmless to part there.
        return ","
    return found or ";"


def _outside_quotes(line: str, sign: str) -> int:
    count, inside = 0, False
    for each in line:
        if each == '"':
            inside = not inside
        elif each == sign and not inside:
            count += 1
    return count

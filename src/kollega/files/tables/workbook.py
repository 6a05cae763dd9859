"""Workbooks (xlsx): read by their XML, a row at a time, so that hidden rows, merged cells, formulas
without a value and a hundred thousand rows are all seen for what they are.

No formula is worked out here: what the program last stored of it is what counts.
"""

import math
import posixpath
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from kollega.files.documents.package import Package
from kollega.files.found import Limits as FileLimits
from kollega.files.found import Reason, Refused
from kollega.files.plain import visible
from kollega.files.tables import dates
from kollega.files.tables.found import Book, Grid, Limits, NotATable, Remark, Row, Sheet, Why
from kollega.files.tables.found import number_of as column_number

_REFUSED = {
    Reason.TOO_MUCH_UNPACKED: Why.BOMB,
    Reason.ENCRYPTED: Why.ENCRYPTED,
}
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LOST = "\ufffd"
_MERGES = 20_000


def read(data: bytes, limits: Limits) -> Book:
    """The visible sheets of a workbook.

    Raises:
        NotATable: it is none, has macros, is locked, or is far too much.
    """
    try:
        return _Workbook(data, limits).book()
    except Refused as refused:
        raise NotATable(_REFUSED.get(refused.reason, Why.BROKEN)) from refused
    except (ParseError, DefusedXmlException, KeyError, ValueError, OverflowError) as error:
        raise NotATable(Why.BROKEN) from error


class _Workbook:
    """A workbook with what its sheets share."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.limits = limits
        self.package = Package(
            data,
            FileLimits(
                size=limits.size,
                entries=limits.entries,
                unpacked=limits.unpacked,
                ratio=limits.ratio,
            ),
        )
        _judge(self.package)
        self.path = self._main()
        self.since_1904 = False
        self.strings: list[str] = []
        self.dated: list[bool] = []

    def _main(self) -> str:
        for each in self.package.xml_or_nothing("_rels/.rels"):
            if each.get("Type", "").endswith("/officeDocument"):
                return each.get("Target", "").lstrip("/")
        return "xl/workbook.xml"

    def book(self) -> Book:
        root = self.package.xml(self.path)
        folder = posixpath.dirname(self.path)
        rels = f"{folder}/_rels/{posixpath.basename(self.path)}.rels"
        targets = {
            each.get("Id", ""): (each.get("Type", ""), _joined(folder, each.get("Target", "")))
            for each in self.package.xml_or_nothing(rels)
        }
        by_sort = {kind.rpartition("/")[2]: path for kind, path in targets.values()}
        self.since_1904 = any(
            each.get("date1904") in {"1", "true"} for each in _all(root, "workbookPr")
        )
        self.strings = list(self._strings(by_sort.get("sharedStrings", "")))
        self.dated = list(self._styles(by_sort.get("styles", "")))
        sheets, unseen = [], []
        for each in [one for some in _all(root, "sheets") for one in some][: self.limits.sheets]:
            name = each.get("name", "")[:100]
            if each.get("state", "visible") != "visible":
                unseen.append(name)
                continue
            key = next((value for at, value in each.items() if at.endswith("}id")), "")
            kind, path = targets.get(key, ("", ""))
            if kind.endswith("/worksheet"):
                sheets.append(self._sheet(name, path))
        return Book("xlsx", tuple(sheets), unseen=tuple(unseen))

    def _strings(self, path: str) -> Iterator[str]:
        if not path or not self.package.has(path):
            return
        for _event, each in iterparse(BytesIO(self.package.read(path)), forbid_dtd=True):
            if _tag(each) == "si":
                yield _written(each)
                each.clear()

    def _styles(self, path: str) -> Iterator[bool]:
        if not path:
            return
        root = self.package.xml_or_nothing(path)
        own = {
            int(each.get("numFmtId", "0")): each.get("formatCode", "")
            for some in _all(root, "numFmts")
            for each in some
        }
        for some in _all(root, "cellXfs"):
            for each in some:
                number = int(each.get("numFmtId", "0"))
                yield dates.is_date_format(number, own.get(number))

    def _sheet(self, name: str, path: str) -> Sheet:
        grid = Grid(name, self.limits)
        merged: list[str] = []
        counted = 0
        for _event, each in iterparse(BytesIO(self.package.read(path)), forbid_dtd=True):
            match _tag(each):
                case "row":
                    counted = int(each.get("r") or counted + 1)
                    self._row(grid, counted, each)
                    each.clear()
                case "col" if each.get("hidden") in {"1", "true"}:
                    first, last = int(each.get("min", "1")), int(each.get("max", "1"))
                    grid.hidden_columns.update(range(first, min(last, self.limits.columns) + 1))
                case "mergeCell" if len(merged) < _MERGES:
                    merged.append(each.get("ref", ""))
        for ref in merged:
            _merge(grid, ref)
        for each_row in grid.rows:
            if each_row.hidden:
                grid.note(Remark.HIDDEN_ROWS, each_row.number, 1)
        for column in sorted(grid.hidden_columns):
            if any(each_row.at(column) for each_row in grid.rows):
                grid.note(Remark.HIDDEN_COLUMNS, grid.rows[0].number, column)
        return grid.done()

    def _row(self, grid: Grid, number: int, element: Element) -> None:
        cells: list[str] = []
        for each in element:
            found = _REFERENCE.fullmatch(each.get("r", ""))
            column = column_number(found[1]) if found else len(cells) + 1
            text = self._cell(grid, number, column, each)
            if text:
                if column > self.limits.columns:
                    raise NotATable(Why.TOO_MANY_COLUMNS, each.get("r", ""))
                cells += [""] * (column - len(cells))
                cells[column - 1] = text
            elif not found:
                cells.append("")
        hidden = element.get("hidden") in {"1", "true"} or _is_flat(element)
        grid.add(number, cells, hidden=hidden)

    def _cell(self, grid: Grid, row: int, column: int, element: Element) -> str:
        """The cell's text, with a remark where there is something to say of it."""
        value, formula, inline = None, False, None
        for each in element:
            match _tag(each):
                case "v":
                    value = each.text
                case "f":
                    formula = True
                case "is":
                    inline = _written(each)
        sort = element.get("t", "n")
        if sort == "e":
            grid.note(Remark.ERROR, row, column)
            return ""
        if formula and value is None:
            grid.note(Remark.NO_VALUE, row, column)
            return ""
        if formula:
            grid.note(Remark.FORMULA, row, column)
        text = inline if inline is not None else self._said(element, sort, value or "")
        text = " ".join(visible(text).split())
        if _LOST in text:
            grid.note(Remark.LOST_LETTERS, row, column)
        if len(text) > self.limits.cell:
            grid.note(Remark.TOO_LONG, row, column)
        return text[: self.limits.cell]

    def _said(self, element: Element, sort: str, value: str) -> str:
        match sort:
            case "s":
                place = int(value or 0)
                return self.strings[place] if 0 <= place < len(self.strings) else ""
            case "str" | "inlineStr":
                return _unescaped(value)
            case "b":
                return "ja" if value == "1" else "nej"
            case "d":
                return value.removesuffix("T00:00:00").replace("T", " ")
        return self._number(value, int(element.get("s") or 0))

    def _number(self, value: str, style: int) -> str:
        if not value.strip():
            return ""
        number = float(value)
        if style < len(self.dated) and self.dated[style]:
            day = dates.said(number, since_1904=self.since_1904)
            if day is not None:
                return day
        return written(number)


def written(number: float) -> str:
    """A number as it is written in Sweden, without a machine's odd decimals."""
    if not math.isfinite(number):
        return ""
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.12g}".replace(".", ",")


def _judge(package: Package) -> None:
    """Nothing, where it is a workbook without macros."""
    if package.has("mimetype"):
        raise NotATable(Why.OPEN_DOCUMENT)
    if not package.has("[Content_Types].xml"):
        raise NotATable(Why.OTHER, "zip")
    parts = package.read("[Content_Types].xml")
    if b"macroEnabled" in parts or b"vnd.ms-office.vbaProject" in parts:
        raise NotATable(Why.MACROS)
    if b"sheet.binary.main" in parts:
        raise NotATable(Why.BINARY_EXCEL)
    if b"spreadsheetml" not in parts:
        word = b"wordprocessingml" in parts
        raise NotATable(Why.OTHER, "docx" if word else "zip")


def _merge(grid: Grid, ref: str) -> None:
    first, _colon, last = ref.partition(":")
    corner, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    if corner is None or end is None:
        return
    top, bottom = int(corner[2]), int(end[2])
    left, right = column_number(corner[1]), column_number(end[1])
    if left != right:
        grid.note(Remark.MERGED_ACROSS, top, left, (bottom, right))
        return
    if not any(each.number == top for each in grid.rows) or bottom - top > grid.limits.rows:
        return
    grid.note(Remark.MERGED_DOWN, top, left, (bottom, right))
    value = next(each.at(left) for each in grid.rows if each.number == top)
    for place, each in enumerate(grid.rows):
        if top < each.number <= bottom and not each.at(left):
            cells = [*each.cells, *[""] * (left - len(each.cells))]
            cells[left - 1] = value
            grid.rows[place] = Row(each.number, tuple(cells), each.hidden)


def _is_flat(element: Element) -> bool:
    """A row of no height is as hidden as one that says so."""
    return element.get("customHeight") in {"1", "true"} and float(element.get("ht") or 1) == 0


def _joined(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target))


def _written(element: Element) -> str:
    """The text of a string with its parts, without how it is to be pronounced."""
    parts: list[str] = []
    for each in element:
        match _tag(each):
            case "t":
                parts.append(each.text or "")
            case "r":
                parts += [one.text or "" for one in each if _tag(one) == "t"]
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _all(root: Element, tag: str) -> list[Element]:
    return [each for each in root.iter() if _tag(each) == tag]

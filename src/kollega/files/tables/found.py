"""What a table in a file is: sheets of rows of texts, and what its reader has to tell of them.

Rows and columns keep the numbers that they have in the file, so that whatever is said of a cell can be
found there. Every value is a text: a date as 2026-03-01, a number with a decimal comma.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from kollega.files.found import MEGABYTE


class Why(StrEnum):
    """Why a file is not taken. Words for the screen are made of these elsewhere."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    BOMB = "bomb"
    ENCRYPTED = "encrypted"
    MACROS = "macros"
    OLD_EXCEL = "old_excel"
    BINARY_EXCEL = "binary_excel"
    OPEN_DOCUMENT = "open_document"
    WEB_PAGE = "web_page"
    OTHER = "other"
    BROKEN = "broken"
    ENCODING = "encoding"
    QUOTES = "quotes"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_MANY_FAULTS = "too_many_faults"
    TOO_SLOW = "too_slow"
    TOO_BUSY = "too_busy"


class NotATable(Exception):
    """The file is not taken. `where` is the row or the cell at fault, where there is one."""

    def __init__(self, why: Why, where: str = "") -> None:
        super().__init__(f"{why}: {where}" if where else str(why))
        self.why = why
        self.where = where


class Remark(StrEnum):
    """What its sender must know of a cell or a span."""

    FORMULA = "formula"
    """A formula; what it last came to was read."""
    NO_VALUE = "no_value"
    """A formula that nothing was stored of; the cell was read as empty."""
    ERROR = "error"
    """An error that the program shows (#REF!); the cell was read as empty."""
    MERGED_DOWN = "merged_down"
    """Merged with cells below: its value was read in all of them."""
    MERGED_ACROSS = "merged_across"
    """Merged with cells beside it: its value was read in the first only."""
    HIDDEN_ROWS = "hidden_rows"
    HIDDEN_COLUMNS = "hidden_columns"
    LOST_LETTERS = "lost_letters"
    """A letter was lost before the file came: a question mark in a box stands for it."""
    TOO_LONG = "too_long"
    """More than anybody writes in a cell; it was cut."""
    EXTRA_CELLS = "extra_cells"
    """More values on the row than there are headings."""


FAULTS = frozenset(
    {
        Remark.NO_VALUE,
        Remark.ERROR,
        Remark.LOST_LETTERS,
        Remark.MERGED_ACROSS,
        Remark.TOO_LONG,
    }
)
"""Those that leave a cell without what it should hold: whoever takes the row must know of every one."""


@dataclass(frozen=True)
class Note:
    """A remark on the cells from one corner to another, both included, counted from 1."""

    what: Remark
    row: int
    column: int
    to_row: int
    to_column: int

    @property
    def place(self) -> str:
        """As a spreadsheet writes it: 'D7', or 'D7:D9'."""
        first = f"{letters(self.column)}{self.row}"
        last = f"{letters(self.to_column)}{self.to_row}"
        return first if first == last else f"{first}:{last}"

    def holds(self, row: int, column: int) -> bool:
        return self.row <= row <= self.to_row and self.column <= column <= self.to_column


@dataclass(frozen=True)
class Row:
    """A row with something in it. `number` is the one it has in the file."""

    number: int
    cells: tuple[str, ...]
    hidden: bool = False

    def at(self, column: int) -> str:
        """The text of a column, counted from 1; empty where the row ends before it."""
        return self.cells[column - 1] if 0 < column <= len(self.cells) else ""


@dataclass(frozen=True)
class Sheet:
    """A sheet with its rows in order; those with nothing in them are left out."""

    name: str
    rows: tuple[Row, ...]
    notes: tuple[Note, ...] = ()
    hidden_columns: frozenset[int] = frozenset()

    @property
    def width(self) -> int:
        return max((len(each.cells) for each in self.rows), default=0)

    @property
    def hidden_rows(self) -> tuple[int, ...]:
        return tuple(each.number for each in self.rows if each.hidden)

    def notes_at(self, row: int, column: int) -> Iterator[Remark]:
        found = self._notes_of_rows.get(row, ())
        return (each.what for each in found if each.holds(row, column))

    @cached_property
    def _notes_of_rows(self) -> dict[int, list[Note]]:
        numbers = [each.number for each in self.rows]
        found: dict[int, list[Note]] = {}
        for note in self.notes:
            span = slice(bisect_left(numbers, note.row), bisect_right(numbers, note.to_row))
            for number in numbers[span]:
                found.setdefault(number, []).append(note)
        return found


@dataclass(frozen=True)
class Book:
    """What was read. `form` is what the file is by its content; `encoding` is empty for Excel.

    `unseen` names the sheets that are hidden in the file: they are not read.
    """

    form: str
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    separator: str = ""
    unseen: tuple[str, ...] = ()
    mended: bool = False
    """Letters had been read in the wrong way once before the file came, and were put right."""
    ending_lies: bool = False
    """The name says another kind of file than it is."""


@dataclass(frozen=True)
class Limits:
    """How much of everything. `rows` are rows with something in them, in one sheet; `notes` are remarks
    that are good to know, `faults` those that a row cannot be taken without.
    """

    size: int = 10 * MEGABYTE
    unpacked: int = 120 * MEGABYTE
    entries: int = 2_000
    ratio: int = 400
    sheets: int = 20
    rows: int = 5_000
    columns: int = 120
    cell: int = 500
    notes: int = 400
    faults: int = 20_000


LIMITS = Limits()


@dataclass
class Grid:
    """A sheet while it is read."""

    name: str
    limits: Limits
    rows: list[Row] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)

    def note(self, what: Remark, row: int, column: int, to: tuple[int, int] | None = None) -> None:
        last = to or (row, column)
        self.notes.append(Note(what, row, column, *last))

    def add(self, number: int, cells: list[str], *, hidden: bool = False) -> None:
        """Keep a row if there is something in it.

        Raises:
            NotATable: one row too many, or too many columns.
        """
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            return
        if len(cells) > self.limits.columns:
            raise NotATable(Why.TOO_MANY_COLUMNS, f"{letters(len(cells))}{number}")
        if len(self.rows) >= self.limits.rows:
            raise NotATable(Why.TOO_MANY_ROWS, str(number))
        self.rows.append(Row(number, tuple(cells), hidden))

    def done(self) -> Sheet:
        return Sheet(
            self.name,
            tuple(self.rows),
            tuple(self._kept()),
            frozenset(self.hidden_columns),
        )

    def _kept(self) -> list[Note]:
        """The remarks, every fault among them.

        Raises:
            NotATable: more faults than anybody could mend.
        """
        found = _together(self.notes)
        faults = [each for each in found if each.what in FAULTS]
        if len(faults) > self.limits.faults:
            raise NotATable(Why.TOO_MANY_FAULTS, faults[self.limits.faults].place)
        others = [each for each in found if each.what not in FAULTS]
        kept = [*faults, *others[: self.limits.notes]]
        return sorted(kept, key=lambda one: (one.row, one.column))


def _together(notes: list[Note]) -> list[Note]:
    """Remarks of the same kind on cells under each other become one."""
    found: list[Note] = []
    for each in sorted(notes, key=lambda one: (one.what, one.column, one.to_column, one.row)):
        before = found[-1] if found else None
        joins = (
            before is not None
            and before.what == each.what
            and each.what not in {Remark.MERGED_DOWN, Remark.MERGED_ACROSS}
            and (before.column, before.to_column) == (each.column, each.to_column)
            and before.to_row + 1 == each.row
        )
        if joins and before is not None:
            found[-1] = Note(each.what, before.row, each.column, each.to_row, each.to_column)
        else:
            found.append(each)
    return sorted(found, key=lambda one: (one.row, one.column))


def letters(column: int) -> str:
    """A column's letters, as a spreadsheet has them: 1 is A, 27 is AA."""
    found = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def number_of(column: str) -> int:
    """The number of a column's letters."""
    total = 0
    for letter in column.upper():
        total = total * 26 + ord(letter) - ord("A") + 1
    return total


# --- To and from JSON -----------------------------------------------------------------------------


def as_json(book: Book) -> dict[str, Any]:
    """The book as it goes between processes, and is kept till it has been decided on."""
    return {
        "form": book.form,
        "encoding": book.encoding,
        "separator": book.separator,
        "unseen": list(book.unseen),
        "mended": book.mended,
        "ending_lies": book.ending_lies,
        "sheets": [
            {
                "name": sheet.name,
                "rows": [[each.number, int(each.hidden), *each.cells] for each in sheet.rows],
                "notes": [
                    [each.what, each.row, each.column, each.to_row, each.to_column]
                    for each in sheet.notes
                ],
                "hidden_columns": sorted(sheet.hidden_columns),
            }
            for sheet in book.sheets
        ],
    }


def from_json(stored: dict[str, Any]) -> Book:
    """What `as_json` made, as a book again."""
    return Book(
        form=stored["form"],
        encoding=stored["encoding"],
        separator=stored["separator"],
        unseen=tuple(stored["unseen"]),
        mended=stored["mended"],
        ending_lies=stored["ending_lies"],
        sheets=tuple(
            Sheet(
                sheet["name"],
                tuple(
                    Row(number, tuple(cells), bool(hidden))
                    for number, hidden, *cells in sheet["rows"]
                ),
                tuple(Note(Remark(what), *place) for what, *place in sheet["notes"]),
                frozenset(sheet["hidden_columns"]),
            )
            for sheet in stored["sheets"]
        ),
    )

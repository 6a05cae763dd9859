"""A list of cases out of a spreadsheet: which column is what, and what each row says. Pure.

Three kinds are read: a column for each quarter; a row for each area and quarter with a number; and a row
for each case with its day, of which only how many there are is kept.
"""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from kollega.core.quarters import Quarter
from kollega.files.tables import Remark, Row, Sheet, heading_of, letters
from kollega.files.tables.values import Unclear, day, is_personal_number, key, month, whole

MOST = 20_000
MOST_LABELS = 60
LONGEST_LABEL = 120
_QUARTER = re.compile(
    r"(?:kvartal|kv|q)\s*(?P<n1>[1-4])\s*(?P<y1>20\d\d)"
    r"|(?P<y2>20\d\d)\s*(?:kvartal|kv|q)?\s*(?P<n2>[1-4])"
)
_LABELS = {
    *(
        "område",
        "verksamhetsområde",
        "verksamhet",
        "ärendetyp",
        "typ av ärende",
        "ärendeslag",
        "typ",
    ),
    *("kategori", "insats", "insatstyp", "orsak", "aktualiseringsorsak", "ansökan om", "ärende"),
    *("problemområde", "utredningstyp", "process", "delprocess"),
}
_COUNTS = {
    *("antal", "antal ärenden", "nya ärenden", "ärenden", "summa", "antal nya ärenden", "totalt"),
    *("antal aktualiseringar", "aktualiseringar", "antal utredningar", "utredningar", "antal nya"),
}
_WHENS = {"kvartal", "period", "kv", "tid", "månad", "år kvartal", "år månad", "tidsperiod"}
_DAYS = {
    *("datum", "inkom", "inkommen", "inkommet", "aktualiserad", "aktualiserat", "startdatum"),
    *("aktualiseringsdatum", "inledd", "inlett", "öppnad", "registrerad", "ankomstdatum"),
    *("inkom datum", "ansökningsdatum", "startad", "från och med"),
}
_SUMS = {"summa", "totalt", "total", "summa totalt", "alla", "alla områden", "samtliga"}


class Why(StrEnum):
    """Why a list, or a cell of it, is not taken."""

    PERSONAL = "personal"
    NO_HEADING = "no_heading"
    NO_LABEL = "no_label"
    NO_COUNT = "no_count"
    NO_QUARTER = "no_quarter"
    HIDDEN = "hidden"
    TOO_MANY = "too_many"
    EMPTY = "empty"
    NOT_WHOLE = "not_whole"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    NO_VALUE = "no_value"
    NOT_OPEN = "not_open"
    TWICE = "twice"
    UNNAMED = "unnamed"


class NotCases(Exception):
    """The list is not taken; nothing of it is. `place` is the cell or the rows at fault."""

    def __init__(self, why: Why, place: str = "") -> None:
        super().__init__(f"{why}: {place}")
        self.why = why
        self.place = place


@dataclass(frozen=True)
class Number:
    """How many cases a label had in a quarter."""

    label: str
    quarter: Quarter
    count: int


@dataclass(frozen=True)
class Refusal:
    """A cell that is not taken, and why. `other` is the row that said it first."""

    place: str
    why: Why
    text: str = ""
    other: int = 0


@dataclass(frozen=True)
class Found:
    """What a list says. `kind`: wide, long or cases. `sums` are rows that were passed over."""

    kind: str
    numbers: tuple[Number, ...]
    refused: tuple[Refusal, ...] = ()
    sums: tuple[int, ...] = ()

    @property
    def labels(self) -> list[str]:
        """The labels in the order of the list."""
        return list(dict.fromkeys(each.label for each in self.numbers))


def quarter_of(text: str) -> Quarter | None:
    """The quarter that a text means: 'kv 3 2026', '2026 Q3', 'kvartal 3 2026', or a day in it."""
    if found := _QUARTER.fullmatch(key(text)):
        return Quarter(int(found["y1"] or found["y2"]), int(found["n1"] or found["n2"]))
    for reads in (month, day):
        try:
            if re.fullmatch(r"\d{4}", text.strip()):
                return None
            return Quarter.of(reads(text))
        except Unclear:
            continue
    return None


def read(sheet: Sheet, *, open_quarters: Collection[Quarter]) -> Found:
    """What the sheet says.

    Raises:
        NotCases: it has personal numbers, hidden rows, or no columns that can be understood.
    """
    _refuse_personal(sheet)
    if sheet.hidden_rows:
        first, last = sheet.hidden_rows[0], sheet.hidden_rows[-1]
        raise NotCases(Why.HIDDEN, str(first) if first == last else f"{first}–{last}")
    heading = heading_of(sheet, _is_known)
    if heading is None:
        raise NotCases(Why.NO_HEADING)
    reader = _Reader.of(sheet, heading, open_quarters)
    for row in sheet.rows:
        if row.number > heading.number:
            reader.take(row)
    return reader.found()


def _refuse_personal(sheet: Sheet) -> None:
    for row in sheet.rows:
        for column, text in enumerate(row.cells, 1):
            if is_personal_number(text):
                raise NotCases(Why.PERSONAL, f"{letters(column)}{row.number}")


def _is_known(text: str) -> bool:
    said = key(text)
    return said in _LABELS | _COUNTS | _WHENS | _DAYS or bool(_QUARTER.fullmatch(said))


class _Reader:
    """A sheet while it is read: which columns are what, and what has been found."""

    def __init__(self, sheet: Sheet, kind: str, label: int, open_: Collection[Quarter]) -> None:
        self.sheet, self.kind, self.label, self.open = sheet, kind, label, open_
        self.by_quarter: dict[int, Quarter] = {}
        self.when = self.count = 0
        self.numbers: dict[tuple[str, Quarter], tuple[int, int]] = {}
        self.single: Counter[tuple[str, Quarter]] = Counter()
        self.refused: list[Refusal] = []
        self.sums: list[int] = []
        self.spelled: dict[str, str] = {}

    @classmethod
    def of(cls, sheet: Sheet, heading: Row, open_quarters: Collection[Quarter]) -> "_Reader":
        """The columns, by their headings."""
        names = {at: key(text) for at, text in enumerate(heading.cells, 1) if text}
        by_quarter = {
            at: found
            for at, name in names.items()
            if (match := _QUARTER.fullmatch(name)) and (found := quarter_of(match[0]))
        }
        label = _first(names, _LABELS) or next(
            (at for at in names if by_quarter and at < min(by_quarter)), 0
        )
        if not label:
            raise NotCases(Why.NO_LABEL)
        when, dated = _first(names, _WHENS), _first(names, _DAYS)
        count = _first(names, _COUNTS, without=label)
        if by_quarter:
            reader = cls(sheet, "wide", label, open_quarters)
            reader.by_quarter = by_quarter
        elif count and (when or dated):
            reader = cls(sheet, "long", label, open_quarters)
            reader.when, reader.count = when or dated, count
        elif dated:
            reader = cls(sheet, "cases", label, open_quarters)
            reader.when = dated
        else:
            raise NotCases(Why.NO_COUNT if when else Why.NO_QUARTER)
        return reader

    def take(self, row: Row) -> None:
        """What a row says."""
        label = " ".join(row.at(self.label).split())[:LONGEST_LABEL]
        if key(label) in _SUMS:
            self.sums.append(row.number)
            return
        if not label:
            self._refuse(row, self.label, Why.UNNAMED)
            return
        # The same words in other letters are the same area.
        label = self.spelled.setdefault(key(label), label)
        if self.kind == "wide":
            for column, quarter in self.by_quarter.items():
                if row.at(column).strip() not in {"", "-", "–"}:
                    self._number(row, column, label, quarter)
            return
        when = quarter_of(row.at(self.when))
        if when is None:
            self._refuse(row, self.when, Why.NO_QUARTER)
        elif when not in self.open:
            self._refuse(row, self.when, Why.NOT_OPEN)
        elif self.kind == "cases":
            self.single[label, when] += 1
        else:
            self._number(row, self.count, label, when)

    def _number(self, row: Row, column: int, label: str, quarter: Quarter) -> None:
        if quarter not in self.open:
            self._refuse(row, column, Why.NOT_OPEN)
            return
        remarks = set(self.sheet.notes_at(row.number, column))
        if remarks & {Remark.NO_VALUE, Remark.ERROR}:
            self._refuse(row, column, Why.NO_VALUE)
            return
        try:
            number = whole(row.at(column))
        except Unclear:
            self._refuse(row, column, Why.NOT_WHOLE)
            return
        if number < 0 or number > MOST:
            self._refuse(row, column, Why.NEGATIVE if number < 0 else Why.TOO_LARGE)
        elif (label, quarter) in self.numbers:
            other = self.numbers[label, quarter][1]
            self._refuse(row, column, Why.TWICE, other)
        else:
            self.numbers[label, quarter] = (number, row.number)

    def _refuse(self, row: Row, column: int, why: Why, other: int = 0) -> None:
        text = row.at(column)[:40]
        self.refused.append(Refusal(f"{letters(column)}{row.number}", why, text, other))

    def found(self) -> Found:
        """Everything, in the list's order."""
        said = (
            self.single if self.kind == "cases" else {k: n for k, (n, _r) in self.numbers.items()}
        )
        numbers = tuple(Number(label, quarter, n) for (label, quarter), n in said.items())
        if not numbers and not self.refused:
            raise NotCases(Why.EMPTY)
        found = Found(self.kind, numbers, tuple(self.refused), tuple(self.sums))
        if len(found.labels) > MOST_LABELS:
            raise NotCases(Why.TOO_MANY, str(len(found.labels)))
        return found


def _first(names: dict[int, str], wanted: Collection[str], *, without: int = 0) -> int:
    return next((at for at, name in names.items() if name in wanted and at != without), 0)

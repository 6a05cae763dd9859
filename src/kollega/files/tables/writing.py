"""Tables written: text and workbooks that a spreadsheet opens without working anything out.

A cell that begins with =, +, - or @ is a formula to a spreadsheet, and may fetch and send. In a text it
is guarded by an apostrophe, which the reader here takes away again; in a workbook it is stored as text.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from kollega.files.plain import visible

Value = str | int | float
_DANGEROUS = re.compile(r"[\s\u200b]*[=+\-@\t\r＝＋－＠']")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
WIDEST = 60


def guarded(value: Value) -> str:
    """A cell of a text that no spreadsheet takes for a formula."""
    if not isinstance(value, str):
        return str(value).replace(".", ",")
    text = " ".join(visible(value).split())
    if _DANGEROUS.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A text as Swedish Excel opens it: semicolons, UTF-8 with its mark, decimal commas."""
    out = io.StringIO(newline="")
    lines = csv.writer(out, delimiter=";", lineterminator="\r\n")
    lines.writerow([guarded(each) for each in headings])
    lines.writerows([guarded(each) for each in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(
    headings: Sequence[str], rows: Iterable[Sequence[Value]], *, name: str, hint: str = ""
) -> bytes:
    """A workbook of one sheet: headings that stay in sight, a filter, every text stored as a text."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    content = [list(row) for row in rows]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(name))
    for place, heading in enumerate(headings):
        longest = max([len(str(row[place])) for row in content] + [len(heading)])
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(longest + 3, WIDEST)
    sheet.freeze_panes = "A2"
    if content:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{len(content) + 1}"

    def cell(value: Value, *, bold: bool = False) -> WriteOnlyCell:
        made = WriteOnlyCell(sheet, value=visible(value) if isinstance(value, str) else value)
        if isinstance(value, str):
            made.data_type = "s"
        if bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(each, bold=True) for each in headings])
    for row in content:
        sheet.append([cell(each) for each in row])
    book.properties.creator, book.properties.title = "Digital kollega", name
    book.properties.description = hint
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet_name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", name)[:31] or "Blad 1"

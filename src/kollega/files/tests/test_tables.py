"""Tables that come from outside: whatever they were made with, read right or refused with a place."""

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from kollega.files import apart, tables
from kollega.files.tables import LIMITS, Limits, NotATable, Remark, Sheet, Why, values, writing


def workbook(*rows: Any, change: Callable[[Any], None] = lambda _sheet: None) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def only(data: bytes, name: str = "lista.xlsx") -> Sheet:
    (sheet,) = tables.read(data, name).sheets
    return sheet


def places(sheet: Sheet, what: Remark) -> list[str]:
    return [each.place for each in sheet.notes if each.what is what]


NAMES = 'Namn;E-post\r\nÅsa Öberg;asa@example.se\r\nIngrid;"B; och C"\r\n'


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp850"]
)
@pytest.mark.parametrize("separator", [";", "\t", ",", "|"])
def test_letters_and_separators_are_found(encoding: str, separator: str) -> None:
    sheet = only(NAMES.replace(";", separator).encode(encoding), "lista.csv")
    inside = " ".join(f"B{separator} och C".split())
    assert [each.cells for each in sheet.rows] == [
        ("Namn", "E-post"),
        ("Åsa Öberg", "asa@example.se"),
        ("Ingrid", inside),
    ]


def test_commas_inside_cells_part_nothing() -> None:
    text = "Efternamn, förnamn;E-post;Andel\nBerg, Anna;a@example.se;0,75\nLind, Bo;b@example.se\n"
    assert [each.cells for each in only(text.encode(), "lista.csv").rows] == [
        ("Efternamn, förnamn", "E-post", "Andel"),
        ("Berg, Anna", "a@example.se", "0,75"),
        ("Lind, Bo", "b@example.se"),
    ]


def test_a_text_tells_its_separator_and_may_have_been_read_wrong_once() -> None:
    book = tables.read(("sep=|\n" + NAMES.replace(";", "|")).encode(), "lista.csv")
    assert [each.number for each in book.sheets[0].rows] == [2, 3, 4]
    twice = NAMES.encode().decode("cp1252").encode()
    mended = tables.read(twice, "lista.csv")
    assert mended.mended
    assert mended.sheets[0].rows[1].at(1) == "Åsa Öberg"


def test_a_quotation_mark_that_never_ends_is_told_by_its_row() -> None:
    text = 'Namn;E-post\nAnna;a@example.se\n"Bo;b@example.se\nCia;c@example.se\n'
    with pytest.raises(NotATable) as refused:
        tables.read(text.encode(), "lista.csv")
    assert (refused.value.why, refused.value.where) == (Why.QUOTES, "3")


def test_a_workbook_is_read_as_its_program_shows_it() -> None:
    data = workbook(
        ["Namn", "Började", "Andel", "Telefon", "Tjänst"],
        ["Åsa", date(2020, 3, 1), 0.75, 701740605, True],
        ["Bo", datetime(2020, 3, 1, 8, 30), 1 / 3, "070-174 06 05", None],  # noqa: DTZ001
    )
    _heading, asa, bo = only(data).rows
    assert asa.cells == ("Åsa", "2020-03-01", "0,75", "701740605", "ja")
    assert bo.cells == ("Bo", "2020-03-01 08:30", "0,333333333333", "070-174 06 05")


def test_merged_cells_formulas_and_what_is_hidden_are_told_by_their_places() -> None:
    def change(sheet: Any) -> None:
        sheet.merge_cells("B2:B4")
        sheet.merge_cells("C3:D3")
        sheet.row_dimensions[4].hidden = True
        sheet.column_dimensions["D"].hidden = True

    data = workbook(
        ["Namn", "Enhet", "Titel", "Lön"],
        ["Åsa", "Vuxen", "=A2", 1],
        ["Bo", None, "kurator", None],
        ["Cia", None, "=B2", 2],
        change=change,
    )
    sheet = only(data)
    assert [each.at(2) for each in sheet.rows] == ["Enhet", "Vuxen", "Vuxen", "Vuxen"]
    assert places(sheet, Remark.MERGED_DOWN) == ["B2:B4"]
    assert places(sheet, Remark.MERGED_ACROSS) == ["C3:D3"]
    assert places(sheet, Remark.NO_VALUE) == ["C2", "C4"]
    assert sheet.hidden_rows == (4,)
    assert sheet.hidden_columns == {4}


def _with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The same workbook with a part in another's place."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, content if each == name else old.read(each))
        if name not in old.namelist():
            new.writestr(name, content)
    return out.getvalue()


def _cells(xml: str) -> bytes:
    body = f'<row r="1"><c r="A1" t="inlineStr"><is><t>Namn</t></is></c></row>{xml}'
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{body}</sheetData></worksheet>"
    )
    return _with_part(workbook(["Namn"]), "xl/worksheets/sheet1.xml", sheet.encode())


def test_what_a_formula_last_came_to_is_read_and_an_error_is_told() -> None:
    sheet = only(
        _cells(
            '<row r="2"><c r="A2" t="str"><f>B2&amp;C2</f><v>Åsa</v></c></row>'
            '<row r="3"><c r="A3" t="e"><f>#REF!</f><v>#REF!</v></c><c r="B3"><v>1</v></c></row>'
            '<row r="4"><c r="A4" t="str"><f>B4</f><v>Bo</v></c></row>'
        )
    )
    assert [each.at(1) for each in sheet.rows] == ["Namn", "Åsa", "", "Bo"]
    assert places(sheet, Remark.FORMULA) == ["A2", "A4"]
    assert places(sheet, Remark.ERROR) == ["A3"]


def _long() -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Alla")
    for number in range(LIMITS.rows + 3):
        sheet.append([f"Namn {number}", "x"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _bomb() -> bytes:
    return _with_part(workbook(["a"]), "xl/media/stor.bin", b"\0" * 130_000_000)


def test_no_fault_is_left_out_where_there_are_many_remarks() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in range(1, 1_001):
        sheet.append([f"Person {row}", "=1+1" if row % 2 else "2", "x"])
    sheet["C1000"] = "=B1"
    (read,) = tables.read(_with_values(book), "lista.xlsx").sheets
    assert list(read.notes_at(1_000, 3)) == [Remark.NO_VALUE]
    assert list(read.notes_at(999, 3)) == []
    few = Limits(faults=300)
    with pytest.raises(NotATable) as refused:
        tables.read(_without_values(book), "lista.xlsx", few)
    assert (refused.value.why, refused.value.where) == (Why.TOO_MANY_FAULTS, "B601")


def _without_values(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _with_values(book: Workbook) -> bytes:
    """As a program stores it that has worked the formulas of column B out."""
    data = _without_values(book)
    name = "xl/worksheets/sheet1.xml"
    with ZipFile(io.BytesIO(data)) as old:
        part = old.read(name).replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
        part = part.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
    return _with_part(data, name, part)


def _macros() -> bytes:
    data = workbook(["Namn"])
    with ZipFile(io.BytesIO(data)) as old:
        parts = old.read("[Content_Types].xml").replace(
            b"openxmlformats-officedocument.spreadsheetml.sheet.main",
            b"ms-excel.sheet.macroEnabled.main",
        )
    return _with_part(data, "[Content_Types].xml", parts)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("make", "why", "where"),
    [
        (lambda: b"  \r\n", Why.EMPTY, ""),
        (lambda: b"\r\n;;;\r\n", Why.EMPTY, ""),
        (lambda: b"x" * (LIMITS.size + 1), Why.TOO_LARGE, ""),
        (_long, Why.TOO_MANY_ROWS, str(LIMITS.rows + 1)),
        (lambda: b"a;b\n" * 100_000, Why.TOO_MANY_ROWS, str(LIMITS.rows + 1)),
        (lambda: workbook(["x"] * 130), Why.TOO_MANY_COLUMNS, "DQ1"),
        (_bomb, Why.BOMB, ""),
        (_macros, Why.MACROS, ""),
        (lambda: OLE + b"\0" * 600, Why.OLD_EXCEL, ""),
        (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), Why.ENCRYPTED, ""),
        (lambda: b"<html><table><tr><td>Namn", Why.WEB_PAGE, ""),
        (lambda: b"%PDF-1.7", Why.OTHER, "pdf"),
        (lambda: b"PK\x03\x04 not a zip", Why.BROKEN, ""),
        (lambda: bytes(range(256)) * 40, Why.ENCODING, ""),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(
    make: Callable[[], bytes], why: Why, where: str
) -> None:
    with pytest.raises(NotATable) as refused:
        tables.read(make(), "lista.xlsx")
    assert (refused.value.why, refused.value.where) == (why, where)


def test_a_wrong_ending_is_read_for_what_it_is_and_told() -> None:
    assert tables.read(workbook(["Namn"]), "lista.csv").ending_lies
    assert tables.read(b"Namn;E-post", "lista.xlsx").ending_lies
    assert not tables.read(b"Namn;E-post", "lista.skv").ending_lies


def test_a_process_of_its_own_gives_the_same() -> None:
    data = workbook(["Namn", "E-post"], ["Åsa", "asa@example.se"])
    assert apart.table(data, "lista.xlsx") == tables.read(data, "lista.xlsx")
    with pytest.raises(NotATable) as refused:
        apart.table(_macros(), "lista.xlsx")
    assert refused.value.why is Why.MACROS


@given(
    st.binary(max_size=400) | st.binary(max_size=200).map(lambda tail: workbook(["a"])[:900] + tail)
)
def test_no_bytes_make_it_raise_anything_else(data: bytes) -> None:
    try:
        book = tables.read(data, "lista.csv", Limits(rows=20, columns=10))
    except NotATable:
        return
    assert tables.from_json(tables.as_json(book)) == book


# --- Values ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-01", date(2026, 3, 1)),
        ("2026-03-01 00:00:00", date(2026, 3, 1)),
        ("20260301", date(2026, 3, 1)),
        ("260301", date(2026, 3, 1)),
        ("1/3 2026", date(2026, 3, 1)),
        ("1/3-26", date(2026, 3, 1)),
        ("01.03.2026", date(2026, 3, 1)),
        ("1 mars 2026", date(2026, 3, 1)),
        ("den 1:a mars 2026", date(2026, 3, 1)),
        ("46082", date(2026, 3, 1)),
    ],
)
def test_days_are_read_as_swedes_write_them(text: str, day: date) -> None:
    assert values.day(text) == day


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("3/31/2026", "american"),
        ("2026-02-30", "no_such_day"),
        ("3026-01-01", "far_year"),
        ("snart", "no_day"),
        ("12345678901", "no_day"),
        ("", "no_day"),
    ],
)
def test_a_day_that_cannot_be_told_is_never_guessed(text: str, why: str) -> None:
    with pytest.raises(values.Unclear, match=why):
        values.day(text)


@given(st.dates(date(1950, 1, 1), date(2060, 12, 31)))
def test_any_day_is_read_back_from_every_form(day: date) -> None:
    months = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
    forms = (
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.day}/{day.month} {day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day} {months[day.month - 1]} {day.year}",
        str((day - date(1899, 12, 30)).days),
    )
    assert {values.day(each) for each in forms} == {day}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 234,5", 1234.5),
        ("1\u00a0234", 1234),
        ("1.234.567", 1234567),
        ("1.234,50", 1234.5),
        ("0.75", 0.75),
        ("−3", -3),
        ("75 %", 75),
    ],
)
def test_numbers_are_read_as_swedes_write_them(text: str, number: float) -> None:
    assert values.number(text) == number


def test_a_number_that_is_two_is_refused() -> None:
    with pytest.raises(values.Unclear, match="two_ways"):
        values.number("1.234")


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("19811228-9874", True),
        ("198112289874", True),
        ("811228-9874", True),
        ("8112289874", True),
        ("Anna 811228-9874", True),
        ("070-174 06 05", False),
        ("0701740605", False),
        ("070174-0605", False),
        ("2026-03-01", False),
        ("5560360793", False),
        ("12345", False),
    ],
)
def test_personal_numbers_are_told_from_telephones_and_days(text: str, is_one: bool) -> None:
    assert values.is_personal_number(text) is is_one


# --- Writing --------------------------------------------------------------------------------------

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=30)


@given(st.lists(st.lists(TEXT, min_size=3, max_size=3), max_size=5))
def test_what_is_written_is_no_formula_and_is_read_back(rows: list[list[str]]) -> None:
    headings = ["Namn", "Titel", "Enhet"]
    want = [tuple(" ".join(cell.split()) for cell in row) for row in rows]
    for data, name in (
        (writing.as_csv(headings, rows), "ut.csv"),
        (writing.as_xlsx(headings, rows, name="Ut"), "ut.xlsx"),
    ):
        read = only(data, name).rows[1:]
        got = [tuple(row.at(column) for column in (1, 2, 3)) for row in read]
        assert got == [row for row in want if any(row)]
    for line in writing.as_csv(headings, rows).decode("utf-8-sig").splitlines():
        for cell in line.replace('"', "").split(";"):
            assert not cell.lstrip().startswith(("=", "+", "-", "@"))

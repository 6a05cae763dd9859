"""A sheet is a PDF/UA, and what is written on it is never markup."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from kollega.paper import PaperError, pdf

SAMPLE = Path(__file__).with_name("sample.typ")
WRITTEN = 'Åsa #panic() *sa* $x$ <b>\\ "hej" // inte kommentar\nandra stycket'


def _data(text: str) -> dict[str, str]:
    return {"title": "Ett blad", "owner": "Granåker", "date": "2026-11-22", "text": text}


def test_text_is_shown_as_it_was_written() -> None:
    read = PdfReader(BytesIO(pdf(SAMPLE, _data(WRITTEN))))
    shown = " ".join(page.extract_text() for page in read.pages).replace("\n", " ")
    assert "#panic() *sa* $x$ <b>\\" in shown
    assert "// inte kommentar" in shown
    assert "Sida 1 av 1" in shown


@given(st.text(max_size=60))
@settings(max_examples=40, deadline=None)
@example("Tack 😀 👩\u200d👩\u200d👧 \U0001f1f8\U0001f1ea ☕")
@example("ሰላም 你好 مرحبا أنا و ً َّ שלום ok\r\n\x01\x7f\x85")
@example("".join(map(chr, range(0x20, 0x2700))))
def test_whatever_somebody_wrote_there_is_a_sheet(text: str) -> None:
    assert pdf(SAMPLE, _data(text)).startswith(b"%PDF")


def test_what_has_no_sign_is_told_on_the_sheet_and_the_rest_stays() -> None:
    read = PdfReader(BytesIO(pdf(SAMPLE, _data("Tack 😀 för hjälpen, Ærø"))))
    shown = " ".join(page.extract_text() for page in read.pages)
    assert "Tack □ för hjälpen, Ærø" in shown
    assert "□ står för ett tecken som inte kan skrivas ut." in shown
    plain = " ".join(
        page.extract_text() for page in PdfReader(BytesIO(pdf(SAMPLE, _data("Hej □")))).pages
    )
    assert "Hej □" in plain
    assert "som inte kan skrivas ut" not in plain


def test_it_says_that_it_is_accessible_and_in_which_language() -> None:
    read = PdfReader(BytesIO(pdf(SAMPLE, _data("Hej"))))
    catalogue = read.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert str(catalogue["/Lang"]).startswith("sv")
    assert b"pdfuaid:part" in catalogue["/Metadata"].get_data()
    assert read.metadata is not None
    assert read.metadata.title == "Ett blad"


def test_a_fault_in_the_template_tells_nothing_of_the_data(tmp_path: Path) -> None:
    with pytest.raises(PaperError) as found:
        pdf(SAMPLE, {"title": "Hemligt"})
    assert "Hemligt" not in str(found.value)

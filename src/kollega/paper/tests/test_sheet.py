"""A sheet is a PDF/UA, and what is written on it is never markup."""

from io import BytesIO
from pathlib import Path

import pytest
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

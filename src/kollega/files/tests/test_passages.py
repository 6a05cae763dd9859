"""Documents read into headed passages, each form, and what is no document."""

import io
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
import typst
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kollega.files import Kind, Reason, Refused, apart, passages
from kollega.files.documents import odt_write
from kollega.files.documents.body import Body, Paragraph, Run
from kollega.files.passages import Form, Reading, Why, read
from kollega.files.passages.cutting import LONG
from kollega.files.tests import made

SEEDS = Path(__file__).resolve().parents[5] / "shared" / "seeds"
SAID = (
    "Stödet ges så nära vardagen som möjligt. Vi prövar först vad familjen och nätverket kan bära, och"
    " därefter insatser på hemmaplan. En placering är aldrig det första vi tänker på, men den får inte"
    " dröja när barnet behöver skydd. Bedömningen görs tillsammans med barnet och skrivs ned samma dag."
)


def _word() -> bytes:
    document = docx.Document()
    document.add_heading("Riktlinje för placeringar", 0)
    document.add_paragraph("Antagen av socialnämnden den 12 maj 2024.")
    for heading in ("Syfte", "När ett barn placeras"):
        document.add_heading(heading, 1)
        document.add_paragraph(SAID)
        document.add_heading("Ansvar", 2)
        document.add_paragraph(f"{heading}: så här gör vi")
        document.add_paragraph("Tänk på barnets röst", style="List Bullet")
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Vem", "Enhetschefen"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _pdf() -> bytes:
    parts = "".join(
        f"== {heading}\n{SAID} {heading}.\n\n- Först {heading}\n#pagebreak()\n"
        for heading in ("Syfte", "Barnets röst", "Uppföljning")
    )
    source = (
        '#set page(header: [Granåkers kommun], numbering: "1 (1)")\n#set text(size: 11pt, lang: "sv")\n'
        f"= Riktlinje för placeringar\nFastställd 2024-05-12\n{parts}"
    )
    return typst.compile(source.encode())


def _paths(found: Reading) -> list[tuple[str, ...]]:
    return list(dict.fromkeys(each.path for each in found.passages))


def _refused(data: bytes, name: str) -> Reason:
    with pytest.raises(Refused) as found:
        read(data, name)
    return found.value.reason


# --- Each form ------------------------------------------------------------------------------------


def test_a_word_document_keeps_headings_lists_and_tables() -> None:
    found = read(_word(), "riktlinje.docx")

    assert (found.form, found.title, found.day) == (
        Form.DOCX,
        "Riktlinje för placeringar",
        date(2024, 5, 12),
    )
    assert _paths(found) == [
        (),
        ("Syfte",),
        ("Syfte", "Ansvar"),
        ("När ett barn placeras",),
        ("När ett barn placeras", "Ansvar"),
    ]
    assert "• Tänk på barnets röst" in found.passages[-1].text
    assert "Vem | Enhetschefen" in found.passages[-1].text
    assert found.clean.startswith(b"PK")


def test_bold_lines_are_headings_where_nobody_used_the_styles() -> None:
    document = docx.Document()
    for heading in ("Syfte", "Ansvar och roller"):
        document.add_paragraph().add_run(heading).bold = True
        document.add_paragraph(SAID)
    out = io.BytesIO()
    document.save(out)

    assert _paths(read(out.getvalue(), "a.docx")) == [("Syfte",), ("Ansvar och roller",)]


def test_a_pdf_has_headings_by_size_pages_and_no_furniture() -> None:
    found = read(_pdf(), "riktlinje.pdf")

    assert (found.form, found.title, found.day) == (
        Form.PDF,
        "Riktlinje för placeringar",
        date(2024, 5, 12),
    )
    assert [(each.path, each.page) for each in found.passages if each.path] == [
        (("Syfte",), 1),
        (("Barnets röst",), 2),
        (("Uppföljning",), 3),
    ]
    said = " ".join(each.text for each in found.passages)
    assert "Granåkers kommun" not in said
    assert "skrivs ned samma dag. Barnets röst." in said
    assert "• Först Uppföljning" in said


def test_a_pdf_without_headings_is_headed_by_its_pages() -> None:
    words = ("rutin", "samtal", "skydd")
    source = "".join(
        f"{SAID} Om {word}.\n\nMer om {word} står här nedan.\n#pagebreak()\n" for word in words
    )

    found = read(typst.compile(source.encode()), "rutin.pdf")

    assert [each.heading for each in found.passages] == ["Sida 1", "Sida 2", "Sida 3"]
    assert not found.title_is_sure


def test_an_odt_is_read_by_its_outline() -> None:
    body = Body(
        [
            Paragraph([Run("Rutin")], heading=1),
            Paragraph([Run(SAID)]),
            Paragraph([Run("Uppföljning")], heading=2),
            Paragraph([Run("Efter en månad.")]),
        ]
    )

    found = read(odt_write.write(body), "rutin.odt")

    assert found.title == "Rutin"
    assert _paths(found) == [(), ("Uppföljning",)]


def test_a_page_is_read_without_scripts_menus_and_hidden_text() -> None:
    page = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Placering | Granåker</title>
      <script>alert("skript")</script></head><body><nav>Meny</nav><h1>Placering av barn</h1><p>{SAID}</p>
      <p hidden>dolt ett</p><div style="display: none">dolt två</div><h2>Steg</h2>
      <ol><li>Först<li>Sedan</ol><table><tr><th>Vem</th><td><p>Alla</p></td></tr></table>
      <p onclick="alert(1)">Slut<footer>Sidfot</footer>"""

    found = read(page.encode(), "sida.html")

    said = "\n".join(each.text for each in found.passages)
    assert found.title == "Placering av barn"
    assert "1. Först\n2. Sedan" in said
    assert "Vem | Alla" in said
    for gone in ("alert", "Meny", "dolt", "Sidfot"):
        assert gone not in said
        assert gone.encode() not in found.clean
    assert {each.why for each in found.left} == {Why.HIDDEN_TEXT, Why.NAVIGATION}


def test_markdown_is_read_without_its_marks() -> None:
    text = f"---\ntitle: Rutin för jour\ndatum: 2025-02-01\n---\n# Rutin för jour\n\n{SAID}\n\n## Steg\n\n"
    found = read(
        f"{text}1. Ring *först*\n2. Skriv [sedan](x)\n\n<script>x</script>\n".encode(), "a.md"
    )

    assert (found.form, found.title, found.day) == (
        Form.MARKDOWN,
        "Rutin för jour",
        date(2025, 2, 1),
    )
    assert found.passages[-1].text == "1. Ring först\n2. Skriv sedan"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_text_in_other_encodings_reads_alike(encoding: str) -> None:
    found = read(f"Åtgärder för våra barn\n\n{SAID}".encode(encoding), "a.txt")

    assert found.title == "Åtgärder för våra barn"
    assert found.passages[0].text == SAID


def test_a_page_in_an_old_encoding_says_so_itself() -> None:
    page = f"<html><meta charset=iso-8859-1><body><h1>Åtgärder</h1><p>{SAID}".encode("latin-1")

    assert read(page, "a.htm").passages[0].text == SAID


TITLES = {
    "000": "IFO över gränser",
    "001": "Digitalisering av IFO: Rapport från en välbesökt inspirationsdag",
    "002": "Kompetensförsörjning genom skuggning",
    "003": "Den utvecklingsprocess som studerats",
    "004": "Verksamhetsstrategi för IFO",
}


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the source documents are not here")
@pytest.mark.parametrize("key", TITLES)
def test_the_source_documents_are_read_as_they_are(key: str) -> None:
    path = next(SEEDS.glob(f"{key}_*"))

    found = read(path.read_bytes(), path.name)

    assert found.title.startswith(TITLES[key])
    assert all(len(each.text.split()) <= LONG + 25 for each in found.passages)
    if key == "004":
        assert {"Inledning", "Systemteori", "Brukarens delaktighet", "Barnfokus"} <= {
            each.heading for each in found.passages
        }


# --- Passages -------------------------------------------------------------------------------------


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    sentence = "Enligt 11 kap. 1 § socialtjänstlagen inleds utredning utan dröjsmål, t.ex. efter en anmälan."

    found = read(" ".join([sentence] * 60).encode(), "a.txt")

    assert len(found.passages) > 2
    assert all(each.text.startswith("Enligt 11 kap.") for each in found.passages)
    assert all(each.text.endswith("anmälan.") for each in found.passages)


@given(
    st.lists(
        st.tuples(st.sampled_from(["# ", "## ", "", "- ", "1. "]), st.integers(1, 300)),
        min_size=1,
        max_size=12,
    )
)
@settings(max_examples=60)
@example([("", 300), ("# ", 1), ("# ", 1), ("- ", 250)])
def test_no_word_is_lost_and_no_passage_is_too_long(parts: list[tuple[str, int]]) -> None:
    lines, number = [], 0
    for mark, count in parts:
        lines.append(mark + " ".join(f"ord{number + each}" for each in range(count)) + ".")
        number += count
    found = read("\n\n".join(lines).encode(), "a.md")

    said = [found.title, *(" ".join((*each.path, each.text)) for each in found.passages)]
    everything = " ".join(said)
    assert all(f"ord{each}" in everything for each in range(number))
    assert all(len(each.text.split()) <= 2 * LONG for each in found.passages)


# --- What is no document --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.txt", Reason.EMPTY),
        (made.scan(), "a.pdf", Reason.SCANNED),
        (made.locked(), "a.pdf", Reason.ENCRYPTED),
        (made.bomb(), "a.docx", Reason.TOO_MUCH_UNPACKED),
        (made.HONEST["docx"], "a.pdf", Reason.LIES),
        (b"<!doctype html><p>Hej", "a.txt", Reason.LIES),
        (made.HONEST["png"], "a.png", Reason.NOT_ACCEPTED),
        (made.HONEST["docx"][:900], "a.docx", Reason.BROKEN),
        (b"%PDF-1.7\nskrot", "a.pdf", Reason.BROKEN),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.doc", Reason.OLD_OFFICE),
        (bytes(range(128, 160)) * 40, "a.txt", Reason.ENCODING),
        (b"\n \n" * 100_000, "a.txt", Reason.NO_CONTENT),
        (b"<html><body>" + b"<div>" * 60_000 + b"hej", "a.html", Reason.TOO_DEEP),
    ],
)
def test_what_is_not_taken_says_why(data: bytes, name: str, reason: Reason) -> None:
    assert _refused(data, name) == reason


def test_macros_are_refused() -> None:
    data = io.BytesIO(made.word("Hej"))
    with zipfile.ZipFile(data, "a") as package:
        package.writestr("word/vbaProject.bin", b"x")

    assert _refused(data.getvalue(), "a.docx") == Reason.MACROS


def test_a_hundred_thousand_empty_paragraphs_are_nothing() -> None:
    inside = "<w:p/>" * 100_000
    body = f"<w:document {made.W}><w:body>{inside}<w:p><w:r><w:t>{SAID}</w:t></w:r></w:p></w:body></w:document>"

    packed = made.repacked(made.word("x"), **{"word__document.xml": body.encode()})
    found = read(packed, "a.docx")

    assert [each.text for each in found.passages] == [SAID]


@given(data=st.data(), which=st.sampled_from(["pdf", "docx", "odt", "txt"]))
@settings(max_examples=40)
def test_a_document_with_some_bytes_changed_is_read_or_refused(
    data: st.DataObject, which: str
) -> None:
    whole = bytearray(made.HONEST[which])
    for _each in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = read(bytes(whole), f"fil.{which}")
    except Refused:
        return
    assert found.passages


@given(st.text(max_size=400), st.sampled_from(["a.html", "a.md", "a.txt"]))
@settings(max_examples=150)
@example("<html><table><tr><td><ul></tr><li>", "a.html")
def test_whatever_is_written_it_is_read_or_refused(text: str, name: str) -> None:
    try:
        found = read(text.encode("utf-8", "replace"), name)
    except Refused:
        return
    assert found.title


# --- Apart ----------------------------------------------------------------------------------------


def test_the_process_that_reads_gives_the_same() -> None:
    data = _word()

    assert apart.read(data, "a.docx") == read(data, "a.docx")


def test_what_takes_too_long_is_given_up() -> None:
    with pytest.raises(Refused) as found:
        apart.read(_pdf(), "a.pdf", seconds=0.05)
    assert found.value.reason == Reason.TOO_SLOW


def test_two_hundred_megabytes_are_not_looked_at() -> None:
    with pytest.raises(Refused) as found:
        apart.read(bytes(200_000_000), "a.pdf")
    assert found.value.reason == Reason.TOO_LARGE


def test_forms_cover_the_kinds_of_documents() -> None:
    assert {Kind.PDF, Kind.DOCX, Kind.ODT} < {each.value for each in passages.Form}

"""What goes when a file is made anew, and what stays."""

import io
import zipfile
from contextlib import suppress

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import (
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from kollega import files
from kollega.files import Left, Refused
from kollega.files.documents import odt_write
from kollega.files.documents.body import Body, Paragraph, Picture, Run, Table
from kollega.files.jpeg import strip_jpeg
from kollega.files.tests import made

SECRETS = (b"Hemlig", b"hemlig", "Hemlig".encode("utf-16-be"))


# --- What goes ------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", ["jpg", "png", "webp"])
def test_a_picture_says_nothing_of_where_when_and_by_whom(which: str) -> None:
    found = files.inspect(made.HONEST[which], f"bild.{which}")
    assert found.left == (Left.POSITION,)
    assert found.needs_eyes
    assert found.text is None
    with Image.open(io.BytesIO(found.clean)) as image:
        assert not dict(image.getexif())
        assert image.size == (320, 200)
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "loop", "background",
                                   "timestamp", "duration"}  # fmt: skip
    assert b"Hemlig" not in found.clean


@given(turn=st.integers(1, 8), size=st.tuples(st.integers(1, 80), st.integers(1, 80)))
@settings(max_examples=30)
def test_a_picture_stands_upright_afterwards(turn: int, size: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    out = io.BytesIO()
    Image.new("RGB", size).save(out, "JPEG", exif=exif)
    with Image.open(io.BytesIO(files.inspect(out.getvalue(), "a.jpg").clean)) as image:
        assert image.size == (size if turn < 5 else size[::-1])
        assert not dict(image.getexif())


def test_what_lies_behind_a_picture_is_gone() -> None:
    found = files.inspect(made.HONEST["png"] + b"PK\x03\x04Hemlig", "a.png")
    assert b"Hemlig" not in found.clean


def test_a_pdf_says_nothing_of_its_author_and_carries_no_files() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(made.sheet())))
    writer.add_attachment("hemlig.txt", b"Hemlig bilaga")
    script = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert('Hemlig')")}
    action = DictionaryObject({NameObject(key): each for key, each in script.items()})
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})
    writer.add_annotation(0, FreeText(text="Hemlig kommentar", rect=(50, 50, 200, 200)))
    out = io.BytesIO()
    writer.write(out)
    found = files.inspect(out.getvalue(), "a.pdf")
    assert set(found.left) == {Left.COMMENTS, Left.EMBEDDED}
    assert "skyddssamtal" in (found.text or "")
    assert not found.needs_eyes
    assert found.pages == 1
    everything = made.unpacked(found.clean)
    for secret in (
        "Hemlig Författare",
        "Hemlig bilaga",
        "app.alert",
        "Hemlig kommentar",
        "/Author",
    ):
        assert secret.encode() not in everything
        assert secret.encode("utf-16-be") not in everything
    reader = PdfReader(io.BytesIO(found.clean))
    assert not reader.metadata
    assert reader.xmp_metadata is None
    assert set(reader.trailer["/Root"]) == {"/Type", "/Pages"}  # type: ignore[arg-type]


def test_text_under_a_black_box_is_read() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(made.sheet("Hon heter Anna Lind."))))
    page = writer.pages[0]
    box = DecodedStreamObject()
    box.set_data(page.get_contents().get_data() + b"\n0 g 0 0 900 900 re f")  # type: ignore[union-attr]
    page[NameObject("/Contents")] = box
    out = io.BytesIO()
    writer.write(out)
    assert "Anna Lind" in (files.inspect(out.getvalue(), "a.pdf").text or "")


def test_words_beside_the_drawing_are_gone() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(made.sheet())))
    page = writer.pages[0]
    told = DecodedStreamObject()
    drawing = page.get_contents().get_data()  # type: ignore[union-attr]
    told.set_data(b"/Span <</ActualText (Hemlig mening)>> BDC\n" + drawing + b"\nEMC")
    page[NameObject("/Contents")] = told
    out = io.BytesIO()
    writer.write(out)
    found = files.inspect(out.getvalue(), "a.pdf")
    assert "skyddssamtal" in (found.text or "")
    assert b"Hemlig mening" not in made.unpacked(found.clean)
    page = PdfReader(io.BytesIO(found.clean)).pages[0]
    assert b"ActualText" not in page.get_contents().get_data()  # type: ignore[union-attr]


def test_a_scan_asks_for_eyes_and_its_photo_tells_no_position() -> None:
    assert b"Hemlig Fotograf" in made.scan()
    found = files.inspect(made.scan(), "a.pdf")
    assert found.needs_eyes
    assert found.text is None
    assert b"Exif" not in found.clean
    assert b"Hemlig" not in found.clean
    image = PdfReader(io.BytesIO(found.clean)).pages[0].images[0].image
    assert image is not None
    assert image.size == (320, 200)


@given(st.binary(max_size=400))
def test_a_broken_photo_in_a_page_is_cut_or_refused(rest: bytes) -> None:
    with suppress(Refused):
        assert strip_jpeg(b"\xff\xd8" + rest).startswith(b"\xff\xd8")


def test_a_photo_cut_clean_is_the_same_picture() -> None:
    before, after = made.photo(), strip_jpeg(made.photo())
    assert b"Hemlig" not in after
    with Image.open(io.BytesIO(before)) as one, Image.open(io.BytesIO(after)) as other:
        assert one.tobytes() == other.tobytes()


TRACKED = (
    '<w:r><w:t>Vi väljer </w:t></w:r><w:del w:id="1" w:author="Hemlig Person"><w:r><w:delText>Anna'
    ' Hemlig</w:delText></w:r></w:del><w:ins w:id="2" w:author="Hemlig Person"><w:r><w:t>skyddat'
    " boende</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hemlig rad</w:t></w:r>"
    '<w:r><w:instrText>AUTHOR Hemlig</w:instrText></w:r><w:r><w:commentReference w:id="0"/></w:r>'
)


def test_a_document_is_rebuilt_without_its_history() -> None:
    data = made.word("Rutin för skydd.", picture=made.photo(), inside=TRACKED)
    found = files.inspect(data, "a.docx")
    assert found.text == "Vi väljer skyddat boende\nRutin för skydd."
    assert set(found.left) == {Left.TRACKED_CHANGES, Left.HIDDEN_TEXT, Left.COMMENTS}
    assert found.needs_eyes
    everything = made.unpacked(found.clean)
    assert not [each for each in SECRETS if each in everything]
    assert b"docProps" not in everything
    # Word's own reader opens it, and a second look finds the same.
    again = docx.Document(io.BytesIO(found.clean))
    assert [each.text for each in again.paragraphs][:2] == found.text.split("\n")
    assert len(again.inline_shapes) == 1
    assert files.inspect(found.clean, "b.docx").text == found.text


def test_headings_lists_tables_and_looks_come_along() -> None:
    document = docx.Document()
    document.add_heading("Rutin", 1)
    document.add_paragraph("Först", style="List Number")
    document.add_paragraph("Sedan", style="List Number")
    document.add_paragraph("En punkt", style="List Bullet")
    document.add_paragraph("Viktigt: ").add_run("nu").bold = True
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "Vem", "När"
    out = io.BytesIO()
    document.save(out)
    again = docx.Document(io.BytesIO(files.inspect(out.getvalue(), "a.docx").clean))
    assert again.paragraphs[0].style.name == "Heading 1"  # type: ignore[union-attr]
    numbered = [
        each
        for each in again.paragraphs
        if each._p.pPr is not None and each._p.pPr.numPr is not None
    ]
    assert [each.text for each in numbered] == ["Först", "Sedan", "En punkt"]
    lists = [each._p.pPr.numPr.numId.val for each in numbered]
    assert lists[0] == lists[1] != lists[2]
    assert again.paragraphs[4].runs[1].bold
    assert again.tables[0].cell(1, 1).text == "När"


_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=20)
_PARAGRAPHS = st.builds(
    Paragraph,
    runs=st.lists(st.builds(Run, _WORDS, st.booleans(), st.booleans()), max_size=3),
    heading=st.integers(0, 6),
    list_id=st.sampled_from(["", "l1"]),
    numbered=st.booleans(),
    level=st.integers(0, 5),
)
_BODIES = st.lists(
    st.one_of(
        _PARAGRAPHS,
        st.builds(
            Table, st.lists(st.lists(st.lists(_PARAGRAPHS, max_size=2), max_size=3), max_size=2)
        ),
    ),
    max_size=6,
)


def _squeezed(text: str) -> str:
    return "".join(text.split()).replace("|", "")


@given(_BODIES)
@settings(max_examples=60)
def test_what_is_written_is_what_is_read(blocks: list[Paragraph | Table]) -> None:
    from kollega.files.documents import docx_write
    from kollega.files.documents.body import printable

    body = Body([*blocks, Paragraph([Run("slut")])])
    for write, name in ((docx_write.write, "a.docx"), (odt_write.write, "a.odt")):
        found = files.inspect(write(body), name)
        assert _squeezed(found.text or "") == _squeezed(printable(body.text))
        assert not found.left


def test_an_odt_is_rebuilt_without_its_history() -> None:
    picture = Picture(made.photo("PNG"), "png", 30, 20)
    body = Body([Paragraph([Run("Rutin")], heading=1), Paragraph([Run("Hej", bold=True)]), picture])
    data = odt_write.write(body)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        content = package.read("content.xml").decode()
    content = content.replace(
        "<office:text>",
        "<office:text><text:tracked-changes><text:p>Hemlig ändring</text:p></text:tracked-changes>"
        "<text:p>Synligt<office:annotation><text:p>Hemlig kommentar</text:p></office:annotation>"
        ' <text:hidden-text text:string-value="Hemlig">Hemlig</text:hidden-text>slut</text:p>',
    )
    changed = made.repacked(data, **{"content.xml": content.encode(), "meta.xml": b"<x>Hemlig</x>"})
    found = files.inspect(changed, "a.odt")
    assert found.text == "Synligt slut\nRutin\nHej"
    assert set(found.left) == {Left.TRACKED_CHANGES, Left.COMMENTS, Left.HIDDEN_TEXT}
    assert found.needs_eyes
    assert not [each for each in SECRETS if each in made.unpacked(found.clean)]


def test_unseen_characters_do_not_come_along() -> None:
    hidden = "Hej" + "".join(chr(0xE0000 + ord(each)) for each in "Anna") + "\u202e på dig"
    assert files.inspect(hidden.encode(), "a.txt").clean == "Hej på dig\n".encode()

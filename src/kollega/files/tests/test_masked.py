"""What somebody thought was hidden: cut off, rubbed out, painted over, redacted and saved again."""

import io
import re
import zipfile
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
)

from kollega import files
from kollega.files import Kind, Left
from kollega.files.documents import docx_write, odt_write
from kollega.files.documents.body import Body, Paragraph, Picture, Run
from kollega.files.jpeg import strip_jpeg
from kollega.files.tests import made

TEXT = "Så här gör vi vid skyddssamtal i kommunen, steg för steg."


def two_halves() -> Image.Image:
    """Red to the left, blue to the right."""
    image = Image.new("RGB", (200, 100), "red")
    image.paste(Image.new("RGB", (100, 100), "blue"), (100, 0))
    return image


def as_png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def changed(data: bytes, name: str, old: str, new: str) -> bytes:
    """A document with one thing in one of its parts written otherwise."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        text = package.read(name).decode()
    assert old in text
    return made.repacked(data, **{name: text.replace(old, new).encode()})


def pictures_in(document: bytes) -> list[Image.Image]:
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        names = [each for each in package.namelist() if each.endswith((".png", ".jpg"))]
        return [Image.open(io.BytesIO(package.read(each))).convert("RGB") for each in names]


# --- Pictures -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_was_rubbed_out_of_a_picture_is_not_there(kind: str) -> None:
    image = two_halves().convert("RGBA")
    image.putalpha(Image.new("L", image.size, 255))
    image.paste((255, 0, 0, 0), (0, 0, 100, 100))
    out = io.BytesIO()
    image.save(out, kind, lossless=True, exact=True)
    found = files.inspect(out.getvalue(), f"a.{kind.lower()}")
    with Image.open(io.BytesIO(found.clean)) as clean:
        assert clean.mode == "RGB"
        left, right = clean.getpixel((20, 50)), clean.getpixel((180, 50))
    assert min(left) > 240  # type: ignore[type-var,arg-type]
    assert right[2] > 200  # type: ignore[index,operator]
    assert right[0] < 60  # type: ignore[index,operator]


def test_the_small_picture_of_the_whole_is_cut_out_of_a_photo() -> None:
    out = io.BytesIO()
    two_halves().save(out, "JPEG")
    data = out.getvalue()
    assert data[2:4] == b"\xff\xe0"
    small = b"\x02\x02" + b"HEMLIGHEMLIG"
    with_small = data[:4] + (16 + 12).to_bytes(2, "big") + data[6:18] + small + data[20:]
    more = with_small[:2] + b"\xff\xe0\0\x0eJFXX\0\x10HEMLIG" + with_small[2:]
    clean = strip_jpeg(more)
    assert b"HEMLIG" not in clean
    with Image.open(io.BytesIO(clean)) as one, Image.open(io.BytesIO(data)) as other:
        assert one.tobytes() == other.tobytes()


# --- Documents ------------------------------------------------------------------------------------


def test_what_is_cut_off_a_picture_in_word_does_not_come_along() -> None:
    picture = Picture(as_png(two_halves()), "png", 40, 20)
    whole = docx_write.write(Body([Paragraph([Run("Vår plan")]), picture]))
    cut = changed(whole, "word/document.xml", "<a:stretch>", '<a:srcRect l="60000"/><a:stretch>')
    (shown,) = pictures_in(files.inspect(cut, "a.docx").clean)
    assert shown.size == (80, 100)
    assert shown.getcolors() == [(8000, (0, 0, 255))]
    # Word writes an empty rectangle beside a whole picture.
    same = changed(whole, "word/document.xml", "<a:stretch>", "<a:srcRect/><a:stretch>")
    assert pictures_in(files.inspect(same, "a.docx").clean)[0].size == (200, 100)


def test_a_turned_photo_that_is_cut_is_left_out_rather_than_cut_wrongly() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    two_halves().save(out, "JPEG", exif=exif)
    picture = Picture(out.getvalue(), "jpg", 20, 40)
    whole = docx_write.write(Body([Paragraph([Run("Vår plan")]), picture]))
    cut = changed(whole, "word/document.xml", "<a:stretch>", '<a:srcRect t="60%"/><a:stretch>')
    found = files.inspect(cut, "a.docx")
    assert Left.PICTURES in found.left
    assert pictures_in(found.clean) == []
    assert Left.PICTURES not in files.inspect(whole, "a.docx").left


def test_a_picture_that_is_cut_in_an_odt_is_left_out() -> None:
    picture = Picture(as_png(two_halves()), "png", 40, 20)
    whole = odt_write.write(Body([Paragraph([Run("Vår plan")]), picture]))
    style = (
        '<style:style style:name="fr1" style:family="graphic"><style:graphic-properties'
        ' fo:clip="rect(0cm, 1.2cm, 0cm, 0cm)"/></style:style></office:automatic-styles>'
    )
    data = changed(whole, "content.xml", "</office:automatic-styles>", style)
    data = changed(data, "content.xml", "<draw:frame ", '<draw:frame draw:style-name="fr1" ')
    found = files.inspect(data, "a.odt")
    assert found.left == (Left.PICTURES,)
    assert pictures_in(found.clean) == []
    none = changed(data, "content.xml", "1.2cm", "0cm")
    assert files.inspect(none, "a.odt").left == ()


SHAPE = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="wps"><w:drawing><wps:wsp'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">{}</wps:wsp>'
    "</w:drawing></mc:Choice></mc:AlternateContent></w:r>"
)


def test_a_box_drawn_over_a_picture_in_word_is_told_of() -> None:
    found = files.inspect(made.word("Vår plan", inside=SHAPE.format("<wps:spPr/>")), "a.docx")
    assert found.left == (Left.SHAPES,)
    words = "<wps:txbx><w:txbxContent><w:p><w:r><w:t>I en ruta</w:t></w:r></w:p></w:txbxContent></wps:txbx>"
    found = files.inspect(made.word("Vår plan", inside=SHAPE.format(words)), "a.docx")
    assert found.left == ()
    assert "I en ruta" in (found.text or "")


def test_a_table_in_a_table_stands_there_once() -> None:
    data = odt_write.write(Body([Paragraph([Run("Vår plan")])]))
    inner = "<table:table><table:table-row><table:table-cell><text:p>Inre</text:p></table:table-cell></table:table-row></table:table>"
    outer = f"<table:table><table:table-header-rows><table:table-row><table:table-cell>{inner}</table:table-cell></table:table-row></table:table-header-rows></table:table>"
    found = files.inspect(
        changed(data, "content.xml", "<office:text>", f"<office:text>{outer}"), "a.odt"
    )
    assert (found.text or "").count("Inre") == 1


# --- PDF ------------------------------------------------------------------------------------------


def drawn(pdf: bytes, more: bytes = b"", *, instead: bytes | None = None) -> bytes:
    """A PDF whose first page draws something more, or something else."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    page = writer.pages[0]
    before = page.get_contents().get_data() if instead is None else instead  # type: ignore[union-attr]
    drawing = DecodedStreamObject()
    drawing.set_data(b"q " + before + b" Q\n" + more)
    page[NameObject("/Contents")] = drawing
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_text_that_was_there_in_an_earlier_version_is_gone() -> None:
    first = made.sheet("Hon heter Anna Lind.")
    writer = PdfWriter(io.BytesIO(first), incremental=True)
    page = writer.pages[0]
    drawing = DecodedStreamObject()
    drawing.set_data(b"0 0 100 100 re f")
    page[NameObject("/Contents")] = writer._add_object(drawing)
    out = io.BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(first[:2_000])  # the earlier version is still in the file
    found = files.inspect(out.getvalue(), "a.pdf")
    assert found.text is None
    assert found.needs_eyes
    kept = PdfReader(io.BytesIO(found.clean))
    streams = [
        each.get_data()
        for each in (kept.get_object(number) for number in range(1, len(kept.xref[0]) + 1))
        if hasattr(each, "get_data")
    ]
    assert not [each for each in streams if re.search(rb"T[jJ]", each)]


def test_what_is_painted_over_a_scan_is_told_of() -> None:
    scan = made.scan()
    assert Left.COVERED not in files.inspect(scan, "a.pdf").left
    covered = files.inspect(drawn(scan, b"0 g 50 50 100 40 re f"), "a.pdf")
    assert Left.COVERED in covered.left
    assert covered.needs_eyes
    beside = drawn(scan, b"0 g 900 900 100 40 re f")
    assert Left.COVERED not in files.inspect(beside, "a.pdf").left
    line = drawn(scan, b"10 10 100 10 re S")
    assert Left.COVERED not in files.inspect(line, "a.pdf").left


def test_a_black_box_laid_on_as_a_note_goes_and_is_told_of() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(made.sheet("Hon heter Anna Lind."))))
    box = {"/Type": "/Annot", "/Subtype": "/Square"}
    note = DictionaryObject({NameObject(key): NameObject(each) for key, each in box.items()})
    note[NameObject("/Rect")] = ArrayObject(FloatObject(each) for each in (0, 0, 600, 800))
    writer.pages[0][NameObject("/Annots")] = ArrayObject([note])
    out = io.BytesIO()
    writer.write(out)
    found = files.inspect(out.getvalue(), "a.pdf")
    assert found.left == (Left.SHAPES,)
    assert "Anna Lind" in (found.text or "")


def test_letters_that_are_drawn_ask_for_eyes() -> None:
    sheet = made.sheet(TEXT)
    assert not files.inspect(sheet, "a.pdf").needs_eyes
    letter = b"10 10 m 20 30 30 30 40 10 c 40 0 20 0 10 10 c f\n"
    assert not files.inspect(drawn(sheet, letter * 8), "a.pdf").needs_eyes
    assert files.inspect(drawn(sheet, letter * 20), "a.pdf").needs_eyes


def test_a_picture_written_into_the_drawing_asks_for_eyes() -> None:
    inline = b"q 100 0 0 100 0 0 cm BI /W 2 /H 2 /CS /G /BPC 8 ID abcd EI Q\n"
    assert files.inspect(drawn(made.sheet(TEXT), inline), "a.pdf").needs_eyes


def test_letters_that_no_program_can_tell_ask_for_eyes() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(made.sheet(TEXT))))
    fonts = writer.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    for each in fonts.values():
        del each.get_object()["/ToUnicode"]
    out = io.BytesIO()
    writer.write(out)
    assert files.inspect(out.getvalue(), "a.pdf").needs_eyes


@pytest.mark.parametrize(
    ("font", "asks"),
    [
        ({"/Encoding": "/WinAnsiEncoding"}, False),
        ({"/Encoding": ["/A", "/adieresis"]}, False),
        ({"/Encoding": ["/A", "/g17"]}, True),
        ({}, False),
        ({"/FontDescriptor": "/FontFile2"}, True),
    ],
)
def test_a_font_that_does_not_name_its_letters_asks_for_eyes(
    font: dict[str, Any], asks: bool
) -> None:
    sheet = PdfWriter()
    page = sheet.add_blank_page(595, 842)
    made_of = {"/Type": "/Font", "/Subtype": "/TrueType", "/BaseFont": "/Helvetica"}
    row = DictionaryObject({NameObject(key): NameObject(each) for key, each in made_of.items()})
    encoding = font.get("/Encoding")
    if isinstance(encoding, str):
        row[NameObject("/Encoding")] = NameObject(encoding)
    elif encoding:
        names = ArrayObject([NumberObject(128), *map(NameObject, encoding)])
        row[NameObject("/Encoding")] = DictionaryObject({NameObject("/Differences"): names})
    if "/FontDescriptor" in font:
        program = DecodedStreamObject()
        about = {NameObject("/FontFile2"): sheet._add_object(program)}
        row[NameObject("/FontDescriptor")] = DictionaryObject(about)
    fonts = DictionaryObject({NameObject("/F1"): row})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    drawing = DecodedStreamObject()
    drawing.set_data(b"BT /F1 12 Tf 50 700 Td (Vi talar med barnet i enrum och skriver) Tj ET")
    page[NameObject("/Contents")] = sheet._add_object(drawing)
    out = io.BytesIO()
    sheet.write(out)
    found = files.inspect(out.getvalue(), "a.pdf")
    assert found.needs_eyes is asks
    assert "barnet" in (found.text or "")


def test_words_set_letter_by_letter_ask_for_eyes() -> None:
    assert files.inspect(made.sheet(f"{TEXT} Hon heter A n n a L i n d."), "a.pdf").needs_eyes
    assert not files.inspect(made.sheet(f"{TEXT} Se a, b, c och d i bilagan."), "a.pdf").needs_eyes


def test_a_pdf_is_what_it_is_whatever_lies_behind_it() -> None:
    both = made.sheet(TEXT) + made.word("Hemlig")
    found = files.inspect(both, "a.pdf")
    assert found.kind == Kind.PDF
    assert b"PK\x03\x04" not in found.clean
    assert b"Hemlig" not in found.clean

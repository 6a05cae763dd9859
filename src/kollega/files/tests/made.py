"""Files that people send, and some that nobody should."""

import io
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import StreamObject

import kollega.paper
from kollega.files.documents import docx_write, odt_write
from kollega.files.documents.body import Body, Paragraph, Run

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@cache
def photo(kind: str = "JPEG", size: tuple[int, int] = (320, 200)) -> bytes:
    """A photo that tells where and by whom it was taken."""
    image = Image.effect_noise(size, 60).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = "Hemlig Fotograf"
    exif[0x8825] = {1: "N", 2: (63.0, 10.0, 0.0), 3: "E", 4: (17.0, 15.0, 0.0)}
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def word(*paragraphs: str, picture: bytes = b"", inside: str = "") -> bytes:
    """A DOCX by somebody; `inside` is XML of a paragraph more."""
    document = docx.Document()
    document.core_properties.author = "Hemlig Författare"
    document.core_properties.title = "Akt Hemlig"
    for each in paragraphs:
        document.add_paragraph(each)
    if picture:
        document.add_picture(io.BytesIO(picture))
    if inside:
        document.element.body.insert(0, parse_xml(f"<w:p {W}>{inside}</w:p>"))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(data: bytes, **changes: bytes | None) -> bytes:
    """A zip with entries added, changed (`__` for `/`) or, where None, left out."""
    changed: dict[str, Any] = {name.replace("__", "/"): each for name, each in changes.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name), zipfile.ZIP_DEFLATED)
        for name, each in changed.items():
            if each is not None:
                new.writestr(name, each, zipfile.ZIP_DEFLATED, compresslevel=1)
    return out.getvalue()


@cache
def bomb() -> bytes:
    """A small DOCX with a hundred megabytes of nothing in it."""
    return repacked(word("Hej"), word__media__stor=b"\0" * 100_000_000)


def sheet(text: str = "Så här gör vi vid skyddssamtal i kommunen.") -> bytes:
    """A PDF with a page of text, told to be by somebody."""
    sample = Path(kollega.paper.__file__).parent / "tests" / "sample.typ"
    written = {"title": "Hemlig titel", "owner": "Kommunen", "date": "2026-11-22", "text": text}
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(kollega.paper.pdf(sample, written))))
    writer.add_metadata({"/Author": "Hemlig Författare"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def scan() -> bytes:
    """A PDF that is a photo of a page, with the photo's position in it."""
    out = io.BytesIO()
    Image.open(io.BytesIO(photo())).convert("RGB").save(out, "PDF")
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(out.getvalue())))
    for each in writer.pages[0].images:
        stored = each.indirect_reference.get_object()  # type: ignore[union-attr]
        stored._data = photo()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def locked() -> bytes:
    """A PDF with a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(sheet())))
    writer.encrypt("hemligt")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def plain_docx(text: str) -> bytes:
    """The smallest DOCX there is."""
    return docx_write.write(Body([Paragraph([Run(text)])]))


def unpacked(data: bytes) -> bytes:
    """Everything in a file as plain bytes, packed or not."""
    found = data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            found += b"".join(name.encode() + package.read(name) for name in package.namelist())
    if data.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(data))
        for number in range(1, len(reader.xref[0]) + 2 if reader.xref else 200):
            each = reader.get_object(number) if number in reader.xref.get(0, {}) else None
            if isinstance(each, StreamObject):
                found += each._data + (each.get_data() if "/Subtype" not in each else b"")
    return found


HONEST = {
    "pdf": sheet(),
    "docx": word("Vi börjar med skyddet.", picture=photo(size=(40, 40))),
    "jpg": photo(),
    "png": photo("PNG"),
    "webp": photo("WEBP"),
    "odt": odt_write.write(Body([Paragraph([Run("Vi börjar med skyddet.")])])),
    "txt": "Vi börjar med skyddet.".encode(),
}

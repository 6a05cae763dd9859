"""PDF: its pages written anew, without what lies beside them.

Only the pages are carried over: no author, no dates, no attached files, no scripts, no comments, no
form fields, no layers, no structure with texts of its own. Text under a black box is text: it is read
like any other, so that the gate finds what somebody thought was hidden.
"""

import unicodedata
from collections.abc import Callable
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    ContentStream,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
)

from kollega.files.found import Inspected, Kind, Left, Limits, Reason, Refused
from kollega.files.jpeg import strip_jpeg, strip_jpeg2000
from kollega.files.plain import visible
from kollega.files.seen import Watch, is_spaced

PAGE_KEYS = {"/Type", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/UserUnit",
             "/Group", "/Parent"}  # fmt: skip
# Beside these stand texts, names, dates, scripts and files.
DROPPED = {"/Metadata", "/PieceInfo", "/AA", "/OpenAction", "/JS", "/AF", "/EF", "/Annots", "/Thumb",
           "/LastModified", "/StructParent", "/StructParents", "/OC", "/OPI", "/Alternates", "/Ref",
           "/Measure", "/PtData", "/Properties", "/Private"}  # fmt: skip
# The keys of these are names that the document's maker chose.
_NAMED = {"/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/CharProcs"}
# Notes that are drawn upon the page: people mask with them.
_BOXES = {"/Square", "/Circle", "/Polygon", "/PolyLine", "/Line", "/Ink", "/Highlight", "/Redact",
          "/Stamp"}  # fmt: skip
_FEW_LETTERS = 20
_UNREADABLE = {"Cc", "Cf", "Cn", "Co", "Cs"}
Hear = Callable[[int, str, Any, Any, Any, float], None]
"""Told of each text: its page, the words, the two matrices, the font and its size."""


def inspect(data: bytes, limits: Limits, hear: Hear | None = None) -> Inspected:
    """A PDF as an attachment. `hear` is told of each text while the pages are read.

    Raises:
        Refused: broken, locked, or with too many pages.
    """
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise Refused(Reason.ENCRYPTED)
        count = len(reader.pages)
        if count > limits.pages:
            raise Refused(Reason.TOO_MANY_PAGES)
        if not count:
            raise Refused(Reason.NO_CONTENT)
        left = _left_out(reader)
        clean = _rewritten(reader)
        texts, needs_eyes = _read(PdfReader(BytesIO(clean)), limits, left, hear)
    except PyPdfError as error:
        raise Refused(Reason.BROKEN) from error
    text = "\n\n".join(texts).strip()
    return Inspected(
        Kind.PDF, clean, text or None, needs_eyes=needs_eyes, pages=count, left=tuple(sorted(left))
    )


def _left_out(reader: PdfReader) -> set[Left]:
    left = set()
    catalogue: Any = reader.trailer["/Root"]
    names: Any = catalogue.get("/Names", DictionaryObject()).get_object()
    if "/EmbeddedFiles" in names or "/Collection" in catalogue:
        left.add(Left.EMBEDDED)
    if "/OCProperties" in catalogue:
        left.add(Left.HIDDEN_TEXT)
    for page in reader.pages:
        for each in page.get("/Annots", ArrayObject()).get_object() or ():
            kind = each.get_object().get("/Subtype")
            if kind == "/Widget":
                left.add(Left.FORM_FIELDS)
            elif kind == "/FileAttachment":
                left.add(Left.EMBEDDED)
            elif kind in _BOXES:
                left.add(Left.SHAPES)
            elif kind not in {"/Link", "/Popup"}:
                left.add(Left.COMMENTS)
    return left


def _rewritten(reader: PdfReader) -> bytes:
    writer = PdfWriter()
    seen: set[int] = set()
    for page in reader.pages:
        resources = page.get("/Resources")  # may be inherited
        for key in [key for key in page if key not in PAGE_KEYS]:
            del page[key]
        if resources is not None:
            page[NameObject("/Resources")] = resources
            _scrub(resources, seen)
        _unmark_page(page, reader)
        _scrub(page.get("/Group"), seen)
        _scrub(page.get("/Contents"), seen)
        writer.add_page(page)
    writer.metadata = None
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _scrub(start: Any, seen: set[int]) -> None:
    """Take away, in everything that a page draws with, what is not drawn."""
    waiting: list[tuple[Any, bool]] = [(start, False)]
    while waiting:
        each, named = waiting.pop()
        if isinstance(each, IndirectObject):
            each = each.get_object()
        if id(each) in seen or not isinstance(each, DictionaryObject | ArrayObject):
            continue
        seen.add(id(each))
        if isinstance(each, ArrayObject):
            waiting += [(inner, False) for inner in each]
            continue
        if not named:
            for key in DROPPED & each.keys():
                del each[key]
        if isinstance(each, StreamObject):
            _clean_stream(each)
        waiting += [
            (each.raw_get(key), not named and key in _NAMED) for key in each if key != "/Parent"
        ]


def _clean_stream(stream: StreamObject) -> None:
    kind = stream.get("/Subtype")
    if kind == "/Image":
        _clean_image(stream)
    elif kind == "/Form" or "/PatternType" in stream:
        unmarked = _unmarked(stream, stream)
        if unmarked is not None:
            stream.set_data(unmarked)


def _filters(stream: StreamObject) -> list[str]:
    found = stream.get("/Filter", ArrayObject())
    found = found.get_object() if found is not None else ArrayObject()
    return [str(found)] if isinstance(found, NameObject) else [str(each) for each in found]


def _clean_image(stream: StreamObject) -> None:
    """A photo inside a page carries its own place and time."""
    filters = _filters(stream)
    raw: bytes = stream._data  # noqa: SLF001 - the picture as it is packed; get_data unpacks it
    if filters == ["/DCTDecode"]:
        stream._data = strip_jpeg(raw)  # noqa: SLF001
    elif filters == ["/JPXDecode"]:
        stream._data = strip_jpeg2000(raw)  # noqa: SLF001
    elif filters and filters[-1] in {"/DCTDecode", "/JPXDecode"}:
        # Packed twice: unpack the outer layers, keep the picture's own.
        inner = _unpack_outer(stream)
        strip = strip_jpeg if filters[-1] == "/DCTDecode" else strip_jpeg2000
        stream._data = strip(inner)  # noqa: SLF001
        stream[NameObject("/Filter")] = NameObject(filters[-1])
        stream.pop("/DecodeParms", None)


def _unpack_outer(stream: StreamObject) -> bytes:
    outer = StreamObject()
    outer._data = stream._data  # noqa: SLF001 - see above
    names = _filters(stream)[:-1]
    outer[NameObject("/Filter")] = ArrayObject(NameObject(each) for each in names)
    from pypdf.filters import decode_stream_data

    unpacked = decode_stream_data(outer)
    return unpacked if isinstance(unpacked, bytes) else unpacked.encode("latin-1")


def _unmark_page(page: PageObject, reader: PdfReader) -> None:
    contents = page.get_contents()
    if contents is None:
        return
    unmarked = _unmarked(contents, reader)
    if unmarked is not None:
        fresh = StreamObject()
        fresh.set_data(unmarked)
        page[NameObject("/Contents")] = fresh.flate_encode()


def _unmarked(stream: StreamObject, owner: Any) -> bytes | None:
    """The drawing without the texts that stand beside it (what a picture shows, a word in full).

    None where there are none, so that most drawings stay byte by byte what they were.
    """
    data = stream.get_data()
    if b"BDC" not in data and b"DP" not in data:
        return None
    drawing = ContentStream(stream, getattr(owner, "pdf", owner))
    for operands, operator in drawing.operations:
        if operator in {b"BDC", b"DP"} and len(operands) > 1:
            operands[1] = DictionaryObject()
    # Setting the operations is what makes it write them anew.
    drawing.operations = drawing.operations
    return drawing.get_data()


def _read(
    reader: PdfReader, limits: Limits, left: set[Left], hear: Hear | None
) -> tuple[list[str], bool]:
    """The text of each page, and whether something on them can only be seen."""
    texts, needs_eyes, length = [], False, 0
    for number, page in enumerate(reader.pages, 1):
        watch = Watch(page)

        def heard(text: str, *drawn: Any, number: int = number, watch: Watch = watch) -> None:
            watch.text(text, *drawn)
            if hear is not None:
                hear(number, text, *drawn)

        raw = page.extract_text(visitor_operand_before=watch.operand, visitor_text=heard)
        text = visible(raw)
        length += len(text)
        if length > limits.text:
            raise Refused(Reason.TOO_MUCH_TEXT)
        texts.append(text.strip())
        letters = sum(each.isalnum() for each in text)
        strange = sum(_is_strange(each) for each in raw) * 20 > len(raw) or is_spaced(text)
        needs_eyes = needs_eyes or letters < _FEW_LETTERS or strange or watch.needs_eyes
        if watch.covers_picture:
            left.add(Left.COVERED)
    return texts, needs_eyes


def _is_strange(each: str) -> bool:
    return each not in "\n\t\r" and (each == "\ufffd" or unicodedata.category(each) in _UNREADABLE)

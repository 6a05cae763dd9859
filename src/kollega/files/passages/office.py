"""DOCX and ODT: their own headings, lists and tables; where there are no heading styles, bold lines."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from kollega.files.documents import docx_read, docx_write, odt_read, odt_write
from kollega.files.documents.body import Block as Written
from kollega.files.documents.body import Body, Paragraph, Picture, Table
from kollega.files.documents.names import child, local
from kollega.files.documents.package import Package
from kollega.files.found import Kind, Left, Limits, Refused
from kollega.files.passages import guessing
from kollega.files.passages.blocks import ITEM, Block, Raw, Unread, Why
from kollega.files.plain import visible

_WHY = {
    Left.TRACKED_CHANGES: Why.TRACKED_CHANGES,
    Left.COMMENTS: Why.COMMENTS,
    Left.HIDDEN_TEXT: Why.HIDDEN_TEXT,
    Left.EMBEDDED: Why.EMBEDDED,
    Left.HEADERS: Why.HEADERS,
    Left.PICTURES: Why.PICTURES,
    Left.SHAPES: Why.SHAPES,
    Left.FORM_FIELDS: Why.FORM_FIELDS,
}
_LEAST_BOLD = 2
Read = Callable[[Package, Limits], Body]


def read(data: bytes, kind: Kind, limits: Limits) -> Raw:
    """The document's blocks and the document made anew."""
    package = Package(data, limits)
    reader: Read = docx_read.read if kind == Kind.DOCX else odt_read.read
    body = reader(package, limits)
    writer = docx_write.write if kind == Kind.DOCX else odt_write.write
    pictures = len(body.pictures)
    raw = Raw(clean=writer(body), needs_eyes=bool(pictures), day=_changed(package, kind))
    said = {_WHY[each] for each in body.left if each in _WHY} - {Why.PICTURES}
    raw.left = [Unread(each) for each in sorted(said)]
    if pictures or Left.PICTURES in body.left:
        raw.left.append(Unread(Why.PICTURES, pictures))
    raw.blocks = list(_blocks(body.blocks, guess=_has_no_headings(body.blocks)))
    return raw


def _has_no_headings(blocks: Iterable[Written]) -> bool:
    found = [each for each in blocks if isinstance(each, Paragraph)]
    if any(each.heading for each in found):
        return False
    return sum(_is_bold_line(each) for each in found) >= _LEAST_BOLD


def _is_bold_line(paragraph: Paragraph) -> bool:
    runs = [each for each in paragraph.runs if each.text.strip()]
    return (
        bool(runs)
        and all(each.bold for each in runs)
        and not paragraph.list_id
        and guessing.could_head(" ".join(paragraph.text.split()))
    )


def _blocks(blocks: Iterable[Written], *, guess: bool) -> Iterator[Block]:
    counts: dict[tuple[str, int], int] = {}
    for each in blocks:
        if isinstance(each, Picture):
            continue
        if isinstance(each, Table):
            yield from _rows(each)
            continue
        text = _even(each.text)
        if not text:
            continue
        if each.heading:
            yield Block("heading", " ".join(text.split()), each.heading)
        elif guess and _is_bold_line(each):
            yield Block("heading", text, guessing.level_of(text, 2))
        elif each.list_id:
            yield Block("item", _mark(each, counts) + text)
        else:
            yield Block("text", text)


def _mark(paragraph: Paragraph, counts: dict[tuple[str, int], int]) -> str:
    if not paragraph.numbered:
        return ITEM
    key = (paragraph.list_id, paragraph.level)
    counts[key] = counts.get(key, 0) + 1
    return f"{counts[key]}. "


def _rows(table: Table) -> Iterator[Block]:
    for row in table.rows:
        cells = [_even(Body(cell).text).replace("\n", " ") for cell in row]
        if any(cells):
            yield Block("row", " | ".join(cells))


def _even(text: str) -> str:
    lines = (" ".join(line.split()) for line in visible(text).split("\n"))
    return "\n".join(line for line in lines if line)


def _changed(package: Package, kind: Kind) -> date | None:
    """When it was changed last, as it says itself. Who did it is not read."""
    name, wanted = ("docProps/core.xml", "modified") if kind == Kind.DOCX else ("meta.xml", "date")
    try:
        root = package.xml_or_nothing(name)
    except Refused:
        return None
    inside = root if kind == Kind.DOCX else child(root, "meta")
    for each in inside if inside is not None else ():
        if local(each) == wanted:
            try:
                return date.fromisoformat((each.text or "")[:10])
            except ValueError:
                return None
    return None

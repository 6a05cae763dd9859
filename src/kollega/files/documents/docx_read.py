"""A DOCX read into a `Body`: what stands on its pages, no more.

Tracked changes are read as accepted, comments and hidden text are passed over, and of fields only
what they show is taken. What a reader of the original would miss is told (`Body.left`).
"""

import re
from collections.abc import Iterator
from posixpath import join, normpath
from xml.etree.ElementTree import Element

from kollega.files import images
from kollega.files.documents.body import (
    DEEPEST,
    Block,
    Body,
    Paragraph,
    Picture,
    Run,
    Table,
    fitted,
)
from kollega.files.documents.names import child, is_on, local, value
from kollega.files.documents.package import Package
from kollega.files.found import Left, Limits, Reason, Refused

DOCUMENT = "word/document.xml"
_PASSED_BY = {"instrText", "delText", "fldChar", "rPr", "pPr", "sectPr", "del", "moveFrom"}
_TRACKED = {
    "ins",
    "del",
    "moveTo",
    "moveFrom",
    "rPrChange",
    "pPrChange",
    "trPrChange",
    "tcPrChange",
}
_HEADER = re.compile(r"word/(?:header|footer)\d*\.xml")
# Drawn by hand, people mask with them; what holds words or a picture is read like any other.
_SHAPES = {"wsp", "rect", "roundrect", "oval", "shape", "line", "polyline", "curve"}
_FILLED = {"txbxContent", "imagedata", "blip"}
_OBJECTS = {"OLEObject", "chart", "relIds", "control", "altChunk", "subDoc"}


def read(package: Package, limits: Limits) -> Body:
    """The document's parts.

    Raises:
        Refused: broken, or with macros.
    """
    if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in package.names):
        raise Refused(Reason.MACROS)
    return _Reader(package, limits).body()


class _Reader:
    def __init__(self, package: Package, limits: Limits) -> None:
        self.package = package
        self.limits = limits
        self.left: set[Left] = set()
        self.pictures = 0
        self.targets = _targets(package, "word/_rels/document.xml.rels")
        self.styles = _styles(package)
        self.numbered = _numbered(package)
        self.notes: list[tuple[str, str]] = []

    def body(self) -> Body:
        root = self.package.xml(DOCUMENT)
        blocks = list(self._blocks(child(root, "body") or root, 0))
        blocks += self._footnotes()
        self._look_beside()
        return Body(blocks, self.left)

    def _look_beside(self) -> None:
        """What lies beside the document and does not come along."""
        for name in self.package.names:
            if name.startswith("word/comments"):
                self.left.add(Left.COMMENTS)
            elif name.startswith(("word/embeddings/", "word/charts/", "word/diagrams/")):
                self.left.add(Left.EMBEDDED)
            elif _HEADER.match(name) and "".join(self.package.xml(name).itertext()).strip():
                self.left.add(Left.HEADERS)

    def _blocks(self, parent: Element, depth: int) -> Iterator[Block]:
        if depth > DEEPEST:
            raise Refused(Reason.BROKEN)
        for each in parent:
            name = local(each)
            self._note(each, name)
            if name == "p":
                yield from self._paragraph(each, depth)
            elif name == "tbl":
                yield self._table(each, depth)
            elif name in {"sdt", "sdtContent", "customXml", "ins", "moveTo", "txbxContent"}:
                yield from self._blocks(each, depth + 1)

    def _table(self, table: Element, depth: int) -> Table:
        found = Table()
        for row in table:
            if local(row) != "tr":
                continue
            if child(child(row, "trPr"), "del") is not None:
                self.left.add(Left.TRACKED_CHANGES)
                continue
            cells = [each for each in row if local(each) == "tc"]
            found.rows.append([list(self._blocks(each, depth + 1)) for each in cells])
        return found

    def _paragraph(self, element: Element, depth: int) -> Iterator[Block]:
        looks = child(element, "pPr")
        style = self.styles.get(value(child(looks, "pStyle")), _Style())
        list_id, level = _list_of(looks) or style.listed
        made = Paragraph(
            heading=style.heading,
            list_id=list_id,
            numbered=self.numbered.get(list_id, False),
            level=min(level, 5),
        )
        if child(looks, "pPrChange") is not None or child(child(looks, "rPr"), "del") is not None:
            self.left.add(Left.TRACKED_CHANGES)
        beside: list[Block] = []
        made.runs = list(self._runs(element, beside, depth, _Look()))
        yield made
        yield from beside

    def _runs(
        self, parent: Element, beside: list[Block], depth: int, look: "_Look"
    ) -> Iterator[Run]:
        if depth > DEEPEST:
            raise Refused(Reason.BROKEN)
        for each in parent:
            name = local(each)
            self._note(each, name)
            if name == "r":
                yield from self._run(each, beside, depth)
            elif name == "txbxContent":
                beside += self._blocks(each, depth + 1)
            elif name in {"blip", "imagedata"}:
                beside += self._picture(each, _crop_of(each, child(parent, "srcRect")))
            elif words := self._words(each, name):
                yield Run(words, look.bold, look.italic)
            elif name == "AlternateContent":
                # The same content once more for older programs: the first is enough.
                for choice in list(each)[:1]:
                    yield from self._runs(choice, beside, depth + 1, look)
            elif name not in _PASSED_BY | _OBJECTS:
                yield from self._runs(each, beside, depth + 1, look)

    def _note(self, each: Element, name: str) -> None:
        """Remember what does not come along."""
        if name in _TRACKED:
            self.left.add(Left.TRACKED_CHANGES)
        elif name in _OBJECTS:
            self.left.add(Left.EMBEDDED)
        elif name == "commentReference":
            self.left.add(Left.COMMENTS)
        elif name in _SHAPES and not any(local(inner) in _FILLED for inner in each.iter()):
            self.left.add(Left.SHAPES)

    def _run(self, run: Element, beside: list[Block], depth: int) -> Iterator[Run]:
        looks = child(run, "rPr")
        if is_on(child(looks, "vanish")) or is_on(child(looks, "webHidden")):
            self.left.add(Left.HIDDEN_TEXT)
            return
        if child(looks, "rPrChange") is not None:
            self.left.add(Left.TRACKED_CHANGES)
        look = _Look(is_on(child(looks, "b")), is_on(child(looks, "i")))
        yield from self._runs(run, beside, depth + 1, look)

    def _words(self, element: Element, name: str) -> str:
        if name == "t":
            return element.text or ""
        if name in {"footnoteReference", "endnoteReference"}:
            self.notes.append((name.removesuffix("Reference"), value(element, "id")))
            return f" [{len(self.notes)}]"
        return {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.get(
            name, ""
        )

    def _picture(self, element: Element, crop: images.Crop | None) -> list[Block]:
        name = self.targets.get(value(element, "embed") or value(element, "id"), "")
        self.pictures += 1
        if not name or not self.package.has(name) or self.pictures > self.limits.pictures:
            self.left.add(Left.PICTURES)
            return []
        try:
            drawn = images.redraw(
                self.package.read(name), images.IN_DOCUMENTS, self.limits, crop=crop
            )
        except Refused as refused:
            if refused.reason == Reason.TOO_MUCH_UNPACKED:
                raise
            self.left.add(Left.PICTURES)
            return []
        size = fitted(drawn.width * 0.2646, drawn.height * 0.2646)
        return [Picture(drawn.data, drawn.extension, *size)]

    def _footnotes(self) -> list[Block]:
        """The notes' words, numbered as they are referred to."""
        parts = {
            kind: {
                value(each, "id"): each for each in self.package.xml_or_nothing(f"word/{kind}s.xml")
            }
            for kind in ("footnote", "endnote")
        }
        found: list[Block] = []
        for number, (kind, note_id) in enumerate(list(self.notes), 1):
            note = parts[kind].get(note_id)
            if note is None:
                continue
            text = Body(list(self._blocks(note, 1))).text
            found.append(Paragraph([Run(f"[{number}] {text}")]))
        return found


def _crop_of(element: Element, rectangle: Element | None) -> images.Crop | None:
    """How much of a picture is cut off: the file holds all of it."""
    if any(key.startswith("crop") for key in element.attrib):
        return _ALL  # an old document: its many ways of saying how much are not worth reading
    if rectangle is None:
        return None
    left, top, right, bottom = (_part(value(rectangle, side)) for side in "ltrb")
    # Word writes an empty rectangle beside a whole picture.
    return (left, top, right, bottom) if max(left, top, right, bottom) > 0 else None


_ALL: images.Crop = (1.0, 1.0, 1.0, 1.0)


def _part(said: str) -> float:
    """Thousandths of a percent, or a percentage."""
    return float(said[:-1]) / 100 if said.endswith("%") else float(said or 0) / 100_000


class _Look:
    def __init__(self, bold: bool = False, italic: bool = False) -> None:
        self.bold = bold
        self.italic = italic


class _Style:
    def __init__(self, heading: int = 0, listed: tuple[str, int] = ("", 0)) -> None:
        self.heading = heading
        self.listed = listed


def _targets(package: Package, name: str) -> dict[str, str]:
    """Relation id → entry in the package; what lies elsewhere is left out."""
    found = {}
    for each in package.xml_or_nothing(name):
        if value(each, "TargetMode") != "External":
            target = value(each, "Target")
            path = target.lstrip("/") if target.startswith("/") else normpath(join("word", target))
            found[value(each, "Id")] = path
    return found


def _styles(package: Package) -> dict[str, _Style]:
    """Style id → whether it is a heading or a list; ids differ between languages, names do not."""
    found = {}
    for each in package.xml_or_nothing("word/styles.xml"):
        if local(each) != "style":
            continue
        name = value(child(each, "name")).lower()
        heading = 1 if name == "title" else 0
        if name.startswith("heading ") and name[8:].isdigit():
            heading = min(max(int(name[8:]), 1), 6)
        found[value(each, "styleId")] = _Style(heading, _list_of(child(each, "pPr")) or ("", 0))
    return found


def _list_of(looks: Element | None) -> tuple[str, int] | None:
    numbering = child(looks, "numPr")
    if numbering is None:
        return None
    number, level = value(child(numbering, "numId")), value(child(numbering, "ilvl"))
    if not number or number == "0":
        return None
    return number, int(level) if level.isdigit() else 0


def _numbered(package: Package) -> dict[str, bool]:
    """List id → whether its first level counts."""
    root = package.xml_or_nothing("word/numbering.xml")
    counts = {}
    for each in root:
        if local(each) == "abstractNum":
            first = child(child(each, "lvl"), "numFmt")
            counts[value(each, "abstractNumId")] = value(first) not in {"", "bullet", "none"}
    return {
        value(each, "numId"): counts.get(value(child(each, "abstractNumId")), False)
        for each in root
        if local(each) == "num"
    }

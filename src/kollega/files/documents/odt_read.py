"""An ODT read into a `Body`: what stands on its pages, no more. See `docx_read`."""

import re
from collections.abc import Iterator
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
from kollega.files.documents.names import DRAW, FO, STYLE, TEXT, XLINK, child, local, value
from kollega.files.documents.package import Package
from kollega.files.found import Left, Limits, Reason, Refused

_HIDDEN = {"hidden-text", "hidden-paragraph"}
_PASSED_BY = {"annotation-end", "bookmark", "bookmark-start", "bookmark-end", "change", "change-start",
              "change-end", "sequence-decls", "forms", "title", "desc", "soft-page-break",
              "note-citation", "ruby-text", "event-listeners"}  # fmt: skip
_LONGEST_GAP = 200
_OBJECTS = {"object", "object-ole", "plugin", "applet", "floating-frame"}
_LEFT_OUT = dict.fromkeys(_OBJECTS, Left.EMBEDDED) | {
    "annotation": Left.COMMENTS,
    "tracked-changes": Left.TRACKED_CHANGES,
}
# Drawn by hand, people mask with them; words in one are read like any other.
_SHAPES = {"rect", "custom-shape", "ellipse", "circle", "polygon", "polyline", "path", "line",
           "regular-polygon"}  # fmt: skip
_CUT = re.compile(r"[1-9]")


def read(package: Package, limits: Limits) -> Body:
    """The document's parts.

    Raises:
        Refused: broken, locked or with macros.
    """
    if any(name.startswith(("Basic/", "Scripts/")) for name in package.names):
        raise Refused(Reason.MACROS)
    if b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise Refused(Reason.ENCRYPTED)
    return _Reader(package, limits).body()


class _Reader:
    def __init__(self, package: Package, limits: Limits) -> None:
        self.package = package
        self.limits = limits
        self.left: set[Left] = set()
        self.pictures = 0
        self.notes: list[Element] = []
        self.lists = 0
        self.bold: set[str] = set()
        self.italic: set[str] = set()
        self.hidden: set[str] = set()
        self.cropped: set[str] = set()
        self.numbered: set[str] = set()

    def body(self) -> Body:
        root = self.package.xml("content.xml")
        self._styles(root)
        if self.package.has("styles.xml"):
            styles = self.package.xml("styles.xml")
            self._styles(styles)
            masters = child(styles, "master-styles")
            if masters is not None and "".join(masters.itertext()).strip():
                self.left.add(Left.HEADERS)
        text = child(child(root, "body"), "text")
        if text is None:
            raise Refused(Reason.BROKEN)
        blocks = list(self._blocks(text, 0))
        for number, note in enumerate(list(self.notes), 1):
            words = Body(list(self._blocks(note, 1))).text
            blocks.append(Paragraph([Run(f"[{number}] {words}")]))
        return Body(blocks, self.left)

    def _styles(self, root: Element) -> None:
        for each in root.iter():
            name = each.get(f"{STYLE}name", "")
            if each.tag == f"{STYLE}style":
                drawn = child(each, "graphic-properties")
                if drawn is not None and _CUT.search(drawn.get(f"{FO}clip", "")):
                    self.cropped.add(name)
                looks = child(each, "text-properties")
                if looks is None:
                    continue
                if looks.get(f"{FO}font-weight") == "bold":
                    self.bold.add(name)
                if looks.get(f"{FO}font-style") == "italic":
                    self.italic.add(name)
                if looks.get(f"{TEXT}display") == "none":
                    self.hidden.add(name)
            elif each.tag == f"{TEXT}list-style":
                first = next(iter(each), None)
                if first is not None and local(first) == "list-level-style-number":
                    self.numbered.add(name)

    def _blocks(self, parent: Element, depth: int, *, listed: str = "", level: int = 0,
                numbered: bool = False) -> Iterator[Block]:  # fmt: skip
        if depth > DEEPEST:
            raise Refused(Reason.BROKEN)
        for each in parent:
            name = local(each)
            if name in {"p", "h"}:
                yield from self._paragraph(each, depth, listed, level, numbered=numbered)
                # Only an item's first paragraph carries the mark.
                listed = "" if name == "p" and local(parent) == "list-item" else listed
            elif name == "list":
                yield from self._list(each, depth, listed, level, numbered=numbered)
            elif name == "table":
                yield self._table(each, depth)
            elif name == "frame":
                yield from self._frame(each, depth)
            elif not self._leaves_out(each, name):
                self._note_shape(each, name)
                yield from self._blocks(each, depth + 1)

    def _leaves_out(self, each: Element, name: str) -> bool:
        """Whether an element between paragraphs does not come along."""
        if name in _HIDDEN or self._is_hidden(each):
            self.left.add(Left.HIDDEN_TEXT)
        elif name in _LEFT_OUT:
            self.left.add(_LEFT_OUT[name])
        else:
            return name in _PASSED_BY
        return True

    def _note_shape(self, each: Element, name: str) -> None:
        if name in _SHAPES and not "".join(each.itertext()).strip():
            self.left.add(Left.SHAPES)

    def _is_hidden(self, element: Element) -> bool:
        style = element.get(f"{TEXT}style-name", "")
        return style in self.hidden or value(element, "display") == "none"

    def _list(
        self, element: Element, depth: int, outer: str, level: int, *, numbered: bool
    ) -> Iterator[Block]:
        style = element.get(f"{TEXT}style-name", "")
        inside = bool(outer) or level > 0
        if not inside:
            self.lists += 1
        counts = style in self.numbered if style else numbered
        for item in element:
            yield from self._blocks(
                item,
                depth + 1,
                listed=f"l{self.lists}",
                level=min(level + 1, 6),
                numbered=counts,
            )

    def _table(self, element: Element, depth: int) -> Table:
        found = Table()
        for row in _rows(element):
            cells = [each for each in row if local(each) == "table-cell"]
            found.rows.append([list(self._blocks(each, depth + 1)) for each in cells])
        return found

    def _paragraph(
        self, element: Element, depth: int, listed: str, level: int, *, numbered: bool
    ) -> Iterator[Block]:
        if self._is_hidden(element):
            self.left.add(Left.HIDDEN_TEXT)
            return
        heading = value(element, "outline-level") if local(element) == "h" else ""
        made = Paragraph(
            heading=min(max(int(heading), 1), 6) if heading.isdigit() else 0,
            list_id=listed,
            numbered=numbered and bool(listed),
            level=max(level - 1, 0),
        )
        beside: list[Block] = []
        made.runs = list(self._runs(element, beside, depth, bold=False, italic=False))
        yield made
        yield from beside

    def _runs(
        self, element: Element, beside: list[Block], depth: int, *, bold: bool, italic: bool
    ) -> Iterator[Run]:
        if depth > DEEPEST:
            raise Refused(Reason.BROKEN)
        if element.text:
            yield Run(" ".join(element.text.split("\n")), bold, italic)
        for each in element:
            yield from self._inside(each, beside, depth, bold=bold, italic=italic)
            if each.tail:
                yield Run(" ".join(each.tail.split("\n")), bold, italic)

    def _inside(
        self, each: Element, beside: list[Block], depth: int, *, bold: bool, italic: bool
    ) -> Iterator[Run]:
        """What one element in a paragraph shows."""
        name, style = local(each), each.get(f"{TEXT}style-name", "")
        if name in _HIDDEN or style in self.hidden:
            self.left.add(Left.HIDDEN_TEXT)
        elif name in _LEFT_OUT:
            self.left.add(_LEFT_OUT[name])
        elif name == "note":
            yield from self._note(each)
        elif name == "frame":
            beside += self._frame(each, depth)
        elif words := _spaces(each, name):
            yield Run(words)
        elif name not in _PASSED_BY:
            self._note_shape(each, name)
            yield from self._runs(
                each,
                beside,
                depth + 1,
                bold=bold or style in self.bold,
                italic=italic or style in self.italic,
            )

    def _note(self, element: Element) -> Iterator[Run]:
        words = child(element, "note-body")
        if words is not None:
            self.notes.append(words)
            yield Run(f" [{len(self.notes)}]")

    def _frame(self, frame: Element, depth: int) -> list[Block]:
        found: list[Block] = []
        for each in frame:
            name = local(each)
            if name == "text-box":
                found += self._blocks(each, depth + 1)
            elif name in _OBJECTS:
                self.left.add(Left.EMBEDDED)
                return found  # the picture beside it is only how the object looked
            elif name == "image":
                cut = frame.get(f"{DRAW}style-name", "") in self.cropped
                found += self._picture(each, cut=cut)
                break
        return found

    def _picture(self, element: Element, *, cut: bool) -> list[Block]:
        """The picture; none where part of it is cut off, for the file holds all of it."""
        name = element.get(f"{XLINK}href", "").removeprefix("./")
        self.pictures += 1
        if cut or not self.package.has(name) or self.pictures > self.limits.pictures:
            self.left.add(Left.PICTURES)
            return []
        try:
            drawn = images.redraw(self.package.read(name), images.IN_DOCUMENTS, self.limits)
        except Refused as refused:
            if refused.reason == Reason.TOO_MUCH_UNPACKED:
                raise
            self.left.add(Left.PICTURES)
            return []
        size = fitted(drawn.width * 0.2646, drawn.height * 0.2646)
        return [Picture(drawn.data, drawn.extension, *size)]


def _rows(table: Element) -> Iterator[Element]:
    """The table's own rows, also those in groups; not those of a table in a cell."""
    for each in table:
        if local(each) == "table-row":
            yield each
        elif local(each) in {"table-header-rows", "table-rows", "table-row-group"}:
            yield from _rows(each)


def _spaces(element: Element, name: str) -> str:
    """The white space that stands as an element."""
    if name == "s":
        count = value(element, "c")
        return " " * min(int(count) if count.isdigit() else 1, _LONGEST_GAP)
    return {"tab": "\t", "line-break": "\n"}.get(name, "")

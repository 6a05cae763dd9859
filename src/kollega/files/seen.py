"""What stands on a PDF's page and only eyes can read: pictures, drawn letters, letters that lie.

Handed to pypdf as the visitor of a page while its text is read, so that the page is gone through once.
"""

import re
from collections.abc import Iterator
from typing import Any

from pypdf import PageObject
from pypdf._codecs.adobe_glyphs import adobe_glyphs

SMALL_PICTURE = 24
DRAWN_LETTERS = 40
"""Curves on a page. A name of ten letters has about so many when it is drawn; so has a coat of arms."""
_CURVES = {b"c": 3, b"v": 2, b"y": 2}
_FILLS = {b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"}
_ENDS = {b"S", b"s", b"n"}
_NAMED_ENCODINGS = {"/WinAnsiEncoding", "/MacRomanEncoding", "/StandardEncoding"}
_SPACED = re.compile(r"(?:(?<!\w)[^\W\d_] ){4}[^\W\d_](?!\w)")
_LEAST_COVERED = 0.002

Box = tuple[float, float, float, float]


class Watch:
    """Counts what a page draws beside its text."""

    def __init__(self, page: PageObject) -> None:
        self.curves = 0
        self.covers_picture = False
        self.letters_lie = False
        self._names = set(_pictures(page))
        self.has_picture = bool(self._names)
        self._pictures: list[Box] = []
        self._path: list[tuple[float, float]] = []
        self._fonts: dict[int, bool] = {}

    @property
    def needs_eyes(self) -> bool:
        """Whether something of it can only be seen."""
        return self.has_picture or self.letters_lie or self.curves >= DRAWN_LETTERS

    def operand(self, operator: bytes, operands: Any, matrix: Any, _text_matrix: Any) -> None:
        """Told of each thing that the page draws, before it is drawn."""
        if operator == b"INLINE IMAGE":
            self.has_picture = True
        elif operator == b"Do":
            if operands and operands[0] in self._names:
                corners = [_placed(matrix, x, y) for x in (0.0, 1.0) for y in (0.0, 1.0)]
                self._pictures.append(_around(corners))
        elif operator == b"re" and len(operands) == 4:
            x, y, width, height = map(float, operands)
            self._path += [_placed(matrix, x, y), _placed(matrix, x + width, y + height)]
        elif operator in {b"m", b"l"} or operator in _CURVES:
            self.curves += operator in _CURVES
            if len(operands) >= 2:
                self._path.append(_placed(matrix, float(operands[-2]), float(operands[-1])))
        elif operator in _FILLS:
            if self._path and any(_covers(_around(self._path), each) for each in self._pictures):
                self.covers_picture = True
            self._path = []
        elif operator in _ENDS:
            self._path = []

    def text(self, text: str, _matrix: Any, _text_matrix: Any, font: Any, _size: Any) -> None:
        """Told of each text with the font that it is drawn with."""
        if font is None or not any(each.isalnum() for each in text):
            return
        if id(font) not in self._fonts:
            self._fonts[id(font)] = _tells_its_letters(font)
        if not self._fonts[id(font)]:
            self.letters_lie = True


def is_spaced(text: str) -> bool:
    """Whether words stand letter by letter, so that no program finds a name in them."""
    return _SPACED.search(text) is not None


def _placed(matrix: Any, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = (float(each) for each in matrix)
    return a * x + c * y + e, b * x + d * y + f


def _around(points: list[tuple[float, float]]) -> Box:
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def _covers(box: Box, picture: Box) -> bool:
    """Whether a painted box lies over some of the picture; a line along its edge does not."""
    width = min(box[2], picture[2]) - max(box[0], picture[0])
    height = min(box[3], picture[3]) - max(box[1], picture[1])
    whole = (picture[2] - picture[0]) * (picture[3] - picture[1])
    return width > 2 and height > 2 and width * height > whole * _LEAST_COVERED


def _tells_its_letters(font: Any) -> bool:
    """Whether the letters of a text can be told from its codes, or only from the shapes drawn."""
    if "/ToUnicode" in font:
        return True
    kind = font.get("/Subtype")
    if kind == "/Type0":
        return False
    encoding = font.get("/Encoding")
    encoding = encoding.get_object() if encoding is not None else None
    if isinstance(encoding, str):
        return encoding in _NAMED_ENCODINGS
    named = list(encoding.get("/Differences", ())) if encoding is not None else []
    names = [each for each in named if isinstance(each, str)]
    if names:
        return all(each in adobe_glyphs for each in names)
    # Without names the codes are those of the font itself: known where it does not come along.
    about = font.get("/FontDescriptor")
    about = about.get_object() if about is not None else {}
    return kind != "/Type3" and not {"/FontFile", "/FontFile2", "/FontFile3"} & about.keys()


def _pictures(page: PageObject) -> Iterator[str]:
    """What each picture that the page draws is called, also inside other drawings."""
    waiting: list[Any] = [page.get("/Resources")]
    seen: set[int] = set()
    while waiting:
        resources = waiting.pop()
        resources = resources.get_object() if resources is not None else {}
        for where in ("/XObject", "/Pattern"):
            drawn = resources.get(where)
            for name, each in (drawn.get_object() if drawn is not None else {}).items():
                found = each.get_object()
                if id(found) in seen:
                    continue
                seen.add(id(found))
                if found.get("/Subtype") == "/Image":
                    large = min(int(found.get("/Width", 0)), int(found.get("/Height", 0)))
                    if large >= SMALL_PICTURE:
                        yield name
                elif found.get("/PatternType") == 1:
                    # What is drawn in a pattern is no text to any reader.
                    yield name
                else:
                    waiting.append(found.get("/Resources"))

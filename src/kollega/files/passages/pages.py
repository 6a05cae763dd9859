"""PDF: lines put together to paragraphs, headings by their size, pages kept.

A PDF knows letters at places, no paragraphs. A heading is believed where its letters are larger or
bolder than the running text; where nothing is, the pages are the headings.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from math import sqrt
from typing import Any

from pypdf import PdfReader

from kollega.files import pdf
from kollega.files.found import Left, Limits, Reason, Refused
from kollega.files.passages import guessing
from kollega.files.passages.blocks import ITEM, Block, Raw, Unread, Why
from kollega.files.passages.text import join_lines
from kollega.files.plain import visible
from kollega.files.seen import Watch

_WHY = {
    Left.COMMENTS: Why.COMMENTS,
    Left.EMBEDDED: Why.EMBEDDED,
    Left.FORM_FIELDS: Why.FORM_FIELDS,
    Left.HIDDEN_TEXT: Why.HIDDEN_TEXT,
    Left.SHAPES: Why.SHAPES,
}
_LARGER = 1.12
_MUCH_DRAWN = 3_000
_FEW_LETTERS = 20
_BULLET = re.compile(r"^[•◦▪●·–—*-]\s*(?=\S)|^\uf0b7\s*")
_COUNTED = re.compile(r"^(\d{1,2})[.)]\s+(?=\S)")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"^(?:sida|sid\.?|s\.)?\s*\d{1,4}\s*(?:\(\d+\)|av\s+\d+|/\s*\d+)?$", re.IGNORECASE
)
_DOTS = re.compile(r"\.{4,}|(?:\s\.){4,}")


@dataclass
class Line:
    """A line on a page with the size of its letters and where it stands (None where unknown)."""

    text: str
    size: float
    bold: bool
    at: float | None
    page: int


class _Ear:
    """Hears each piece of text as pypdf comes upon it."""

    def __init__(self) -> None:
        self.lines: dict[int, list[Line]] = {}
        self._page = 0
        self._begin(0)

    def _begin(self, page: int) -> None:
        self._page = page
        self._text = ""
        self._sizes: Counter[float] = Counter()
        self._bold = 0
        self._at: float | None = None

    def hear(self, page: int, text: str, *drawn: Any) -> None:
        """A piece of text: its page, the words, then both matrices, the font and its size."""
        matrix, text_matrix, font, size = drawn
        if page != self._page:
            self._end()
            self._begin(page)
        pieces = text.split("\n")
        for number, piece in enumerate(pieces):
            if number:
                self._end()
                self._begin(page)
            letters = sum(each.isalnum() for each in piece)
            self._text += piece
            if letters:
                self._sizes[_drawn(matrix, text_matrix, size)] += letters
                self._bold += letters if _is_bold(font) else 0
                if self._at is None:
                    self._at = _height(matrix, text_matrix)

    def _end(self) -> None:
        text = " ".join(visible(self._text.replace("\xad", "-")).split())
        if text:
            size = self._sizes.most_common(1)[0][0] if self._sizes else 0.0
            bold = self._bold * 2 > sum(self._sizes.values())
            line = Line(text, size, bold, self._at, self._page)
            self.lines.setdefault(self._page, []).append(line)

    def close(self) -> list[list[Line]]:
        self._end()
        self._begin(self._page)
        return [self.lines[page] for page in sorted(self.lines)]


def _drawn(matrix: Any, text_matrix: Any, size: float) -> float:
    scale = sqrt(abs(_determinant(matrix) * _determinant(text_matrix))) or 1.0
    return round(abs(float(size)) * scale * 2) / 2


def _determinant(matrix: Any) -> float:
    a, b, c, d = (float(each) for each in matrix[:4])
    return a * d - b * c


def _height(matrix: Any, text_matrix: Any) -> float:
    x, y = float(text_matrix[4]), float(text_matrix[5])
    return x * float(matrix[1]) + y * float(matrix[3]) + float(matrix[5])


def _is_bold(font: Any) -> bool:
    name = str((font or {}).get("/BaseFont", "")).lower()
    return "bold" in name or "black" in name or "heavy" in name or "semib" in name


def read(data: bytes, limits: Limits) -> Raw:
    """The document's blocks and its pages made anew.

    Raises:
        Refused: broken, locked, or nothing but pictures of pages.
    """
    ear = _Ear()
    found = pdf.inspect(data, limits, hear=ear.hear)
    whole = ear.close()
    pages = _without_furniture(whole)
    told = {page[0].page for page in pages if _letters(page) >= _FEW_LETTERS}
    silent = tuple(_silent(found.clean, told))
    if not told:
        raise Refused(Reason.SCANNED if found.needs_eyes else Reason.NO_CONTENT)
    raw = Raw(clean=found.clean, pages=found.pages, needs_eyes=found.needs_eyes)
    raw.left = [Unread(_WHY[each]) for each in found.left if each in _WHY]
    if silent:
        raw.left.append(Unread(Why.PAGES_WITHOUT_TEXT, len(silent), silent))
    elif found.needs_eyes:
        raw.left.append(Unread(Why.PICTURES))
    if Left.EMBEDDED not in found.left and _strange(pages):
        raw.left.append(Unread(Why.LETTERS))
    raw.blocks = list(_blocks([line for page in pages for line in page]))
    read = {id(line) for page in pages for line in page if not _DOTS.search(line.text)}
    raw.beside = [line.text for page in whole for line in page if id(line) not in read]
    return raw


def _silent(clean: bytes, told: set[int]) -> Iterator[int]:
    """Pages that show something but say nothing; an empty page says nothing to anybody."""
    for number, page in enumerate(PdfReader(BytesIO(clean)).pages, 1):
        if number not in told:
            contents = page.get_contents()
            drawn = contents is not None and len(contents.get_data()) > _MUCH_DRAWN
            if drawn or Watch(page).has_picture:
                yield number


def _letters(page: list[Line]) -> int:
    return sum(each.isalnum() for line in page for each in line.text)


def _strange(pages: list[list[Line]]) -> bool:
    text = "".join(line.text for page in pages for line in page)
    return text.count("\ufffd") * 50 > len(text)


def _without_furniture(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without their numbers and without what stands on most of them at top or bottom."""
    often: Counter[str] = Counter()
    for page in pages:
        often.update({_pattern(line) for line in (*page[:2], *page[-2:])})
    most = max(3, len(pages) // 2)
    found = []
    for page in pages:
        edge = {id(line) for line in (*page[:2], *page[-2:])}
        kept = [
            line
            for line in page
            if not _PAGE_NUMBER.match(line.text)
            and not (id(line) in edge and often[_pattern(line)] >= most)
        ]
        if kept:
            found.append(kept)
    return found


def _pattern(line: Line) -> str:
    return _DIGITS.sub("0", line.text.lower())


def _blocks(lines: list[Line]) -> Iterator[Block]:
    lines = [line for line in lines if not _DOTS.search(line.text)]
    body = _body_size(lines)
    levels = _levels(lines, body)
    gap = _usual_gap(lines)
    width = sorted(len(line.text) for line in lines)[len(lines) * 9 // 10] if lines else 0
    by_page = not levels
    held: list[Line] = []
    page = None
    for line in lines:
        if by_page and line.page != page:
            yield from _paragraph(held)
            held = []
            yield Block("heading", f"Sida {line.page}", 2, line.page)
        page = line.page
        level = levels.get(_key(line, body), 0) if _looks_heading(line) else 0
        if level:
            if held and held[-1].size == line.size and _is_heading(held, levels, body):
                held.append(line)
                continue
            yield from _made(held, levels, body)
            held = [line]
        elif held and (_is_heading(held, levels, body) or _breaks(held[-1], line, gap, width)):
            yield from _made(held, levels, body)
            held = [line]
        else:
            held.append(line)
    yield from _made(held, levels, body)


def _made(held: list[Line], levels: dict[tuple[float, bool], int], body: float) -> Iterator[Block]:
    if held and _is_heading(held, levels, body):
        text = held[0].text
        for line in held[1:]:
            text = join_lines(text, line.text)
        level = levels[_key(held[0], body)]
        yield Block("heading", text, guessing.level_of(text, level), held[0].page)
    else:
        yield from _paragraph(held)


def _is_heading(held: list[Line], levels: dict[tuple[float, bool], int], body: float) -> bool:
    return _key(held[0], body) in levels and all(_looks_heading(line) for line in held)


def _key(line: Line, body: float) -> tuple[float, bool]:
    """Larger letters are a kind of heading by their size; bold ones of the text's own size are one."""
    larger = line.size >= body * _LARGER
    return (line.size, False) if larger else (body, line.bold)


def _looks_heading(line: Line) -> bool:
    words = line.text.split()
    return (
        len(words) <= 16
        and len(line.text) <= 120
        and not line.text.endswith((".", ",", ";"))
        and any(each.isalpha() for each in line.text)
        and not _BULLET.match(line.text)
    )


def _body_size(lines: list[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _levels(lines: list[Line], body: float) -> dict[tuple[float, bool], int]:
    """Which looks are headings, and how deep: the largest outermost, bold text innermost."""
    looks = Counter(_key(line, body) for line in lines if _looks_heading(line))
    all_of = Counter(_key(line, body) for line in lines)
    # A look that mostly carries sentences is no heading, however large.
    sizes = sorted(
        (
            key
            for key, count in looks.items()
            if key != (body, False) and count * 3 >= all_of[key] * 2
        ),
        reverse=True,
    )
    return {key: min(place, 5) for place, key in enumerate(sizes, 1)}


def _usual_gap(lines: list[Line]) -> float:
    gaps = [gap for before, each in pairwise(lines) if (gap := _gap(before, each))]
    return sorted(gaps)[len(gaps) // 3] if gaps else 0.0


def _gap(before: Line, line: Line) -> float:
    if before.page != line.page or before.at is None or line.at is None:
        return 0.0
    return abs(before.at - line.at)


def _breaks(before: Line, line: Line, gap: float, width: int) -> bool:
    """Whether a new paragraph begins with this line."""
    if _BULLET.match(line.text) or _COUNTED.match(line.text):
        return True
    if before.size != line.size and abs(before.size - line.size) > 1:
        return True
    ended = before.text.endswith((".", "!", "?", ":", "”", '"'))
    if before.page != line.page:
        return ended and not line.text[:1].islower()
    if gap and _gap(before, line) > gap * 1.35:
        return True
    return ended and len(before.text) < width * 0.75 and not line.text[:1].islower()


def _paragraph(held: list[Line]) -> Iterator[Block]:
    if not held:
        return
    text = held[0].text
    for line in held[1:]:
        text = join_lines(text, line.text)
    page = held[0].page
    if bullet := _BULLET.match(text):
        yield Block("item", ITEM + text[bullet.end() :], page=page)
    elif counted := _COUNTED.match(text):
        yield Block("item", f"{counted[1]}. {text[counted.end() :]}", page=page)
    else:
        yield Block("text", text, page=page)

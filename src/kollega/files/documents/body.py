"""A text document as it is kept: paragraphs, lists, tables and pictures, and nothing else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kollega.files.found import Left

DEEPEST = 40
"""Tables within tables; a document that goes deeper is no document."""


@dataclass(frozen=True)
class Run:
    """Some words of one look."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass
class Paragraph:
    """`heading` is 1–6, 0 for running text. `list_id` is empty outside lists; `level` counts from 0."""

    runs: list[Run] = field(default_factory=list)
    heading: int = 0
    list_id: str = ""
    numbered: bool = False
    level: int = 0

    @property
    def text(self) -> str:
        return "".join(each.text for each in self.runs)


@dataclass(frozen=True)
class Picture:
    """A redrawn picture; `width` and `height` in millimetres on paper."""

    data: bytes
    extension: str
    width: float
    height: float


@dataclass
class Table:
    """Rows of cells, each cell some blocks."""

    rows: list[list[list["Block"]]] = field(default_factory=list)


Block = Paragraph | Picture | Table


@dataclass
class Body:
    """A whole document and what was left out of it."""

    blocks: list[Block] = field(default_factory=list)
    left: set[Left] = field(default_factory=set)

    @property
    def text(self) -> str:
        """Everything that can be read, a line for each paragraph."""
        return "\n".join(_lines(self.blocks)).strip()

    @property
    def pictures(self) -> list[Picture]:
        """Every picture, in order."""
        return list(_pictures(self.blocks))


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for each in blocks:
        if isinstance(each, Paragraph):
            yield each.text
        elif isinstance(each, Table):
            for row in each.rows:
                yield " | ".join(" ".join(_lines(cell)) for cell in row)


def _pictures(blocks: Iterable[Block]) -> Iterator[Picture]:
    for each in blocks:
        if isinstance(each, Picture):
            yield each
        elif isinstance(each, Table):
            for row in each.rows:
                for cell in row:
                    yield from _pictures(cell)


PAPER_WIDTH = 160.0
PAPER_HEIGHT = 220.0


def fitted(width: float, height: float) -> tuple[float, float]:
    """A size in millimetres, made smaller where it would not fit a page."""
    width, height = max(width, 1.0), max(height, 1.0)
    scale = min(1.0, PAPER_WIDTH / width, PAPER_HEIGHT / height)
    return width * scale, height * scale


_ALLOWED = {"\t", "\n"}


def printable(text: str) -> str:
    """The text without what XML cannot hold."""
    return "".join(each for each in text if each in _ALLOWED or _holds(ord(each)))


def _holds(code: int) -> bool:
    return 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF

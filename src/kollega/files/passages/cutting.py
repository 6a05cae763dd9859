"""Blocks cut into passages of moderate length, each under its headings.

Cut between paragraphs; a paragraph that is too long for itself, between sentences.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kollega.files.passages.blocks import ITEM, Block, Passage

SHORT, LONG, FEW = 60, 200, 25
"""Words. A passage grows until it is longer than the first, and is not let past the second by a whole
paragraph. What is left at the end of a part is no passage of its own if it is fewer than the third."""
LONGEST_SENTENCE = 400
"""What is longer without an end is no sentence, and is cut between words."""
DEEPEST_PATH = 6
_END = re.compile(r"(?<=[.!?…:;])[\"”’)\]]*\s+(?=[\"”’(\[–-]?[A-ZÅÄÖ0-9])")
# A full stop after these ends no sentence.
_ABBREVIATED = re.compile(
    r"(?:\b(?:bl|dvs|d\.v\.s|ex|t\.ex|kap|st|nr|ev|resp|s\.k|m\.m|o\.s\.v|osv|jfr|prop|f|bl\.a|kl|ca|dr|inkl|exkl|"
    r"tel|sid|s|p|art)|\b[A-ZÅÄÖ])\.$",
    re.IGNORECASE,
)


@dataclass
class _Part:
    path: tuple[str, ...]
    level: int
    page: int | None
    blocks: list[Block] = field(default_factory=list)

    @property
    def words(self) -> int:
        return sum(len(each.text.split()) for each in self.blocks)


def cut(blocks: Iterable[Block], *, without: str = "") -> list[Passage]:
    """The passages in order. `without` is the document's title, which is no heading in it."""
    found: list[Passage] = []
    for part in _parts(_settled(blocks), without):
        found += _with_its_end(list(_passages(part)))
    return found


def _settled(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with a heading that nothing stands under as a line of the part above it."""
    waiting: list[Block] = []
    for each in blocks:
        if each.sort == "heading":
            while waiting and waiting[-1].level >= each.level:
                yield _as_text(waiting.pop())
            waiting.append(each)
        elif each.text.strip():
            yield from waiting
            waiting = []
            yield each
    yield from map(_as_text, waiting)


def _as_text(each: Block) -> Block:
    return Block("text", each.text, page=each.page)


def _parts(blocks: Iterable[Block], without: str) -> Iterator[_Part]:
    path: list[tuple[int, str]] = []
    part = _Part((), 0, None)
    title = _same(without)
    for each in blocks:
        if each.sort == "heading":
            if part.blocks:
                yield part
            if title and _same(each.text) == title:
                title, path = "", []
                part = _Part((), 0, each.page)
                continue
            path = [above for above in path if above[0] < each.level]
            path.append((each.level, each.text))
            names = tuple(text for _level, text in path)[-DEEPEST_PATH:]
            part = _Part(names, len(names), each.page)
        else:
            if not part.blocks and part.page is None:
                part.page = each.page
            part.blocks.append(each)
    if part.blocks:
        yield part


def _same(text: str) -> str:
    return " ".join(text.lower().split())


def _passages(part: _Part) -> Iterator[Passage]:
    held: list[Block] = []
    count = 0
    for each in _short_enough(part.blocks):
        words = len(each.text.split())
        too_long = count + words > LONG and count > 0
        # What introduces a list stands with its first line.
        full = count >= SHORT and each.sort == "text" and not held[-1].text.endswith(":")
        if too_long or full:
            yield _passage(part, held)
            held, count = [], 0
        held.append(each)
        count += words
    if held:
        yield _passage(part, held)


def _with_its_end(found: list[Passage]) -> list[Passage]:
    """The passages of a part, a few words at its end with what stands before them."""
    if len(found) > 1:
        last, before = found[-1], found[-2]
        words = len(last.text.split())
        if words < FEW and words + len(before.text.split()) <= LONG + FEW:
            found[-2:] = [replace(before, text=f"{before.text}\n\n{last.text}")]
    return found


def _passage(part: _Part, blocks: list[Block]) -> Passage:
    text = blocks[0].text
    for before, each in pairwise(blocks):
        tight = before.sort == each.sort and each.sort in {"item", "row"}
        text += ("\n" if tight else "\n\n") + each.text
    return Passage(
        text=text,
        heading=part.path[-1] if part.path else "",
        path=part.path,
        level=part.level,
        page=next((each.page for each in blocks if each.page is not None), part.page),
    )


def _short_enough(blocks: Iterable[Block]) -> Iterator[Block]:
    for each in blocks:
        if len(each.text.split()) <= LONG:
            yield each
            continue
        held: list[str] = []
        count = 0
        for sentence in sentences(each.text):
            words = len(sentence.split())
            if held and count + words > LONG:
                yield Block("text", " ".join(held), page=each.page)
                held, count = [], 0
            held.append(sentence)
            count += words
        if held:
            yield Block("text", " ".join(held), page=each.page)


def sentences(text: str) -> list[str]:
    """The text's sentences; what has no end is cut between words."""
    found: list[str] = []
    start = 0
    for end in _END.finditer(text):
        if _ABBREVIATED.search(text[max(0, end.start() - 12) : end.start()]):
            continue
        found.append(text[start : end.end()].strip())
        start = end.end()
    found.append(text[start:].strip())
    return [piece for sentence in found if sentence for piece in _pieces(sentence)]


def _pieces(sentence: str) -> list[str]:
    words = sentence.split()
    if len(words) <= LONGEST_SENTENCE:
        return [sentence]
    return [" ".join(words[at : at + LONG]) for at in range(0, len(words), LONG)]


__all__ = ["ITEM", "LONG", "SHORT", "cut", "sentences"]

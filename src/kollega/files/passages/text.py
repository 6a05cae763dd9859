"""Plain text: paragraphs, lists and what must be headings, as people write them."""

import re
from collections.abc import Iterator

from kollega.files.found import Reason, Refused
from kollega.files.passages import guessing
from kollega.files.passages.blocks import ITEM, Block, Raw
from kollega.files.plain import visible
from kollega.files.signs import decode as decode_known

_BULLET = re.compile(r"^\s*(?:[•◦▪●·*–—-]|\uf0b7)\s+(?=\S)")
_COUNTED = re.compile(r"^\s*(\d{1,3}|[a-z])[.)]\s+(?=\S)")
_RULE = re.compile(r"^\s*[-=_*~]{3,}\s*$")
_SENTENCE_ENDS = (".", "!", "?", ":", ";", "”", '"', ")")
_WRAPPED_MOST = 110
_WRAPPED_LEAST = 45


def decode(data: bytes) -> str:
    """The bytes as text, also UTF-16 that does not say so.

    Raises:
        Refused: no encoding that anybody writes in.
    """
    text = decode_known(data)
    if text is None and b"\0" in data[:2000]:
        for encoding, zeros in (("utf-16-le", data[1:400:2]), ("utf-16-be", data[0:400:2])):
            if zeros and zeros.count(0) * 10 >= len(zeros) * 8:
                text = data.decode(encoding, "replace")
    if text is None or text.count("\ufffd") * 100 > len(text):
        raise Refused(Reason.ENCODING)
    return visible(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n"))


def read(data: bytes) -> Raw:
    """The text's blocks; the file made anew is the text in UTF-8."""
    text = decode(data)
    logos = [said for each in _chunks(text) if guessing.is_logo(said := " ".join(each))]
    return Raw(blocks=list(blocks_of(text)), clean=f"{text.strip()}\n".encode(), beside=logos)


def blocks_of(text: str) -> Iterator[Block]:
    """Paragraphs, lines of lists and guessed headings."""
    chunks = _mended([each for each in _chunks(text) if not guessing.is_logo(" ".join(each))])
    could = [len(chunk) == 1 and _could_head(chunk[0]) for chunk in chunks]
    for place, chunk in enumerate(chunks):
        if could[place] and _heads(place, could):
            line = guessing.plain(chunk[0])
            yield Block(
                "heading", line, 1 if _is_title(place, could) else guessing.level_of(line, 2)
            )
        else:
            yield from _lines(chunk)


def _could_head(line: str) -> bool:
    return not _BULLET.match(line) and guessing.could_head(guessing.plain(line))


def _heads(place: int, could: list[bool]) -> bool:
    """A heading stands over something; of many in a row only the first and the last do."""
    if place + 1 >= len(could):
        return False
    before = place > 0 and could[place - 1]
    return not (before and could[place + 1]) or place == 1


def _is_title(place: int, could: list[bool]) -> bool:
    return place == 0 and could[0]


def _chunks(text: str) -> Iterator[list[str]]:
    held: list[str] = []
    for line in text.split("\n"):
        if line.strip() and not _RULE.match(line):
            held.append(line.rstrip())
        elif held:
            yield held
            held = []
    if held:
        yield held


def _mended(chunks: list[list[str]]) -> list[list[str]]:
    """Chunks put together again where a blank line fell into a sentence."""
    found: list[list[str]] = []
    for chunk in chunks:
        goes_on = chunk[0].lstrip()[:1].islower() and not _COUNTED.match(chunk[0])
        if found and goes_on and not found[-1][-1].rstrip().endswith(_SENTENCE_ENDS):
            found[-1][-1] = f"{found[-1][-1].rstrip()} {chunk[0].lstrip()}"
            found[-1] += chunk[1:]
        else:
            found.append(list(chunk))
    return found


def _lines(chunk: list[str]) -> Iterator[Block]:
    lines = _unwrapped(chunk) if _is_wrapped(chunk) else chunk
    place = 0
    while place < len(lines):
        line = lines[place]
        if bullet := _BULLET.match(line):
            yield Block("item", ITEM + guessing.plain(line[bullet.end() :]))
        elif counted := _COUNTED.match(line):
            yield Block("item", f"{counted[1]}. {guessing.plain(line[counted.end() :])}")
        elif _is_label(lines, place):
            yield Block("row", f"{guessing.plain(line)} {guessing.plain(lines[place + 1])}")
            place += 1
        else:
            yield Block("text", guessing.plain(line))
        place += 1


def _is_label(lines: list[str], place: int) -> bool:
    """'Namn:' on a line and what it is on the next, as forms are copied."""
    line = lines[place].strip()
    if not line.endswith(":") or len(line) > 60 or place + 1 >= len(lines):
        return False
    after = lines[place + 1].strip()
    return (
        len(after) <= 120
        and not after.endswith(":")
        and not (_BULLET.match(after) or _COUNTED.match(after))
    )


def _is_wrapped(chunk: list[str]) -> bool:
    """Whether lines end where the page did: all about as long, none of them a mail's length."""
    if len(chunk) < 2 or any(len(line) > _WRAPPED_MOST for line in chunk):
        return False
    body = chunk[:-1]
    return min(len(line) for line in body) >= _WRAPPED_LEAST or (
        sum(len(line) >= _WRAPPED_LEAST for line in body) * 3 >= len(body) * 2
    )


def _unwrapped(chunk: list[str]) -> list[str]:
    found: list[str] = []
    for line in chunk:
        starts = _BULLET.match(line) or _COUNTED.match(line)
        if found and not starts:
            found[-1] = join_lines(found[-1], line.strip())
        else:
            found.append(line)
    return found


_HYPHEN = re.compile(r"(?<=[a-zåäöé])[-\xad]$")


def join_lines(before: str, after: str) -> str:
    """Two lines as one; a word that was divided is whole again."""
    before = before.rstrip()
    together = after.split(" ", 1)[0]
    if (
        _HYPHEN.search(before)
        and after[:1].islower()
        and together not in {"och", "eller", "som", "samt"}
    ):
        return before[:-1] + after
    return f"{before} {after}"

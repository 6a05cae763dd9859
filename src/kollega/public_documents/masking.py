"""A text in lines and words, and what is masked in it. Pure: nothing is read or stored.

A mask is (first character, the one after the last, ground). Masks are in order and never overlap,
and never reach over a line's end; words beside each other with the same ground are one mask, so that
the sheet does not tell how many they were.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

Mask = tuple[int, int, str]

# A line is a sentence, or what stands on a line of its own.
_SENTENCE = re.compile(r"[^\n]*?(?:[.!?…][\"”’)]*(?=\s)|(?=\n)|\Z)")
_WORD = re.compile(r"\S+")
ABBREVIATIONS = ("t.ex.", "bl.a.", "d.v.s.", "m.m.", "s.k.", "ca.", "kap.", "jfr.", "dvs.", "kl.")


@dataclass(frozen=True)
class Word:
    """A word with its punctuation; `number` counts from 0 through the whole text."""

    number: int
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Line:
    """A sentence; `number` counts from 0 through the whole text."""

    number: int
    words: tuple[Word, ...]

    @property
    def start(self) -> int:
        return self.words[0].start

    @property
    def end(self) -> int:
        return self.words[-1].end


@dataclass(frozen=True)
class Piece:
    """A stretch of a line: shown words, or a masked stretch with its ground and no words."""

    text: str
    ground: str = ""


def lines(text: str) -> list[Line]:
    """The text's sentences; empty ones are left out."""
    found: list[Line] = []
    number, kept_from = 0, 0
    for end in _ends(text):
        words = []
        for match in _WORD.finditer(text, kept_from, end):
            words.append(Word(number, match.start(), match.end(), match.group()))
            number += 1
        kept_from = end
        if words:
            found.append(Line(len(found), tuple(words)))
    return found


def _ends(text: str) -> Iterable[int]:
    place = 0
    while place < len(text):
        match = _SENTENCE.match(text, place)
        end = match.end() if match else len(text)
        if end == place:  # an empty line
            place += 1
            continue
        said = text[place:end].lower()
        if said.endswith(ABBREVIATIONS) and text[end : end + 1] not in {"", "\n"}:
            # The stop belongs to an abbreviation: the sentence goes on.
            match = _SENTENCE.match(text, end + 1)
            end = match.end() if match else len(text)
        yield end
        place = end
    yield len(text)


def marked(text: str, masks: Iterable[Mask]) -> dict[int, str]:
    """Number of each masked word → its ground."""
    found = {}
    spans = list(masks)
    for line in lines(text):
        for word in line.words:
            for start, end, ground in spans:
                if start <= word.start and word.end <= end:
                    found[word.number] = ground
    return found


def masks_of(text: str, words: Mapping[int, str]) -> list[Mask]:
    """The masks over these words (number → ground). Numbers that the text does not have are nothing."""
    found: list[Mask] = []
    for line in lines(text):
        last = None
        for word in line.words:
            ground = words.get(word.number)
            if ground is None:
                last = None
                continue
            if last == ground:
                start, _end, _ground = found.pop()
                found.append((start, word.end, ground))
            else:
                found.append((word.start, word.end, ground))
            last = ground
    return found


def merged(
    stored: Mapping[int, str], *, before: Collection[int], after: Collection[int], ground: str
) -> dict[int, str]:
    """What is masked when somebody who saw `before` masked has chosen `after`.

    Only what she changed is changed, so two can work in the same document. Words that she masked get
    `ground`, unless somebody has masked them already.
    """
    removed = set(before) - set(after)
    kept = {word: given for word, given in stored.items() if word not in removed}
    return kept | {word: kept.get(word, ground) for word in set(after) - set(before)}


def pieces(text: str, masks: Iterable[Mask]) -> list[list[Piece]]:
    """The lines as they are handed out: nothing of what is masked is in them."""
    spans = list(masks)
    shown = []
    for line in lines(text):
        row: list[Piece] = []
        place = line.start
        for start, end, ground in spans:
            if end <= line.start or start >= line.end:
                continue
            before = text[place:start]
            if before.strip():
                row.append(Piece(before))
            row.append(Piece("", ground))
            place = end
        rest = text[place : line.end]
        if rest.strip():
            row.append(Piece(rest))
        shown.append(row)
    return shown


def parts(found: list[Line], *, longest: int) -> list[list[Line]]:
    """The lines in parts of at most so many words, for a page each; a line is never broken."""
    shown: list[list[Line]] = [[]]
    count = 0
    for line in found:
        if shown[-1] and count + len(line.words) > longest:
            shown.append([])
            count = 0
        shown[-1].append(line)
        count += len(line.words)
    return shown

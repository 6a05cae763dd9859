"""What differs between two wordings, word by word. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

MOST_WORDS = 4000
"""Longer texts are compared paragraph by paragraph: the time would grow too much."""

_WORD = re.compile(r"\n+|[^\s]+[^\S\n]*")


@dataclass(frozen=True)
class Piece:
    """A piece of text that is in both, only in the earlier ("gone") or only in the later ("new")."""

    kind: Literal["same", "gone", "new"]
    text: str


def difference(earlier: str, later: str) -> list[Piece]:
    """The two texts woven together.

    >>> [(piece.kind, piece.text) for piece in difference("högst 14 dagar", "högst 10 dagar")]
    [('same', 'högst '), ('gone', '14 '), ('new', '10 '), ('same', 'dagar')]
    """
    before, after = _WORD.findall(earlier), _WORD.findall(later)
    if len(before) + len(after) > MOST_WORDS:
        before, after = re.findall(r"[^\n]+|\n+", earlier), re.findall(r"[^\n]+|\n+", later)
    pieces: list[Piece] = []
    matcher = SequenceMatcher(
        None, [w.strip() or w for w in before], [w.strip() or w for w in after], autojunk=False
    )
    for tag, start, end, to_start, to_end in matcher.get_opcodes():
        if tag == "equal":
            _add(pieces, "same", after[to_start:to_end])
        else:
            _add(pieces, "gone", before[start:end])
            _add(pieces, "new", after[to_start:to_end])
    return pieces


def _add(pieces: list[Piece], kind: Literal["same", "gone", "new"], words: Iterable[str]) -> None:
    if text := "".join(words):
        pieces.append(Piece(kind, text))

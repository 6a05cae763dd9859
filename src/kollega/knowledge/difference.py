"""The difference between two texts, word by word, in an order that can be read aloud."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

WORD = re.compile(r"\w+|\s+|[^\w\s]")
SLOWEST = 4000
"""Words beyond which likeness is looked for only roughly: exactly takes time that grows as the square."""

Kind = Literal["same", "added", "removed"]


@dataclass(frozen=True)
class Piece:
    """Words that stand in both texts, or in one of them."""

    kind: Kind
    text: str


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """What was removed and what was added, what was removed first.

    >>> [(each.kind, each.text) for each in difference("Högst 14 dagar.", "Högst fjorton dagar.")]
    [('same', 'Högst '), ('removed', '14'), ('added', 'fjorton'), ('same', ' dagar.')]
    """
    old, new = WORD.findall(before), WORD.findall(after)
    rough = len(old) + len(new) > SLOWEST
    found = SequenceMatcher(None, old, new, autojunk=rough)
    pieces: list[Piece] = []
    for name, a_from, a_to, b_from, b_to in found.get_opcodes():
        if name == "equal":
            pieces.append(Piece("same", "".join(old[a_from:a_to])))
            continue
        if a_to > a_from:
            pieces.append(Piece("removed", "".join(old[a_from:a_to])))
        if b_to > b_from:
            pieces.append(Piece("added", "".join(new[b_from:b_to])))
    return tuple(_joined(pieces))


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """A space alone between two changes belongs to them: 'a b' → 'c d' is one change, not two."""
    removed = added = ""
    for at, piece in enumerate(pieces):
        between = at + 1 < len(pieces) and bool(removed or added)
        if piece.kind == "removed":
            removed += piece.text
        elif piece.kind == "added":
            added += piece.text
        elif between and piece.text == " ":
            removed, added = removed + " ", added + " "
        else:
            yield from _change(removed, added)
            removed = added = ""
            yield piece
    yield from _change(removed, added)


def _change(removed: str, added: str) -> Iterator[Piece]:
    if removed.strip() or (removed and not added):
        yield Piece("removed", removed)
    if added.strip() or (added and not removed):
        yield Piece("added", added)

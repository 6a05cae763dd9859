"""Words and numbers of a text, with their places."""

import re
from typing import NamedTuple

# Hyphens, apostrophes and the genitive's colon hold a word together: Anna-Karin, O'Brien, EU:s.
_WORD = re.compile(r"\w+(?:[-'’:\u00ad]\w+)*")


class Token(NamedTuple):
    """A word or number; `start` and `end` are offsets in characters of the text it stands in."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Words and numbers of `text` in order, without punctuation.

    >>> [token.text for token in tokens("Anna-Karin, 14 år.")]
    ['Anna-Karin', '14', 'år']
    """
    return [Token(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]

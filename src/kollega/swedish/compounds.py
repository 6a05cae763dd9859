"""Compounds: which two words a Swedish word is made of."""

from functools import lru_cache

from kollega.swedish.lexicon import frequency, is_word
from kollega.swedish.normal import normalise
from kollega.swedish.stemming import stem
from kollega.swedish.tokens import tokens

SHORTEST = 3
"""Letters in a part. Shorter ones are endings more often than words."""
KNOWN = 1e-7
"""Share of running text below which a part is a chance likeness rather than a word."""


@lru_cache(maxsize=16_384)
def parts(word: str) -> tuple[str, ...]:
    """The stems of the two words that a compound is made of, or of what stands around its hyphen;
    empty where it is no compound.

    >>> parts("hedersvåld")
    ('heder', 'våld')
    """
    small = word.casefold()
    if "-" in small:
        return tuple(stem(part) for part in small.split("-") if len(part) > 1)
    best = KNOWN
    found: tuple[str, ...] = ()
    for place in range(SHORTEST, len(small) - SHORTEST + 1):
        first, last = small[:place], small[place:]
        weight = min(_weight(first), _weight(last))
        if weight > best and is_word(last):
            best, found = weight, (stem(_bare(first)), stem(last))
    return found


def _weight(part: str) -> float:
    return max(frequency(part), frequency(_bare(part)) if part != _bare(part) else 0.0)


def _bare(first: str) -> str:
    """A first part without the s that binds: `heders` is `heder`."""
    bare = first[:-1]
    return bare if first.endswith("s") and len(bare) >= SHORTEST and is_word(bare) else first


def word_groups(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """For each word of a text its stem and, where it is a compound, its parts' stems."""
    found = {}
    for token in tokens(normalise(text)):
        if len(token.text) > 1:
            found[stem(token.text)] = parts(token.text)
    return list(found.items())

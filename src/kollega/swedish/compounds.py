"""Compounds: which two words a Swedish word is made of."""

from functools import lru_cache
from typing import NamedTuple

from kollega.swedish.lexicon import is_word, lemma
from kollega.swedish.normal import normalise
from kollega.swedish.stemming import stem
from kollega.swedish.tokens import tokens

SHORTEST = 3
"""Letters in a part. Shorter ones are endings more often than words."""
ENDINGS = frozenset(
    {"orna", "arna", "erna", "andet", "endet", "aren", "aste", "ades", "are", "ade"}
)
"""Endings that are words by chance."""


def base(word: str) -> str:
    """The stem of a word's dictionary form: `flickan` and `flickor` have the same, their stems not.

    >>> base("flickan")
    'flick'
    """
    return stem(lemma(word))


@lru_cache(maxsize=16_384)
def parts(word: str) -> tuple[str, ...]:
    """The bases of the two words that a compound is made of, or of what stands around its hyphen;
    empty where it is no compound. Where it could be parted in two ways, the more even one.

    >>> parts("hedersvåld")
    ('heder', 'våld')
    """
    small = word.casefold()
    if "-" in small:
        return tuple(base(part) for part in small.split("-") if len(part) > 1)
    longest = 0
    found: tuple[str, ...] = ()
    for place in range(SHORTEST, len(small) - SHORTEST + 1):
        first, last = small[:place], small[place:]
        shorter = min(len(first), len(last))
        if shorter > longest and last not in ENDINGS and is_word(first) and is_word(last):
            longest, found = shorter, (base(_bare(first)), base(last))
    return found


def _bare(first: str) -> str:
    """A first part without the s that binds: `heders` is `heder`."""
    bare = first[:-1]
    return bare if first.endswith("s") and len(bare) >= SHORTEST and is_word(bare) else first


class WordGroup(NamedTuple):
    """A word as it is compared: its stem and its base, and its parts' bases where it has parts."""

    forms: frozenset[str]
    parts: tuple[str, ...]

    @property
    def all(self) -> frozenset[str]:
        """Everything that a text with the word is found by."""
        return self.forms.union(self.parts)


def word_groups(text: str) -> list[WordGroup]:
    """A group for each different word of a text, in the order in which they come."""
    found: dict[frozenset[str], WordGroup] = {}
    for token in tokens(normalise(text)):
        if len(token.text) > 1:
            forms = frozenset({stem(token.text), base(token.text)})
            found.setdefault(forms, WordGroup(forms, parts(token.text)))
    return list(found.values())

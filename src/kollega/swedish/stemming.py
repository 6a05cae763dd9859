"""Stems by the Swedish Snowball rules."""

from collections.abc import Iterable
from functools import lru_cache

import Stemmer

from kollega.swedish.normal import normalise
from kollega.swedish.tokens import tokens

_SWEDISH = Stemmer.Stemmer("swedish", 0)


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The stem of one word, lower-case: `flickornas` → `flick`."""
    return str(_SWEDISH.stemWord(word.casefold()))


def stem_all(words: Iterable[str]) -> list[str]:
    """The stems of many words in small letters that are seldom asked for again."""
    return list(_SWEDISH.stemWords(list(words)))


def stems(text: str) -> list[str]:
    """The stems of a text's words, in order, repeated words repeated."""
    return [stem(token.text) for token in tokens(normalise(text))]

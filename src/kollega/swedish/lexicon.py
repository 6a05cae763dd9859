"""Is this an ordinary Swedish word, and how common is it?

Two sources from installed packages, read at the first question and kept: simplemma's word forms
(964,000, about 20 MB and 0.4 s as a stream) and the commonest of wordfreq's frequencies (200,000 of
340,000, about 17 MB and 0.4 s). Frequencies do not know capitals from small letters; the word forms
do.
"""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib import import_module
from typing import Final

from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamDictionaryFactory


@cache
def _forms() -> Mapping[str, str]:
    return StreamDictionaryFactory().get_dictionary("sv")


RAREST: Final = 3e-8
"""What is rarer counts as unknown: half the list, misspellings and names for the most part."""


@cache
def _frequencies() -> Mapping[str, float]:
    # Here and not above: the import alone costs 0.2 s and the recogniser does without.
    wordfreq = import_module("wordfreq")
    every = wordfreq.get_frequency_dict("sv")
    kept = {word: share for word, share in every.items() if share >= RAREST and word.isalpha()}
    wordfreq.get_frequency_dict.cache_clear()
    wordfreq.get_frequency_list.cache_clear()
    return kept


@lru_cache(maxsize=65_536)
def is_word(word: str) -> bool:
    """Whether `word`, in small letters, is a form of an ordinary Swedish word.

    Names are not: `is_word("margareta")` is false. Some are both: `is_word("björk")` is true.
    """
    return word.lower() in _forms()


@lru_cache(maxsize=65_536)
def is_written_with_capital(word: str) -> bool:
    """Whether the lexicon knows `word` with a capital: a name, or a word made of one."""
    return word[:1].upper() + word[1:].lower() in _forms()


def frequency(word: str) -> float:
    """The share of running Swedish text that is this word, however written; 0.0 where rare or unknown."""
    return _frequencies().get(word.lower(), 0.0)


def frequent_words() -> Iterable[str]:
    """The words that running text is known to hold, in small letters, names among them."""
    return _frequencies()


def small_letter_share(word: str) -> float:
    """How far `word` is a word rather than a name: 1 ordinary, 0.5 both or neither, 0 a name."""
    ordinary, name = is_word(word), is_written_with_capital(word)
    if ordinary == name:
        return 0.5
    return 1.0 if ordinary else 0.0


@lru_cache(maxsize=65_536)
def lemma(word: str) -> str:
    """The dictionary form of a known word, else the word itself, in small letters."""
    small = word.lower()
    return _forms().get(small, small)

"""Which words of a search may be kept as a wish: single words of the language and of the field.

Pure. A name, a number, a place or a word with a spelling of its own is never kept, nor how the words
stood together: from what is kept a query cannot be put together again.
"""

from collections.abc import Collection
from typing import Final

from kollega.swedish import lexicon, normalise, tokens
from kollega.swedish.fieldwords import FIELD_WORDS
from kollega.swedish.stopwords import is_stop_word

MOST: Final = 6
"""Words of one search. The rarest say what it was about."""
SHORTEST: Final = 3
LONGEST: Final = 60
COMMON: Final = 5e-5
"""A word that is more common than this in running text is about nothing in particular."""


def kept_words(text: str, field_words: Collection[str] = ()) -> tuple[str, ...]:
    """The words that may be kept, in their dictionary form, the rarest first.

    `field_words` are words of the field in small letters (areas, synonyms): they are kept also where
    the lexicon lacks them ("LVU", "BBIC").
    """
    known = FIELD_WORDS | {word.casefold() for word in field_words}
    found: dict[str, float] = {}
    for token in tokens(normalise(text)):
        word = token.text.casefold()
        if not word.isalpha() or not SHORTEST <= len(word) <= LONGEST:
            continue
        if word in known:
            found[word] = 0.0
        elif kept := _ordinary(word):
            found[kept] = lexicon.frequency(kept)
    return tuple(sorted(found, key=lambda word: (found[word], word))[:MOST])


def _ordinary(word: str) -> str:
    """An ordinary word in its dictionary form; empty for names, unknown words and common ones."""
    if is_stop_word(word) or lexicon.small_letter_share(word) < 1:
        return ""
    form = lexicon.lemma(word)
    if len(form) > len(word) or lexicon.small_letter_share(form) < 1 or is_stop_word(form):
        form = word  # "missbruk" is no form of "missbruka" here
    common = max(lexicon.frequency(word), lexicon.frequency(form)) > COMMON
    return "" if common else form

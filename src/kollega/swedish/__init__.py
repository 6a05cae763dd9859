"""Swedish words: cleaning, tokens, stems, a lexicon and alphabetical order.

Ground floor: pure Python, usable alone, no Django and no I/O but the word data of installed
packages, which is read when first asked for.
"""

from kollega.swedish.alphabet import sort_key
from kollega.swedish.compounds import WordGroup, parts, word_groups
from kollega.swedish.normal import Normalised, normalise, normalise_with_offsets
from kollega.swedish.stemming import stem, stems
from kollega.swedish.tokens import Token, tokens

__all__ = [
    "Normalised",
    "Token",
    "WordGroup",
    "normalise",
    "normalise_with_offsets",
    "parts",
    "sort_key",
    "stem",
    "stems",
    "tokens",
    "word_groups",
]

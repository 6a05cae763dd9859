"""Compounds: which words a Swedish word is made of.

A word is parted where the lexicon's commonest words fill it at the lowest cost; a part costs more
the rarer it is, so that `familjehem` stays whole in `familjehemsplacering`. What has grown together
(`handläggare`) is not parted: it is commoner than its parts would be, or is listed.
"""

import math
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from kollega.swedish.fieldwords import FIELD_WORDS, JOINED, NEVER_A_PART, WHOLE
from kollega.swedish.lexicon import frequency, is_word, lemma
from kollega.swedish.normal import normalise
from kollega.swedish.stemming import stem
from kollega.swedish.stopwords import STOP_WORDS
from kollega.swedish.tokens import tokens

SHORTEST: Final = 3
"""Letters in a part. Shorter ones are endings more often than words."""
LONGEST: Final = 60
"""Letters of a word that is parted; no Swedish word is longer."""
PER_PART: Final = 1.0
"""What a part costs beside its rarity (in powers of ten)."""
GROWN_TOGETHER: Final = 2.0
"""How many times commoner than its rarest part a word is that has grown together."""
_FIELD_SHARE: Final = 1e-6
_RAREST_PART: Final = {3: 1e-5, 4: 1e-6}
_SHORT_COST: Final = {3: 0.7, 4: 0.3}
_VOWELS: Final = "aeiouyåäö"


def base(word: str) -> str:
    """The stem of a word's dictionary form: `flickan` and `flickor` have the same, their stems not.

    >>> base("flickan")
    'flick'
    """
    known = lemma(word)
    if known == word.lower() and (pieces := split(word))[1:] and not is_word(word):
        # What the lexicon does not know bends as its last part does.
        return "".join(pieces[:-1]) + stem(lemma(pieces[-1]))
    return stem(known)


@lru_cache(maxsize=16_384)
def root(word: str) -> str:
    """A word's base with one more ending taken away, so that verbs made of nouns are as these:
    `ansvara` as `ansvar`, `rapportera` as `rapport`.

    >>> root("rapporterades"), root("rapporten")
    ('rapport', 'rapport')
    """
    known = base(word)
    shorter = stem(known)
    return shorter if len(shorter) > SHORTEST else known


@lru_cache(maxsize=16_384)
def _share(word: str) -> float:
    """How common a word is by itself or in its dictionary form; 0 for what is never a part."""
    if len(word) < SHORTEST or word in NEVER_A_PART or word in STOP_WORDS:
        return 0.0
    if word in FIELD_WORDS:
        return max(_FIELD_SHARE, frequency(word))
    own = frequency(word)
    if not own or not is_word(word):
        return 0.0
    share = max(own, frequency(lemma(word)))
    return share if share >= _RAREST_PART.get(len(word), 0.0) else 0.0


def _cost(piece: str, share: float) -> float:
    return PER_PART - math.log10(share) + _SHORT_COST.get(len(piece), 0.0)


@lru_cache(maxsize=16_384)
def _in_front(piece: str) -> tuple[str, float]:
    """The word that is written `piece` in front of another, and its cost; no word costs infinitely.

    >>> _in_front("kvinno")[0], _in_front("heders")[0]
    ('kvinna', 'heder')
    """
    if piece in JOINED:
        return JOINED[piece], _cost(piece, max(frequency(JOINED[piece]), _FIELD_SHARE))
    if piece in NEVER_A_PART or piece in STOP_WORDS:
        return "", math.inf
    ways = [(piece, 0.05)]
    if piece[-1] == "s" and piece[-2:] != "ss":
        ways.append((piece[:-1], 0.0))
    if piece[-1] in "ou":
        ways.append((f"{piece[:-1]}a", 0.0))
    if piece[-1] == "e":
        ways += [(piece[:-1], 0.3), (f"{piece[:-1]}a", 0.3)]
    if piece[-1] not in _VOWELS and len(piece) > SHORTEST:
        ways += [(f"{piece}a", 0.5), (f"{piece}e", 0.7)]
    found = ((word, _cost(piece, share) + more) for word, more in ways if (share := _share(word)))
    return min(found, key=lambda each: each[1], default=("", math.inf))


def _cuts(word: str) -> list[int]:
    """Where the cheapest parting cuts; nothing where the lexicon does not fill the word."""
    length = len(word)
    reached = [0.0] + [math.inf] * length
    came_from = [0] * (length + 1)
    best, last_cut = math.inf, 0
    for end in range(SHORTEST, length - SHORTEST + 1):
        for start in range(end - SHORTEST + 1):
            if reached[start] < best:
                cost = reached[start] + _in_front(word[start:end])[1]
                if cost < reached[end]:
                    reached[end], came_from[end] = cost, start
        if reached[end] < best and (share := _share(word[end:])):
            cost = reached[end] + _cost(word[end:], share)
            if cost < best:
                best, last_cut = cost, end
    cuts = []
    while last_cut:
        cuts.append(last_cut)
        last_cut = came_from[last_cut]
    return cuts[::-1]


@lru_cache(maxsize=8_192)
def split(word: str) -> tuple[str, ...]:
    """The pieces that a word is written with, in small letters; one piece where it is no compound.

    >>> split("familjehemsplaceringar")
    ('familjehems', 'placeringar')
    """
    small = word.lower()
    if len(small) < 2 * SHORTEST or len(small) > LONGEST or not small.isalpha():
        return (small,)
    known = lemma(small)
    if known in WHOLE or small in WHOLE:
        return (small,)
    places = [0, *_cuts(small), len(small)]
    pieces = tuple(small[a:b] for a, b in pairwise(places))
    if len(pieces) > 1 and is_word(small):
        whole = max(frequency(small), frequency(known))
        if whole > GROWN_TOGETHER * min(_share(each) for each in _as_words(pieces)):
            return (small,)
    return pieces


def _as_words(pieces: tuple[str, ...]) -> list[str]:
    """The pieces as words of their own: `heders` is `heder`."""
    return [*(_in_front(each)[0] for each in pieces[:-1]), pieces[-1]]


def words_in(word: str) -> tuple[str, ...]:
    """The words that a compound is made of, or that stand around its hyphen and what those are made
    of; empty where it is no compound.

    >>> words_in("familjehemsplacering")
    ('familjehem', 'placering')
    """
    small = word.lower()
    if "-" in small:
        around = [each for each in small.split("-") if len(each) > 1]
        return tuple(
            dict.fromkeys([*around, *(part for each in around for part in words_in(each))])
        )
    pieces = split(small)
    return tuple(_as_words(pieces)) if len(pieces) > 1 else ()


@lru_cache(maxsize=8_192)
def parts(word: str) -> tuple[str, ...]:
    """The bases of the words that a compound is made of, or of what stands around its hyphen;
    empty where it is no compound.

    >>> parts("kvinnojour")
    ('kvinn', 'jour')
    """
    small = word.lower()
    if "-" in small:
        return tuple(base(part) for part in small.split("-") if len(part) > 1)
    return tuple(map(base, words_in(small)))


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

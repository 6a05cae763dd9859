"""What a misspelt word may have been meant as."""

from collections.abc import Container, Iterable, Iterator
from itertools import product
from math import prod

_LETTERS = "abcdefghijklmnopqrstuvwxyzåäöé"
SHORTEST, LONGEST = 4, 30
"""Letters of a word that is corrected: of shorter ones nearly everything is a neighbour."""


def one_edit_away(word: str) -> Iterator[str]:
    """Every string that differs by a letter left out, put in, exchanged or turned round with the next.

    The first letter is kept: it is seldom wrong, and keeping it leaves out what looks nothing alike.
    """
    for place in range(1, len(word) + 1):
        before, after = word[:place], word[place:]
        if after:
            yield before + after[1:]
        if len(after) > 1 and after[0] != after[1]:
            yield before + after[1] + after[0] + after[2:]
        for letter in _LETTERS:
            if after and letter != after[0]:
                yield before + letter + after[1:]
            yield before + letter + after


_DOTS = {"a": "aåä", "o": "oö"}
_MOST_DOTTED = 300


def dotted(word: str) -> Iterator[str]:
    """Every string that a word may have been meant as on a keyboard without å, ä and ö.

    None of a word that has one of them: whoever wrote it has the keys. None of one with so many
    vowels that it could be nearly anything.

    >>> "åtgärd" in dotted("atgard")
    True
    """
    ways = [_DOTS.get(letter, letter) for letter in word.lower()]
    if set("åäö") & set(word.lower()) or prod(map(len, ways)) > _MOST_DOTTED:
        return
    for letters in product(*ways):
        if (said := "".join(letters)) != word.lower():
            yield said


def nearest(word: str, known: Container[str], more: Iterable[str] = ()) -> list[str]:
    """The known words one edit away, and those of `more` up to two away; the nearest first.

    >>> nearest("utredming", {"utredning", "utredningen"})
    ['utredning']
    """
    small = word.casefold()
    if not SHORTEST <= len(small) <= LONGEST:
        return []
    found = dict.fromkeys(each for each in one_edit_away(small) if each in known)
    further = (each for each in more if each not in found and distance(small, each, 2) == 2)
    return [*found, *further]


def distance(one: str, other: str, longest: int) -> int:
    """Edits between two words (Damerau–Levenshtein, neighbours turned round); `longest + 1` if more.

    >>> distance("umgänge", "ungmänge", 2)
    2
    """
    if abs(len(one) - len(other)) > longest:
        return longest + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, against in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > longest:
            return longest + 1
        before, last = last, row
    return min(last[-1], longest + 1)

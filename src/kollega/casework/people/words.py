"""The words of a name, as they are stored and looked for."""

import re
import unicodedata

FEWEST = 2
MOST = 6


def of_name(name: str) -> list[str]:
    """Small letters without accents but å, ä, ö, each word once; at most six.

    >>> of_name("Anna-Lisa Öst-Berg")
    ['anna', 'lisa', 'öst', 'berg']
    """
    found = re.findall(r"[^\W\d_]+", name.casefold())
    return list(dict.fromkeys(_plain(each)[:80] for each in found))[:MOST]


def _plain(word: str) -> str:
    letters = (
        letter if letter in "åäö" else unicodedata.normalize("NFD", letter)[0]
        for letter in unicodedata.normalize("NFC", word)
    )
    return "".join(letters)

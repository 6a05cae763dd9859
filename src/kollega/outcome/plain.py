"""Hints on a sheet: what names somebody; long sentences, long words, words of the office.

The writer decides. Pure: text in, hints out. The limits are rules of thumb, not a measure of quality.
"""

import re
from dataclasses import dataclass
from typing import Literal

from kollega import recognition
from kollega.swedish import stem, tokens
from kollega.swedish.lexicon import lemma

LONG_SENTENCE = 20
"""Words."""
LONG_WORD = 15
"""Letters."""
MOST = 8
SHOWN = 60
"""Characters of a sentence that are shown."""

Kind = Literal["name", "sentence", "word", "office", "law"]
_NAMING = frozenset(
    {
        recognition.Kind.PERSON,
        recognition.Kind.ADDRESS,
        recognition.Kind.PERSONAL_NUMBER,
        recognition.Kind.COORDINATION_NUMBER,
        recognition.Kind.BIRTH_DATE,
    }
)
"""What must not stand on a sheet that can end up with the wrong reader. A telephone number may."""

# A full stop ends a sentence only where a new one begins, so that "t.ex." and "kl. 9" do not.
_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ–\"”])|\n+")
_LAW = re.compile(
    r"\b(?:(?:\d+\s*kap\.?|\d+\s*(?:[a-h]\s*)?§+|SoL|LVU|LVM|LSS|FL|OSL|FB|BBIC)(?!\w)\s?)+"
)
_OFFICE = {
    "insats": "hjälp",
    "placering": "att bo någon annanstans",
    "vårdnadshavare": "förälder",
    "handläggare": "den du träffar hos oss",
    "orosanmälan": "någon har hört av sig till oss och är orolig",
    "förhandsbedömning": "vi tittar på om vi ska ta reda på mer",
    "utredning": "vi tar reda på mer",
    "bistånd": "hjälp som man kan söka",
    "skyddsbedömning": "vi tittar på om någon är i fara nu",
    "delaktighet": "att vara med och bestämma",
    "samtycke": "ja",
    "problematik": "svårigheter",
    "nätverk": "de som finns runt dig",
    "kontaktperson": "en vuxen som träffar dig ibland",
    "avidentifiera": "ta bort namn",
    "dokumentera": "skriva ner",
    "kartlägga": "ta reda på",
    "erforderlig": "som behövs",
    "föreligga": "finnas",
    "verkställa": "göra",
    "överklaga": "säga att du tycker att beslutet är fel",
}
# Compounds that the lexicon does not know are found by their stems.
_OFFICE_STEMS = {stem(word): plain for word, plain in _OFFICE.items()}


@dataclass(frozen=True)
class Hint:
    """Something to look at. `instead` is a plainer word, empty where there is none to offer."""

    kind: Kind
    words: str
    count: int = 0
    instead: str = ""


def hints(*texts: str) -> list[Hint]:
    """What to look at again: names first, then what could be easier to read, in the order it stands;
    each thing once, at most eight."""
    found: dict[tuple[Kind, str], Hint] = {}
    for text in texts:
        for named in names(text):
            found.setdefault(("name", named.lower()), Hint("name", named))
    for text in texts:
        for sentence in _END.split(text):
            for hint in _in_sentence(sentence.strip()):
                found.setdefault((hint.kind, hint.words.lower()), hint)
    return list(found.values())[:MOST]


def names(text: str) -> list[str]:
    """What in a text names somebody or says where they live, in the order it stands."""
    return [each.text for each in recognition.find(text) if each.kind in _NAMING]


def _in_sentence(sentence: str) -> list[Hint]:
    words = [token.text for token in tokens(sentence)]
    found = []
    if len(words) > LONG_SENTENCE:
        start = sentence if len(sentence) <= SHOWN else f"{sentence[:SHOWN].rstrip()} …"
        found.append(Hint("sentence", start, len(words)))
    found += [Hint("law", match.group().strip()) for match in _LAW.finditer(sentence)]
    for word in words:
        if plain := _OFFICE.get(lemma(word)) or _OFFICE_STEMS.get(stem(word.lower())):
            found.append(Hint("office", word, instead=plain))
        elif len(word) >= LONG_WORD and word.isalpha():
            found.append(Hint("word", word, len(word)))
    return found

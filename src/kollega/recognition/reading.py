"""The words of a text as recognition sees them: capitals, sentence starts, what hangs together."""

import re
from dataclasses import dataclass, field, replace

_WORD = re.compile(r"[^\W\d_]\w*(?:[-'’][^\W_]+)*(?::[^\W\d_]{1,3}\b)?")
_SENTENCE_END = re.compile(r"[.!?…:;*#\n\"()\[\]>|•]|(?:^|\s)[-–—]\s|^\s*$")
_YEAR = re.compile(r" \((?:19|20)\d\d[a-z]?[),;:]")
_SHOUTED = re.compile(r"\b[A-ZÅÄÖ]{2,}\b[^\w\n]+[A-ZÅÄÖ]{2,}\b")
_ABBREVIATIONS = frozenset(
    [
        "t.ex",
        "bl.a",
        "dr",
        "prof",
        "st",
        "s.k",
        "m.fl",
        "ca",
        "kl",
        "nr",
        "resp",
        "f.d",
        "dvs",
        "ev",
        "tel",
        "mr",
        "mrs",
    ]
)


@dataclass(slots=True)
class Word:
    """A word with what its looks tell; `start` and `end` are offsets of the normalised text."""

    text: str
    lower: str
    start: int
    end: int
    capital: bool
    opens: bool
    joined: bool
    """Whether only a space (or an initial's full stop) parts it from the word before."""
    cited: bool
    """Whether a year in brackets follows."""

    def part(self, start: int, end: int) -> "Word":
        """The word cut down to [start, end) of the text; a part does not hang together."""
        text = self.text[start - self.start : end - self.start]
        capital = text[0].isupper()
        return replace(
            self, text=text, lower=text.lower(), start=start, end=end, capital=capital, joined=False
        )


def read_words(text: str) -> list[Word]:
    """The words of `text` and how they stand."""
    found: list[Word] = []
    end = 0
    for match in _WORD.finditer(text):
        word = match.group()
        gap = text[end : match.start()]
        previous = found[-1] if found else None
        stop_belongs = previous is not None and (
            (len(previous.text) == 1 and previous.capital) or previous.lower in _ABBREVIATIONS
        )
        opens = previous is None or (
            gap != " " and _opens(gap) and not (gap == ". " and stop_belongs)
        )
        joined = gap == " " or (gap in {". ", "."} and stop_belongs)
        capital = not word.islower() and _is_capital(word)
        cited = text.startswith(" (", match.end()) and _YEAR.match(text, match.end()) is not None
        found.append(
            Word(word, word.lower(), match.start(), match.end(), capital, opens, joined, cited)
        )
        end = match.end()
    _calm(text, found)
    return found


def _calm(text: str, found: list[Word]) -> None:
    """Capitals tell nothing on a line that is written in capitals: take them for small letters."""
    if not _SHOUTED.search(text):
        return
    line: list[Word] = []
    for place, word in enumerate(found):
        line.append(word)
        following = found[place + 1].start if place + 1 < len(found) else len(text)
        if "\n" in text[word.end : following] or following == len(text):
            long = [item for item in line if len(item.text) > 1]
            if len(long) > 1 and sum(item.text.isupper() for item in long) > 0.7 * len(long):
                for item in line:
                    item.capital = item.capital and not item.text.isupper()
            line = []


def _opens(gap: str) -> bool:
    return _SENTENCE_END.search(gap) is not None


def _is_capital(word: str) -> bool:
    return word[0].isupper() or re.match(r"(?:al|el|d|ibn|bin)[-'’][A-ZÅÄÖÉ]", word) is not None


@dataclass(slots=True)
class Known:
    """Names, in small letters, that this text has used for persons and for places."""

    persons: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)

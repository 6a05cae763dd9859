"""The small things of a statute's text: numbers, lines, and what the notes within slashes say."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

SFS = r"\d{4}:\d{1,5}(?!\d)"
SFS_IN_ADDRESS = r"[12]\d{3}-[1-9]\d{0,4}"
NUMBER_IN_ADDRESS = r"[1-9]\d{0,2}[a-z]?"
"""What a page's address holds of a statute's number, and of a chapter's or section's."""
_NOTE = re.compile(r"\s*/\s*([^/\n]{3,60}?)\s+([UI]):\s*([^/\n]{0,60}?)\s*/\s*")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class Dates:
    """What the notes within slashes say."""

    first: date | None = None
    last: date | None = None
    waits: bool = False

    @property
    def ends(self) -> bool:
        return self.last is not None


def without_notes(text: str) -> tuple[str, Dates]:
    """A text without the notes that it begins with, and what they say."""
    dates = Dates()
    while match := _NOTE.match(text):
        text = text[match.end() :]
        day = day_in(match[3])
        if match[2] == "I":
            dates.first, dates.waits = day, day is None
        else:
            dates.last = day - _ONE_DAY if day else None
    return text, dates


def day_in(text: str) -> date | None:
    found = _DAY.search(text)
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def place_of(number: str) -> str:
    """A section's or chapter's number as it is stored: "2 a"."""
    number = "".join(number.split()).lower()
    return number if number[-1].isdigit() else f"{number[:-1]} {number[-1]}"


def order_of(number: str) -> tuple[int, str]:
    digits, _space, letter = number.partition(" ")
    return int(digits), letter


def joined(lines: Iterable[str]) -> str:
    """Lines of a paragraph as one: a word's or a run's hyphen at the end of a line holds on."""
    text = ""
    for line in lines:
        runs_on = re.search(r"[\w]-\Z", text) and not re.match(r"(?:och|eller|samt)\b", line)
        text += line if not text or runs_on else f" {line}"
    return " ".join(text.split())

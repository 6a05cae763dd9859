"""Working hours as people write them: 'mån–tors 8.00–16.30, fre 8.00–15.00'."""

import re
from datetime import time

DAYS = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
PART = re.compile(
    r"(?P<first>[a-zåäö]+)(?:\s*[–-]\s*(?P<last>[a-zåäö]+))?\s+"
    r"(?P<opens>\d{1,2}(?:[.:]\d{2})?)\s*[–-]\s*(?P<closes>\d{1,2}(?:[.:]\d{2})?)\Z"
)

Hours = dict[int, tuple[time, time]]
"""Weekday (Monday is 0) → (opens, closes); a day left out is closed. As `core.calendar` wants it."""


class HoursError(ValueError):
    """A part that cannot be read, or that closes before it opens. The message is the part."""


def _day(word: str) -> int:
    for number, day in enumerate(DAYS):
        if word.startswith(day) or word == day[:3]:  # tor is written too
            return number
    raise ValueError(word)


def _time(text: str) -> time:
    hour, _dot, minute = text.replace(":", ".").partition(".")
    return time(int(hour), int(minute or 0))


def parse(text: str) -> Hours:
    """The hours that the text says.

    Raises:
        HoursError: a part of it cannot be read.
    """
    hours: Hours = {}
    for part in text.lower().split(","):
        try:
            hours |= _part(part.strip())
        except ValueError as problem:
            raise HoursError(part) from problem
    return hours


def _part(text: str) -> Hours:
    found = PART.match(text)
    if found is None:
        raise ValueError(text)
    first = _day(found["first"])
    last = _day(found["last"]) if found["last"] else first
    opens, closes = _time(found["opens"]), _time(found["closes"])
    if last < first or closes <= opens:
        raise ValueError(text)
    return dict.fromkeys(range(first, last + 1), (opens, closes))

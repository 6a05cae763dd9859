"""Which of a workbook's number formats are dates, and what day a number is."""

import math
import re
from datetime import date, datetime, timedelta

_BUILT_IN = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_NOT_LETTERS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.|general', re.IGNORECASE)
_DATE_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)
_FIRST = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's days have no zone
_FIRST_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - as above
_LAST = 2_958_465
"""The last day of the year 9999."""
_BEFORE_MISTAKE = 60
"""Excel believes that 1900 was a leap year."""


def is_date_format(number: int, code: str | None) -> bool:
    """Whether a number in this format is shown as a day or a time. `code` is a workbook's own."""
    if code is None:
        return number in _BUILT_IN
    section = code.split(";")[0]
    return _DATE_LETTERS.search(_NOT_LETTERS.sub("", section)) is not None


def said(serial: float, *, since_1904: bool) -> str | None:
    """The day as 2026-03-01, with the time where there is one; None where it is no day."""
    if not math.isfinite(serial) or not 0 <= serial <= _LAST:
        return None
    if serial < 1:
        moment = _FIRST + timedelta(seconds=round(serial * 86_400))
        return f"{moment:%H:%M}"
    if not since_1904 and serial < _BEFORE_MISTAKE:
        serial += 1
    moment = (_FIRST_1904 if since_1904 else _FIRST) + timedelta(seconds=round(serial * 86_400))
    return (
        f"{moment:%Y-%m-%d}" if not (moment.hour or moment.minute) else f"{moment:%Y-%m-%d %H:%M}"
    )


def day_of(serial: int) -> date | None:
    """The day that a bare number is, in the usual way of counting; only for days of a working life."""
    if not 7_000 <= serial <= 80_000:
        return None
    return (_FIRST + timedelta(days=serial)).date()

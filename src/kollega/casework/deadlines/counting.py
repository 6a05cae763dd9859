"""Lengths of time as a statute writes them, and the day such a time ends.

Lag (1930:173) om beräkning av lagstadgad tid, 1 §: a time in weeks, months or years ends on the day that
has the same name in the week, or the same number in the month, as the day it is counted from; a month
that has no such day ends it on its last. A time in days does not count the day it starts from.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

QUARTER_MONTHS = 3


class Unit(StrEnum):
    """What a time is told in. The last two are days of the calendar, wherever the time starts."""

    AT_ONCE = "at once"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    QUARTER = "quarter"
    DAY_OF_YEAR = "day of year"


_COUNTED = re.compile(r"([1-9]\d{0,2}) (day|week|month|year)s?")
_DAY_OF_YEAR = re.compile(r"(0[1-9]|1[0-2])-([0-2]\d|3[01])")


@dataclass(frozen=True, slots=True)
class Length:
    """How long. `number` counts units; for a day of the year it is the month's number, and `day` the day's."""

    unit: Unit
    number: int = 0
    day: int = 0

    @classmethod
    def read(cls, text: str) -> Self:
        """A length as rules write it: `at once`, `14 days`, `4 months`, `quarter`, `01-31`.

        Raises:
            ValueError: nothing of that is meant.
        """
        if text in {Unit.AT_ONCE, Unit.QUARTER}:
            return cls(Unit(text))
        if match := _COUNTED.fullmatch(text):
            return cls(Unit(match[2]), int(match[1]))
        if match := _DAY_OF_YEAR.fullmatch(text):
            date(2001, int(match[1]), int(match[2]))  # a day that every year has
            return cls(Unit.DAY_OF_YEAR, int(match[1]), int(match[2]))
        raise ValueError(f"not a length of time: {text!r}")

    @property
    def is_of_calendar(self) -> bool:
        """Whether it ends on a day of the calendar."""
        return self.unit in {Unit.QUARTER, Unit.DAY_OF_YEAR}

    def ends(self, start: date) -> date:
        """The day it ends, counted from `start`, before weekends and holidays are looked at."""
        match self.unit:
            case Unit.AT_ONCE | Unit.DAY:
                return start + timedelta(days=self.number)
            case Unit.WEEK:
                return start + timedelta(weeks=self.number)
            case Unit.MONTH:
                return add_months(start, self.number)
            case Unit.YEAR:
                return add_months(start, 12 * self.number)
            case Unit.QUARTER:
                return end_of_quarter(start)
            case Unit.DAY_OF_YEAR:
                this_year = date(start.year, self.number, self.day)
                return this_year if start <= this_year else this_year.replace(year=start.year + 1)


def add_months(day: date, months: int) -> date:
    """The day with the same number so many months later, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def end_of_quarter(day: date) -> date:
    """The last day of the calendar quarter that a day lies in."""
    month = day.month + (QUARTER_MONTHS - day.month) % QUARTER_MONTHS
    return date(day.year, month, monthrange(day.year, month)[1])

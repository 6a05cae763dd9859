"""Quarters: the periods that figures are kept in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from kollega.core import clock

GRACE = timedelta(days=15)
"""After a quarter's last day, so that what was asked then has had its time to be answered."""
DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a year. `number` is 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Quarter":
        return cls(day.year, (day.month + 2) // 3)

    @property
    def first(self) -> date:
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last(self) -> date:
        return self.next.first - DAY

    @property
    def next(self) -> "Quarter":
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """When it begins and when the next begins (UTC)."""
        return moments(self.first, self.last)

    @property
    def has_settled(self) -> bool:
        """Whether it may be counted today."""
        return self.last + GRACE < clock.today()

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"


def moments(first: date, last: date) -> tuple[datetime, datetime]:
    """When the first day begins and when the day after the last begins, in Sweden (UTC)."""
    begins = datetime.combine(first, time(), clock.STOCKHOLM)
    ends = datetime.combine(last + DAY, time(), clock.STOCKHOLM)
    return begins.astimezone(UTC), ends.astimezone(UTC)


def settled(since: date, until: date) -> Iterator[Quarter]:
    """The quarters that may be counted today, from the one that holds `since` to that of `until`."""
    quarter = Quarter.of(since)
    while quarter.has_settled and quarter.first <= until:
        yield quarter
        quarter = quarter.next


def length(first: date, last: date) -> int:
    """How many quarters there are from the first day of one to the last day of one."""
    after = last + DAY
    return (after.year * 12 + after.month - first.year * 12 - first.month) // 3


def parse(text: str) -> Quarter | None:
    """'2026-3' as a quarter; None for anything else."""
    year, _dash, number = text.partition("-")
    if not (year.isascii() and year.isdigit() and len(year) == 4 and number in {*"1234"}):
        return None
    return Quarter(int(year), int(number)) if int(year) > 1 else None


def in_words(first: date, last: date) -> str:
    """'juli–september 2026', 'oktober 2025–mars 2026'."""
    begins, ends = str(MONTHS[first.month]), str(MONTHS[last.month])
    if first.year == last.year:
        words = _("%(first)s–%(last)s %(year)s")
        return words % {"first": begins, "last": ends, "year": last.year}
    words = _("%(first)s %(first_year)s–%(last)s %(year)s")
    return words % {
        "first": begins,
        "first_year": first.year,
        "last": ends,
        "year": last.year,
    }

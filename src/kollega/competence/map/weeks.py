"""Holiday weeks: those in which many are away at once."""

import re
from datetime import date, timedelta

from kollega.core import calendar

WEEK = timedelta(days=7)
AHEAD = 52
LAST_WEEK = 53
LEAST_AWAY = 3
"""Working days of a week that somebody is away before the week counts as one when she is away."""
_SPAN = re.compile(r"(\d{1,2})(?:\s*[-–]\s*(\d{1,2}))?")


def numbers(text: str) -> frozenset[int]:
    """Week numbers out of '8, 27–32, 52'. What is no week is passed over."""
    found: set[int] = set()
    for first, last in _SPAN.findall(text):
        start, end = int(first), int(last or first)
        found |= {each for each in range(start, end + 1) if 1 <= each <= LAST_WEEK}
    return frozenset(found)


def holiday_weeks(today: date, chosen: frozenset[int]) -> list[date]:
    """The Mondays of the holiday weeks from this week on, a year ahead."""
    monday = today - timedelta(days=today.weekday())
    mondays = (monday + n * WEEK for n in range(AHEAD))
    return [each for each in mondays if each.isocalendar().week in chosen]


def is_away(monday: date, first: date | None, last: date | None) -> bool:
    """Whether somebody who is away between two days is away that week; without a last day, for good."""
    if first is None:
        return False
    days = [monday + timedelta(days=n) for n in range(5)]
    working = [day for day in days if calendar.is_workday(day)]
    missed = [day for day in working if day >= first and (last is None or day <= last)]
    return bool(missed) and len(missed) >= min(LEAST_AWAY, len(working))

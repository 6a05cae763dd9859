"""Whichever day the demo is created, a round is soon: the page of who is new tells of it."""

from datetime import UTC, datetime, time, timedelta

from kollega.core import calendar, clock
from kollega.demo.loader.rounds import first_day
from kollega.demo.world.reading import read
from kollega.rounds import times

THURSDAY = 3
STANDING = read("rounds.toml")["standing"]
AT = time.fromisoformat(STANDING["at"])


def test_a_round_comes_on_the_next_thursday_that_is_no_holiday() -> None:
    begins = datetime(2026, 11, 1, 5, 0, tzinfo=UTC)
    for hours in range(0, 24 * 365, 7):
        now = begins + timedelta(hours=hours)
        first = first_day(now, STANDING)
        day = clock.local(now).date()
        found = next(
            moment
            for slot in times.slots(first, day, day + timedelta(days=40))
            if (moment := times.occurrence(slot, STANDING["weekday"], AT)) and moment > now
        )
        assert clock.local(found).weekday() == THURSDAY
        thursdays = (day + timedelta(days=n) for n in range(8))
        if all(calendar.is_workday(each) for each in thursdays if each.weekday() == THURSDAY):
            assert found - now <= timedelta(days=7)

"""Swedish days and hours: holidays, the eves that count, deadlines, working time.

Holidays: lag (1989:253) om allmänna helgdagar, as it stands since 2005. Deadlines: lag (1930:173)
om beräkning av lagstadgad tid, 2 §: where the last day falls on a Sunday, another public holiday,
a Saturday, midsummer's eve, Christmas eve or New Year's eve, the next weekday is early enough.
Days are dates in Sweden; moments are aware, and working time is real time also when the clocks
are changed.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from kollega.core import clock

ONE_DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6

HoursOfDay = Mapping[int, tuple[time, time]]
"""Weekday (Monday is 0) → (opens, closes) by the clock in Sweden; a day left out is closed."""

OFFICE_HOURS: HoursOfDay = dict.fromkeys(range(5), (time(8), time(17)))
"""Where a municipality has not said otherwise. Lunch is not counted off."""

# How far ahead `add_working_time` looks.
FAR = timedelta(days=3653)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm, Nature 1876)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    leap_centuries, rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leaps, of_leap = divmod(of_century, 4)
    weekday = (32 + 2 * rest + 2 * leaps - moon - of_leap) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _first(weekday: int, from_day: date) -> date:
    return from_day + timedelta(days=(weekday - from_day.weekday()) % 7)


@lru_cache(maxsize=256)
def holidays(year: int) -> Mapping[date, str]:
    """The public holidays of a year, Sundays apart, with their Swedish names."""
    sunday = easter(year)
    return {
        date(year, 1, 1): "nyårsdagen",
        date(year, 1, 6): "trettondedag jul",
        sunday - timedelta(days=2): "långfredagen",
        sunday: "påskdagen",
        sunday + ONE_DAY: "annandag påsk",
        date(year, 5, 1): "första maj",
        sunday + timedelta(days=39): "Kristi himmelsfärdsdag",
        sunday + timedelta(days=49): "pingstdagen",
        date(year, 6, 6): "Sveriges nationaldag",
        _first(SATURDAY, date(year, 6, 20)): "midsommardagen",
        _first(SATURDAY, date(year, 10, 31)): "alla helgons dag",
        date(year, 12, 25): "juldagen",
        date(year, 12, 26): "annandag jul",
    }


@lru_cache(maxsize=256)
def eves(year: int) -> Mapping[date, str]:
    """The eves that count as holidays when a deadline falls on them, with their Swedish names."""
    return {
        easter(year) - ONE_DAY: "påskafton",
        _first(SATURDAY, date(year, 6, 20)) - ONE_DAY: "midsommarafton",
        date(year, 12, 24): "julafton",
        date(year, 12, 31): "nyårsafton",
    }


def name_of(day: date) -> str:
    """The holiday or eve that a day is, in Swedish; empty for an ordinary day."""
    return holidays(day.year).get(day) or eves(day.year).get(day, "")


def is_holiday(day: date) -> bool:
    """Whether a day is a public holiday; every Sunday is one."""
    return day.weekday() == SUNDAY or day in holidays(day.year)


def is_workday(day: date) -> bool:
    """Monday to Friday, and neither a public holiday nor an eve that counts as one."""
    return day.weekday() < SATURDAY and not is_holiday(day) and day not in eves(day.year)


def next_workday(day: date) -> date:
    """The first workday after a day."""
    return deadline(day + ONE_DAY)


def deadline(day: date) -> date:
    """The day when a statutory time that ends on `day` really ends: that day or the next workday."""
    while not is_workday(day):
        day += ONE_DAY
    return day


def next_at(at: time, *, after: datetime | None = None) -> datetime:
    """The next moment (UTC) when it is `at` o'clock in Sweden on a workday, after now or `after`."""
    after = after or clock.now()
    day = deadline(clock.local(after).date())
    while (moment := _moment(day, at)) <= after:
        day = next_workday(day)
    return moment


def _moment(day: date, at: time) -> datetime:
    """A time on the wall in Sweden as a moment in UTC."""
    return datetime.combine(day, at, clock.STOCKHOLM).astimezone(UTC)


def _open(first: date, last: date, hours: HoursOfDay) -> Iterator[tuple[datetime, datetime]]:
    """When it is open from one day to another, both included: (opens, closes) in UTC."""
    for number in range((last - first).days + 1):
        day = first + number * ONE_DAY
        if day.weekday() in hours and not name_of(day):
            opens, closes = hours[day.weekday()]
            yield _moment(day, opens), _moment(day, closes)


def add_working_time(
    moment: datetime, hours: float, hours_of_day: HoursOfDay = OFFICE_HOURS
) -> datetime:
    """When so many working hours have passed since a moment (UTC).

    Asked while it is closed, the time begins when it opens. `hours` is not negative.

    Raises:
        ValueError: the hours are negative, or it is not open for so long in ten years.
    """
    if hours < 0:
        raise ValueError("working time is counted forward")
    left = timedelta(hours=hours)
    day = clock.local(moment).date()
    for opens, closes in _open(day, day + FAR, hours_of_day):
        begins = max(opens, moment)
        if begins <= closes:
            if left <= closes - begins:
                return (begins + left).astimezone(UTC)
            left -= closes - begins
    raise ValueError("it is not open for so long")


def working_hours_between(
    first: datetime, last: datetime, hours_of_day: HoursOfDay = OFFICE_HOURS
) -> float:
    """How many working hours lie between two moments; 0 where `last` is not after `first`."""
    days = clock.local(first).date(), clock.local(last).date()
    spans = (min(closes, last) - max(opens, first) for opens, closes in _open(*days, hours_of_day))
    return sum((max(span, timedelta()) for span in spans), timedelta()) / timedelta(hours=1)

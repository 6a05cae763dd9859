"""Days and hours, against published tables and by properties."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kollega.core import calendar, clock

# Easter Sundays as the Church of Sweden's and the national almanac print them.
EASTER = {
    2020: (4, 12),
    2021: (4, 4),
    2022: (4, 17),
    2023: (4, 9),
    2024: (3, 31),
    2025: (4, 20),
    2026: (4, 5),
    2027: (3, 28),
    2028: (4, 16),
    2029: (4, 1),
    2030: (4, 21),
    2031: (4, 13),
    2032: (3, 28),
    2033: (4, 17),
    2034: (4, 9),
    2035: (3, 25),
    2038: (4, 25),  # the latest possible
}
HOLIDAYS_2024 = {
    "nyårsdagen": (1, 1),
    "trettondedag jul": (1, 6),
    "långfredagen": (3, 29),
    "påskdagen": (3, 31),
    "annandag påsk": (4, 1),
    "första maj": (5, 1),
    "Kristi himmelsfärdsdag": (5, 9),
    "pingstdagen": (5, 19),
    "Sveriges nationaldag": (6, 6),
    "midsommardagen": (6, 22),
    "alla helgons dag": (11, 2),
    "juldagen": (12, 25),
    "annandag jul": (12, 26),
}
MIDSUMMER = {2020: 20, 2021: 26, 2022: 25, 2023: 24, 2024: 22, 2025: 21, 2026: 20, 2027: 26}
ALL_SAINTS = {
    2020: (10, 31),
    2021: (11, 6),
    2022: (11, 5),
    2023: (11, 4),
    2024: (11, 2),
    2025: (11, 1),
    2026: (10, 31),
}

days = st.dates(min_value=date(2005, 1, 1), max_value=date(2099, 12, 31))
# Hypothesis takes its bounds without a zone.
FIRST, LAST = (datetime(year, 1, 1, tzinfo=UTC).replace(tzinfo=None) for year in (2006, 2090))
moments = st.datetimes(min_value=FIRST, max_value=LAST, timezones=st.just(UTC))
# Whole minutes: hours are given as floats, and only so exact.
spans = st.integers(min_value=0, max_value=60 * 200).map(lambda minutes: minutes / 60)


def at(text: str) -> datetime:
    """A time on the wall in Sweden."""
    return datetime.fromisoformat(text).replace(tzinfo=clock.STOCKHOLM)


@pytest.mark.parametrize("year", EASTER)
def test_easter(year: int) -> None:
    assert calendar.easter(year) == date(year, *EASTER[year])


def test_the_holidays_of_a_year() -> None:
    found = {name: (day.month, day.day) for day, name in calendar.holidays(2024).items()}
    assert found == HOLIDAYS_2024


@pytest.mark.parametrize("year", MIDSUMMER)
def test_midsummer_and_its_eve(year: int) -> None:
    assert calendar.name_of(date(year, 6, MIDSUMMER[year])) == "midsommardagen"
    assert calendar.name_of(date(year, 6, MIDSUMMER[year] - 1)) == "midsommarafton"


@pytest.mark.parametrize("year", ALL_SAINTS)
def test_all_saints(year: int) -> None:
    assert calendar.name_of(date(year, *ALL_SAINTS[year])) == "alla helgons dag"


@pytest.mark.parametrize(
    ("ends", "moves_to"),
    [
        ("2026-06-19", "2026-06-22"),  # midsummer's eve, a Friday
        ("2026-12-24", "2026-12-28"),  # Christmas eve (Thursday), two holidays, a Sunday
        ("2026-12-31", "2027-01-04"),  # New Year's eve (Thursday), New Year's day, weekend
        ("2026-04-03", "2026-04-07"),  # Good Friday to the Tuesday after Easter
        ("2026-05-14", "2026-05-15"),  # Ascension day; the Friday after is a workday
        ("2026-06-06", "2026-06-08"),  # the national day on a Saturday
        ("2026-01-05", "2026-01-05"),  # trettondagsafton does not count
        ("2026-04-30", "2026-04-30"),  # valborg does not count
        ("2026-11-20", "2026-11-20"),  # an ordinary Friday
        ("2026-11-21", "2026-11-23"),  # an ordinary Saturday
    ],
)
def test_a_deadline_moves(ends: str, moves_to: str) -> None:
    assert calendar.deadline(date.fromisoformat(ends)) == date.fromisoformat(moves_to)


@given(days)
def test_a_deadline_is_the_nearest_workday(day: date) -> None:
    moved = calendar.deadline(day)
    assert calendar.is_workday(moved)
    assert calendar.deadline(moved) == moved
    assert not any(calendar.is_workday(day + timedelta(days=n)) for n in range((moved - day).days))
    assert (moved - day).days <= 5
    assert calendar.next_workday(day) > day


@given(st.integers(min_value=2005, max_value=2099))
def test_every_year_has_its_holidays(year: int) -> None:
    # Ascension day and the first of May, or pingst and the national day, may be one day.
    assert 12 <= len(calendar.holidays(year)) <= 13
    assert len(calendar.eves(year)) == 4
    workdays = sum(
        calendar.is_workday(date(year, 1, 1) + timedelta(days=n))
        for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)
    )
    assert 246 <= workdays <= 254


@pytest.mark.parametrize(
    ("asked", "hours", "answer_by"),
    [
        ("2026-11-20T15:50", 1, "2026-11-20T16:50"),
        ("2026-11-20T15:50", 4, "2026-11-23T10:50"),  # over a weekend
        ("2026-11-20T22:00", 4, "2026-11-23T12:00"),  # asked when closed
        ("2026-12-23T16:00", 2, "2026-12-28T09:00"),  # over Christmas
        ("2026-11-23T08:00", 9, "2026-11-23T17:00"),  # exactly a day
        ("2026-11-21T12:00", 0, "2026-11-23T08:00"),
    ],
)
def test_working_time(asked: str, hours: float, answer_by: str) -> None:
    assert calendar.add_working_time(at(asked), hours) == at(answer_by)


def test_hours_of_a_municipality() -> None:
    hours = {0: (time(8), time(16, 30)), 4: (time(8), time(15))}
    assert calendar.add_working_time(at("2026-11-20T14:00"), 2, hours) == at("2026-11-23T09:00")
    assert calendar.working_hours_between(
        at("2026-11-16T00:00"), at("2026-11-23T00:00"), hours
    ) == pytest.approx(15.5)


def test_never_open() -> None:
    with pytest.raises(ValueError, match="not open"):
        calendar.add_working_time(at("2026-11-20T14:00"), 1, {})
    assert calendar.working_hours_between(at("2026-01-01T00:00"), at("2027-01-01T00:00"), {}) == 0
    with pytest.raises(ValueError, match="forward"):
        calendar.add_working_time(at("2026-11-20T14:00"), -1)


def test_a_night_when_the_clocks_change_has_its_real_length() -> None:
    open_at_night = {6: (time(0), time(8))}
    spring, autumn = at("2026-03-29T00:00"), at("2026-10-25T00:00")
    day = timedelta(days=1)
    assert calendar.working_hours_between(spring, spring + day, open_at_night) == 7
    assert calendar.working_hours_between(autumn, autumn + day, open_at_night) == 9
    # The wall clock jumps from 2 to 3: five real hours after midnight it is 6.
    assert calendar.add_working_time(spring, 5, open_at_night) == at("2026-03-29T06:00")


@given(moments, spans)
def test_added_time_is_the_time_between(moment: datetime, hours: float) -> None:
    end = calendar.add_working_time(moment, hours)
    assert end >= moment
    assert calendar.working_hours_between(moment, end) == pytest.approx(hours, abs=1e-6)


@given(moments, spans, spans)
def test_time_adds_up(moment: datetime, first: float, second: float) -> None:
    middle = calendar.add_working_time(moment, first)
    end = calendar.add_working_time(middle, second)
    together = calendar.add_working_time(moment, first + second)
    assert calendar.working_hours_between(together, end) == pytest.approx(0, abs=1e-6)
    assert calendar.working_hours_between(moment, end) == pytest.approx(first + second, abs=1e-6)


@given(moments, st.times(min_value=time(0), max_value=time(23, 59)))
def test_the_next_time_of_day_is_on_a_workday(moment: datetime, of_day: time) -> None:
    # An hour that the clocks skip or pass twice is not a time anybody means.
    of_day = of_day.replace(second=0, microsecond=0)
    found = calendar.next_at(of_day, after=moment)
    assert found > moment
    assert calendar.is_workday(clock.local(found).date())
    assert clock.local(found).time() == of_day
    assert found - moment < timedelta(days=7)


def test_next_at_begins_from_now() -> None:
    with clock.at(at("2026-11-20T07:29")):
        assert calendar.next_at(time(7, 30)) == at("2026-11-20T07:30")
    with clock.at(at("2026-11-20T07:30")):
        assert calendar.next_at(time(7, 30)) == at("2026-11-23T07:30")

"""Times and agendas, without a database."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kollega.core import calendar, clock
from kollega.rounds import agenda, times

START = datetime(2027, 2, 3, 12, 15, tzinfo=UTC)


@given(
    st.integers(15, 120),
    st.lists(st.none() | st.integers(10, 60), min_size=1, max_size=6),
    st.lists(st.integers(1, 60), min_size=4, max_size=4),
)
def test_cases_follow_each_other_and_their_parts_add_up(
    total: int, fixed: list[int | None], weights: list[int]
) -> None:
    slots = agenda.lay_out(START, total, fixed, weights)
    assert slots[0].begins == START + timedelta(minutes=agenda.OPENING)
    for before, after in pairwise(slots):
        assert before.ends == after.begins
    for slot, own in zip(slots, fixed, strict=True):
        assert sum(slot.parts) == slot.minutes >= agenda.LEAST
        assert min(slot.parts) >= 1
        assert own in (None, slot.minutes)


def test_one_case_has_its_full_time_and_two_share() -> None:
    (alone,) = agenda.lay_out(START, 45, [None], (5, 10, 15, 5))
    assert alone.parts == (5, 10, 15, 5)
    first, second = agenda.lay_out(START, 45, [None, None], (5, 10, 15, 5))
    assert (first.minutes, second.minutes) == (20, 20)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 4), st.integers(0, 400))
def test_a_standing_round_comes_every_other_week_and_never_on_a_holiday(
    first_on: date, weekday: int, later: int
) -> None:
    after = first_on + timedelta(days=later)
    found = list(times.slots(first_on, after, after + timedelta(days=365)))
    assert found[0] + timedelta(days=14) > times.monday(after) <= found[0] + timedelta(days=13)
    for slot in found:
        assert (slot - times.monday(first_on)).days % 14 == 0
        moment = times.occurrence(slot, weekday, time(13, 15))
        day = slot + timedelta(days=weekday)
        assert (moment is None) == (not calendar.is_workday(day))
        if moment:
            assert clock.local(moment).time() == time(13, 15)


@given(st.datetimes(timezones=st.just(clock.STOCKHOLM)), st.integers(15, 120))
def test_any_moment_can_be_judged(moment: datetime, minutes: int) -> None:
    with clock.at(START):
        wrong = times.fault(moment, minutes)
    if not wrong:
        begins = clock.local(moment)
        assert calendar.is_workday(begins.date())
        assert begins.hour >= 8
        assert moment > START

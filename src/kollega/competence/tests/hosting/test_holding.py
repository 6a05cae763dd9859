"""Who holds an area on a day, reckoned without a database and in SQL."""

from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from kollega.competence.hosting.holding import Taken, Task, holders, monday, stretches

AREA = UUID(int=100)
TOWNS = [UUID(int=number) for number in range(4)]
START = date(2026, 1, 1)
YEAR = 60

days = st.integers(0, YEAR).map(lambda number: START + timedelta(days=number))


@st.composite
def handovers(draw: st.DrawFn) -> list[Taken]:
    """Days that change hands as they may: only who holds the area gives, to one who does not."""
    tasks = [Task(AREA, TOWNS[0], START, None)]
    taken: list[Taken] = []
    for _number in range(draw(st.integers(0, 8))):
        first, length = draw(days), draw(st.integers(0, 20))
        giver, taker = draw(st.permutations(TOWNS))[:2]
        span = [first + timedelta(days=each) for each in range(length + 1)]
        able = all(
            giver in (now := holders(tasks, taken, AREA, day, is_second=False)) and taker not in now
            for day in span
        )
        if able:
            taken.append(Taken(AREA, giver, taker, first, span[-1]))
    return taken


@given(handovers(), days)
def test_exactly_one_holds_it_however_often_days_are_handed_on(
    taken: list[Taken], day: date
) -> None:
    tasks = [Task(AREA, TOWNS[0], START, None)]
    now = TOWNS[0]
    for each in taken:
        if each.first_day <= day <= each.last_day and each.holder == now:
            now = each.instead
    assert holders(tasks, taken, AREA, day, is_second=False) == [now]


@given(handovers())
def test_stretches_cover_every_day_once_and_say_the_same(taken: list[Taken]) -> None:
    tasks = [Task(AREA, TOWNS[0], START, START + timedelta(days=YEAR))]
    last = START + timedelta(days=YEAR + 5)
    found = stretches(tasks, taken, AREA, START, last)
    assert sum(each.days for each in found) == (last - START).days + 1
    for one, after in pairwise(found):
        assert after.first_day == one.last_day + timedelta(days=1)
        assert after.holders != one.holders
    for each in found:
        for day in (each.first_day, each.last_day):
            assert sorted(holders(tasks, taken, AREA, day, is_second=False), key=str) == list(
                each.holders
            )


def test_the_second_is_counted_apart_and_other_areas_not_at_all() -> None:
    tasks = [
        Task(AREA, TOWNS[0], START, None),
        Task(AREA, TOWNS[1], START, None, is_second=True),
        Task(UUID(int=101), TOWNS[2], START, None),
    ]
    assert holders(tasks, (), AREA, START, is_second=False) == [TOWNS[0]]
    assert holders(tasks, (), AREA, START, is_second=True) == [TOWNS[1]]
    assert holders(tasks, (), AREA, START - timedelta(days=1), is_second=False) == []


def test_a_week_begins_on_monday() -> None:
    assert monday(date(2026, 11, 22)) == date(2026, 11, 16)
    assert monday(date(2026, 11, 16)) == date(2026, 11, 16)

"""What is told of placements and of what was missing, for one who adds and subtracts: pure."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kollega.casework.placing.figures import Stay, month, together

FIRST, LAST = date(2026, 9, 1), date(2026, 9, 30)
FORMS = ("family", "hvb", "kin", "shelter")
stays = st.lists(
    st.builds(
        Stay,
        who=st.integers(0, 30),
        form=st.sampled_from(FORMS),
        first=st.dates(date(2026, 8, 1), date(2026, 9, 30)),
        last=st.none() | st.just(date(2026, 12, 31)),
        prices=st.just([(date(2026, 1, 1), 1000)]),
    ),
    max_size=40,
)
parts = st.dictionaries(
    st.sampled_from("ABCDEFGH"),
    st.dictionaries(st.sampled_from(["night", "staff", "housing"]), st.integers(1, 9)),
    min_size=1,
)


@given(stays)
def test_no_form_is_told_of_fewer_than_five(found: list[Stay]) -> None:
    rows = month(found, FIRST, LAST)
    people = Counter(form for form, _who in {(stay.form, stay.who) for stay in found})
    for row in rows:
        assert row.placed == sum(people[form] for form in row.forms)
    parts = rows[:-1]
    for size in range(len(parts) + 1):
        for taken in combinations(parts, size):
            left = rows[-1].placed - sum(row.placed for row in taken) if rows else 0
            assert left == 0 or left >= 5


@given(parts)
def test_no_municipality_works_out_what_the_others_lacked(
    found: Mapping[str, Mapping[str, int]],
) -> None:
    for group in together(found):
        each = [sum(part.get(key, 0) for key in group.keys) for part in found.values()]
        assert group.count == sum(each) >= 5
        assert all(group.count - own == 0 or group.count - own >= 5 for own in each)


def test_days_and_cost_are_counted_within_the_month() -> None:
    prices = [(date(2026, 1, 1), 1000), (date(2026, 9, 16), 2000)]
    whole = [Stay(who, "family", date(2026, 8, 1), None, prices) for who in range(5)]
    (row,) = month(whole, FIRST, LAST)
    assert (row.placed, row.days) == (5, 150)
    assert row.cost == 220_000  # 225 000, to the even ten thousand
    short = Stay(9, "family", LAST, LAST, [])
    (row,) = month([*whole, short], FIRST, LAST)
    assert (row.placed, row.days, row.cost) == (6, 151, None)


def test_a_small_form_is_laid_with_the_next() -> None:
    day = FIRST + timedelta(days=3)
    price = [(FIRST, 500)]
    found = [Stay(who, "family", day, None, price) for who in range(6)]
    found += [Stay(who, "hvb", day, None, price) for who in range(2)]
    assert [(row.forms, row.placed) for row in month(found, FIRST, LAST)] == [
        (("family", "hvb"), 8)
    ]
    assert month(found[:4], FIRST, LAST) == []


def test_what_is_missing_everywhere_is_told() -> None:
    assert [
        (group.keys, group.count) for group in together({"A": {"night": 5}, "B": {"night": 6}})
    ] == [(("night",), 11)]
    assert together({"A": {"night": 5}, "B": {"night": 2}}) == []

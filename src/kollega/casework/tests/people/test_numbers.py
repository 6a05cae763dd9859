"""Numbers as they are typed: right ones are read, wrong ones are refused with words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kollega.casework.people import numbers

TODAY = date(2026, 3, 1)
# The Tax Agency's test numbers.
TESTED = st.sampled_from(["198208212384", "198112289874", "198507099805", "196411139808"])
DIGIT = st.sampled_from("0123456789")


@given(TESTED, st.sampled_from(["", "-", " ", "–"]), st.sampled_from(["", " "]))
def test_one_number_is_read_alike_however_it_is_typed(digits: str, sign: str, around: str) -> None:
    typed = f"{around}{digits[:8]}{sign}{digits[8:]}{around}"
    read = numbers.read(typed, today=TODAY)
    assert read == numbers.read(digits, today=TODAY)
    assert read == numbers.read(digits[2:], today=TODAY)
    assert numbers.read(numbers.shown(read.digits), today=TODAY) == read
    assert f"{read.born_on:%Y%m%d}" == digits[:8]


@given(TESTED, st.integers(2, 11), DIGIT)
def test_one_wrong_digit_is_never_taken(digits: str, at: int, other: str) -> None:
    wrong = digits[:at] + other + digits[at + 1 :]
    if wrong != digits:
        with pytest.raises(ValueError, match=r"[.]$"):
            numbers.read(wrong, today=TODAY)


@given(TESTED, st.integers(0, 99))
def test_a_wrong_century_is_refused_where_nobody_lives_in_it(digits: str, century: int) -> None:
    typed = f"{century:02}{digits[2:]}"
    born = int(typed[:4])
    if born > TODAY.year or born < TODAY.year - numbers.OLDEST:
        with pytest.raises(ValueError, match=r"århundradet|ingen sådan dag"):
            numbers.read(typed, today=TODAY)


def test_the_century_is_the_nearest_one_that_has_been() -> None:
    """The same ten digits: under a hundred without a sign, over with plus, never in the future."""
    assert numbers.read("121212-1212", today=TODAY).born_on == date(2012, 12, 12)
    assert numbers.read("121212+1212", today=TODAY).born_on == date(1912, 12, 12)
    assert numbers.read("121212-1212", today=date(2012, 12, 11)).born_on == date(1912, 12, 12)


def test_a_coordination_number_tells_the_day_of_birth() -> None:
    """Sixty is added to the day. The last digit of this one is wrong, and so only the day is looked at."""
    with pytest.raises(ValueError, match="Sista siffran"):
        numbers.read("19850161-1234", today=TODAY)
    with pytest.raises(ValueError, match="ingen sådan dag"):
        numbers.read("19850192-1234", today=TODAY)


@given(st.text(max_size=30))
def test_anything_else_is_answered_in_words(text: str) -> None:
    if not numbers.looks_like_one(text):
        with pytest.raises(ValueError, match=r"Skriv tolv siffror"):
            numbers.read(text, today=TODAY)


@given(st.dates(date(1900, 1, 1), TODAY), st.dates(date(1900, 1, 1), TODAY))
def test_age_goes_up_by_one_on_the_birthday(born: date, on: date) -> None:
    if on >= born:
        years = numbers.age(born, on)
        assert years >= 0
        assert (born.year + years, born.month, born.day) <= (on.year, on.month, on.day)
        assert (born.year + years + 1, born.month, born.day) > (on.year, on.month, on.day)

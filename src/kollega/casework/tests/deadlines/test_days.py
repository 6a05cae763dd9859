"""How the days of a time fall: weekends, holidays, leap days, rules that change, what is left of it."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kollega.casework.deadlines import engine
from kollega.casework.deadlines.counting import Length, Unit, add_months, end_of_quarter
from kollega.casework.deadlines.engine import (
    CannotExtend,
    Follows,
    State,
    days_left,
    due,
    in_words,
    next_due,
    rule_for,
    series,
    state,
    what_follows,
)
from kollega.casework.deadlines.happenings import Event
from kollega.casework.deadlines.rules import Rule, Transition, every, read, versions
from kollega.core import calendar

DAYS = st.dates(date(2025, 7, 1), date(2060, 12, 31))
ANY_DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
RULES = st.sampled_from(every())
TODAY = date(2026, 11, 23)
ONE_DAY = timedelta(days=1)


# --- Days -----------------------------------------------------------------------------------------


@given(RULES, ANY_DAYS)
@example(versions()["preliminary_assessment"][0], date(2026, 12, 10))  # Christmas Eve to the 28th
@example(versions()["child_investigation"][0], date(2027, 10, 31))  # 29 February 2028
@example(versions()["lvu_submission"][0], date(2025, 12, 17))  # five days of Christmas
def test_a_last_day_is_a_weekday_where_an_act_is_asked_for(rule: Rule, start: date) -> None:
    found = due(rule, start)
    assert start <= found.counted <= found.on
    between = [found.counted + n * ONE_DAY for n in range((found.on - found.counted).days)]
    assert len(between) <= 5
    assert not any(calendar.is_workday(each) for each in between)
    if rule.weekend.moves:
        assert calendar.is_workday(found.on)
    else:
        assert found.on == found.counted
    assert bool(found.said) is bool(between)


@given(ANY_DAYS, st.integers(0, 400))
def test_months_keep_the_number_of_the_day_or_end_with_the_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + ONE_DAY).day == 1)


@given(ANY_DAYS, ANY_DAYS, st.sampled_from([each.length for each in every()]))
def test_who_starts_later_is_never_due_earlier(one: date, other: date, length: Length) -> None:
    first, last = sorted((one, other))
    assert length.ends(first) <= length.ends(last)


@given(ANY_DAYS)
def test_weeks_end_on_the_same_weekday_and_quarters_on_their_last_day(day: date) -> None:
    assert Length(Unit.WEEK, 4).ends(day).weekday() == day.weekday()
    ends = end_of_quarter(day)
    assert day <= ends
    assert (ends + ONE_DAY).day == 1
    assert (ends + ONE_DAY).month in {1, 4, 7, 10}
    assert (ends - day).days < 92


def test_leap_days_and_short_months() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert add_months(date(2028, 2, 29), 12) == date(2029, 2, 28)
    assert add_months(date(2028, 2, 29), 48) == date(2032, 2, 29)
    assert add_months(date(2026, 12, 31), 2) == date(2027, 2, 28)


@given(st.sampled_from([rule for rule in every() if rule.again]), DAYS)
def test_a_series_goes_on_and_never_leaves_a_gap_too_long(rule: Rule, start: date) -> None:
    times = list(islice(series(rule, start), 12))
    assert len(times) == 12
    assert rule.again is not None
    for earlier, later in pairwise(times):
        assert earlier.on < later.on
        if not rule.again.is_of_calendar:
            assert later.on == rule.again.ends(earlier.on)


def test_what_does_not_recur_comes_once() -> None:
    rule = versions()["child_investigation"][0]
    assert [each.on for each in series(rule, date(2026, 3, 2))] == [date(2026, 7, 2)]
    assert next_due(rule, date(2026, 7, 2)) is None


# --- Longer ---------------------------------------------------------------------------------------


@given(RULES, DAYS, st.integers(-40, 400))
def test_only_what_the_law_lets_be_longer_is(rule: Rule, start: date, more: int) -> None:
    counted = due(rule, start).counted
    to = counted + more * ONE_DAY
    if rule.ground is None or more <= 0:
        with pytest.raises(CannotExtend):
            due(rule, start, extended_to=to)
        return
    longer = due(rule, start, extended_to=to)
    assert (longer.on, longer.counted, longer.moved) == (to, counted, False)
    assert longer.said.startswith("Förlängd till")
    assert str(rule.ground_in_words)


# --- A rule that changes --------------------------------------------------------------------------

CHANGING = """
[all]
key = "preliminary_assessment"
paragraph = "2025:400 20 kap. 2 §"
source = "made up"
starts = ["report_received"]
met_by = ["preliminary_decided"]
weekend = "state"

[[rule]]
length = "14 days"
valid_to = {before}

[[rule]]
length = "7 days"
valid_from = {change}
transition = "{transition}"
"""


@given(st.data())
def test_a_rule_that_changes_while_a_time_is_running(data: st.DataObject) -> None:
    change = data.draw(DAYS, "change")
    near = st.integers(-40, 40).map(lambda n: change + n * ONE_DAY)
    start, on = data.draw(near, "start"), data.draw(near, "on")
    transition = data.draw(st.sampled_from(["begun_later", "also_running"]))
    text = CHANGING.format(before=change - ONE_DAY, change=change, transition=transition)
    old, new = read(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "versions", lambda: {old.key: (old, new)})
        found = rule_for(old.key, start, on=on)
    takes_over = transition == "also_running" and max(start, on) >= change
    assert found == (new if start >= change or takes_over else old)
    assert found is not None
    last = due(found, start).on
    if start < change and found == new:
        assert last == max(change, start + timedelta(days=7))
    else:
        assert last == start + timedelta(days=7 if found == new else 14)


def test_a_rule_that_is_no_more() -> None:
    text = CHANGING.format(before="2026-01-31", change="2026-02-01", transition="begun_later")
    old = next(iter(read(text)))
    old = replace(old, valid_from=date(2025, 7, 1), transition=Transition.ALSO_RUNNING)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "versions", lambda: {old.key: (old,)})
        assert rule_for(old.key, date(2026, 1, 31), on=TODAY) == old
        assert rule_for(old.key, date(2026, 2, 1), on=TODAY) is None
        follows = what_follows(Event.REPORT_RECEIVED, "child", date(2026, 2, 1), 9, on=TODAY)
    assert follows == Follows()


# --- How it stands --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "said", "stands"),
    [
        (152, "152 dagar kvar", State.GOOD),
        (8, "8 dagar kvar", State.GOOD),
        (7, "7 dagar kvar", State.MIND),
        (2, "2 dagar kvar", State.MIND),
        (1, "går ut i morgon", State.MIND),
        (0, "går ut i dag", State.MIND),
        (-1, "gick ut i går", State.BAD),
        (-2, "gick ut för 2 dagar sedan", State.BAD),
    ],
)
def test_how_it_stands(left: int, said: str, stands: State) -> None:
    on = TODAY + left * ONE_DAY
    assert (days_left(on, TODAY), in_words(on, TODAY), state(on, TODAY)) == (left, said, stands)


def test_what_is_to_be_done_at_once_has_no_days() -> None:
    assert in_words(TODAY, TODAY, at_once=True) == "ska göras genast"
    assert in_words(TODAY - ONE_DAY, TODAY, at_once=True) == "har väntat 1 dag"
    assert in_words(TODAY - 3 * ONE_DAY, TODAY, at_once=True) == "har väntat 3 dagar"
    assert {rule.mind for rule in every() if rule.is_at_once} == {0}


def test_a_municipality_may_want_to_know_earlier() -> None:
    assert state(TODAY + 10 * ONE_DAY, TODAY, mind=10) is State.MIND
    assert state(TODAY + 2 * ONE_DAY, TODAY, mind=10, bad=3) is State.BAD


def test_why_a_last_day_is_another_is_said() -> None:
    rule = versions()["preliminary_assessment"][0]
    assert due(rule, date(2026, 3, 20)).said.startswith("Tiden går ut 3 april")
    assert "långfredagen" in due(rule, date(2026, 3, 20)).said
    assert "en lördag" in due(rule, date(2026, 2, 28)).said
    assert "en söndag" in due(rule, date(2026, 3, 1)).said
    assert due(rule, date(2026, 3, 2)).said == ""

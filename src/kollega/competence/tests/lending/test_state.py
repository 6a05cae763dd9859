"""A loan as its steps tell it, whatever steps there are and whoever wrote them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kollega.competence.lending.state import (
    LoanState,
    Phase,
    Span,
    Step,
    Terms,
    apply,
    may_follow,
    most_at_once,
)
from kollega.competence.models import StepKind

BORROWER, LENDER, STRANGER = UUID(int=1), UUID(int=2), UUID(int=3)
START = date(2026, 3, 2)
ASKED = LoanState(
    id=UUID(int=9),
    request_id=UUID(int=8),
    borrower_id=BORROWER,
    lender_id=LENDER,
    area_id=None,
    asked_by=UUID(int=7),
    asked_at=datetime(2026, 2, 1, tzinfo=UTC),
    terms=Terms(START, START + timedelta(days=55), 50),
)
days = st.integers(-10, 90).map(lambda number: START + timedelta(days=number))


@st.composite
def steps(draw: st.DrawFn) -> list[tuple[Step, date]]:
    """Anything that anybody might write, on days that go forward."""
    found = []
    for day in sorted(draw(st.lists(days, max_size=12))):
        first, length = draw(days), draw(st.integers(0, 60))
        step = Step(
            kind=draw(st.sampled_from(list(StepKind))),
            sender_id=draw(st.sampled_from([BORROWER, LENDER, STRANGER])),
            at=datetime(2026, 2, 1, tzinfo=UTC),
            lent_id=draw(st.sampled_from([None, UUID(int=5)])),
            place_id=draw(st.sampled_from([None, UUID(int=6)])),
            terms=draw(st.sampled_from([None, Terms(first, first + timedelta(days=length), 50)])),
            last_day=draw(st.sampled_from([None, draw(days)])),
        )
        found.append((step, day))
    return found


@given(steps())
def test_nobody_agrees_for_the_other_and_what_is_over_stays(said: list[tuple[Step, date]]) -> None:
    state = ASKED
    for step, day in said:
        before, state = state, apply(state, step, day)
        if state == before:
            continue
        assert step.sender_id in ASKED.sides
        assert not before.is_over(day)
        assert state.steps == (*before.steps, step)
        if state.phase == Phase.AGREED and before.phase != Phase.AGREED:
            assert (step.kind, step.sender_id) == (StepKind.ACCEPT, BORROWER)
            assert state.lent_id is not None
            assert state.place_id is not None
        if before.phase == Phase.AGREED and state.terms.last_day > before.terms.last_day:
            assert step.kind == StepKind.EXTEND_YES
            assert before.later_by not in (None, step.sender_id)
    senders = {each.sender_id for each in state.steps}
    if state.phase == Phase.AGREED:
        assert senders == {BORROWER, LENDER}
    assert state.terms.first_day <= state.terms.last_day


@given(steps(), days)
def test_what_is_allowed_is_what_takes_effect(said: list[tuple[Step, date]], day: date) -> None:
    state = ASKED
    for step, on in said:
        state = apply(state, step, on)
    for kind in StepKind:
        for who in (BORROWER, LENDER, STRANGER):
            step = Step(
                kind,
                who,
                datetime(2026, 2, 1, tzinfo=UTC),
                lent_id=UUID(int=5),
                place_id=UUID(int=6),
                terms=replace(ASKED.terms),
                last_day=state.terms.last_day
                + timedelta(days=1 if kind == StepKind.EXTEND else -1),
            )
            assert (apply(state, step, day) != state) is may_follow(state, kind, who, day)


@given(
    st.lists(st.tuples(days, st.integers(0, 40), st.integers(1, 100)), max_size=6),
    st.tuples(days, st.integers(0, 40), st.integers(1, 100)),
)
def test_most_at_once_is_what_counting_day_by_day_gives(
    others: list[tuple[date, int, int]], wanted: tuple[date, int, int]
) -> None:
    spans = [Span(first, first + timedelta(days=length), share) for first, length, share in others]
    first, length, share = wanted
    within = Span(first, first + timedelta(days=length), share)
    by_day = [
        sum(each.share for each in spans if each.first_day <= day <= each.last_day)
        for day in (first + timedelta(days=number) for number in range(length + 1))
    ]
    assert most_at_once(spans, within) == share + max(by_day)


@pytest.mark.parametrize("ends", [-1, 0])
def test_called_off_before_its_first_day_it_was_never_a_loan(ends: int) -> None:
    state = ASKED
    for kind, who, extra in (
        (StepKind.OFFER, LENDER, {"terms": ASKED.terms, "lent_id": UUID(int=5)}),
        (StepKind.ACCEPT, BORROWER, {"place_id": UUID(int=6)}),
        (StepKind.END, LENDER, {"last_day": START + timedelta(days=ends)}),
    ):
        step = Step(kind, who, datetime(2026, 2, 1, tzinfo=UTC), **extra)  # type: ignore[arg-type]
        state = apply(state, step, START - timedelta(days=1))
    assert state.phase == (Phase.CLOSED if ends < 0 else Phase.AGREED)

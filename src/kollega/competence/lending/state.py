"""A loan as its steps tell it. Pure: what was asked and the steps go in, how it stands comes out.

Which step may follow on which, and by whom, stands in `may_follow` alone. A step that may not is passed
over when the loan is read, so that one municipality's row can never make the other agree.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from kollega.competence.models import StepKind


class Phase(StrEnum):
    """Where a loan stands. Whether an agreed one has begun or is over follows from the day."""

    ASKED = "asked"
    OFFERED = "offered"
    AGREED = "agreed"
    CLOSED = "closed"
    """Nothing came of it, or it was called off before its first day."""


@dataclass(frozen=True)
class Terms:
    """Days (both included), share of working time in per cent, tasks, cost and agreement."""

    first_day: date
    last_day: date
    share: int
    tasks: str = ""
    cost: str = ""
    reference: str = ""


@dataclass(frozen=True)
class Step:
    """One step, by one of the two municipalities."""

    kind: StepKind
    sender_id: UUID
    at: datetime
    by: UUID | None = None
    lent_id: UUID | None = None
    place_id: UUID | None = None
    terms: Terms | None = None
    last_day: date | None = None


@dataclass(frozen=True)
class LoanState:
    """How a loan stands. `terms` are those asked for until there is an offer; `borrower` and `lender`
    are the municipalities' names."""

    id: UUID
    request_id: UUID
    borrower_id: UUID
    lender_id: UUID
    area_id: UUID | None
    asked_by: UUID
    asked_at: datetime
    terms: Terms
    phase: Phase = Phase.ASKED
    lent_id: UUID | None = None
    place_id: UUID | None = None
    later_day: date | None = None
    later_by: UUID | None = None
    steps: tuple[Step, ...] = ()
    borrower: str = ""
    lender: str = ""

    def is_upcoming(self, day: date) -> bool:
        return self.phase == Phase.AGREED and day < self.terms.first_day

    def is_running(self, day: date) -> bool:
        terms = self.terms
        return self.phase == Phase.AGREED and terms.first_day <= day <= terms.last_day

    def is_over(self, day: date) -> bool:
        """Closed, or its days have been: also those that were only asked for or offered."""
        return self.phase == Phase.CLOSED or day > self.terms.last_day

    @property
    def last_lent_id(self) -> UUID | None:
        """Whoever is offered or lent, or was until the offer was taken back."""
        return next((each.lent_id for each in reversed(self.steps) if each.lent_id), None)

    @property
    def sides(self) -> frozenset[UUID]:
        return frozenset({self.borrower_id, self.lender_id})

    def other(self, municipality_id: UUID) -> UUID:
        """The other of the two."""
        return self.lender_id if municipality_id == self.borrower_id else self.borrower_id

    def town(self, municipality_id: UUID) -> str:
        """What one of the two is called."""
        return self.borrower if municipality_id == self.borrower_id else self.lender


BORROWER, LENDER = "borrower", "lender"
_FROM: dict[StepKind, tuple[frozenset[Phase], frozenset[str]]] = {
    kind: (frozenset(phases), frozenset(sides))
    for kind, phases, sides in (
        (StepKind.OFFER, {Phase.ASKED}, {LENDER}),
        (StepKind.TAKE_BACK, {Phase.OFFERED}, {LENDER}),
        (StepKind.DECLINE, {Phase.ASKED}, {LENDER}),
        (StepKind.WITHDRAW, {Phase.ASKED, Phase.OFFERED}, {BORROWER}),
        (StepKind.REFUSE, {Phase.OFFERED}, {BORROWER}),
        (StepKind.ACCEPT, {Phase.OFFERED}, {BORROWER}),
        (StepKind.EXTEND, {Phase.AGREED}, {BORROWER, LENDER}),
        (StepKind.EXTEND_YES, {Phase.AGREED}, {BORROWER, LENDER}),
        (StepKind.EXTEND_NO, {Phase.AGREED}, {BORROWER, LENDER}),
        (StepKind.END, {Phase.AGREED}, {BORROWER, LENDER}),
        (StepKind.LEFT, {Phase.AGREED}, {LENDER}),
    )
}


def may_follow(state: LoanState, kind: StepKind, municipality_id: UUID, day: date) -> bool:
    """Whether this municipality may take this step now. What is over stays as it was."""
    side = {state.borrower_id: BORROWER, state.lender_id: LENDER}.get(municipality_id)
    phases, sides = _FROM[kind]
    if side not in sides or state.phase not in phases or state.is_over(day):
        return False
    waits = {
        StepKind.EXTEND: state.later_by is None,
        StepKind.EXTEND_YES: state.later_by not in (None, municipality_id),
        StepKind.EXTEND_NO: state.later_by is not None,
    }
    return waits.get(kind, True)


def apply(state: LoanState, step: Step, day: date) -> LoanState:
    """The loan after one more step; the same where the step may not follow.

    `day` is the day the step was taken.
    """
    if not may_follow(state, step.kind, step.sender_id, day) or _lacks(state, step):
        return state
    return replace(state, steps=(*state.steps, step), **_changes(state, step))


def _changes(state: LoanState, step: Step) -> dict[str, Any]:
    """What a step that may follow changes."""
    changes: dict[str, Any] = {}
    match step.kind:
        case StepKind.OFFER:
            changes = {"phase": Phase.OFFERED, "terms": step.terms, "lent_id": step.lent_id}
        case StepKind.TAKE_BACK:
            changes = {"phase": Phase.ASKED, "lent_id": None}
        case StepKind.DECLINE | StepKind.WITHDRAW | StepKind.REFUSE:
            changes = {"phase": Phase.CLOSED}
        case StepKind.ACCEPT:
            changes = {"phase": Phase.AGREED, "place_id": step.place_id}
        case StepKind.EXTEND:
            changes = {"later_day": step.last_day, "later_by": step.sender_id}
        case StepKind.EXTEND_YES:
            changes = {"terms": _until(state.terms, state.later_day)} | NOTHING_LATER
        case StepKind.EXTEND_NO:
            changes = dict(NOTHING_LATER)
        case StepKind.END | StepKind.LEFT:
            changes = {"terms": _until(state.terms, step.last_day)} | NOTHING_LATER
            if step.last_day and step.last_day < state.terms.first_day:
                changes = {"phase": Phase.CLOSED} | NOTHING_LATER
    return changes


NOTHING_LATER: dict[str, Any] = {"later_day": None, "later_by": None}


def _until(terms: Terms, day: date | None) -> Terms:
    return replace(terms, last_day=day or terms.last_day)


def _lacks(state: LoanState, step: Step) -> bool:
    """Whether a step says less than its kind must."""
    if step.kind == StepKind.OFFER:
        return step.terms is None or step.lent_id is None
    if step.kind == StepKind.ACCEPT:
        return step.place_id is None
    if step.kind == StepKind.EXTEND:
        return step.last_day is None or step.last_day <= state.terms.last_day
    if step.kind in (StepKind.END, StepKind.LEFT):
        return step.last_day is None or step.last_day >= state.terms.last_day
    return False


def told(state: LoanState, steps: Iterable[tuple[Step, date]]) -> LoanState:
    """The loan after all its steps, each with the day it was taken."""
    for step, day in steps:
        state = apply(state, step, day)
    return state


@dataclass(frozen=True)
class Span:
    """So many per cent of somebody's working time, from a day to a day."""

    first_day: date
    last_day: date
    share: int


def most_at_once(spans: Iterable[Span], within: Span) -> int:
    """The largest share that is spoken for on any day of `within`, itself included."""
    others = list(spans)
    days = [within.first_day, *(each.first_day for each in others)]
    return within.share + max(
        sum(each.share for each in others if each.first_day <= day <= each.last_day)
        for day in days
        if within.first_day <= day <= within.last_day
    )

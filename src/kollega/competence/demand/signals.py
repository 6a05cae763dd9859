"""What other rooms know of demand. Competence knows neither questions nor searches.

A room says, in a module that is imported at start, how its part is found out by the job that counts,
which acts for the whole collaboration:

    @signals.advice
    def questions(actor, first, last): yield area_id, day

No provider tells of anybody: an area and a day, or an area and two numbers.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from kollega.core.actor import Actor

T = TypeVar("T")


@dataclass(frozen=True)
class Missed:
    """What was looked for in vain in an area: words, and people behind them (never under five)."""

    words: int
    people: int


@dataclass(frozen=True)
class AskedQuestion:
    """A question as its promise is judged: when it was asked, until when it wanted an answer, when the
    first came, and which colleagues had been asked by then. Lives in a job's memory only.
    """

    area_id: UUID
    asked_at: datetime
    wanted_by: datetime
    answered_at: datetime | None
    colleague_ids: frozenset[UUID]

    @property
    def in_time(self) -> bool:
        return self.answered_at is not None and self.answered_at <= self.wanted_by


@dataclass(frozen=True)
class OwnAnswers:
    """How it went with the questions that came to somebody, told to her alone."""

    asked: int
    in_time: int


Advice = Callable[[Actor, date, date], Iterable[tuple[UUID, date]]]
"""(actor, first day, last day) → (area, day) for each question or call."""
InVain = Callable[[Actor], Mapping[UUID, Missed]]
Questions = Callable[[Actor, date, date], Iterable[AskedQuestion]]
Calls = Callable[[Actor, date, date], Iterable[tuple[UUID | None, date]]]
"""(actor, first day, last day) → (municipality that helped, day) for each call."""
Own = Callable[[Actor, date], OwnAnswers]
"""(actor, since) → her own. One statement."""

_advice: list[Advice] = []
_missed: list[InVain] = []
_questions: list[Questions] = []
_calls: list[Calls] = []
_own: list[Own] = []


def advice(provider: Advice) -> Advice:
    """Register where people ask or ring about an area."""
    return _once(_advice, provider)


def missed(provider: InVain) -> InVain:
    """Register where people look for something in vain."""
    return _once(_missed, provider)


def questions(provider: Questions) -> Questions:
    """Register where questions with a wanted time are asked of colleagues."""
    return _once(_questions, provider)


def calls(provider: Calls) -> Calls:
    """Register where calls that helped are noted."""
    return _once(_calls, provider)


def own(provider: Own) -> Own:
    """Register what somebody is told of the questions that came to her."""
    return _once(_own, provider)


def _once(known: list[T], provider: T) -> T:
    if provider not in known:
        known.append(provider)
    return provider


def every_advice(actor: Actor, first: date, last: date) -> list[tuple[UUID, date]]:
    """Everything asked and rung about, from all rooms."""
    return [each for provider in _advice for each in provider(actor, first, last)]


def every_missed(actor: Actor) -> dict[UUID, Missed]:
    """Everything looked for in vain, from all rooms; an area has one of them."""
    return {area: found for provider in _missed for area, found in provider(actor).items()}


def every_question(actor: Actor, first: date, last: date) -> list[AskedQuestion]:
    """Every question with a wanted time, from all rooms."""
    return [each for provider in _questions for each in provider(actor, first, last)]


def every_call(actor: Actor, first: date, last: date) -> list[tuple[UUID | None, date]]:
    """Every call that was noted, from all rooms."""
    return [each for provider in _calls for each in provider(actor, first, last)]


def own_answers(actor: Actor, since: date) -> OwnAnswers:
    """How it went with what came to the actor."""
    found = [provider(actor, since) for provider in _own]
    return OwnAnswers(sum(each.asked for each in found), sum(each.in_time for each in found))

"""What stands in a plan, as it is shown and printed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from kollega.casework.models import PartyKind, Promised
from kollega.casework.models.plan import OUTSIDE, Comes, PathKind, Step, Where
from kollega.casework.models.sip import Body, GivenBy, HowGiven, Shares
from kollega.core import clock


@dataclass(frozen=True)
class PromiseLine:
    """A promise as it is read. `late`: its day has been, and nobody has said how it went."""

    id: UUID
    goal_id: UUID | None
    party_id: UUID
    who: str
    what: str
    due_on: date
    state: str
    because: str
    version: int

    @property
    def is_open(self) -> bool:
        return self.state in (Promised.OPEN, Promised.MOVED)

    @property
    def late(self) -> bool:
        return self.is_open and self.due_on < clock.today()

    @property
    def said(self) -> str:
        return _("skulle ha varit klart") if self.late else str(Promised(self.state).label)

    @property
    def kind(self) -> str:
        """Which colour its state has."""
        if self.late:
            return "mind"
        return {Promised.KEPT: "good", Promised.NOT_DONE: "bad"}.get(Promised(self.state), "info")


@dataclass(frozen=True)
class PartyLine:
    """One who takes part. `shares`: what she may be told of the plan today, None where nothing is agreed."""

    id: UUID
    kind: str
    name: str
    called_on: date | None
    comes: str
    shares: str | None
    consent: "ConsentLine | None"

    @property
    def is_outside(self) -> bool:
        return self.kind in OUTSIDE

    @property
    def kind_said(self) -> str:
        return str(PartyKind(self.kind).label)

    @property
    def comes_said(self) -> str:
        return str(Comes(self.comes).label)


@dataclass(frozen=True)
class ConsentLine:
    """What has been agreed with regard to one other."""

    id: UUID
    party_id: UUID
    shares: str
    given_by: str
    how: str
    words: str
    given_on: date
    until: date | None
    withdrawn_on: date | None

    @property
    def holds(self) -> bool:
        today = clock.today()
        ended = self.until is not None and self.until < today
        return self.withdrawn_on is None and not ended and self.given_on <= today

    @property
    def shares_said(self) -> str:
        return str(Shares(self.shares).label)

    @property
    def given_said(self) -> str:
        return f"{GivenBy(self.given_by).label}, {HowGiven(self.how).label}"


@dataclass(frozen=True)
class Rung:
    """One plain step of a goal: how it was, the first step, how it shall be."""

    label: str
    text: str
    is_here: bool


@dataclass(frozen=True)
class GoalLine:
    """A goal with its promises."""

    id: UUID
    words: str
    prompt: str
    now: str
    first_step: str
    wanted: str
    where: int
    weight: int
    marks: tuple[tuple[date, str], ...]
    promises: tuple[PromiseLine, ...]
    version: int

    @property
    def title(self) -> str:
        return self.words or self.prompt

    @property
    def where_said(self) -> str:
        return str(Where(self.where).label)

    @property
    def rungs(self) -> tuple[Rung, ...]:
        at = min(self.where, int(Where.WANTED))
        return (
            Rung(_("Så var det"), self.now, at == Where.NOW),
            Rung(_("Första steget"), self.first_step, at == Where.FIRST),
            Rung(_("Så vill jag ha det"), self.wanted, at == Where.WANTED),
        )


@dataclass(frozen=True)
class StepLine:
    """A step of the path."""

    id: UUID
    kind: str
    words: str
    state: str
    from_day: date
    to_day: date | None
    can: str

    @property
    def kind_said(self) -> str:
        return str(PathKind(self.kind).label)

    @property
    def state_said(self) -> str:
        return str(Step(self.state).label)

    @property
    def is_now(self) -> bool:
        return self.state == Step.NOW


@dataclass(frozen=True)
class CaseLine:
    """A case that takes part, or is asked to."""

    id: UUID
    case_id: UUID
    number: str
    unit: str
    worker: str
    accepted: bool | None
    from_case: bool


@dataclass(frozen=True)
class SipLine:
    """That the plan is a coordinated one."""

    why: str
    body: str
    body_person: str
    begun_on: date
    meeting_on: date | None

    @property
    def body_said(self) -> str:
        return str(Body(self.body).label)


@dataclass(frozen=True)
class Asked:
    """Somebody has been asked to hold the plan."""

    id: UUID
    name: str
    by: str
    message: str
    asked_on: date


@dataclass(frozen=True)
class Content:
    """All that stands in a plan."""

    holder: str
    goals: tuple[GoalLine, ...]
    loose: tuple[PromiseLine, ...]
    parties: tuple[PartyLine, ...]
    path: tuple[StepLine, ...]
    cases: tuple[CaseLine, ...]
    reviews: tuple[tuple[date, str, str], ...]
    declined: tuple[tuple[str, str], ...]
    asked: Asked | None
    sip: SipLine | None

    @property
    def promises(self) -> tuple[PromiseLine, ...]:
        """Every promise, goal by goal."""
        return (*(each for goal in self.goals for each in goal.promises), *self.loose)

    def party(self, party_id: UUID) -> PartyLine | None:
        return next((each for each in self.parties if each.id == party_id), None)

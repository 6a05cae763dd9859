"""What comes next in a case, from where it stands. Knows no database."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from kollega.casework.models import CaseKind, DecisionOutcome, ReportKind, Stage, What

PROTECT_FIRST = frozenset({CaseKind.CHILD.value, CaseKind.VIOLENCE.value})
"""Kinds of cases where it is asked before anything else whether somebody needs protection now. For a child
the law says so."""
FAVOURABLE = frozenset({DecisionOutcome.GRANTED.value, DecisionOutcome.PARTLY.value})
ENDS_INVESTIGATION = FAVOURABLE | {
    DecisionOutcome.DECLINED.value,
    DecisionOutcome.NO_ACTION.value,
}


@dataclass(frozen=True)
class Done:
    """A step that has been taken and not undone."""

    id: UUID
    what: str
    on: date
    first: bool = False


@dataclass(frozen=True)
class Decided:
    """A decision, as far as what comes next depends on it."""

    id: UUID
    outcome: str
    decided_on: date
    executed_on: date | None = None
    is_locked: bool = False
    paragraph: str = ""
    child_answered: bool = True


@dataclass(frozen=True)
class Standing:
    """Where a case stands: steps and decisions in the order they came."""

    kind: str
    stage: str
    report_kind: str
    done: tuple[Done, ...] = ()
    decisions: tuple[Decided, ...] = ()
    reporter_waits: bool = False
    notes_gone: bool = False

    @property
    def protection_waits(self) -> bool:
        """Whether what has come in last has not been judged yet."""
        if self.kind not in PROTECT_FIRST or self.report_kind == ReportKind.APPLICATION:
            return False
        steps = [each.what for each in self.done]
        last = max((at for at, what in enumerate(steps) if what == What.REPORTED), default=-1)
        return What.PROTECTION not in steps[last + 1 :]

    @property
    def outcome(self) -> str:
        """What was decided last; "" before the first decision."""
        return self.decisions[-1].outcome if self.decisions else ""

    @property
    def investigation_ended(self) -> bool:
        return self.stage == Stage.INVESTIGATION and self.outcome in ENDS_INVESTIGATION

    @property
    def not_executed(self) -> Decided | None:
        """The oldest favourable decision that has not been carried out."""
        waiting = (
            each
            for each in self.decisions
            if each.outcome in FAVOURABLE and each.executed_on is None
        )
        return next(waiting, None)

    @property
    def child_waits(self) -> Decided | None:
        """The oldest decision of a child's case of which it is not said what the child's words changed."""
        if self.kind != CaseKind.CHILD:
            return None
        asked = (each for each in self.decisions if each.outcome != DecisionOutcome.INVESTIGATE)
        return next((each for each in asked if not each.child_answered), None)

    @property
    def may_close(self) -> bool:
        """Whether nothing has to be decided first."""
        if self.stage == Stage.PRELIMINARY:
            return self.outcome == DecisionOutcome.NOT_INVESTIGATE
        if self.stage == Stage.INVESTIGATION:
            return self.investigation_ended
        return self.stage == Stage.FOLLOW_UP or (
            self.stage == Stage.INTERVENTION and self.outcome == DecisionOutcome.ENDED
        )

    @property
    def undoable(self) -> Done | None:
        """The last step, where it can be undone: not the first thing that came in, nor what the record has."""
        if not self.done or self.done[-1].first:
            return None
        if self.stage == Stage.CLOSED and self.notes_gone:
            return None
        locked = bool(self.decisions) and self.decisions[-1].is_locked
        last = self.done[-1]
        return None if locked and last.what in {What.DECIDED, What.PRELIMINARY} else last


@dataclass(frozen=True)
class Next:
    """What to do next: the page, in words, and why. `urgent` before everything else."""

    title: str
    page: str
    why: str = ""
    argument: str = ""
    urgent: bool = False


def next_steps(now: Standing) -> list[Next]:
    """What comes next, the first foremost. Empty when the case is closed and nothing waits."""
    found = list(_waiting(now))
    if now.stage != Stage.CLOSED:
        found += _of_stage(now)
        found += _of_child(now)
    return found


def _of_child(now: Standing) -> list[Next]:
    waits = now.child_waits
    if waits is None:
        return []
    why = _("Beslutet %(day)s.") % {"day": waits.decided_on.isoformat()}
    words = _("Vad ändrade barnets ord?")
    return [Next(words, "casework:child_changed", why, str(waits.id))]


def _waiting(now: Standing) -> list[Next]:
    found = []
    if now.protection_waits and now.stage != Stage.CLOSED:
        found.append(
            Next(
                _("Bedöm om någon behöver skydd nu"),
                "casework:protection",
                _("Det görs genast, före allt annat."),
                urgent=True,
            )
        )
    if now.reporter_waits:
        found.append(
            Next(
                _("Berätta för den som anmälde"),
                "casework:step",
                _("Hen har bett att få veta om en utredning inleds eller inte."),
                What.REPORTER_TOLD,
            )
        )
    return found


def _of_stage(now: Standing) -> list[Next]:
    match now.stage:
        case Stage.PRELIMINARY:
            return _of_preliminary(now)
        case Stage.INVESTIGATION:
            return _of_investigation(now)
        case Stage.INTERVENTION:
            return _of_intervention(now)
        case _:
            return [
                _close(),
                Next(_("Skriv ett nytt beslut"), "casework:decide", _("Om något behöver ändras.")),
            ]


def _of_preliminary(now: Standing) -> list[Next]:
    if now.outcome == DecisionOutcome.NOT_INVESTIGATE:
        return [_close()]
    if now.report_kind == ReportKind.APPLICATION:
        why = _("En ansökan utreds. Ingen förhandsbedömning behövs.")
        return [Next(_("Inled utredningen"), "casework:preliminary", why)]
    return [Next(_("Besluta om utredning ska inledas"), "casework:preliminary")]


def _of_investigation(now: Standing) -> list[Next]:
    if now.investigation_ended:
        follow = Next(_("Följ upp en tid"), "casework:step", "", What.FOLLOW_UP)
        return [_close(), follow]
    found = [
        Next(
            _("Avsluta utredningen med ett beslut"),
            "casework:decide",
            _("När du vet vad hjälpen ska bli, eller att ingen behövs."),
        )
    ]
    steps = {each.what for each in now.done}
    if now.kind == CaseKind.CHILD and What.INFORMED not in steps:
        words = _("Berätta för dem som berörs att en utredning har inletts")
        found.insert(0, Next(words, "casework:step", "", What.INFORMED))
    return found


def _of_intervention(now: Standing) -> list[Next]:
    if now.outcome == DecisionOutcome.ENDED:
        return [_close()]
    found = []
    if now.not_executed:
        why = _("Beslutet är inte verkställt förrän insatsen har börjat.")
        found.append(Next(_("Skriv när insatsen började"), "casework:step", why, What.EXECUTED))
    return [
        *found,
        Next(_("Börja uppföljningen"), "casework:step", "", What.FOLLOW_UP),
        Next(_("Skriv ett nytt beslut"), "casework:decide", _("Ändra eller avsluta insatsen.")),
    ]


def _close() -> Next:
    return Next(
        _("Avsluta ärendet"),
        "casework:close",
        _("Det som har betydelse förs till journalen först."),
    )

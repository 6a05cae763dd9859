"""Writes: how far a measure has come in the municipality that takes it."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kollega.competence.models import Strategy, StrategyProgress
from kollega.competence.strategy import rules
from kollega.competence.strategy.contents import Measure
from kollega.competence.strategy.services import contents_of
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.posting import Conflict
from kollega.core.request import not_found

State = StrategyProgress.State
Reason = StrategyProgress.Reason


def measure_of(strategy: Strategy, key: str) -> Measure:
    """A measure of a document that the gate has let through, or 404."""
    found = contents_of(strategy).measure(key)
    if found is None:
        raise not_found()
    return found


def note(
    actor: Actor,
    strategy: Strategy,
    measure: Measure,
    *,
    state: State,
    reason: str = "",
    done: int = 0,
    version: int,
) -> StrategyProgress:
    """Say how far it has come. `strategy` is locked; `version` is what the page had seen, 0 for nothing.

    Raises:
        ValidationError: it is dropped without a reason, or more have done it than it is for.
        Conflict: somebody else has said something else since.
    """
    place = UUID(measure.place)
    rules.follow(actor, strategy, place).require()
    if state == State.DROPPED and reason not in Reason.values:
        raise ValidationError({"reason": _("Välj varför åtgärden stryks.")})
    if done > max(measure.people, 1):
        raise ValidationError(
            {"done": _("Åtgärden gäller %(count)s.") % {"count": measure.people or 1}}
        )
    rows = StrategyProgress.objects.filter(
        collaboration_id=strategy.collaboration_id, strategy=strategy, measure=measure.key
    )
    row = rows.select_for_update().first() or StrategyProgress(
        collaboration_id=strategy.collaboration_id,
        strategy=strategy,
        measure=measure.key,
        municipality_id=place,
        state=State.WAITING,
        version=0,
    )
    reason = reason if state == State.DROPPED else ""
    if version != row.version:
        _refuse_overwriting(row, state, reason, done)
    row.state, row.reason, row.done = state, reason, done
    row.changed_on = clock.today()
    row.version += 1
    row.save()
    access.audit(actor, "strategy.follow", rules.KIND, strategy.id)
    return row


def _refuse_overwriting(row: StrategyProgress, state: State, reason: str, done: int) -> None:
    said = {
        "state": (_("Hur det går"), str(State(row.state).label), str(state.label)),
        "reason": (_("Varför"), _reason(row.reason), _reason(reason)),
        "done": (_("Hur många som är klara"), str(row.done), str(done)),
    }
    differing = {name: each for name, each in said.items() if each[1] != each[2]}
    if differing:
        raise Conflict(version=row.version, fields=differing)


def _reason(reason: str) -> str:
    return str(Reason(reason).label) if reason else ""

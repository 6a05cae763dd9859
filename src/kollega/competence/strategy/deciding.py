"""Writes: a document goes to the boards, their decisions are noted, and it holds.

Announces `strategy.sent`, `strategy.returned` and `strategy.adopted` (subject: the document).
"""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kollega.competence.models import (
    Strategy,
    StrategyDecision,
    StrategyProgress,
    StrategyText,
)
from kollega.competence.strategy import rules, words
from kollega.competence.strategy.services import contents_of
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.core.posting import Conflict
from kollega.core.request import not_found

State = Strategy.State
Outcome = StrategyDecision.Outcome
CARRIED = ("state", "reason", "done", "changed_on")
"""What one version knows from another of how far a measure has come."""


def missing(strategy: Strategy) -> list[str]:
    """What must be there before it is sent, in words. One statement."""
    told = []
    texts = StrategyText.objects.filter(
        collaboration_id=strategy.collaboration_id,
        strategy=strategy,
        part=StrategyText.Part.PREFACE,
    ).exclude(text="")
    if not texts.exists():
        told.append(_("Förordet är inte skrivet."))
    if not strategy.contents.get("measures") and not strategy.contents.get("goals"):
        told.append(_("Det finns varken mål eller åtgärder."))
    return told


def send(actor: Actor, strategy: Strategy) -> None:
    """Send it to the boards: from now on it says what it says. `strategy` is locked.

    Raises:
        ValidationError: something is missing, or another version lies with them.
    """
    rules.edit(actor, strategy).require()
    if lacking := missing(strategy):
        raise ValidationError(" ".join(lacking))
    _alone(strategy, State.SENT, _("En annan version ligger hos nämnderna. Ta tillbaka den först."))
    strategy.state = State.SENT
    strategy.sending += 1
    strategy.sent_on = clock.today()
    _save(strategy, "state", "sending", "sent_on")
    access.audit(actor, "strategy.send", rules.KIND, strategy.id)
    announce(actor, "strategy.sent", subject_kind=rules.KIND, subject_id=strategy.id)


def take_back(actor: Actor, strategy: Strategy) -> None:
    """Take it back from the boards to change it. What they have decided of it so far stays told.

    Raises:
        ValidationError: there is another draft.
    """
    rules.steer(actor).require()
    _require(strategy.state == State.SENT, _("Strategin ligger inte hos nämnderna."))
    _alone(
        strategy, State.DRAFT, _("Det finns redan ett utkast till en ny version. Släng det först.")
    )
    strategy.state = State.DRAFT
    _save(strategy, "state")
    access.audit(actor, "strategy.take_back", rules.KIND, strategy.id)


def decide(
    actor: Actor,
    strategy: Strategy,
    *,
    municipality_id: UUID,
    outcome: Outcome,
    decided_on: date,
    paragraph: str,
    version: int,
) -> StrategyDecision:
    """Note what a board decided. `strategy` is locked; `version` is what the page had seen, 0 for none.

    Raises:
        Http404: the municipality is not in the document.
        ValidationError: the day has not come, or lies before it was sent.
        Conflict: somebody else has noted something else.
    """
    _known(strategy, municipality_id)
    rules.decide(actor, strategy, municipality_id).require()
    if decided_on > clock.today():
        raise ValidationError({"decided_on": _("Skriv in beslutet när det är fattat.")})
    if strategy.sent_on and decided_on < strategy.sent_on:
        raise ValidationError(
            {"decided_on": _("Dagen ligger före den dag då strategin skickades.")}
        )
    row = decisions(strategy).filter(municipality_id=municipality_id).first()
    row = row or StrategyDecision(
        collaboration_id=strategy.collaboration_id,
        strategy=strategy,
        municipality_id=municipality_id,
        sending=strategy.sending,
        version=0,
    )
    if version != row.version:
        _refuse_other_decision(row, outcome, decided_on, paragraph)
    row.outcome, row.decided_on, row.paragraph = outcome, decided_on, paragraph
    row.version += 1
    row.save()
    access.audit(actor, f"strategy.{outcome}", rules.KIND, strategy.id)
    if outcome == Outcome.RETURNED:
        announce(actor, "strategy.returned", subject_kind=rules.KIND, subject_id=strategy.id)
    return row


def undo_decision(actor: Actor, strategy: Strategy, *, municipality_id: UUID) -> None:
    """Take away what was noted by mistake. `strategy` is locked."""
    _known(strategy, municipality_id)
    rules.decide(actor, strategy, municipality_id).require()
    if decisions(strategy).filter(municipality_id=municipality_id).delete()[0]:
        access.audit(actor, "strategy.undo_decision", rules.KIND, strategy.id)


def decisions(strategy: Strategy) -> QuerySet[StrategyDecision]:
    """What the boards have decided of it as it was last sent."""
    return StrategyDecision.objects.filter(
        collaboration_id=strategy.collaboration_id, strategy=strategy, sending=strategy.sending
    )


def waiting_for(strategy: Strategy) -> list[str]:
    """The municipalities whose boards have not decided, by name. One statement."""
    said = {str(each) for each in decisions(strategy).values_list("municipality_id", flat=True)}
    return [each.name for each in contents_of(strategy).places if each.id not in said]


def adopt(actor: Actor, strategy: Strategy) -> None:
    """Say that it holds: every board has decided, and none has sent it back. `strategy` is locked.

    The version that held until now is replaced; what it had come to is known in the new one, where a
    measure is the same.

    Raises:
        ValidationError: a board has not decided, or has sent it back, or none has adopted it.
    """
    rules.steer(actor).require()
    _require(strategy.state == State.SENT, _("Strategin ligger inte hos nämnderna."))
    if left := waiting_for(strategy):
        raise ValidationError(_("Beslut saknas från %(towns)s.") % {"towns": words.listed(left)})
    outcomes = set(decisions(strategy).values_list("outcome", flat=True))
    if Outcome.RETURNED in outcomes:
        raise ValidationError(
            _("En nämnd har återremitterat strategin. Ta tillbaka den, ändra och skicka den igen.")
        )
    if Outcome.ADOPTED not in outcomes:
        raise ValidationError(_("Ingen nämnd har antagit strategin."))
    today = clock.today()
    before = _locked(strategy).filter(state=State.ADOPTED).first()
    if before is not None:
        before.state, before.replaced_on = State.REPLACED, today
        _save(before, "state", "replaced_on")
        _carry_over(before, strategy)
    strategy.state, strategy.adopted_on = State.ADOPTED, today
    strategy.replaces_id = before.id if before else None
    _save(strategy, "state", "adopted_on", "replaces_id")
    access.audit(actor, "strategy.adopt", rules.KIND, strategy.id)
    announce(actor, "strategy.adopted", subject_kind=rules.KIND, subject_id=strategy.id)


def undo_adopt(actor: Actor, strategy: Strategy) -> None:
    """Undo that it holds: it lies with the boards again, and the one before holds. `strategy` is locked.

    What has been said of how it goes meanwhile is known in the one before too.

    Raises:
        ValidationError: another version lies with the boards.
    """
    rules.steer(actor).require()
    _require(strategy.state == State.ADOPTED, _("Strategin gäller inte."))
    _alone(strategy, State.SENT, _("En annan version ligger hos nämnderna. Ta tillbaka den först."))
    replaced, strategy.replaces_id = strategy.replaces_id, None
    strategy.state, strategy.adopted_on = State.SENT, None
    _save(strategy, "state", "adopted_on", "replaces_id")
    before = _locked(strategy).filter(pk=replaced).first() if replaced else None
    if before is not None:
        before.state, before.replaced_on = State.ADOPTED, None
        _save(before, "state", "replaced_on")
        _carry_over(strategy, before)
    access.audit(actor, "strategy.undo_adopt", rules.KIND, strategy.id)


def _locked(strategy: Strategy) -> QuerySet[Strategy]:
    return (
        Strategy.objects.filter(collaboration_id=strategy.collaboration_id)
        .exclude(pk=strategy.pk)
        .select_for_update()
    )


def _alone(strategy: Strategy, state: str, why: str) -> None:
    """One version is a draft at a time, and one lies with the boards."""
    _require(not _locked(strategy).filter(state=state).exists(), why)


def _carry_over(old: Strategy, new: Strategy) -> None:
    """What has been said of measures that are in both: the one that holds knows it best."""
    keys = {each.key for each in contents_of(new).measures}
    rows = StrategyProgress.objects.filter(collaboration_id=new.collaboration_id)
    there = {row.measure: row for row in rows.filter(strategy=new).select_for_update()}
    for told in rows.filter(strategy=old, measure__in=keys):
        row = there.get(told.measure) or StrategyProgress(
            collaboration_id=new.collaboration_id,
            strategy=new,
            measure=told.measure,
            municipality_id=told.municipality_id,
            version=0,
        )
        if all(getattr(row, name) == getattr(told, name) for name in CARRIED):
            continue
        for name in CARRIED:
            setattr(row, name, getattr(told, name))
        row.version += 1
        row.save()


def _known(strategy: Strategy, municipality_id: UUID) -> None:
    if str(municipality_id) not in contents_of(strategy).place_names:
        raise not_found()


def _require(holds: bool, why: str) -> None:
    if not holds:
        raise ValidationError(why)


def _save(strategy: Strategy, *fields: str) -> None:
    strategy.version += 1
    strategy.save(update_fields=[*fields, "version"])


def _refuse_other_decision(
    row: StrategyDecision, outcome: Outcome, decided_on: date, paragraph: str
) -> None:
    stored = str(Outcome(row.outcome).label) if row.outcome else ""
    said = {
        "outcome": (_("Beslut"), stored, str(outcome.label)),
        "decided_on": (
            _("Dag"),
            f"{row.decided_on:%Y-%m-%d}" if row.decided_on else "",
            f"{decided_on:%Y-%m-%d}",
        ),
        "paragraph": (_("Paragraf"), row.paragraph, paragraph),
    }
    differing = {name: each for name, each in said.items() if each[1] != each[2]}
    if differing:
        raise Conflict(version=row.version, fields=differing)

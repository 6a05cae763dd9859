"""Decisions in a case: made, and written about until the record locks them."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kollega.casework.cases.nextstep import FAVOURABLE, Standing
from kollega.casework.cases.steps import last_day, note_step, refuse_day
from kollega.casework.deadlines.happenings import Event, Fact
from kollega.casework.gate import Found
from kollega.casework.models import Decision, Stage, What
from kollega.casework.placing.services import facts_of
from kollega.core import access
from kollega.core.actor import Actor
from kollega.core.posting import next_version, once


def decide(
    actor: Actor,
    found: Found,
    standing: Standing,
    *,
    public_id: UUID,
    decided_on: date,
    decider: str,
    paragraph: str,
    outcome: str,
    text: str,
) -> None:
    """A decision in the case. The first ends the investigation; a favourable one begins an intervention.

    Raises:
        ValidationError: there is nothing to decide yet, or the day is wrong.
    """
    case = found.case
    if case.stage in {Stage.PRELIMINARY, Stage.CLOSED}:
        raise ValidationError(_("Utredningen måste vara inledd innan något beslutas."))
    refuse_day(
        decided_on, earliest=last_day(standing, What.PRELIMINARY, What.DECIDED), field="decided_on"
    )
    favourable = outcome in FAVOURABLE

    def create() -> Decision:
        row = Decision(
            id=public_id,
            municipality_id=actor.municipality_id,
            case=case,
            decided_on=decided_on,
            decider=decider,
            paragraph=paragraph,
            outcome=outcome,
            text=text,
            made_by=actor.account_id,
        )
        row.save(force_insert=True)
        ends = case.stage == Stage.INVESTIGATION and not standing.investigation_ended
        note_step(
            actor,
            case,
            What.DECIDED,
            [Event.DECISION_MADE, *([Event.INVESTIGATION_ENDED] if ends else [])],
            on=decided_on,
            # How long somebody may stay in a jourhem is counted from when the investigation ends.
            facts=({Fact.GRANTED} if favourable else set()) | (facts_of(case) & {Fact.JOURHEM}),
            stage=Stage.INTERVENTION if favourable else "",
            written=[row.id],
        )
        return row

    once(
        Decision.objects.filter(municipality_id=actor.municipality_id, case=case),
        public_id,
        create,
    )


def rewrite(
    actor: Actor,
    found: Found,
    decision: Decision,
    *,
    version: int,
    decider: str,
    paragraph: str,
    text: str,
) -> None:
    """Change the words of a decision that is not locked. Its day and outcome are a step: that is undone.

    Raises:
        ValidationError: it is locked.
        Conflict: somebody has changed it in between.
    """
    if decision.locked_at is not None:
        raise ValidationError(_("Beslutet är låst i journalen."))
    words = {
        "decider": (_("Vem beslutade"), decider),
        "paragraph": (_("Enligt"), paragraph),
        "text": (_("Beslut och skäl"), text),
    }
    decision.version = next_version(decision, version, words)
    decision.decider, decision.paragraph, decision.text = decider, paragraph, text
    decision.save(update_fields=["decider", "paragraph", "text", "version"])
    access.audit(actor, "case.rewrite", "case", found.case.id, person_id=found.case.person_id)

"""A proposal that a search has made, turned into a draft of a strategy document."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kollega.competence.models import PlanProposal, Strategy
from kollega.competence.strategy import rules, services
from kollega.competence.strategy.contents import Contents
from kollega.competence.strategy.conversion import contents
from kollega.core import access
from kollega.core.actor import Actor
from kollega.core.request import not_found
from kollega.optimisation.demands import Demand
from kollega.optimisation.explaining import Reason, explain
from kollega.optimisation.plans import Plan
from kollega.optimisation.scenario import Scenario


def proposal_for(actor: Actor, proposal_id: UUID) -> PlanProposal:
    """The gate: a proposal with the search that made it, for those who prepare documents; or 404."""
    rows = PlanProposal.objects.filter(collaboration_id=actor.collaboration_id, pk=proposal_id)
    found = rows.select_related("run").first() if rules.prepares(actor) else None
    if found is None:
        raise not_found()
    access.opened("plan_run", found.run_id)
    return found


def contents_of(proposal: PlanProposal) -> Contents:
    """The document that a proposal becomes.

    Raises:
        ValidationError: no plan was found.
    """
    scenario = Scenario.model_validate_json(_json(proposal.run.scenario))
    plan = Plan.model_validate_json(_json(proposal.plan))
    if not plan.found:
        raise ValidationError(_("Förslaget har ingen plan att besluta om."))
    reasons = [_reason(each) for each in proposal.reasons]
    return contents(scenario, plan, reasons or explain(scenario, plan))


def _reason(stored: Mapping[str, Any]) -> Reason:
    """Why a step stands in the plan, as it was kept with the proposal."""
    demands = {name: [Demand(**each) for each in stored[name]] for name in ("fails", "fragile")}
    return Reason(stored["step"], **demands, carries=stored["carries"], locked=stored["locked"])


def _json(stored: Any) -> str:
    """Read strictly, as a file would be: days are text only in JSON."""
    return json.dumps(stored)


def make(actor: Actor, proposal: PlanProposal) -> Strategy:
    """A draft of the proposal. Pressing twice makes one."""
    rules.steer(actor).require()
    found = contents_of(proposal)
    draft = rules.readable(actor).filter(state=Strategy.State.DRAFT).first()
    if draft is not None and draft.proposal_id == proposal.id:
        return draft
    count = rules.readable(actor).count()
    public_id = uuid5(proposal.id, f"strategy {count}")
    return services.make(actor, public_id=public_id, contents=found, proposal_id=proposal.id)

"""Who may plan. `run_for` is the only way to a search, `proposal_for` to what it found."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kollega.competence.models import PlanProposal, PlanRun
from kollega.core import gate
from kollega.core.actor import Actor, Role
from kollega.core.request import not_found
from kollega.core.rules import Ability, allow

OPEN = (PlanRun.State.WAITING, PlanRun.State.SEARCHING, PlanRun.State.STOPPING)


def plan(actor: Actor) -> Ability:
    """See what is lacking, what is planned with, and proposals; search on trial."""
    return allow(
        "plan",
        actor.colleague_id is not None and actor.has(Role.MANAGER, Role.COORDINATOR),
        _("Sidan är för chefer och samordnaren, som planerar."),
    )


def answer_for_municipality(actor: Actor) -> Ability:
    """Say what one's own municipality lays on learning."""
    return allow(
        "answer_for_municipality",
        actor.colleague_id is not None
        and actor.municipality_id is not None
        and actor.has(Role.MANAGER),
        _("Bara chefer i kommunen svarar på vad den kan lägga på lärande."),
    )


def set_basis(actor: Actor) -> Ability:
    """Say what things cost and how long journeys take, for the whole collaboration."""
    return allow(
        "set_basis",
        actor.colleague_id is not None and actor.has(Role.COORDINATOR),
        _("Bara samordnaren kan ändra priser och restider. Hör av dig till samordnaren."),
    )


def steer(actor: Actor, run: PlanRun) -> Ability:
    """Stop a search, and say which of its steps the next one is to keep or leave out."""
    own_trial = run.is_trial and run.started_by_id == actor.colleague_id
    return allow(
        "steer",
        bool(set_basis(actor)) or (bool(plan(actor)) and own_trial),
        _("Bara samordnaren kan göra det här. Gör en egen provsökning om du vill pröva."),
    )


def run_for(actor: Actor, run_id: UUID, *, lock: bool = False) -> PlanRun:
    """The gate: a search in the collaboration, or 404. Without its scenario, which is large."""
    rows = PlanRun.objects.filter(collaboration_id=actor.collaboration_id).defer("scenario")
    return gate.one(rows, "plan_run", run_id, lock=lock)


def proposal_for(actor: Actor, run: PlanRun, goal: str) -> PlanProposal:
    """One of a search's proposals by its goal, or 404; the search has passed its gate."""
    found = PlanProposal.objects.filter(
        collaboration_id=actor.collaboration_id, run_id=run.id, goal=goal
    ).first()
    if found is None:
        raise not_found()
    return found

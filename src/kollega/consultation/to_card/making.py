"""From what all have approved to a card in the knowledge bank, in the owner's name."""

from uuid import UUID

from kollega.consultation.models import CardProposal
from kollega.core.actor import Actor


def make(actor: Actor, proposal_id: UUID) -> bool:
    """Make the card; False where it is made already, or is not to be. `actor` is its owner.

    The proposal is gone afterwards: what is kept is the card, and that it came from the question.
    """
    proposal = (
        CardProposal.objects.select_for_update()
        .filter(
            collaboration_id=actor.collaboration_id,
            pk=proposal_id,
            owner_id=actor.colleague_id,
            agreed_at__isnull=False,
            ended_at__isnull=True,
        )
        .first()
    )
    if proposal is None:
        return False
    raise NotImplementedError

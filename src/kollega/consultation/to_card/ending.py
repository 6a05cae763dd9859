"""A question that can no longer be read: what was proposed of it ends. Its cards follow it of themselves."""

from uuid import UUID

from kollega.consultation.models import CardProposal
from kollega.core.actor import Actor

SOURCE = "question"
"""What a card says that it was made of."""


def end(actor: Actor, question_id: UUID) -> None:
    """The question is withdrawn or taken down, in the caller's transaction."""
    CardProposal.objects.filter(
        collaboration_id=actor.collaboration_id, question_id=question_id
    ).delete()

"""A question that can no longer be read: what was proposed of it ends, and its cards are looked over."""

from uuid import UUID, uuid4

from kollega.consultation.models import CardProposal
from kollega.core.actor import Actor
from kollega.knowledge.models.cards import Card, CardFlag

SOURCE = "question"
"""What a card says that it was made of."""


def end(actor: Actor, question_id: UUID) -> None:
    """The question is withdrawn, taken down or destroyed, in the caller's transaction."""
    here = {"collaboration_id": actor.collaboration_id}
    CardProposal.objects.filter(**here, question_id=question_id).delete()
    CardFlag.objects.bulk_create(
        [
            CardFlag(
                id=uuid4(),
                collaboration_id=card.collaboration_id,
                only_municipality_id=card.only_municipality_id,
                card=card,
                kind=CardFlag.Kind.SOURCE,
            )
            for card in Card.objects.filter(**here, source_kind=SOURCE, source_id=question_id)
        ],
        ignore_conflicts=True,
    )

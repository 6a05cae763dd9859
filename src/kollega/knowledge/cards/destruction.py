"""Destruction: a card that was taken back goes when the collaboration's time for it has passed."""

from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q

from kollega.border import documents, takedown
from kollega.core import access, clock, destruction
from kollega.core.actor import Actor
from kollega.knowledge.cards import finding
from kollega.knowledge.cards.standing import chosen
from kollega.knowledge.models.cards import Card, CardCheck, CardFlag, CardVersion, Status
from kollega.knowledge.options import KEPT_MONTHS
from kollega.search import index

MONTH = timedelta(days=30.4375)
MOST = 500
"""Cards in one run; the rest wait for the next night."""


def destroy_old(actor: Actor) -> int:
    """Destroy the municipality's cards whose time has passed since they were taken back; how many."""
    before = clock.now() - int(chosen(actor, KEPT_MONTHS)) * MONTH
    rows = Card.objects.filter(
        collaboration_id=actor.collaboration_id,
        municipality_id=actor.municipality_id,
        status=Status.WITHDRAWN,
        withdrawn_at__lt=before,
    ).exclude(held(actor))
    found = list(rows.order_by("withdrawn_at")[:MOST])
    for card in found:
        access.audit(actor, "card.destroy", "card", card.id, reason="retention")
        destruction.note(
            actor,
            kind=finding.KIND,
            object_id=card.id,
            ground=KEPT_MONTHS,
            only_municipality_id=card.only_municipality_id,
        )
        destroy(actor, card.id)
    return len(found)


def held(actor: Actor) -> Q:
    """Cards with a text that somebody has asked a municipality to hand out, and not been answered."""
    passages = documents.held(actor)
    wanted = Q(passage_id__in=passages)
    for model in (CardVersion, CardCheck, CardFlag):
        texts = model.objects.filter(
            collaboration_id=actor.collaboration_id, passage_id__in=passages
        )
        wanted |= Q(pk__in=texts.values("card_id"))
    return wanted


@destruction.destroys(finding.KIND)
def destroy(actor: Actor, card_id: UUID) -> bool:
    """Remove a card with its history and what makes it findable; whether it was there."""
    with connection.cursor() as cursor:
        # A backup may have brought it back as it was while it was taken down.
        cursor.execute("select knowledge_lift_card(%s)", [card_id])
        cursor.execute("select knowledge_remove_home(%s)", [card_id])
    takedown.release(actor, finding.KIND, card_id)
    index.remove(actor, kind=finding.KIND, object_id=card_id)
    gone, _by_table = Card.objects.filter(
        collaboration_id=actor.collaboration_id, pk=card_id
    ).delete()
    return gone > 0

"""What time does to documents: whoever answers for one is told when it is to be looked over."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.knowledge.cards.keeping import MOST
from kollega.knowledge.cards.standing import chosen
from kollega.knowledge.documents.rules import KIND
from kollega.knowledge.models import KnowledgeDocument
from kollega.knowledge.options import REMIND_DAYS

SOON, DUE = "document.soon", "document.due"


def remind(actor: Actor) -> int:
    """Tell of the municipality's documents that are soon, or now, to be looked over; how many. Jobs."""
    today = clock.today()
    soon = today + timedelta(days=int(chosen(actor, REMIND_DAYS)))
    ahead = Q(check_by__gte=today, check_by__lte=soon)
    return _tell(actor, SOON, "reminded_of", ahead) + _tell(
        actor, DUE, "told_late_of", Q(check_by__lt=today)
    )


def _tell(actor: Actor, kind: str, told: str, when: Q) -> int:
    untold: Any = Q(**{f"{told}__isnull": True}) | ~Q(**{told: F("check_by")})
    rows = list(
        KnowledgeDocument.objects.select_for_update(of=("self",))
        .filter(
            when,
            untold,
            collaboration_id=actor.collaboration_id,
            municipality_id=actor.municipality_id,
            removed_at__isnull=True,
        )
        .exclude(title="")[:MOST]
    )
    for document in rows:
        setattr(document, told, document.check_by)
        document.save(update_fields=[told])
        announce(actor, kind, subject_kind=KIND, subject_id=document.id)
    return len(rows)


def owner_accounts(document: KnowledgeDocument) -> list[UUID]:
    """The account of whoever brought it in and is still at work; empty where nobody is."""
    owner = document.owner
    if owner is None or (owner.left_on is not None and owner.left_on < clock.today()):
        return []
    return [owner.account_id]

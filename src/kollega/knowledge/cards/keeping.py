"""What time does to cards: owners are reminded, cards of those who left are offered, old ones go."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.knowledge.cards import finding, services
from kollega.knowledge.cards.standing import chosen
from kollega.knowledge.models.cards import Card, Status
from kollega.knowledge.options import REMIND_DAYS

MOST = 500
"""Cards in one run of one municipality; the rest wait for the next night."""


def _answered_for(actor: Actor) -> Any:
    """The cards that the job's municipality answers for, locked."""
    return Card.objects.select_for_update(of=("self",)).filter(
        collaboration_id=actor.collaboration_id, municipality_id=actor.municipality_id
    )


def pass_on(actor: Actor) -> int:
    """Cards whose owner has left are their municipality's until somebody takes over; how many."""
    rows = list(
        _answered_for(actor)
        .exclude(status=Status.WITHDRAWN)
        .filter(owner__left_on__lt=clock.today())[:MOST]
    )
    for card in rows:
        services.leave(card)
        _tell(actor, "card.ownerless", card)
    return len(rows)


def take_in(actor: Actor, taking_part: Collection[UUID]) -> int:
    """What a municipality answered for that takes part no more, and all may read, is the job's
    municipality's to look after from now on; how many cards."""
    rows = list(
        Card.objects.select_for_update(of=("self",))
        .filter(collaboration_id=actor.collaboration_id, only_municipality_id=None)
        .exclude(municipality_id__in=taking_part)[:MOST]
    )
    for card in rows:
        card.owner_id, card.municipality_id = None, actor.municipality_id
        card.save(update_fields=["owner", "municipality"])
        finding.refresh(actor, card)
        if card.status != Status.WITHDRAWN:
            _tell(actor, "card.ownerless", card)
    return len(rows)


def remind(actor: Actor) -> int:
    """Tell those who answer for a card that it is soon, or now, to be looked over; how many cards."""
    today = clock.today()
    soon = today + timedelta(days=int(chosen(actor, REMIND_DAYS)))
    published = _answered_for(actor).filter(status=Status.PUBLISHED)
    ahead = list(
        published.filter(
            Q(reminded_of__isnull=True) | ~Q(reminded_of=F("check_by")),
            check_by__gte=today,
            check_by__lte=soon,
        )[:MOST]
    )
    for card in ahead:
        card.reminded_of = card.check_by
        card.save(update_fields=["reminded_of"])
        _tell(actor, "card.soon", card)
    late = list(
        published.filter(
            Q(told_late_of__isnull=True) | ~Q(told_late_of=F("check_by")), check_by__lt=today
        )[:MOST]
    )
    for card in late:
        card.told_late_of = card.check_by
        card.save(update_fields=["told_late_of"])
        _tell(actor, "card.due", card)
    return len(ahead) + len(late)


def _tell(actor: Actor, kind: str, card: Card) -> None:
    announce(actor, kind, subject_kind="card", subject_id=card.id)


def owner_accounts(card: Card) -> list[UUID]:
    """The account of whoever answers for the card and is still at work; empty where nobody does."""
    owner = card.owner
    if owner is None or (owner.left_on is not None and owner.left_on < clock.today()):
        return []
    return [owner.account_id]

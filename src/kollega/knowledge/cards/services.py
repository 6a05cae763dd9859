"""What people do with a card once it is written: review, publish, look over, take over, take back."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kollega.border import drafts, gate
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.knowledge.cards import finding, flags
from kollega.knowledge.cards.writing import (
    Terms,
    add,
    create,
    create_from,
    edit_from,
    next_check,
    relate,
    restore,
)
from kollega.knowledge.models.cards import NO_PASSAGE, Card, CardCheck, CardFlag, Status

__all__ = [
    "Terms",
    "Unseen",
    "add",
    "check",
    "create",
    "create_from",
    "edit_from",
    "last_check",
    "publish",
    "put_back",
    "relate",
    "release",
    "restore",
    "review",
    "take_over",
    "withdraw",
]
CHECK_PURPOSE = "card_check"


class Unseen(Exception):
    """Something speaks against the card that was not shown to whoever says that it is right."""


def review(actor: Actor, card: Card) -> None:
    """Somebody other than the writer has read the text and finds that it holds. `card` is locked."""
    card.reviewed_by_id, card.reviewed_at = actor.colleague_id, clock.now()
    if card.status == Status.DRAFT:
        card.status = Status.REVIEWED
    card.save(update_fields=["reviewed_by", "reviewed_at", "status"])
    access.audit(actor, "card.review", "card", card.id)
    _tell_writer(actor, "card.reviewed", card)


def publish(actor: Actor, card: Card) -> None:
    """Let the card be found. It has been reviewed, or is an example that says that it has not.

    Raises:
        ValueError: nobody has reviewed it.
    """
    if card.status == Status.PUBLISHED:
        return
    if card.status != Status.REVIEWED and not card.is_example:
        raise ValueError("a card is reviewed before it is published")
    card.status, card.published_at = Status.PUBLISHED, card.published_at or clock.now()
    if card.check_by is None or card.check_by <= clock.today():
        card.check_by = next_check(card)
    card.save(update_fields=["status", "published_at", "check_by"])
    finding.refresh(actor, card)
    access.audit(actor, "card.publish", "card", card.id)
    _tell_writer(actor, "card.published", card)


def _tell_writer(actor: Actor, kind: str, card: Card) -> None:
    """Announce it; whoever wrote the text is told, where somebody else did it."""
    tell = [card.saved_by_id] if card.saved_by_id not in (None, actor.colleague_id) else []
    announce(actor, kind, subject_kind="card", subject_id=card.id, detail={"tell": tell})


def check(
    actor: Actor, card: Card, *, reason: str = "", seen: Collection[UUID] | None = None
) -> CardCheck:
    """The card is still right: it is looked over again after its months, and its flags are settled.

    `card` is locked. `seen`: the flags that were shown to the actor; only these does she settle, and
    where there are others, nothing is done. None stands for all. Pressed twice on a day it is one check.

    Raises:
        Unseen: something else speaks against the card by now.
        ValidationError: it has flags, and no reason is given.
        NotCleared: the reason can point a person out.
    """
    here = {"collaboration_id": card.collaboration_id, "card": card}
    against = set(flags.shown(card).values_list("id", flat=True))
    has_flags = bool(against)
    if seen is not None and not against <= set(seen):
        raise Unseen
    if has_flags and not reason.strip():
        raise ValidationError(_("Skriv kort varför kortet stämmer ändå."))
    check_by = next_check(card)
    before = last_check(actor, card)
    if before is not None and not has_flags and reason.strip() in {"", str(before.reason)}:
        return before
    words, passage_id = "", NO_PASSAGE
    if reason.strip():
        cleared = gate.clear(
            actor,
            {"reason": reason},
            purpose=CHECK_PURPOSE,
            places=drafts.places_of(actor),
            stays_home=card.only_municipality_id is not None,
        )
        words, passage_id = cleared["reason"], cleared.passage_id
    made = CardCheck(
        **here,
        only_municipality_id=card.only_municipality_id,
        by_id=actor.colleague_id,
        version=card.version,
        check_by=check_by,
        reason=words,
        passage_id=passage_id,
    )
    made.save(force_insert=True)
    flags.settle(actor, card, against, CardFlag.How.CHECKED)
    card.check_by, card.checked_on = check_by, clock.today()
    card.save(update_fields=["check_by", "checked_on"])
    finding.refresh(actor, card)
    access.audit(actor, "card.check", "card", card.id)
    return made


def last_check(actor: Actor, card: Card) -> CardCheck | None:
    """What the actor has said today of the card as it stands, if anything."""
    mine = CardCheck.objects.filter(
        collaboration_id=card.collaboration_id,
        card=card,
        by_id=actor.colleague_id,
        version=card.version,
        check_by=next_check(card),
    )
    return mine.order_by("-at").first()


def take_over(actor: Actor, card: Card) -> None:
    """Answer for the card from now on. `card` is locked."""
    card.owner_id, card.reminded_of = actor.colleague_id, None
    card.save(update_fields=["owner", "reminded_of"])
    access.audit(actor, "card.take_over", "card", card.id)


def release(actor: Actor, card: Card) -> None:
    """Stop answering for the card. Its municipality does, and is told, until somebody takes over."""
    leave(card)
    access.audit(actor, "card.release", "card", card.id)
    announce(actor, "card.ownerless", subject_kind="card", subject_id=card.id)


def leave(card: Card) -> None:
    """Let the card be without an owner of its own."""
    card.owner_id = None
    card.save(update_fields=["owner"])


def withdraw(actor: Actor, card: Card) -> None:
    """Take the card away from its readers; it can be put back. `card` is locked."""
    if card.status == Status.WITHDRAWN:
        return
    card.status, card.withdrawn_at = Status.WITHDRAWN, clock.now()
    card.save(update_fields=["status", "withdrawn_at"])
    finding.refresh(actor, card)
    access.audit(actor, "card.withdraw", "card", card.id)
    announce(actor, "card.withdrawn", subject_kind="card", subject_id=card.id)


def put_back(actor: Actor, card: Card) -> None:
    """Undo a withdrawal: the card is what it was before. `card` is locked."""
    if card.status != Status.WITHDRAWN:
        return
    reviewed = card.reviewed_at is not None and card.reviewed_at >= card.saved_at
    before = Status.REVIEWED if reviewed else Status.DRAFT
    card.status = Status.PUBLISHED if card.published_at else before
    card.withdrawn_at = None
    card.save(update_fields=["status", "withdrawn_at"])
    finding.refresh(actor, card)
    access.audit(actor, "card.put_back", "card", card.id)


def set_related(actor: Actor, card: Card, related: Iterable[UUID]) -> None:
    """Let these cards be read with it."""
    relate(card, related)
    access.audit(actor, "card.edit", "card", card.id)

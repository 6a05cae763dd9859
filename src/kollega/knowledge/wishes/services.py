"""Writes about what was looked for: one's own marks, what helped, and what becomes of a wish."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.knowledge.models import Commission, Helped, Wish, WishMark
from kollega.knowledge.wishes import rules


def mark(actor: Actor, words: Iterable[str], area_id: UUID | None = None) -> None:
    """Note, as the actor's own, that these words were looked for in vain. The same word again counts
    once, from the latest day."""
    chosen = list(words)
    if not chosen or actor.collaboration_id is None:
        return
    WishMark.objects.bulk_create(
        [
            WishMark(
                id=uuid4(),
                account_id=actor.account_id,
                collaboration_id=actor.collaboration_id,
                word=word,
                area_id=area_id,
                day=clock.today(),
            )
            for word in chosen
        ],
        update_conflicts=True,
        unique_fields=["account", "collaboration_id", "word"],
        update_fields=["day", "area_id"],
    )


def unmark(actor: Actor, words: Iterable[str]) -> None:
    """Take such marks back."""
    WishMark.objects.filter(
        account_id=actor.account_id,
        collaboration_id=actor.collaboration_id,
        word__in=list(words),
    ).delete()


def say_helped(actor: Actor, *, kind: str, object_id: UUID, helped: bool | None) -> None:
    """Note, as the actor's own, whether a hit helped; None takes it back."""
    mine = Helped.objects.filter(account_id=actor.account_id, kind=kind, object_id=object_id)
    if helped is None:
        mine.delete()
        return
    Helped.objects.update_or_create(
        account_id=actor.account_id,
        kind=kind,
        object_id=object_id,
        defaults={
            "helped": helped,
            "day": clock.today(),
            "collaboration_id": actor.collaboration_id,
        },
    )


def order(
    actor: Actor,
    wish: Wish,
    *,
    public_id: UUID,
    municipality_id: UUID,
    colleague_id: UUID | None,
) -> Commission:
    """Ask a municipality, and perhaps one there, to write a card about it."""
    rules.steer(actor).require()
    found = Commission.objects.filter(collaboration_id=wish.collaboration_id, pk=public_id).first()
    if found is not None:
        return found
    _end(wish)
    made = Commission(
        id=public_id,
        collaboration_id=wish.collaboration_id,
        wish=wish,
        municipality_id=municipality_id,
        colleague_id=colleague_id,
        by_id=actor.colleague_id,
    )
    made.save(force_insert=True)
    _move(wish, Wish.State.ORDERED)
    access.audit(actor, "wish.order", "wish", wish.id)
    announce(
        actor,
        "wish.ordered",
        subject_kind="wish",
        subject_id=wish.id,
        detail={"commission": made.id},
    )
    return made


def asked(wish: Wish) -> None:
    """A job: a question that was begun from it has been sent."""
    if wish.state == Wish.State.OPEN:
        _move(wish, Wish.State.ASKED)


def not_asked(wish: Wish) -> None:
    """A job: that question was taken back."""
    if wish.state == Wish.State.ASKED:
        _move(wish, Wish.State.OPEN)


def close(actor: Actor, wish: Wish) -> None:
    """It is answered: those who look from now on are counted anew."""
    rules.close(actor, wish).require()
    answered(wish)
    access.audit(actor, "wish.close", "wish", wish.id)


def answered(wish: Wish) -> None:
    """A job, or `close`: there is an answer now."""
    _end(wish)
    wish.handled_on = clock.today()
    _move(wish, Wish.State.ANSWERED)


def reopen(actor: Actor, wish: Wish) -> None:
    """Undo closing, or take an order or a question back: it waits again."""
    rules.steer(actor).require()
    _end(wish)
    wish.handled_on = None
    _move(wish, Wish.State.OPEN)
    access.audit(actor, "wish.reopen", "wish", wish.id)


def bind_card(actor: Actor, commission: Commission, card_id: UUID | None) -> None:
    """Say which card is written for it; it is followed until it is published."""
    commission.card_id = card_id
    commission.save(update_fields=["card_id"])
    access.audit(actor, "wish.card", "wish", commission.wish_id)


def _end(wish: Wish) -> None:
    Commission.objects.filter(
        collaboration_id=wish.collaboration_id, wish=wish, ended_at__isnull=True
    ).update(ended_at=clock.now())


def _move(wish: Wish, state: Wish.State) -> None:
    wish.state = state
    wish.version += 1
    wish.save(update_fields=["state", "handled_on", "version"])

"""Who may see a card and what they may do with it. `card_for` is the only way to one.

Why so: docs/decisions/knowledge-cards.md.
"""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kollega.core import access, clock, gate
from kollega.core.actor import Actor, Role
from kollega.core.request import not_found
from kollega.core.rules import Ability, allow, by_name
from kollega.knowledge.cards.standing import flagged
from kollega.knowledge.models.cards import Card, CardFlag, Status

KIND = "card"


def readable(actor: Actor) -> QuerySet[Card]:
    """The cards that exist for the actor. What was taken back stays with those who answered for it,
    and with the coordinator, who puts back what she has taken back."""
    rows = Card.objects.filter(collaboration_id=actor.collaboration_id)
    if not actor.has(Role.COORDINATOR):
        own = Q(municipality_id=actor.municipality_id)
        rows = rows.filter(~Q(status=Status.WITHDRAWN) | own)
    return rows.annotate(has_flags=flagged()).select_related(
        "municipality", "owner", "saved_by", "reviewed_by"
    )


def card_for(actor: Actor, card_id: UUID, *, lock: bool = False) -> Card:
    """The gate: a card with those who answer for it, or 404."""
    return gate.one(readable(actor), KIND, card_id, lock=lock)


def flag_for(actor: Actor, card: Card, flag_id: UUID) -> CardFlag:
    """An open flag of a card that the gate has let through, or 404."""
    found = CardFlag.objects.filter(
        collaboration_id=actor.collaboration_id, card=card, pk=flag_id, settled_at__isnull=True
    ).first()
    if found is None:
        raise not_found()
    access.opened(KIND, card.id)
    return found


def owner_is_here(card: Card) -> bool:
    """Whether somebody who is still at work answers for the card."""
    owner = card.owner
    return owner is not None and (owner.left_on is None or owner.left_on >= clock.today())


def _is_owner(actor: Actor, card: Card) -> bool:
    return actor.colleague_id is not None and card.owner_id == actor.colleague_id


def _answers(actor: Actor, card: Card) -> bool:
    """Whether the actor's municipality answers for the card."""
    return actor.colleague_id is not None and card.municipality_id == actor.municipality_id


def _leads(actor: Actor, card: Card) -> bool:
    if actor.colleague_id is None:
        return False
    own_manager = actor.has(Role.MANAGER) and card.municipality_id == actor.municipality_id
    return own_manager or actor.has(Role.COORDINATOR)


def edit(actor: Actor, card: Card) -> Ability:
    """Change what the card says."""
    return allow(
        "edit",
        _answers(actor, card) and card.status != Status.WITHDRAWN,
        _("Bara kommunen som ansvarar för kortet kan ändra det. Säg till om något inte stämmer."),
    )


def check(actor: Actor, card: Card) -> Ability:
    """Say that the card is still right, and settle what was said against it."""
    return allow(
        "check",
        (_answers(actor, card) or _is_owner(actor, card)) and card.status == Status.PUBLISHED,
        _("Bara kommunen som ansvarar för kortet kan säga att det stämmer."),
    )


def is_reviewed(card: Card) -> bool:
    """Whether somebody else has read the text as it stands."""
    return card.reviewed_at is not None and card.reviewed_at >= card.saved_at


def review(actor: Actor, card: Card) -> Ability:
    """Say that one has read the text as it stands and that it holds."""
    seen = is_reviewed(card)
    others = actor.colleague_id is not None and card.saved_by_id != actor.colleague_id
    return allow(
        "review",
        others and not seen and card.status != Status.WITHDRAWN,
        _("Kortet är redan granskat.")
        if seen
        else _("Den som har skrivit texten kan inte granska den själv. Be en kollega."),
    )


def publish(actor: Actor, card: Card) -> Ability:
    """Let the card be found by all who may read it."""
    return allow(
        "publish",
        card.status == Status.REVIEWED and (_is_owner(actor, card) or _leads(actor, card)),
        _(
            "Den som ansvarar för kortet, chefen eller samordnaren publicerar det när det är granskat."
        ),
    )


def take_over(actor: Actor, card: Card) -> Ability:
    """Answer for the card from now on."""
    free = not owner_is_here(card) or _leads(actor, card)
    return allow(
        "take_over",
        free
        and _answers(actor, card)
        and not _is_owner(actor, card)
        and card.status != Status.WITHDRAWN,
        _("Kortet har någon som ansvarar för det."),
    )


def release(actor: Actor, card: Card) -> Ability:
    """Stop answering for the card; the municipality does until somebody takes over."""
    return allow(
        "release",
        _is_owner(actor, card) and card.status != Status.WITHDRAWN,
        _("Du ansvarar inte för kortet."),
    )


def withdraw(actor: Actor, card: Card) -> Ability:
    """Take the card away from those who read it."""
    return allow(
        "withdraw",
        card.status != Status.WITHDRAWN and (_is_owner(actor, card) or _leads(actor, card)),
        _("Den som ansvarar för kortet, chefen eller samordnaren kan dra tillbaka det."),
    )


def put_back(actor: Actor, card: Card) -> Ability:
    """Let a card that was taken back be as it was."""
    return allow(
        "put_back",
        card.status == Status.WITHDRAWN
        and bool(card.title)
        and (_is_owner(actor, card) or _leads(actor, card)),
        _("Den som ansvarar för kortet, chefen eller samordnaren kan lägga tillbaka det."),
    )


def doubt(actor: Actor, card: Card) -> Ability:
    """Tell those who answer for the card that something is not right."""
    return allow(
        "doubt",
        actor.colleague_id is not None and card.status != Status.WITHDRAWN,
        _("Kortet har dragits tillbaka."),
    )


def abilities(actor: Actor, card: Card) -> dict[str, Ability]:
    """All of them, as the page asks."""
    return by_name(
        each(actor, card)
        for each in (
            edit,
            check,
            review,
            publish,
            take_over,
            release,
            withdraw,
            put_back,
            doubt,
        )
    )


def take_back(actor: Actor, flag: CardFlag) -> Ability:
    """Take back what one has said against a card oneself."""
    return allow(
        "take_back",
        actor.colleague_id is not None and flag.raised_by_id == actor.colleague_id,
        _("Bara den som har påpekat något kan ta tillbaka det."),
    )

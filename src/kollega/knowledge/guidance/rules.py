"""Who may pin, and for whom. Why: docs/decisions/guidance.md."""

from uuid import UUID

from django.utils.translation import gettext as _

from kollega.core.actor import Actor, Role
from kollega.core.gate import one
from kollega.core.request import not_found
from kollega.core.rules import Ability, allow
from kollega.knowledge.cards import rules as cards
from kollega.knowledge.models import Card, DocumentPassage, Pin
from kollega.knowledge.models.cards import Status

KIND = "pin"


def pin_own(actor: Actor) -> Ability:
    """Pin for one's own municipality: those who answer for how the work is done there."""
    return allow(
        "pin_own",
        actor.has(Role.MANAGER, Role.ADMINISTRATOR, Role.COORDINATOR),
        _("Chefer, administratörer och samordnaren fäster det som ska vägleda."),
    )


def pin_shared(actor: Actor) -> Ability:
    """Pin for every municipality: the coordinator."""
    return allow(
        "pin_shared",
        actor.has(Role.COORDINATOR),
        _("Bara samordnaren fäster något för alla kommuner."),
    )


def passage_for(actor: Actor, part_id: UUID) -> DocumentPassage:
    """The gate to a passage of a document that holds, for pinning it.

    Raises:
        Http404: it is not there, or not for the actor.
        PermissionDenied: the actor may not pin.
    """
    rows = DocumentPassage.objects.filter(
        collaboration_id=actor.collaboration_id, document__removed_at__isnull=True
    ).select_related("document", "edition")
    found = one(rows.defer("edition__data"), "passage", part_id, lock=False)
    pin_own(actor).require()
    return found


def card_for(actor: Actor, card_id: UUID) -> Card:
    """The gate to a published card, for pinning it.

    Raises:
        Http404: it is not there, or not for the actor.
        PermissionDenied: the actor may not pin.
    """
    card = cards.card_for(actor, card_id)
    pin_own(actor).require()
    if card.status != Status.PUBLISHED:
        raise not_found()
    return card


def pin_for(actor: Actor, pin_id: UUID) -> Pin:
    """The gate to a pin for changing it: one's own municipality's, or as the coordinator a shared one.

    Raises:
        Http404: it is not there, or not for the actor.
        PermissionDenied: it may be seen, and is not the actor's to change.
    """
    rows = Pin.objects.filter(collaboration_id=actor.collaboration_id)
    found = one(rows, KIND, pin_id, lock=True)
    (pin_shared if found.only_municipality_id is None else pin_own)(actor).require()
    return found

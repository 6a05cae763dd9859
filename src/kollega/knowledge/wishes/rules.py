"""Who does what with wishes. Everybody sees the list; coordinators decide what becomes of a wish."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kollega.competence.api import hides_name
from kollega.core import gate
from kollega.core.actor import Actor, Role
from kollega.core.rules import Ability, allow
from kollega.knowledge.models import Commission, Wish


def wish_for(actor: Actor, public_id: UUID, *, lock: bool = False) -> Wish:
    """The gate: a wish of the actor's collaboration, or 404."""
    rows = Wish.objects.filter(collaboration_id=actor.collaboration_id)
    return gate.one(rows, "wish", public_id, lock=lock)


def steer(actor: Actor) -> Ability:
    """Order a card, close, open again."""
    return allow(
        "steer", actor.has(Role.COORDINATOR), _("Bara samordnaren kan beställa och avsluta.")
    )


def ordered_of(actor: Actor, wish: Wish) -> Commission | None:
    """The order that is not ended, if it is there."""
    return (
        Commission.objects.filter(
            collaboration_id=actor.collaboration_id, wish=wish, ended_at__isnull=True
        )
        .annotate(is_hidden=hides_name("colleague_id"))
        .select_related("municipality", "colleague__municipality")
        .first()
    )


def write(actor: Actor, commission: Commission | None) -> Ability:
    """Say which card is written for an order: the one who is asked, and whoever ordered it."""
    is_mine = commission is not None and (
        commission.colleague_id == actor.colleague_id
        if commission.colleague_id
        else commission.municipality_id == actor.municipality_id
    )
    return allow(
        "write",
        commission is not None and (is_mine or actor.has(Role.COORDINATOR)),
        _("Kortet är beställt av någon annan."),
    )


def close(actor: Actor, wish: Wish) -> Ability:
    """Say that it is answered."""
    return allow(
        "close",
        actor.has(Role.COORDINATOR) and wish.state != Wish.State.ANSWERED,
        _("Bara samordnaren kan beställa och avsluta."),
    )

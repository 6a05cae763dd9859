"""Abilities that all of the room shares; a card's own stand in `cards/rules.py`."""

from django.utils.translation import gettext_lazy as _

from kollega.core.actor import Actor
from kollega.core.rules import Ability, allow


def take_part(actor: Actor) -> Ability:
    """Write in the knowledge bank, under one's own name."""
    return allow(
        "take_part",
        actor.colleague_id is not None,
        _("Du visas inte för kollegor i någon samverkan. Be din chef lägga till dig."),
    )

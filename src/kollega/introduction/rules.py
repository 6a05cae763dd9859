"""Who may see an introduction and a departure, and change them."""

from django.utils.translation import gettext_lazy as _

from kollega.core.actor import Actor, Role
from kollega.core.rules import Ability, allow


def manage(actor: Actor) -> Ability:
    """See who is new and who leaves in the own municipality, and change what they meet."""
    return allow(
        "manage",
        actor.municipality_id is not None and actor.has(Role.MANAGER),
        _("Sidan är för dig som är chef."),
    )


def offer(actor: Actor) -> Ability:
    """Be a mentor, and say so beforehand."""
    return allow(
        "offer",
        actor.colleague_id is not None,
        _("Du visas inte för kollegor i någon samverkan. Be din chef lägga till dig."),
    )

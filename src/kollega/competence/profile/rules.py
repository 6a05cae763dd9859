"""Who may change a profile: only she whose it is. And who may see staff: their managers.

What a colleague can and when she can be asked is hers alone: every write takes the actor's own
colleague, so that there is no way to name another.
"""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kollega.core.actor import Actor, Role
from kollega.core.rules import Ability, allow


def own_profile(actor: Actor) -> Ability:
    """Say what one can help with, and when."""
    return allow(
        "own_profile",
        actor.colleague_id is not None,
        _("Du visas inte för kollegor i någon samverkan. Be din chef lägga till dig."),
    )


def see_staff(actor: Actor) -> Ability:
    """See the levels and grounds of the own municipality's staff: its managers, and jobs for it."""
    return allow(
        "see_staff",
        actor.municipality_id is not None and (bool(actor.job) or actor.has(Role.MANAGER)),
        _("Sidan är för dig som är chef. Vad din chef ser av dig står under Min kompetens."),
    )


def hold_talk(actor: Actor, account_id: UUID) -> Ability:
    """Write down a talk with one of the staff, who is somebody else."""
    return allow(
        "hold_talk",
        bool(see_staff(actor)) and account_id != actor.account_id,
        _("Ett samtal förs av två. Be din egen chef skriva ned det."),
    )

"""Who may see and change what in the competence room. `colleague_for` is the only way to a person.

What a colleague can and when she can be asked is hers alone: every write takes the actor's own
colleague, so that there is no way to name another.
"""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kollega.competence.models import Host
from kollega.core import access
from kollega.core.actor import Actor, Role
from kollega.core.request import not_found
from kollega.core.rules import Ability, allow
from kollega.organisation import api as organisation
from kollega.organisation.models import Colleague


def own_profile(actor: Actor) -> Ability:
    """Say what one can help with, and when."""
    return allow(
        "own_profile",
        actor.colleague_id is not None,
        _("Du visas inte för kollegor i någon samverkan. Be din chef lägga till dig."),
    )


def change_hosts(actor: Actor) -> Ability:
    """Decide which municipality holds a rare area for the others."""
    return allow(
        "change_hosts",
        actor.colleague_id is not None and actor.has(Role.COORDINATOR),
        _("Bara samordnaren kan ändra stödkommuner. Hör av dig till samordnaren."),
    )


def colleague_for(actor: Actor, colleague_id: UUID) -> Colleague:
    """The gate: a colleague at work in the actor's collaboration, or 404."""
    found = (
        Colleague.objects.filter(
            organisation.at_work(),
            collaboration_id=actor.collaboration_id,
            pk=colleague_id,
        )
        .select_related("municipality")
        .first()
    )
    if found is None:
        raise not_found()
    access.opened("colleague", found.id)
    return found


def host_for(actor: Actor, host_id: UUID, *, lock: bool = False) -> Host:
    """The gate: a host of the actor's collaboration with its area and municipality, or 404."""
    rows = Host.objects.select_related("area", "municipality")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(collaboration_id=actor.collaboration_id, pk=host_id).first()
    if found is None:
        raise not_found()
    access.opened("host", found.id)
    return found

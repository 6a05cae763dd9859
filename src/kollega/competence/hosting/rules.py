"""Who may decide which municipality holds an area. `host_for` is the only way to a host."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kollega.competence.models import Host
from kollega.core import access
from kollega.core.actor import Actor, Role
from kollega.core.request import not_found
from kollega.core.rules import Ability, allow


def change_hosts(actor: Actor) -> Ability:
    """Decide which municipality holds a rare area for the others."""
    return allow(
        "change_hosts",
        actor.colleague_id is not None and actor.has(Role.COORDINATOR),
        _("Bara samordnaren kan ändra stödkommuner. Hör av dig till samordnaren."),
    )


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

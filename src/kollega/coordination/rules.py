"""Who may see thanks. Who may steer questions is `consultation.steering`."""

from uuid import UUID

from django.db.models import Q

from kollega.coordination.models import Thanks
from kollega.core import access
from kollega.core.actor import Actor
from kollega.core.request import not_found


def thanks_for(actor: Actor, public_id: UUID) -> Thanks:
    """The gate: thanks that the actor got or gave, or 404."""
    found = (
        Thanks.objects.filter(
            Q(colleague_id=actor.colleague_id) | Q(by_id=actor.colleague_id),
            collaboration_id=actor.collaboration_id,
            pk=public_id,
        )
        .select_related("by__municipality", "colleague")
        .first()
    )
    if found is None or actor.colleague_id is None:
        raise not_found()
    access.opened("thanks", found.id)
    return found

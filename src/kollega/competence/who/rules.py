"""`colleague_for` is the only way to a person."""

from uuid import UUID

from kollega.competence.names import as_seen, hides_name
from kollega.core import access
from kollega.core.actor import Actor
from kollega.core.request import not_found
from kollega.organisation import api as organisation
from kollega.organisation.models import Colleague


def colleague_for(actor: Actor, colleague_id: UUID) -> Colleague:
    """The gate: a colleague at work in the actor's collaboration, or 404.

    Where she shows her name in her own municipality only, it is not in what others get.
    """
    found = (
        Colleague.objects.filter(
            organisation.at_work(),
            collaboration_id=actor.collaboration_id,
            pk=colleague_id,
        )
        .annotate(is_hidden=hides_name("pk"))
        .select_related("municipality")
        .first()
    )
    if found is None:
        raise not_found()
    access.opened("colleague", found.id)
    return as_seen(actor, found, hides=found.is_hidden)

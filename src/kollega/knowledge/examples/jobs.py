"""A collaboration that is new begins with what is shipped; one that grows shares it out anew."""

from uuid import UUID

from django.conf import settings

from kollega.core.actor import Actor
from kollega.core.events import Event, listener
from kollega.core.jobs import job
from kollega.knowledge.examples import bringing
from kollega.knowledge.models import Card


@job()
def begin(*, collaboration_id: UUID) -> None:
    """Bring what is shipped where it is missing, and let each municipality answer for its part."""
    bringing.bring_all(collaboration_id)
    bringing.share_out(collaboration_id)


@job()
def share_out(*, collaboration_id: UUID) -> None:
    """Let a municipality that has just come answer for its part."""
    bringing.share_out(collaboration_id)


@listener("agreement.added")
def welcome(actor: Actor, _event: Event) -> None:
    """A municipality takes part. The first begins the bank: no card has been there before."""
    collaboration_id = actor.collaboration_id
    if collaboration_id is None:
        return
    if Card.objects.filter(collaboration_id=collaboration_id).exists():
        share_out.defer(collaboration_id=collaboration_id)
    elif settings.EXAMPLE_CARDS:
        begin.defer(collaboration_id=collaboration_id)

"""What follows from what is done at the coordinator's desk."""

from kollega.coordination.models import Thanks
from kollega.core.actor import Actor
from kollega.core.events import Event, listener
from kollega.core.notices import notify


@listener("thanks.given")
def tell_thanked(actor: Actor, event: Event) -> None:
    """Tell the colleague who is thanked."""
    rows = Thanks.objects.filter(collaboration_id=actor.collaboration_id, pk=event.subject_id)
    notify(rows.values_list("colleague__account_id", flat=True), "thanks.given", event)

"""What follows from what happens with profiles."""

from uuid import UUID

from kollega.core import notices
from kollega.core.actor import Actor
from kollega.core.events import Event, listener


@listener("competence.talk_written")
def tell_the_person(_actor: Actor, event: Event) -> None:
    """Tell the one whom the talk was about that there is something to read."""
    notices.notify([UUID(str(event.detail["account_id"]))], "competence.talk_written", event)


@listener("competence.talk_read")
def tell_the_manager(_actor: Actor, event: Event) -> None:
    """Tell the manager that it has been read."""
    notices.notify([UUID(str(event.detail["manager_id"]))], "competence.talk_read", event)

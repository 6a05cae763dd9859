"""What follows when the law has changed: each collaboration's search and cards are told."""

from uuid import UUID

from kollega.core import places
from kollega.core.actor import Actor, acting, job_for
from kollega.core.events import Event, listener
from kollega.core.jobs import job, nightly
from kollega.statutes import homes


@job()
def bring_home(*, collaboration_id: UUID) -> None:
    """Bring what differs from what a collaboration knows into its search, and announce it there."""
    actor = job_for(job="statutes.bring_home", collaboration_id=collaboration_id)
    with acting(actor):
        homes.bring_home(actor)


@listener("agreement.added")
def bring_to_new(actor: Actor, _event: Event) -> None:
    """A collaboration that is new knows no law yet."""
    homes.bring_home(actor)


@nightly
def bring_what_begins_today() -> None:
    """A wording that was known beforehand begins to apply, or ends, without anybody importing it."""
    for collaboration_id in places.collaborations():
        bring_home.run(collaboration_id=collaboration_id)

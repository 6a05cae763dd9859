"""What follows from what happens with profiles."""

from uuid import UUID

from kollega.competence.profile import evidence
from kollega.core import notices, places
from kollega.core.actor import Actor, Role, acting, job_for
from kollega.core.events import Event, listener
from kollega.core.jobs import nightly


@listener("competence.talk_written")
def tell_the_person(_actor: Actor, event: Event) -> None:
    """Tell the one whom the talk was about that there is something to read."""
    notices.notify([UUID(str(event.detail["account_id"]))], "competence.talk_written", event)


@listener("competence.talk_read")
def tell_the_manager(_actor: Actor, event: Event) -> None:
    """Tell the manager that it has been read."""
    notices.notify([UUID(str(event.detail["manager_id"]))], "competence.talk_read", event)


@nightly
def close_shown_papers() -> None:
    """What somebody showed her managers they read no more from the night after her last day."""
    for municipality_id in places.municipalities():
        reader = job_for(
            job="competence.close_shown_papers",
            municipality_id=municipality_id,
            roles=frozenset({Role.MANAGER}),
        )
        with acting(reader):
            accounts = evidence.shown_by_those_who_left(reader)
        for account_id in accounts:
            owner = job_for(
                job="competence.close_shown_papers",
                municipality_id=municipality_id,
                account_id=account_id,
            )
            with acting(owner):
                evidence.show_no_more(owner)

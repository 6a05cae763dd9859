"""What is destroyed at night."""

from kollega.casework.cases import closing
from kollega.core import places
from kollega.core.actor import Role, acting, job_for
from kollega.core.jobs import nightly


@nightly
def destroy_notes_of_closed_cases() -> None:
    """In each municipality, what its rule says."""
    for municipality_id in places.municipalities():
        actor = job_for(
            job="casework.destroy_notes_of_closed_cases",
            municipality_id=municipality_id,
            roles=frozenset({Role.COUNTER}),
        )
        with acting(actor):
            closing.destroy_due(actor)

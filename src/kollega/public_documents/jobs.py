"""Each night: destroy what the municipalities' own rules say."""

from kollega.core import places
from kollega.core.actor import Role, acting, job_for
from kollega.core.jobs import nightly
from kollega.public_documents import destruction


@nightly
def destroy() -> None:
    """Acting for each municipality in turn; one that fails does not stop the others' next night."""
    for place in places.every():
        if place.collaboration_id is None or place.municipality_id is None:
            continue
        actor = job_for(
            job="public_documents.destroy",
            collaboration_id=place.collaboration_id,
            municipality_id=place.municipality_id,
            roles=frozenset({Role.COUNTER}),
        )
        with acting(actor):
            destruction.destroy_old(actor)

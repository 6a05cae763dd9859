"""Each night: destroy what the municipalities' own rules say."""

import logging

from kollega.core import places
from kollega.core.actor import Role, acting, job_for
from kollega.core.jobs import nightly
from kollega.public_documents import destruction

log = logging.getLogger(__name__)


@nightly
def destroy() -> None:
    """Acting for each municipality in turn, all or nothing; one that fails does not stop the others.

    Raises:
        RuntimeError: at the end, where one failed, so that the job counts as failed.
    """
    failed = 0
    for place in places.every():
        if place.collaboration_id is None or place.municipality_id is None:
            continue
        actor = job_for(
            job="public_documents.destroy",
            collaboration_id=place.collaboration_id,
            municipality_id=place.municipality_id,
            roles=frozenset({Role.COUNTER}),
        )
        try:
            with acting(actor):
                destruction.destroy_old(actor)
        except Exception:
            log.exception("the destruction of one municipality's documents failed")
            failed += 1
    if failed:
        raise RuntimeError(f"destruction failed for {failed} municipalities")

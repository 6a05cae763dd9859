"""Counting placements by night."""

from uuid import UUID

from kollega.casework.placing import counting
from kollega.core import places
from kollega.core.actor import Role, acting, job_for
from kollega.core.jobs import job, nightly
from kollega.core.posting import one_at_a_time

COUNTER = frozenset({Role.COUNTER})


@job()
def count_placements(*, municipality_id: UUID) -> None:
    """The months of one municipality that have settled."""
    actor = job_for(job="casework.count_placements", municipality_id=municipality_id, roles=COUNTER)
    with acting(actor):
        one_at_a_time(f"placements {municipality_id}")
        counting.count_months(actor)


@job()
def tell_missing(*, collaboration_id: UUID) -> None:
    """What was missing at home in a collaboration: each municipality is counted as itself, and only the
    protected sum is stored where others read."""
    actor = job_for(job="casework.tell_missing", collaboration_id=collaboration_id)
    with acting(actor, read_only=True):
        waiting = counting.quarters_waiting(actor)
    for quarter in waiting:
        parts = {}
        for municipality_id in places.municipalities(collaboration_id):
            own = job_for(
                job="casework.tell_missing", municipality_id=municipality_id, roles=COUNTER
            )
            with acting(own, read_only=True):
                parts[municipality_id] = counting.missing_here(own, quarter)
        with acting(actor):
            one_at_a_time(f"missing {collaboration_id}")
            counting.tell(actor, quarter, parts)


@nightly
def count_all_placements() -> None:
    """Every municipality and every collaboration, each in a job of its own."""
    for municipality_id in places.municipalities():
        count_placements.defer(municipality_id=municipality_id)
    for collaboration_id in places.collaborations():
        tell_missing.defer(collaboration_id=collaboration_id)

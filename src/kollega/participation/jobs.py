"""Counting by night."""

from uuid import UUID

from kollega.core import places
from kollega.core.actor import Role, acting, job_for
from kollega.core.jobs import job, nightly
from kollega.core.posting import one_at_a_time
from kollega.participation import counting


@job()
def count_shares(*, municipality_id: UUID) -> None:
    """Count the quarters of one municipality that have settled."""
    actor = job_for(
        job="participation.count_shares",
        municipality_id=municipality_id,
        roles=frozenset({Role.COUNTER}),
    )
    with acting(actor):
        one_at_a_time(f"participation {municipality_id}")
        counting.count(actor, counting.waiting(actor))


@nightly
def count_all_shares() -> None:
    """Every municipality, each in a job of its own."""
    for municipality_id in places.municipalities():
        count_shares.defer(municipality_id=municipality_id)

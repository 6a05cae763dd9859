"""Counting demand and promises by night, each collaboration in a job of its own."""

from uuid import UUID

from kollega.competence.demand import cases, counting, promises
from kollega.core import places
from kollega.core.actor import Role, acting, job_for
from kollega.core.jobs import job, nightly


@job()
def count_demand(*, collaboration_id: UUID) -> None:
    """Tell what has settled in one collaboration."""
    counting.count(collaboration_id)
    actor = job_for(job="competence.count_demand", collaboration_id=collaboration_id)
    with acting(actor, read_only=True):
        since = counting.since(actor)
    promises.count(collaboration_id, since=since)


@nightly
def count_all_demand() -> None:
    """Every collaboration; what is too old is removed first."""
    for municipality_id in places.municipalities():
        actor = job_for(
            job="competence.forget_cases",
            municipality_id=municipality_id,
            roles=frozenset({Role.COUNTER}),
        )
        with acting(actor):
            cases.forget_old(actor)
    for collaboration_id in places.collaborations():
        count_demand.defer(collaboration_id=collaboration_id)

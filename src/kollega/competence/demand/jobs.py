"""Counting demand and promises by night, each collaboration in a job of its own."""

from uuid import NAMESPACE_OID, UUID, uuid5

from kollega.competence.alarm.judging import managers_here
from kollega.competence.demand import cases, counting, promises
from kollega.competence.demand.events import DUE
from kollega.core import notices, places
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
    remind_of_cases()
    for collaboration_id in places.collaborations():
        count_demand.defer(collaboration_id=collaboration_id)


def remind_of_cases() -> None:
    """Tell managers where cases have been given before and not of the quarter that has just settled."""
    for place in places.every():
        if place.collaboration_id is None:
            continue
        actor = job_for(
            job="competence.remind_of_cases",
            collaboration_id=place.collaboration_id,
            municipality_id=place.municipality_id,
            roles=frozenset({Role.COUNTER}),
        )
        with acting(actor):
            quarter = cases.lacking(actor)
            if quarter is not None and (accounts := managers_here(actor)):
                notices.write.defer(
                    kind_key=DUE,
                    # The same every night: nobody is told twice of a quarter.
                    event_id=uuid5(NAMESPACE_OID, f"{DUE} {place.municipality_id} {quarter}"),
                    subject_id=place.municipality_id,
                    account_ids=sorted(accounts),
                )

"""Counting by night: a quarter once it has settled, staff each month, and what waits just now."""

from uuid import UUID

from kollega.core import places
from kollega.core.actor import Role, acting, job_for
from kollega.core.jobs import job, nightly, periodic
from kollega.followup import charts, counting, publishing, snapshots, staffing
from kollega.followup.periods import settled
from kollega.organisation.models import Agreement

COUNTER = frozenset({Role.COUNTER})


@job()
def count_collaboration(*, collaboration_id: UUID) -> None:
    """Count what has settled in each municipality, tell what may be told, and draw it."""
    municipalities = places.municipalities(collaboration_id)
    for municipality_id in municipalities:
        actor = job_for(
            job="followup.count_collaboration",
            collaboration_id=collaboration_id,
            municipality_id=municipality_id,
            roles=COUNTER,
        )
        with acting(actor):
            began = Agreement.objects.filter(
                collaboration_id=collaboration_id, municipality_id=municipality_id
            ).earliest("valid_from")
            done = counting.counted(actor)
            waiting = [each for each in settled(began.valid_from) if each.first not in done]
            counting.store(actor, counting.count(actor, waiting))
            staffing.count(actor, since=began.valid_from)
            staffing.note_functions(actor, since=began.valid_from)
    publishing.publish(collaboration_id, municipalities)
    actor = job_for(job="followup.count_collaboration", collaboration_id=collaboration_id)
    with acting(actor):
        snapshots.take(actor)
    charts.draw(collaboration_id)


@nightly
def count_all() -> None:
    """Every collaboration, each in a job of its own."""
    for collaboration_id in places.collaborations():
        count_collaboration.defer(collaboration_id=collaboration_id)


@periodic("*/10 * * * *")
def feel_pulse() -> None:
    """Note that the product is at work; where it was silent for long, note an outage."""
    for municipality_id in places.municipalities():
        actor = job_for(job="followup.feel_pulse", municipality_id=municipality_id, roles=COUNTER)
        with acting(actor):
            staffing.feel_pulse(actor)

"""Counting by night: a quarter once it has settled, staff each month, and what waits just now."""

from datetime import date
from uuid import UUID

from kollega.core import clock, places
from kollega.core.actor import Actor, Role, acting, job_for
from kollega.core.jobs import job, nightly, periodic
from kollega.core.posting import one_at_a_time
from kollega.core.quarters import settled
from kollega.followup import charts, counting, publishing, snapshots, staffing
from kollega.followup.sums import Part
from kollega.organisation.models import Agreement

COUNTER = frozenset({Role.COUNTER})


@job()
def count_collaboration(*, collaboration_id: UUID) -> None:
    """Count what has settled in each municipality, tell what may be told, and draw it."""
    actor = job_for(job="followup.count_collaboration", collaboration_id=collaboration_id)
    with acting(actor, read_only=True):
        parts = taking_part(actor)
    for municipality_id, part in parts.items():
        actor = job_for(
            job="followup.count_collaboration",
            collaboration_id=collaboration_id,
            municipality_id=municipality_id,
            roles=COUNTER,
        )
        with acting(actor):
            # By night and by hand at once: the second finds all counted.
            one_at_a_time(f"count {collaboration_id} {municipality_id}")
            done = counting.counted(actor)
            waiting = [each for each in settled(part.first, part.last) if each.first not in done]
            counting.store(actor, counting.count(actor, waiting))
            staffing.count(actor, since=part.first, until=part.last)
            staffing.note_functions(actor, since=part.first)
    publishing.publish(collaboration_id, parts)
    actor = job_for(job="followup.count_collaboration", collaboration_id=collaboration_id)
    with acting(actor):
        one_at_a_time(f"snapshot {collaboration_id}")
        snapshots.take(actor)
    charts.draw(collaboration_id)


def taking_part(actor: Actor) -> dict[UUID, Part]:
    """Municipality → when it takes part, or took: what those who have left did stays in the sums."""
    found: dict[UUID, Part] = {}
    rows = Agreement.objects.filter(
        collaboration_id=actor.collaboration_id, valid_from__lte=clock.today()
    ).order_by("municipality_id", "valid_from")
    for row in rows:
        last = row.valid_to or date.max
        before = found.get(row.municipality_id)
        found[row.municipality_id] = (
            Part(before.first, max(before.last, last)) if before else Part(row.valid_from, last)
        )
    return found


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

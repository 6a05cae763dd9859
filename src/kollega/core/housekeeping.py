"""The core's own jobs by the clock: seals every minute, and the nightly forgetting."""

from datetime import timedelta

from django.db import connection

from kollega.core import clock, destruction, journal_file, places, seals
from kollega.core.actor import acting, job_for
from kollega.core.jobs import nightly, periodic
from kollega.core.models import Account, CaseEvent, ListenerDone, Notice, SharedEvent

KEEP_EVENTS = timedelta(days=90)
KEEP_NOTICES = timedelta(days=180)


@periodic("* * * * *")
def seal_logs() -> None:
    """Seal what was logged since the last minute, municipality by municipality."""
    seals.seal_all(places.municipalities())


@nightly
def forget_events() -> None:
    """Events have been heard long ago; what they led to stands in the rooms' own tables."""
    before = clock.now() - KEEP_EVENTS
    for collaboration_id in places.collaborations():
        with acting(job_for(job="core.forget_events", collaboration_id=collaboration_id)):
            SharedEvent.objects.filter(collaboration_id=collaboration_id, at__lt=before).delete()
    for municipality_id in places.municipalities():
        with acting(job_for(job="core.forget_events", municipality_id=municipality_id)):
            CaseEvent.objects.filter(municipality_id=municipality_id, at__lt=before).delete()
    ListenerDone.objects.filter(at__lt=before).delete()


@nightly
def forget_notices() -> None:
    """A notice is forgotten after half a year, read or not."""
    before = clock.now() - KEEP_NOTICES
    for account_id in Account.objects.values_list("id", flat=True).order_by("id"):
        with acting(job_for(job="core.forget_notices", account_id=account_id)):
            Notice.objects.filter(account_id=account_id, created_at__lt=before).delete()


@nightly
def forget_failed_jobs() -> None:
    """Jobs that were given up have been seen by `kollega check` for long enough."""
    with connection.cursor() as cursor:
        cursor.execute(
            "delete from procrastinate_jobs j where status in ('failed', 'aborted', 'cancelled')"
            " and not exists (select 1 from procrastinate_events e where e.job_id = j.id"
            " and e.at > %s)",
            [clock.now() - KEEP_EVENTS],
        )


@nightly
def keep_journal() -> None:
    """Make the journal of destruction beside the database whole: what a killed process left out."""
    known = journal_file.known_ids()
    for place in places.every():
        actor = job_for(
            job="core.keep_journal",
            collaboration_id=place.collaboration_id,
            municipality_id=place.municipality_id,
        )
        with acting(actor, read_only=True):
            missing = [each for each in destruction.entries(actor) if each.id not in known]
        journal_file.append(missing)
        known |= {each.id for each in missing}

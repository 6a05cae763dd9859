"""Destruction: a closed incident goes when the municipality's own time for it has passed."""

from datetime import timedelta
from uuid import UUID

from django.db import connection

from kollega.core import access, clock, destruction
from kollega.core.actor import Actor
from kollega.incident import people
from kollega.incident.models import Incident
from kollega.incident.options import KEPT_MONTHS

KIND = "incident"
MONTH = timedelta(days=30.4375)
MOST = 500
"""Incidents in one run; the rest wait for the next night."""


def destroy_old(actor: Actor) -> int:
    """Destroy the municipality's incidents that were closed long enough ago; how many.

    Nothing is destroyed where the municipality has not said how long. That one was destroyed, and
    when, stays in the log and in the journal.
    """
    months = int(people.chosen(actor, KEPT_MONTHS))
    if not months:
        return 0
    old = Incident.objects.filter(
        municipality_id=actor.municipality_id,
        closed_at__lt=clock.now() - months * MONTH,
    )
    ids = list(old.order_by("closed_at").values_list("id", flat=True)[:MOST])
    for each in ids:
        access.audit(actor, "incident.destroy", "incident", each, reason="retention")
        destruction.note(actor, kind=KIND, object_id=each, ground=KEPT_MONTHS, zone="case")
        destroy(actor, each)
    return len(ids)


def forget() -> int:
    """Remove what people were told of, and have reported in, incidents that are gone; how many rows."""
    with connection.cursor() as cursor:
        cursor.execute("select incident_forget()")
        return int(cursor.fetchone()[0])


@destruction.destroys(KIND, then=forget)
def destroy(actor: Actor, incident_id: UUID) -> bool:
    """Remove an incident with its reports, its list of readers and what was sent; whether it was
    there."""
    gone, _by_table = Incident.objects.filter(
        municipality_id=actor.municipality_id, pk=incident_id
    ).delete()
    return gone > 0

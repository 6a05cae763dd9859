"""Destruction: a round goes with its notes when the collaboration's time for it has passed."""

from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q

from kollega.core import clock, destruction
from kollega.core.actor import Actor
from kollega.rounds.models import Round
from kollega.rounds.options import KEPT_MONTHS
from kollega.rounds.services.series import chosen

KIND = "round"
MONTH = timedelta(days=30.4375)
MOST = 500
"""Rounds in one run; the rest wait for the next night."""


def destroy_old(actor: Actor) -> int:
    """Destroy the rounds whose time has passed; how many. The journal of destruction tells which."""
    before = clock.now() - int(chosen(actor, KEPT_MONTHS)) * MONTH
    # One that never got a time is as old as the day when people should have answered.
    old = Round.objects.filter(
        Q(starts_at__lt=before) | Q(starts_at__isnull=True, vote_by__lt=before),
        collaboration_id=actor.collaboration_id,
    )
    ids = list(old.order_by("starts_at").values_list("id", flat=True)[:MOST])
    for each in ids:
        destruction.note(actor, kind=KIND, object_id=each, ground=KEPT_MONTHS)
        destroy(actor, each)
    return len(ids)


def forget() -> int:
    """Remove who proposed, and whose calendar had, rounds that are gone; how many rows."""
    with connection.cursor() as cursor:
        cursor.execute("select rounds_forget()")
        return int(cursor.fetchone()[0])


@destruction.destroys(KIND, then=forget)
def destroy(actor: Actor, round_id: UUID) -> bool:
    """Remove a round with what was said, voted and written; whether it was there."""
    gone, _by_table = Round.objects.filter(
        collaboration_id=actor.collaboration_id, pk=round_id
    ).delete()
    return gone > 0

"""Who had which seat is forgotten after a time; that there was a seat stays."""

from datetime import date
from uuid import UUID

from kollega.competence.learning.options import KEPT_MONTHS
from kollega.competence.models import Occasion, SeatHolder
from kollega.core import clock, destruction
from kollega.core.actor import Actor
from kollega.organisation.api import municipality_choice

MOST = 500


def destroy_old(actor: Actor) -> int:
    """Destroy what this municipality has told of who had seats so long ago; how many.

    `ends_on` is the day as it was when the seat was taken: an occasion that has been moved later
    keeps its names for as long after it is held.
    """
    months = int(municipality_choice(actor, KEPT_MONTHS))
    limit = months_before(clock.today(), months)
    later = Occasion.objects.filter(
        collaboration_id=actor.collaboration_id, last_at__date__gte=limit
    )
    rows = (
        SeatHolder.objects.filter(sender_id=actor.municipality_id, ends_on__lt=limit)
        .exclude(occasion_id__in=later.values("id"))
        .order_by("ends_on", "id")[:MOST]
    )
    for row in rows:
        destruction.note(
            actor,
            kind="seat_holder",
            object_id=row.id,
            ground=f"{KEPT_MONTHS}={months}",
            zone="case",
        )
        row.delete()
    return len(rows)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or its 28th."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, min(day.day, 28))


@destruction.destroys("seat_holder")
def destroy(actor: Actor, object_id: UUID) -> bool:
    """Destroy it again."""
    rows = SeatHolder.objects.filter(sender_id=actor.municipality_id, pk=object_id)
    return bool(rows.delete()[0])

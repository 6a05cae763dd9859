"""Occasions in calendar files, and in the personal address that rounds have made.

A file says what the occasion is called, when and where: it is a course, not a matter. The video link
and the page are for those who have a seat.
"""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from kollega.competence.models import Occasion, OccasionDay, Seat, SeatHolder, SeatState
from kollega.core import clock, ics
from kollega.core.actor import Actor

BACK_DAYS = 60
MOST = 200


def uid(day_id: UUID) -> str:
    """The same for a day of an occasion for ever."""
    return ics.uid_of(f"larande-{day_id}")


def entry(day: OccasionDay, occasion: Occasion, *, with_link: bool) -> ics.Entry:
    """A day as a calendar has it."""
    page = settings.ADDRESS.rstrip("/") + reverse("competence:occasion", args=[occasion.id])
    place = occasion.place or (occasion.link if with_link else _("På distans"))
    meeting = _("Videomöte")
    words = f"{meeting}: {occasion.link}\n" if with_link and occasion.link else ""
    return ics.Entry(
        uid(day.id),
        occasion.title,
        day.starts_at,
        day.ends_at,
        occasion.sequence,
        cancelled=occasion.state == Occasion.State.CANCELLED,
        place=place,
        url=page,
        words=f"{words}{page}",
    )


def of_occasion(occasion: Occasion, *, with_link: bool) -> list[ics.Entry]:
    """All its days. One statement."""
    rows = OccasionDay.objects.filter(
        collaboration_id=occasion.collaboration_id, occasion=occasion
    ).order_by("starts_at")
    return [entry(row, occasion, with_link=with_link) for row in rows]


def entries(actor: Actor) -> list[ics.Entry]:
    """The days of every occasion that the actor has a seat on. One statement."""
    if actor.collaboration_id is None:
        return []
    mine = SeatHolder.objects.filter(
        sender_id=actor.municipality_id, account_id=actor.account_id
    ).values("seat_id")
    booked = Seat.objects.filter(
        collaboration_id=actor.collaboration_id, pk__in=mine, state=SeatState.BOOKED
    ).values("occasion_id")
    rows = (
        OccasionDay.objects.filter(
            collaboration_id=actor.collaboration_id,
            occasion_id__in=booked,
            starts_at__gte=clock.now() - timedelta(days=BACK_DAYS),
        )
        .select_related("occasion")
        .order_by("starts_at", "id")[:MOST]
    )
    return [entry(row, row.occasion, with_link=True) for row in rows]

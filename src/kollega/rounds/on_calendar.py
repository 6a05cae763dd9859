"""Rounds in the collaboration's calendar: 'Runda' and when, for those who may see the round."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from kollega.competence.learning.others import Other, register
from kollega.core.actor import Actor
from kollega.organisation.options import room_is_on
from kollega.rounds import rules
from kollega.rounds.choices import Answer, Status

MOST = 60


@register
def rounds(actor: Actor, first: datetime, last: datetime) -> Iterable[Other]:
    """Rounds that have a time. One statement."""
    if not room_is_on(actor, "rounds"):
        return []
    rows = (
        rules.visible(actor)
        .filter(starts_at__gte=first, starts_at__lt=last)
        .exclude(status=Status.PROPOSED)
        .select_related("area")
        .order_by("starts_at", "id")[:MOST]
    )
    found = []
    for row in rows:
        if row.starts_at is None:
            continue
        seat = rules.seat_of(actor, row)
        found.append(
            Other(
                starts_at=row.starts_at,
                ends_at=row.starts_at + timedelta(minutes=row.minutes),
                title=_("Runda: %(area)s") % {"area": row.area.shown_title}
                if row.area
                else _("Runda"),
                url=reverse("rounds:round", args=[row.id]),
                area_id=row.area_id,
                state=_state(seat),
                comes=seat.takes_part and seat.answer == Answer.YES,
                cancelled=row.status == Status.CANCELLED,
            )
        )
    return found


def _state(seat: rules.Seat) -> str:
    """How the actor stands to it, in words."""
    if not seat.takes_part or seat.answer == Answer.NO:
        return ""
    return _("Du är med") if seat.answer else _("Du är tillfrågad")

"""What is held of what somebody goes to."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.competence.learning import seats
from kollega.competence.models import Occasion, Seat, SeatHolder
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.core.own_data import Rows, exports, forgets
from kollega.organisation.models import Colleague


@exports(gettext_lazy("Kurser och handledning som du har plats på"))
def booked(actor: Actor) -> Rows:
    """Seats, places in queues, and whether she was there."""
    holders = SeatHolder.objects.filter(
        sender_id=actor.municipality_id, account_id=actor.account_id
    )
    found = {row.seat_id: row for row in holders}
    rows = Seat.objects.filter(
        collaboration_id=actor.collaboration_id, pk__in=list(found)
    ).select_related("occasion", "occasion__organiser")
    for row in rows.order_by("occasion__first_at", "id"):
        yield {
            _("Vad"): row.occasion.title,
            _("Ordnas av"): row.occasion.organiser.name,
            _("Börjar"): row.occasion.first_at,
            _("Läge"): str(row.get_state_display()),
            _("Anmäld av chefen"): _("ja") if found[row.id].by_manager else _("nej"),
            _("Var med"): {None: "", True: _("ja"), False: _("nej")}[row.attended],
        }


@exports(gettext_lazy("Kurser och handledning som du leder"))
def led(actor: Actor) -> Rows:
    """Occasions that she leads."""
    rows = Occasion.objects.filter(
        collaboration_id=actor.collaboration_id, leader_id=actor.colleague_id
    )
    for row in rows.order_by("first_at", "id"):
        yield {_("Vad"): row.title, _("Börjar"): row.first_at}


@forgets
def forget(actor: Actor) -> None:
    """Seats that lie ahead are free again, nothing tells who sat on the others, and what she was to
    lead is led by nobody yet."""
    mine = SeatHolder.objects.filter(sender_id=actor.municipality_id, account_id=actor.account_id)
    if actor.collaboration_id is None:
        mine.delete()
        return
    ahead = {
        row.id: row
        for row in Occasion.objects.select_for_update(of=("self",)).filter(
            collaboration_id=actor.collaboration_id,
            first_at__gt=clock.now(),
            pk__in=list(mine.values_list("occasion_id", flat=True)),
        )
    }
    for holder in mine:
        if holder.occasion_id in ahead:
            seats.give_back(actor, ahead[holder.occasion_id], holder)
    left = Colleague.objects.filter(
        collaboration_id=actor.collaboration_id,
        municipality_id=actor.municipality_id,
        account_id=actor.account_id,
    ).values("pk")
    Occasion.objects.filter(
        collaboration_id=actor.collaboration_id, leader_id__in=left, last_at__gt=clock.now()
    ).update(leader=None)

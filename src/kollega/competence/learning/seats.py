"""Writes: seats and the queue to them. Whoever writes holds the occasion's row, so that a seat is never
given twice.

Announces `learning.booked_for` (a manager booked it), `learning.given_back` (a manager gave it back) and
`learning.offered`; `seat` in the detail says which, and only her own municipality knows whose it is.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from kollega.competence.learning import rules
from kollega.competence.models import Occasion, Seat, SeatHolder, SeatState
from kollega.core import access, calendar, clock
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.core.request import denied, not_found
from kollega.organisation.api import at_work
from kollega.organisation.models import Colleague

TAKES = (SeatState.BOOKED, SeatState.OFFERED)
"""States in which a seat is nobody else's."""
WORKDAYS_TO_ANSWER = 2


@dataclass(frozen=True)
class Count:
    """How many seats are taken and how many wait, in all and for each municipality."""

    taken: int
    waiting: int
    by_town: dict[UUID, int]


def count(occasion: Occasion) -> Count:
    """The seats as they stand. One statement."""
    rows = Seat.objects.filter(
        collaboration_id=occasion.collaboration_id, occasion=occasion
    ).values_list("state", "municipality_id")
    by_town: dict[UUID, int] = {}
    taken = waiting = 0
    for state, town in rows:
        if state in TAKES:
            taken += 1
            by_town[town] = by_town.get(town, 0) + 1
        elif state == SeatState.WAITING:
            waiting += 1
    return Count(taken, waiting, by_town)


def has_room(occasion: Occasion, now: Count, municipality_id: UUID) -> bool:
    """Whether one more from the municipality gets a seat now."""
    if now.taken >= occasion.seats:
        return False
    most = most_each_today(occasion)
    return most is None or now.by_town.get(municipality_id, 0) < most


def most_each_today(occasion: Occasion) -> int | None:
    """How many seats a municipality may take today; None where there is no such bound any more."""
    if occasion.most_each is None:
        return None
    last_day = occasion.last_day or clock.local(occasion.first_at).date() - timedelta(days=7)
    return occasion.most_each if clock.today() <= last_day else None


def holder_of(actor: Actor, occasion_id: UUID, account_id: UUID) -> SeatHolder | None:
    """The row that tells which seat somebody of the own municipality has."""
    return SeatHolder.objects.filter(
        sender_id=actor.municipality_id, occasion_id=occasion_id, account_id=account_id
    ).first()


def own_seat(actor: Actor, occasion_id: UUID) -> Seat | None:
    """The actor's own seat, or place in the queue. One statement."""
    mine = SeatHolder.objects.filter(
        sender_id=actor.municipality_id, occasion_id=occasion_id, account_id=actor.account_id
    )
    return Seat.objects.filter(
        collaboration_id=actor.collaboration_id, pk__in=mine.values("seat_id")
    ).first()


def book(actor: Actor, occasion: Occasion) -> Seat:
    """Take a seat for oneself, or the last place in the queue where all are taken. Twice is once."""
    rules.book(actor, occasion).require()
    return _book(actor, occasion, actor.account_id, actor.colleague_id, by_manager=False)


def book_for(actor: Actor, occasion: Occasion, *, colleague_id: UUID) -> Seat:
    """Take a seat for one of the own staff, who is told.

    Raises:
        Http404: nobody in the municipality has that id.
    """
    rules.manage_staff(actor).require()
    rules.book(actor, occasion).require()
    colleague = Colleague.objects.filter(
        at_work(),
        collaboration_id=actor.collaboration_id,
        municipality_id=actor.municipality_id,
        pk=colleague_id,
    ).first()
    if colleague is None:
        raise not_found()
    by_manager = colleague.account_id != actor.account_id
    return _book(actor, occasion, colleague.account_id, colleague.id, by_manager=by_manager)


def _book(
    actor: Actor, occasion: Occasion, account_id: UUID, colleague_id: UUID, *, by_manager: bool
) -> Seat:
    here = Seat.objects.filter(collaboration_id=occasion.collaboration_id, occasion=occasion)
    known = holder_of(actor, occasion.id, account_id)
    if known is not None:
        return here.get(pk=known.seat_id)
    now = count(occasion)
    seat = Seat(
        collaboration_id=occasion.collaboration_id,
        occasion=occasion,
        municipality_id=actor.municipality_id,
        number=(here.aggregate(last=Max("number"))["last"] or 0) + 1,
        state=SeatState.BOOKED
        if has_room(occasion, now, actor.municipality_id)
        else SeatState.WAITING,
    )
    seat.save(force_insert=True)
    SeatHolder(
        sender_id=actor.municipality_id,
        receiver_id=occasion.organiser_id,
        account_id=account_id,
        colleague_id=colleague_id,
        occasion_id=occasion.id,
        seat_id=seat.id,
        ends_on=clock.local(occasion.last_at).date(),
        by_manager=by_manager,
    ).save(force_insert=True)
    access.audit(actor, "occasion.book", "occasion", occasion.id)
    if by_manager:
        _tell(actor, "learning.booked_for", occasion, seat)
    return seat


def leave(actor: Actor, occasion: Occasion) -> None:
    """Give one's own seat back, or leave the queue; whoever waits first is offered it."""
    _require_planned(occasion)
    known = holder_of(actor, occasion.id, actor.account_id)
    if known is not None:
        give_back(actor, occasion, known)


def leave_for(actor: Actor, occasion: Occasion, *, colleague_id: UUID) -> None:
    """Give the seat of one of the own staff back; she is told."""
    rules.manage_staff(actor).require()
    _require_planned(occasion)
    known = SeatHolder.objects.filter(
        sender_id=actor.municipality_id, occasion_id=occasion.id, colleague_id=colleague_id
    ).first()
    if known is None:
        raise not_found()
    if known.account_id != actor.account_id:
        announce(
            actor,
            "learning.given_back",
            subject_kind="occasion",
            subject_id=occasion.id,
            zone="case",
            detail={"account": known.account_id},
        )
    give_back(actor, occasion, known)


def _require_planned(occasion: Occasion) -> None:
    if rules.has_begun(occasion):
        raise denied(_("Det har redan börjat. Den som leder bockar av vilka som var med."))


def give_back(actor: Actor, occasion: Occasion, holder: SeatHolder) -> None:
    """Nobody sits there any more, and nothing tells who did. Jobs use it too."""
    Seat.objects.filter(collaboration_id=occasion.collaboration_id, pk=holder.seat_id).update(
        state=SeatState.LEFT, answer_by=None
    )
    holder.delete()
    access.audit(actor, "occasion.leave", "occasion", occasion.id)
    offer_next(actor, occasion)


def accept(actor: Actor, occasion: Occasion) -> bool:
    """Take the seat that is offered; whether it is hers now. Twice is once."""
    seat = own_seat(actor, occasion.id)
    if seat is not None and seat.state == SeatState.BOOKED:
        return True
    if seat is None or seat.state != SeatState.OFFERED or not rules.is_planned(occasion):
        return False
    seat.state, seat.answer_by = SeatState.BOOKED, None
    seat.save(update_fields=["state", "answer_by"])
    access.audit(actor, "occasion.accept", "occasion", occasion.id)
    return True


def offer_next(actor: Actor, occasion: Occasion) -> int:
    """Offer seats that are free to those who wait, in the order in which they came; how many."""
    if not rules.is_planned(occasion) or rules.has_begun(occasion):
        return 0
    now, offered = count(occasion), 0
    if not now.waiting:
        return 0
    queue = Seat.objects.filter(
        collaboration_id=occasion.collaboration_id, occasion=occasion, state=SeatState.WAITING
    ).order_by("number")
    for seat in queue:
        if has_room(occasion, now, seat.municipality_id):
            seat.state, seat.answer_by = SeatState.OFFERED, answer_by(occasion)
            seat.save(update_fields=["state", "answer_by"])
            by_town = now.by_town | {
                seat.municipality_id: now.by_town.get(seat.municipality_id, 0) + 1
            }
            now = Count(now.taken + 1, now.waiting - 1, by_town)
            offered += 1
            _tell(actor, "learning.offered", occasion, seat)
    return offered


def answer_by(occasion: Occasion) -> date:
    """The last day to take an offered seat: two workdays ahead, or the day before it begins."""
    day, left = clock.today(), WORKDAYS_TO_ANSWER
    while left:
        day += timedelta(days=1)
        left -= calendar.is_workday(day)
    eve = clock.local(occasion.first_at).date() - timedelta(days=1)
    return max(min(day, eve), clock.today())


def _tell(actor: Actor, kind: str, occasion: Occasion, seat: Seat) -> None:
    announce(
        actor,
        kind,
        subject_kind="occasion",
        subject_id=occasion.id,
        detail={"seat": seat.id},
    )

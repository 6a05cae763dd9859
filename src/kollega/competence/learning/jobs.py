"""Telling those who have seats, noting what they have learnt; by night offers that nobody answered,
reminders, and what has been kept long enough.

A listener acts once as each municipality, for only that one knows who of its staff has which seat.
"""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid5

from kollega.competence.learning import attendance, keeping, seats
from kollega.competence.models import Occasion, Seat, SeatHolder, SeatState
from kollega.core import calendar, clock, notices, places
from kollega.core.actor import Actor, Role, acting, job_for
from kollega.core.events import Event, announce, listener
from kollega.core.jobs import job, nightly
from kollega.organisation.models import Colleague

COUNTER = frozenset({Role.COUNTER})
DAYS_TO_CONFIRM = 14
"""So long after it ended whoever led is still asked, once, who was there."""


# --- Telling ----------------------------------------------------------------------------------------


def _own_holders(actor: Actor, **which: UUID) -> list[UUID]:
    rows = SeatHolder.objects.filter(sender_id=actor.municipality_id, **which)
    return list(rows.values_list("account_id", flat=True))


def _tell_everybody(name: str) -> Callable[[Actor, Event], None]:
    def hear(actor: Actor, event: Event) -> None:
        """Tell all of the municipality's who have a seat or wait for one."""
        told = _own_holders(actor, occasion_id=event.subject_id)
        notices.notify(told, f"learning.{name}", event)

    hear.__name__ = f"tell_of_{name}"
    return hear


def _tell_one(name: str) -> Callable[[Actor, Event], None]:
    def hear(actor: Actor, event: Event) -> None:
        """Tell the one whose seat it is, if she works here."""
        told = _own_holders(actor, seat_id=event.detail["seat"])
        notices.notify(told, f"learning.{name}", event)

    hear.__name__ = f"tell_one_of_{name}"
    return hear


for _name in ("changed", "cancelled", "restored"):
    listener(f"learning.{_name}", per_municipality=True, roles=COUNTER)(_tell_everybody(_name))
for _name in ("booked_for", "offered"):
    listener(f"learning.{_name}", per_municipality=True, roles=COUNTER)(_tell_one(_name))


def _tell_account(name: str) -> Callable[[Actor, Event], None]:
    def hear(_actor: Actor, event: Event) -> None:
        """Tell the account that the municipality's own event names."""
        notices.notify([event.detail["account"]], f"learning.{name}", event)

    hear.__name__ = f"tell_account_of_{name}"
    return hear


for _name in ("given_back", "lapsed"):
    listener(f"learning.{_name}")(_tell_account(_name))


# --- What it becomes --------------------------------------------------------------------------------


@listener("learning.confirmed", per_municipality=True, roles=COUNTER)
def keep_what_was_learnt(actor: Actor, event: Event) -> None:
    """Let each of the municipality's own have it in her profile, and be asked what she thought."""
    holders = {
        row.seat_id: row
        for row in SeatHolder.objects.filter(
            sender_id=actor.municipality_id, occasion_id=event.subject_id
        )
    }
    rows = Seat.objects.filter(
        collaboration_id=actor.collaboration_id,
        occasion_id=event.subject_id,
        pk__in=list(holders),
        state=SeatState.BOOKED,
    ).select_related("occasion")
    asked = []
    for seat in rows:
        account_id = holders[seat.id].account_id
        note_evidence.defer(
            seat_id=seat.id,
            account_id=account_id,
            municipality_id=actor.municipality_id,
            collaboration_id=actor.collaboration_id,
        )
        if seat.attended:
            _announce_attended(actor, seat, account_id)
            if not seat.evaluated:
                asked.append(account_id)
    notices.notify(asked, "learning.evaluate", event)


def _announce_attended(actor: Actor, seat: Seat, account_id: UUID) -> None:
    announce(
        actor,
        "learning.attended",
        subject_kind="occasion",
        subject_id=seat.occasion_id,
        zone="case",
        detail={"account": account_id, "course": seat.occasion.course_id},
    )


@job()
def note_evidence(
    *, seat_id: UUID, account_id: UUID, municipality_id: UUID, collaboration_id: UUID
) -> None:
    """Keep in one's profile what one was at, as the list says now."""
    actor = job_for(
        job="competence.note_evidence",
        account_id=account_id,
        municipality_id=municipality_id,
        collaboration_id=collaboration_id,
    )
    with acting(actor):
        rows = Seat.objects.filter(collaboration_id=collaboration_id, pk=seat_id)
        seat = rows.select_related("occasion", "occasion__course").first()
        if seat is not None:
            attendance.note_evidence(actor, seat.occasion, seat)


# --- By night ---------------------------------------------------------------------------------------


@nightly
def look_after_seats() -> None:
    """Offers that nobody answered go on, queues move, people are reminded, the old is destroyed."""
    for place in places.every():
        actor = job_for(
            job="competence.look_after_seats",
            municipality_id=place.municipality_id,
            collaboration_id=place.collaboration_id,
            roles=COUNTER,
        )
        with acting(actor):
            if place.collaboration_id is not None:
                _lapse(actor)
                _let_go(actor)
                _remind(actor)
            keeping.destroy_old(actor)
    for collaboration_id in places.collaborations():
        actor = job_for(job="competence.look_after_seats", collaboration_id=collaboration_id)
        with acting(actor):
            _move_queues(actor)
            _after(actor)


def _lapse(actor: Actor) -> None:
    """Seats that were offered to the municipality's own and not taken in time."""
    late = Seat.objects.filter(
        collaboration_id=actor.collaboration_id,
        municipality_id=actor.municipality_id,
        state=SeatState.OFFERED,
        answer_by__lt=clock.today(),
    )
    for seat_id, occasion_id in late.values_list("id", "occasion_id"):
        occasion = Occasion.objects.select_for_update(of=("self",)).get(
            collaboration_id=actor.collaboration_id, pk=occasion_id
        )
        holder = SeatHolder.objects.filter(sender_id=actor.municipality_id, seat_id=seat_id).first()
        still = late.filter(pk=seat_id).exists()
        if holder is None or not still:
            if still:  # nobody's any more: she has been forgotten
                late.filter(pk=seat_id).update(state=SeatState.LEFT, answer_by=None)
            continue
        announce(
            actor,
            "learning.lapsed",
            subject_kind="occasion",
            subject_id=occasion.id,
            zone="case",
            detail={"account": holder.account_id},
        )
        seats.give_back(actor, occasion, holder)


def _let_go(actor: Actor) -> None:
    """Seats ahead of those who have left the municipality are free again."""
    left = Colleague.objects.filter(
        collaboration_id=actor.collaboration_id,
        municipality_id=actor.municipality_id,
        left_on__lt=clock.today(),
    ).values("id")
    ahead = Occasion.objects.filter(
        collaboration_id=actor.collaboration_id, first_at__gt=clock.now()
    ).values("id")
    for holder in SeatHolder.objects.filter(
        sender_id=actor.municipality_id, occasion_id__in=ahead, colleague_id__in=left
    ):
        occasion = (
            Occasion.objects.select_for_update(of=("self",))
            .filter(
                collaboration_id=actor.collaboration_id,
                pk=holder.occasion_id,
                first_at__gt=clock.now(),
            )
            .first()
        )
        if occasion is not None:
            seats.give_back(actor, occasion, holder)


def _remind(actor: Actor) -> None:
    """The municipality's own who go somewhere on the next workday."""
    today = clock.today()
    if not calendar.is_workday(today):
        return
    following = today + timedelta(days=1)
    while not calendar.is_workday(following):
        following += timedelta(days=1)
    rows = Occasion.objects.filter(
        collaboration_id=actor.collaboration_id,
        state=Occasion.State.PLANNED,
        first_at__date__gt=today,
        first_at__date__lte=following,
    )
    for occasion in rows:
        booked = Seat.objects.filter(
            collaboration_id=actor.collaboration_id, occasion=occasion, state=SeatState.BOOKED
        )
        holders = SeatHolder.objects.filter(
            sender_id=actor.municipality_id,
            occasion_id=occasion.id,
            seat_id__in=booked.values("id"),
        )
        told = sorted(holders.values_list("account_id", flat=True))
        _write_once("soon", occasion, told)


def _move_queues(actor: Actor) -> None:
    """Seats that have become free for those who wait: the last day to book has passed for one."""
    waiting = Seat.objects.filter(
        collaboration_id=actor.collaboration_id,
        state=SeatState.WAITING,
        occasion__first_at__gt=clock.now(),
        occasion__state=Occasion.State.PLANNED,
    ).values("occasion_id")
    for occasion in Occasion.objects.select_for_update(of=("self",)).filter(
        collaboration_id=actor.collaboration_id, pk__in=waiting
    ):
        seats.offer_next(actor, occasion)


def _after(actor: Actor) -> None:
    """Ask whoever led what ended yesterday to say who was there, once."""
    ended = Occasion.objects.filter(
        collaboration_id=actor.collaboration_id,
        confirmed_on__isnull=True,
        state=Occasion.State.PLANNED,
        leader__isnull=False,
        last_at__lt=clock.now(),
        last_at__gt=clock.now() - timedelta(days=DAYS_TO_CONFIRM),
    ).select_related("leader")
    for occasion in ended:
        if occasion.leader is not None:
            _write_once("confirm", occasion, [occasion.leader.account_id])


def _write_once(name: str, occasion: Occasion, account_ids: list[UUID]) -> None:
    """Tell them, and not again for the same time, however often the night's job runs."""
    if account_ids:
        notices.write.defer(
            kind_key=f"learning.{name}",
            event_id=uuid5(occasion.id, f"{name} {occasion.sequence}"),
            subject_id=occasion.id,
            account_ids=account_ids,
        )

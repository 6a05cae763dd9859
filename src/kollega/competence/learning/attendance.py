"""Who was there: said by whoever led, kept by each in her own profile, counted without names.

Announces `learning.confirmed` (subject: the occasion) and, in each municipality for itself,
`learning.attended` with the account, for rooms that tick something off by it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from django.db.models import Count, F

from kollega.competence.learning import rules
from kollega.competence.models import (
    Evidence,
    EvidenceKind,
    Occasion,
    OccasionKind,
    Seat,
    SeatHolder,
    SeatState,
)
from kollega.core import access, clock
from kollega.core.actor import Actor, Role
from kollega.core.events import announce
from kollega.organisation.api import areas_for_ids, colleagues_by_ids
from kollega.swedish import sort_key


@dataclass(frozen=True)
class Guest:
    """Somebody on the list. `attended` is None until it has been said."""

    seat_id: UUID
    colleague_id: UUID
    account_id: UUID
    name: str
    presentation: str
    state: SeatState
    attended: bool | None


def guests(actor: Actor, occasion: Occasion, *, own: bool = False) -> list[Guest]:
    """Who has a seat or waits for one, by name: all of them where the actor's municipality arranges
    it, its own elsewhere or where only those are asked for. Three statements."""
    holders = {row.seat_id: row for row in _holders(actor, occasion, own=own)}
    seats = Seat.objects.filter(
        collaboration_id=actor.collaboration_id, occasion=occasion, pk__in=list(holders)
    )
    people = colleagues_by_ids(actor, {row.colleague_id for row in holders.values()})
    found = []
    for seat in seats:
        holder = holders[seat.id]
        person = people.get(holder.colleague_id)
        found.append(
            Guest(
                seat_id=seat.id,
                colleague_id=holder.colleague_id,
                account_id=holder.account_id,
                name=person.name if person else "",
                presentation=person.presentation if person else "",
                state=SeatState(seat.state),
                attended=seat.attended,
            )
        )
    return sorted(found, key=lambda each: (sort_key(each.name), str(each.seat_id)))


def _holders(actor: Actor, occasion: Occasion, *, own: bool) -> Iterable[SeatHolder]:
    """Whose the seats are. Managers read the rows; whoever leads it, and coordinators, go through a
    function of their own, for a row of the bridge does not know who leads."""
    rows = SeatHolder.objects.filter(occasion_id=occasion.id)
    if own or not rules.is_ours(actor, occasion):
        return rows.filter(sender_id=actor.municipality_id)
    if actor.has(Role.MANAGER):
        return rows
    return SeatHolder.objects.raw("select * from competence_guests(%s)", [occasion.id])


def confirm(actor: Actor, occasion: Occasion, *, present: Collection[UUID]) -> int:
    """Say which seats had somebody on them; how many. Said again it holds instead.

    `present` are ids of seats; one that is not booked is passed over.
    """
    rules.confirm(actor, occasion).require()
    booked = Seat.objects.filter(
        collaboration_id=occasion.collaboration_id, occasion=occasion, state=SeatState.BOOKED
    )
    count = booked.filter(pk__in=list(present)).update(attended=True)
    booked.exclude(pk__in=list(present)).update(attended=False)
    occasion.confirmed_on = clock.today()
    occasion.save(update_fields=["confirmed_on"])
    access.audit(actor, "occasion.confirm", "occasion", occasion.id)
    announce(actor, "learning.confirmed", subject_kind="occasion", subject_id=occasion.id)
    return count


# --- What it becomes --------------------------------------------------------------------------------


def evidence_id(seat_id: UUID) -> UUID:
    """The same for the same seat, so that what is said again is not noted twice."""
    return uuid5(seat_id, "evidence")


def note_evidence(actor: Actor, occasion: Occasion, seat: Seat) -> None:
    """A job that acts for one account: note in her profile that she was there, or take it away where
    that was a mistake. Her manager sees it, who could see that she had the seat; she may hide it.
    """
    mine = Evidence.objects.filter(pk=evidence_id(seat.id), account_id=actor.account_id)
    if not seat.attended:
        mine.delete()
        return
    if mine.exists():
        return
    area_id = occasion.area_id or _only_area(occasion)
    area = areas_for_ids(actor, [area_id]).get(area_id) if area_id else None
    is_group = occasion.kind == OccasionKind.SUPERVISION
    Evidence(
        id=evidence_id(seat.id),
        account_id=actor.account_id,
        kind=EvidenceKind.SUPERVISION if is_group else EvidenceKind.COURSE,
        title=occasion.title,
        month=clock.local(occasion.last_at).date().replace(day=1),
        area_id=area.id if area else None,
        area_key=area.key if area else "",
        shown_to_id=actor.municipality_id,
    ).save(force_insert=True)


def _only_area(occasion: Occasion) -> UUID | None:
    """The area of the course, where it is about one alone."""
    if occasion.course is None:
        return None
    areas = set(occasion.course.lifts.values_list("area_id", flat=True))
    return areas.pop() if len(areas) == 1 else None


# --- Counted without names --------------------------------------------------------------------------


@dataclass(frozen=True)
class Attended:
    """How many from a municipality have been at occasions of a course, or about an area, in a time."""

    municipality_id: UUID
    course_id: UUID | None
    area_id: UUID | None
    people: int


def attended(actor: Actor, first_day: date, last_day: date) -> list[Attended]:
    """Seats that somebody was on, in occasions that ended from a day to a day (included), for what
    follows up a measure. Somebody who was at two counts twice. One statement."""
    rows = (
        Seat.objects.filter(
            collaboration_id=actor.collaboration_id,
            attended=True,
            occasion__last_at__date__gte=first_day,
            occasion__last_at__date__lte=last_day,
        )
        .values("municipality_id", course=F("occasion__course_id"), area=F("occasion__area_id"))
        .annotate(people=Count("id"))
        .order_by("municipality_id", "course", "area")
    )
    return [
        Attended(row["municipality_id"], row["course"], row["area"], row["people"]) for row in rows
    ]

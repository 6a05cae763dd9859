"""From proposed times to a round that is held: voting, choosing, moving, calling off."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.posting import next_version
from kollega.core.request import denied
from kollega.organisation import options
from kollega.rounds import rules
from kollega.rounds.choices import Answer, Can, Status
from kollega.rounds.models import Brought, Participant, Round, TimeProposal, Vote
from kollega.rounds.options import OWN_LINK, SHARED_LINK
from kollega.rounds.rules import Seat
from kollega.rounds.services.common import ask_again, require_crowd, seat_people, tell


def _changed(row: Round, *fields: str, calendar: bool = True) -> None:
    """Store changed fields; where calendars must know, the sequence rises."""
    row.version += 1
    if calendar:
        row.sequence += 1
    row.save(update_fields=[*fields, "version", "sequence"])


def vote(actor: Actor, seat: Seat, *, says: Mapping[UUID, Can]) -> None:
    """Say how each proposed time suits; said again it is changed.

    Who proposed the round is told when the last has voted, not again when somebody changes a vote.
    """
    rules.vote(seat).require()
    row = seat.round
    all_had_voted = _all_have_voted(row)
    times = set(
        TimeProposal.objects.filter(
            collaboration_id=row.collaboration_id, round=row, pk__in=list(says)
        ).values_list("id", flat=True)
    )
    Vote.objects.bulk_create(
        [
            Vote(
                id=uuid4(),
                collaboration_id=row.collaboration_id,
                proposal_id=each,
                colleague_id=actor.colleague_id,
                can=can,
            )
            for each, can in says.items()
            if each in times
        ],
        update_conflicts=True,
        unique_fields=["collaboration", "proposal", "colleague"],
        update_fields=["can"],
    )
    if times and not all_had_voted and _all_have_voted(row):
        tell(actor, "voted", row)


def _all_have_voted(row: Round) -> bool:
    asked = set(
        Participant.objects.filter(
            collaboration_id=row.collaboration_id, round=row, removed=False
        ).values_list("colleague_id", flat=True)
    )
    voted = set(
        Vote.objects.filter(collaboration_id=row.collaboration_id, proposal__round=row).values_list(
            "colleague_id", flat=True
        )
    )
    return asked <= voted


def pick(actor: Actor, seat: Seat, proposal: TimeProposal) -> None:
    """Choose the time. Whoever said that it suits comes; the others are asked."""
    rules.pick(seat).require()
    row = seat.round
    row.starts_at, row.status = proposal.starts_at, Status.PLANNED
    _changed(row, "starts_at", "status", calendar=False)
    votes = dict(
        Vote.objects.filter(collaboration_id=row.collaboration_id, proposal=proposal).values_list(
            "colleague_id", "can"
        )
    )
    answers = {Can.CAN: Answer.YES, Can.IF_NEEDED: Answer.MAYBE, Can.CANNOT: Answer.NO}
    for can, answer in answers.items():
        Participant.objects.filter(
            collaboration_id=row.collaboration_id,
            round=row,
            colleague_id__in=[each for each, said in votes.items() if said == can],
        ).update(answer=answer)
    access.audit(actor, "round.pick", "round", row.id)
    tell(actor, "planned", row)


def answer(actor: Actor, seat: Seat, *, says: Answer) -> None:
    """Say whether one comes. To a standing round one may come unasked."""
    rules.answer(seat).require()
    row = seat.round
    if actor.colleague_id is None:
        return
    if not seat.takes_part:
        require_crowd(actor, row)
        seat_people(actor, row, [actor.colleague_id])
    Participant.objects.filter(
        collaboration_id=row.collaboration_id, round=row, colleague_id=actor.colleague_id
    ).update(answer=says)
    tell(actor, "left" if says == Answer.NO else "answered", row)


def move(actor: Actor, seat: Seat, *, starts_at: datetime, minutes: int, version: int) -> None:
    """Give the round another time; everybody is told, and asked again.

    Raises:
        Conflict: it was changed elsewhere in between.
    """
    rules.move(seat).require()
    row = seat.round
    if (row.starts_at, row.minutes) == (starts_at, minutes):
        return
    shown = {"when": ("", starts_at.isoformat())}
    next_version(_When(row), version, shown)
    row.moved_from, row.moved_minutes = row.starts_at, row.minutes
    row.starts_at, row.minutes = starts_at, minutes
    _changed(row, *_WHEN)
    ask_again(row)
    access.audit(actor, "round.move", "round", row.id)
    tell(actor, "moved", row)


_WHEN = ("starts_at", "minutes", "moved_from", "moved_minutes")


class _When:
    """A round's time as `next_version` compares it."""

    def __init__(self, row: Round) -> None:
        self.version = row.version
        self.when = row.starts_at.isoformat() if row.starts_at else ""


def move_back(actor: Actor, seat: Seat) -> bool:
    """Undo a move; False where there is nothing to undo, or the earlier time has passed."""
    rules.move(seat).require()
    row = seat.round
    if row.moved_from is None or row.moved_from <= clock.now():
        return False
    row.starts_at, row.minutes = row.moved_from, row.moved_minutes or row.minutes
    row.moved_from = row.moved_minutes = None
    _changed(row, *_WHEN)
    ask_again(row)
    access.audit(actor, "round.move", "round", row.id)
    tell(actor, "moved", row)
    return True


def cancel(actor: Actor, seat: Seat) -> None:
    """Call the round off; those who had it in their calendars are told."""
    rules.cancel(seat).require()
    access.audit(actor, "round.cancel", "round", seat.round.id)
    call_off(actor, seat.round)


def call_off(actor: Actor, row: Round) -> None:
    """The same where nobody need say so: there is nothing left to meet about."""
    row.status = Status.CANCELLED
    _changed(row, "status")
    tell(actor, "cancelled", row)


def restore(actor: Actor, seat: Seat) -> None:
    """Hold a cancelled round after all, where it was."""
    rules.restore(seat).require()
    row = seat.round
    if row.starts_at is None and not _has_times_ahead(row):
        raise denied(_("Alla tider har varit. Föreslå en ny runda från frågan."))
    row.status = Status.PLANNED if row.starts_at else Status.PROPOSED
    row.fell_away = False
    _changed(row, "status", "fell_away")
    access.audit(actor, "round.restore", "round", row.id)
    tell(actor, "restored", row)


def _has_times_ahead(row: Round) -> bool:
    return TimeProposal.objects.filter(
        collaboration_id=row.collaboration_id, round=row, starts_at__gt=clock.now()
    ).exists()


def share_roles(
    actor: Actor, seat: Seat, *, facilitator_id: UUID | None, note_taker_id: UUID | None
) -> None:
    """Say who leads and who takes notes; each must come to the round."""
    rules.share_roles(seat).require()
    row = seat.round
    here = set(
        Participant.objects.filter(
            collaboration_id=row.collaboration_id, round=row, removed=False
        ).values_list("colleague_id", flat=True)
    )
    row.facilitator_id = facilitator_id if facilitator_id in here else None
    row.note_taker_id = note_taker_id if note_taker_id in here else None
    _changed(row, "facilitator_id", "note_taker_id", calendar=False)
    access.audit(actor, "round.share_roles", "round", row.id)


def choose_link(actor: Actor, seat: Seat, *, which: str) -> None:
    """Choose where one meets: "own" is the municipality's room, "shared" the collaboration's.

    Only known addresses can be chosen. The municipality's own tells which municipality, so only
    one whose name stands in the round as its leader may choose it.
    """
    rules.steer(seat).require()
    row, link = seat.round, ""
    if which == "own" and seat.leads:
        link = str(options.value(actor, OWN_LINK))
    elif which == "shared":
        link = str(options.value(actor, SHARED_LINK))
    if link == row.video_link:
        return
    row.video_link = link
    _changed(row, "video_link")
    access.audit(actor, "round.change", "round", row.id)
    tell(actor, "changed", row)


def ask_people(actor: Actor, seat: Seat, *, colleague_ids: Collection[UUID]) -> int:
    """Ask more people to the round; how many are new.

    Raises:
        PermissionDenied: she lists herself, and would stand out as the one whose question it is.
    """
    rules.people(seat).require()
    if actor.colleague_id in colleague_ids and not seat.takes_part:
        require_crowd(actor, seat.round, with_them=colleague_ids)
    new = seat_people(actor, seat.round, colleague_ids)
    if new:
        access.audit(actor, "round.people", "round", seat.round.id)
        tell(actor, "invited", seat.round, people=new)
    return len(new)


def remove_person(actor: Actor, seat: Seat, *, colleague_id: UUID) -> None:
    """Take somebody off the round; her calendar is told."""
    rules.people(seat).require()
    row = seat.round
    Participant.objects.filter(
        collaboration_id=row.collaboration_id, round=row, colleague_id=colleague_id
    ).update(removed=True, answer="")
    left = [
        name for name in ("facilitator_id", "note_taker_id") if getattr(row, name) == colleague_id
    ]
    for name in left:
        setattr(row, name, None)
    if left:
        _changed(row, *left, calendar=False)
    access.audit(actor, "round.people", "round", row.id)
    tell(actor, "left", row)


def order(actor: Actor, seat: Seat, brought: Brought, *, up: bool) -> None:
    """Let a case change places with the one before or after it."""
    rules.steer(seat).require()
    rows = list(
        Brought.objects.select_for_update(no_key=True)
        .filter(collaboration_id=brought.collaboration_id, round=seat.round)
        .order_by("place", "id")
    )
    index = [each.id for each in rows].index(brought.id)
    other = index - 1 if up else index + 1
    if not 0 <= other < len(rows):
        return
    rows[index], rows[other] = rows[other], rows[index]
    for place, each in enumerate(rows, 1):
        each.place = place
    Brought.objects.bulk_update(rows, ["place"])
    access.audit(actor, "round.change", "round", seat.round.id)


def set_minutes(actor: Actor, seat: Seat, brought: Brought, *, minutes: int | None) -> None:
    """Give a case minutes of its own; None lets it share what is left."""
    rules.steer(seat).require()
    brought.minutes = minutes
    brought.save(update_fields=["minutes"])
    access.audit(actor, "round.change", "round", seat.round.id)


def follow_up(actor: Actor, seat: Seat, *, day: date | None) -> None:
    """Say which day everybody is asked what happened; None takes it away."""
    rules.share_roles(seat).require()
    row = seat.round
    row.follow_up_on, row.follow_up_told_at = day, None
    row.version += 1
    row.save(update_fields=["follow_up_on", "follow_up_told_at", "version"])
    access.audit(actor, "round.change", "round", row.id)

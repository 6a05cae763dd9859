"""Who may see a round and what they may do. `round_for` is the only way to one."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from kollega.consultation import rules as questions
from kollega.consultation.rules import Standing
from kollega.core import access, clock
from kollega.core.actor import Actor, Role
from kollega.core.request import not_found
from kollega.core.rules import Ability, allow
from kollega.rounds.choices import Status
from kollega.rounds.models import Brought, Convening, Participant, Round, RoundSeries


@dataclass(frozen=True)
class Seat:
    """How an actor stands to a round. `proposed_it` is told to that actor alone."""

    round: Round
    proposed_it: bool
    takes_part: bool
    answer: str
    leads: bool
    coordinates: bool

    @property
    def may_see(self) -> bool:
        """A standing round is everybody's; one of its own is for those asked to it."""
        return self.round.series_id is not None or self.takes_part or self.proposed_it

    @property
    def may_steer(self) -> bool:
        """Whether she may move the round, call it off, and say who comes."""
        return (
            self.proposed_it
            or (self.leads and self.takes_part)
            or (self.coordinates and self.round.series_id is not None)
        )


def _how(actor: Actor, key: str) -> dict[str, Any]:
    """How the actor stands to the round that a query's column `key` names."""
    mine = Participant.objects.filter(
        collaboration_id=actor.collaboration_id,
        round_id=OuterRef(key),
        colleague_id=actor.colleague_id,
        removed=False,
    )
    own = Convening.objects.filter(account_id=actor.account_id, round_id=OuterRef(key))
    return {
        "takes_part": Exists(mine),
        "answer": Subquery(mine.values("answer")[:1]),
        "proposed_it": Exists(own),
    }


def seats(actor: Actor) -> QuerySet[Round]:
    """Rounds of the actor's collaboration with how the actor stands to each."""
    return Round.objects.filter(collaboration_id=actor.collaboration_id).annotate(
        **_how(actor, "pk")
    )


def visible(actor: Actor) -> QuerySet[Round]:
    """Those that the actor may see."""
    return seats(actor).filter(Q(series__isnull=False) | Q(takes_part=True) | Q(proposed_it=True))


def seat_of(actor: Actor, row: Round) -> Seat:
    """The standing that `seats` annotated."""
    found = row.__dict__
    return Seat(
        round=row,
        proposed_it=found["proposed_it"],
        takes_part=found["takes_part"],
        answer=found["answer"] or "",
        leads=row.facilitator_id is not None and row.facilitator_id == actor.colleague_id,
        coordinates=actor.has(Role.COORDINATOR),
    )


def round_for(actor: Actor, public_id: UUID, *, need: str = "see", lock: bool = False) -> Seat:
    """The gate: the round as this actor may meet it, or 404 as if there were none.

    `need` is "see" or "take_part". `lock` takes the row for the transaction.
    """
    rows = seats(actor).select_related(
        "facilitator__municipality", "note_taker__municipality", "series", "area"
    )
    if lock:
        rows = rows.select_for_update(of=("self",), no_key=True)
    row = rows.filter(pk=public_id).first()
    if row is None:
        raise not_found()
    seat = seat_of(actor, row)
    if not seat.may_see or (need == "take_part" and not seat.takes_part):
        raise not_found()
    access.opened("round", row.id)
    return seat


def brought_for(actor: Actor, seat: Seat, public_id: UUID, *, lock: bool = False) -> Brought:
    """A case of a round that the actor has passed the gate to."""
    rows = Brought.objects.select_for_update(no_key=True) if lock else Brought.objects
    found = rows.filter(
        collaboration_id=actor.collaboration_id, round=seat.round, pk=public_id
    ).first()
    if found is None:
        raise not_found()
    return found


@dataclass(frozen=True)
class Case:
    """A case whose note the actor may read, with the round and the question."""

    seat: Seat
    brought: Brought
    standing: Standing


def note_for(
    actor: Actor, round_id: UUID, brought_id: UUID, *, write: bool = False, lock: bool = False
) -> Case:
    """The gate to a note: for those who take part, and the asker, who have read the question.

    `write`: only those who take part. `lock` takes the case's row, so that what is written follows in
    line, and the question's, so that nothing is written in what is taken down in that second.
    """
    rows = Brought.objects.select_for_update(of=("self",), no_key=True) if lock else Brought.objects
    brought = (
        rows.filter(collaboration_id=actor.collaboration_id, round_id=round_id, pk=brought_id)
        .filter(taken_back=False)
        .annotate(**_how(actor, "round_id"))
        .select_related("round")
        .first()
    )
    if brought is None:
        raise not_found()
    for name in ("takes_part", "answer", "proposed_it"):
        brought.round.__dict__[name] = brought.__dict__[name]
    seat = seat_of(actor, brought.round)
    standing = questions.question_for(actor, brought.question_id, need="read", lock=lock)
    if not (seat.takes_part or (standing.is_asker and not write)):
        raise not_found()
    access.opened("round", round_id)
    return Case(seat, brought, standing)


def series_for(actor: Actor, public_id: UUID, *, lock: bool = False) -> RoundSeries:
    """The gate to a standing round."""
    rows = RoundSeries.objects.select_for_update(no_key=True) if lock else RoundSeries.objects
    found = rows.filter(collaboration_id=actor.collaboration_id, pk=public_id).first()
    if found is None:
        raise not_found()
    access.opened("round_series", found.id)
    return found


# --- What one may do ------------------------------------------------------------------------------


def is_over(row: Round) -> bool:
    """Whether its time has passed."""
    return row.starts_at is not None and row.starts_at < clock.now()


def is_coming(row: Round) -> bool:
    """Whether it has a time that has not come."""
    return row.status == Status.PLANNED and not is_over(row)


def steer_series(actor: Actor) -> Ability:
    """Begin or change a standing round."""
    return allow(
        "steer_series",
        actor.has(Role.COORDINATOR),
        _("Bara samordnare kan ändra den stående rundan."),
    )


def steer(seat: Seat) -> Ability:
    """Move the round, call it off, say who comes."""
    return allow(
        "steer", seat.may_steer, _("Bara den som leder eller har föreslagit rundan kan ändra den.")
    )


def answer(seat: Seat) -> Ability:
    """Say whether one comes; to a standing round everybody may."""
    return allow(
        "answer",
        is_coming(seat.round) and (seat.takes_part or seat.round.series_id is not None),
        _("Rundan går inte att svara på längre."),
    )


def take_back(row: Round) -> Ability:
    """Not take a question up after all. What was held keeps what was noted."""
    return allow(
        "take_back",
        not is_over(row) and row.status != Status.HELD,
        _("Rundan har varit. Frågan togs upp i den."),
    )


def vote(seat: Seat) -> Ability:
    """Say which times suit."""
    return allow(
        "vote",
        seat.round.status == Status.PROPOSED and seat.takes_part,
        _("En tid är redan vald, eller så är rundan inställd."),
    )


def pick(seat: Seat) -> Ability:
    """Choose one of the proposed times."""
    return allow(
        "pick",
        seat.may_steer and seat.round.status == Status.PROPOSED,
        _("En tid är redan vald, eller så är rundan inställd."),
    )


def move(seat: Seat) -> Ability:
    """Give the round another time."""
    return allow(
        "move", seat.may_steer and is_coming(seat.round), _("Rundan går inte att flytta längre.")
    )


def cancel(seat: Seat) -> Ability:
    """Call the round off."""
    return allow(
        "cancel",
        seat.may_steer and (seat.round.status == Status.PROPOSED or is_coming(seat.round)),
        _("Rundan går inte att ställa in längre."),
    )


def restore(seat: Seat) -> Ability:
    """Hold a cancelled round after all."""
    return allow(
        "restore",
        seat.may_steer and seat.round.status == Status.CANCELLED and not is_over(seat.round),
        _("Rundan är inte inställd, eller så har tiden gått."),
    )


def share_roles(seat: Seat) -> Ability:
    """Say who leads and who takes notes: anybody who is there."""
    return allow(
        "share_roles",
        (seat.takes_part or seat.may_steer) and seat.round.status != Status.CANCELLED,
        _("Du är inte med i rundan."),
    )


def people(seat: Seat) -> Ability:
    """Ask more people, or take somebody off."""
    return allow(
        "people",
        seat.may_steer and (seat.round.status == Status.PROPOSED or is_coming(seat.round)),
        _("Rundan går inte att ändra längre."),
    )


def abilities(seat: Seat) -> dict[str, Ability]:
    """Everything the templates ask about."""
    every = (answer, vote, pick, move, cancel, restore, share_roles, people, steer)
    return {each.action: each for each in (rule(seat) for rule in every)}

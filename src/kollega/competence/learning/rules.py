"""Who may do what with courses and occasions. The gates are the only ways to them."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kollega.competence.models import Course, Occasion, Seat, SeatState
from kollega.core import clock, gate
from kollega.core.actor import Actor, Role
from kollega.core.rules import Ability, allow


def change_courses(actor: Actor) -> Ability:
    """Say what there is to learn from, and what it takes."""
    return allow(
        "change_courses",
        actor.colleague_id is not None and actor.has(Role.COORDINATOR),
        _("Bara samordnaren kan ändra kurslistan. Hör av dig till samordnaren."),
    )


def course_for(actor: Actor, course_id: UUID, *, lock: bool = False) -> Course:
    """The gate: a course of the collaboration.

    Raises:
        Http404: there is none.
    """
    rows = Course.objects.filter(collaboration_id=actor.collaboration_id).select_related("place")
    return gate.one(rows, "course", course_id, lock=lock)


# --- Occasions ------------------------------------------------------------------------------------


def arrange(actor: Actor) -> Ability:
    """Add an occasion, in the name of one's municipality."""
    return allow(
        "arrange",
        actor.colleague_id is not None and actor.has(Role.MANAGER, Role.COORDINATOR),
        _("Bara chefer och samordnare kan lägga in tillfällen. Hör av dig till din chef."),
    )


def occasion_for(actor: Actor, occasion_id: UUID, *, lock: bool = False) -> Occasion:
    """The gate: an occasion in the collaboration; its page is everybody's.

    Raises:
        Http404: there is none.
    """
    rows = Occasion.objects.filter(collaboration_id=actor.collaboration_id).select_related(
        "organiser", "leader", "area", "course"
    )
    return gate.one(rows, "occasion", occasion_id, lock=lock)


def is_ours(actor: Actor, occasion: Occasion) -> bool:
    """Whether the actor's municipality arranges it."""
    return actor.municipality_id is not None and occasion.organiser_id == actor.municipality_id


def leads(actor: Actor, occasion: Occasion) -> Ability:
    """See who comes, say who was there: whoever leads it, and managers and coordinators of the
    municipality that arranges it."""
    is_leader = occasion.leader_id is not None and occasion.leader_id == actor.colleague_id
    return allow(
        "leads",
        is_ours(actor, occasion) and (is_leader or actor.has(Role.MANAGER, Role.COORDINATOR)),
        _("Bara den som leder, och chefer i kommunen som ordnar, ser vilka som kommer."),
    )


def steer(actor: Actor, occasion: Occasion) -> Ability:
    """Change it or call it off, while it is not over."""
    return allow(
        "steer",
        bool(leads(actor, occasion)) and not is_over(occasion),
        _("Bara den som leder, och chefer i kommunen som ordnar, kan ändra det tills det är över."),
    )


def is_over(occasion: Occasion) -> bool:
    """Whether its last time has passed."""
    return occasion.last_at <= clock.now()


def has_begun(occasion: Occasion) -> bool:
    """Whether its first time has come."""
    return occasion.first_at <= clock.now()


def is_planned(occasion: Occasion) -> bool:
    """Whether it is held."""
    return bool(occasion.state == Occasion.State.PLANNED)


def is_open(occasion: Occasion) -> bool:
    """Whether seats can be booked still."""
    last_day = occasion.last_day
    return (
        is_planned(occasion)
        and not has_begun(occasion)
        and (last_day is None or clock.today() <= last_day)
    )


def book(actor: Actor, occasion: Occasion) -> Ability:
    """Take a seat, or a place in the queue."""
    return allow(
        "book",
        actor.colleague_id is not None and is_open(occasion),
        _("Det går inte att anmäla sig längre."),
    )


def manage_staff(actor: Actor) -> Ability:
    """See and book what one's staff go to."""
    return allow(
        "manage_staff",
        actor.colleague_id is not None and actor.has(Role.MANAGER),
        _("Bara chefer kan boka åt sina medarbetare."),
    )


def confirm(actor: Actor, occasion: Occasion) -> Ability:
    """Say who was there, from the first day on."""
    return allow(
        "confirm",
        bool(leads(actor, occasion)) and is_planned(occasion) and has_begun(occasion),
        _("Den som leder kan bocka av vilka som var med, när det har börjat."),
    )


def evaluate(occasion: Occasion, seat: Seat | None) -> Ability:
    """Say what one thought, once, after it."""
    was_there = seat is not None and seat.state == SeatState.BOOKED and seat.attended is not False
    return allow(
        "evaluate",
        is_planned(occasion)
        and is_over(occasion)
        and seat is not None
        and was_there
        and not seat.evaluated,
        _("Bara den som var med kan utvärdera, en gång, och när det är över."),
    )

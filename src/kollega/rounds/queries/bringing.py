"""Where a question is, or can be, taken up."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from kollega.consultation.choices import Status as Asking
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.rounds.choices import Answer, Status
from kollega.rounds.models import Brought, Participant, Round, Suggestion
from kollega.rounds.services.notes import has_note

MOST = 10


@dataclass(frozen=True)
class About:
    """A round where a question is or was taken up, for those who were there or ask."""

    round_id: UUID
    brought_id: UUID
    starts_at: datetime | None
    status: Status
    has_note: bool


def about(actor: Actor, question_id: UUID, *, is_asker: bool) -> list[About]:
    """Rounds of a question: all for the asker, for others those they were asked to. One statement."""
    rows = (
        Brought.objects.filter(
            collaboration_id=actor.collaboration_id, question_id=question_id, taken_back=False
        )
        .annotate(written=has_note())
        .select_related("round")
        .order_by("-round__starts_at", "id")
    )
    if not is_asker:
        mine = Participant.objects.filter(
            collaboration_id=actor.collaboration_id,
            colleague_id=actor.colleague_id,
            removed=False,
        )
        rows = rows.filter(round_id__in=mine.values("round_id"))
    return [
        About(
            each.round_id,
            each.id,
            each.round.starts_at,
            Status(each.round.status),
            bool(each.__dict__["written"]),
        )
        for each in rows[:MOST]
    ]


@dataclass(frozen=True)
class Choice:
    """A coming standing round that a question can be taken up in."""

    round_id: UUID
    starts_at: datetime
    area: str
    people: int
    from_home: int
    is_full: bool


def choices(actor: Actor, most_cases: int) -> list[Choice]:
    """The next standing rounds: how many come, and how many of them from the actor's own
    municipality, who are likeliest to recognise somebody. One statement."""
    here = Q(participants__removed=False) & ~Q(participants__answer=Answer.NO)
    home = here & Q(participants__colleague__municipality_id=actor.municipality_id)
    home &= ~Q(participants__colleague_id=actor.colleague_id)
    alive = [each for each in Asking if each != Asking.WITHDRAWN]
    taken_up = Q(brought__taken_back=False, brought__question__status__in=alive)
    rows = (
        Round.objects.filter(
            collaboration_id=actor.collaboration_id,
            series__isnull=False,
            status=Status.PLANNED,
            starts_at__gt=clock.now(),
        )
        .annotate(
            people=Count("participants", filter=here, distinct=True),
            from_home=Count("participants", filter=home, distinct=True),
            cases=Count("brought", filter=taken_up, distinct=True),
        )
        .select_related("area")
        .order_by("starts_at")[:4]
    )
    return [
        Choice(
            each.id,
            each.starts_at,
            each.area.shown_title if each.area else "",
            each.__dict__["people"],
            each.__dict__["from_home"],
            each.__dict__["cases"] >= most_cases,
        )
        for each in rows
        if each.starts_at
    ]


def suggestions(actor: Actor, question_id: UUID) -> list[str]:
    """Names of those who think that the question should be taken up. One statement."""
    rows = Suggestion.objects.filter(
        collaboration_id=actor.collaboration_id, question_id=question_id
    ).select_related("colleague")
    return [each.colleague.name for each in rows]

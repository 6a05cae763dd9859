"""What is done with a collaboration's rounds each night, step by step; `jobs.keep_rounds` runs it."""

from datetime import time, timedelta

from django.db.models import Exists, F, OuterRef, Q

from kollega.core import calendar, clock
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.rounds import destruction, times
from kollega.rounds.choices import Status
from kollega.rounds.models import (
    NoteWriting,
    Participant,
    Round,
    RoundSeries,
    SeriesMember,
    TimeProposal,
)
from kollega.rounds.services import series

MOST = 500
"""Rounds in one run; the rest wait for the next night."""


def make_coming(actor: Actor) -> None:
    """Make the occurrences of the standing rounds some weeks ahead."""
    for each in series.every_series(actor):
        series.make_ahead(actor, each)


def note_held(actor: Actor) -> None:
    """A planned round whose day has passed was held, as far as anybody has said."""
    Round.objects.filter(
        collaboration_id=actor.collaboration_id,
        status=Status.PLANNED,
        starts_at__lt=clock.now() - timedelta(hours=2),
    ).update(status=Status.HELD, version=F("version") + 1)


def let_go(actor: Actor) -> None:
    """Take those who have left their work off what is coming; their calendars are told."""
    today = clock.today()
    SeriesMember.objects.filter(
        collaboration_id=actor.collaboration_id, colleague__left_on__lt=today
    ).delete()
    RoundSeries.objects.filter(
        collaboration_id=actor.collaboration_id, facilitator__left_on__lt=today
    ).update(facilitator=None)
    gone = Participant.objects.filter(
        Q(round__status=Status.PROPOSED)
        | Q(round__status=Status.PLANNED, round__starts_at__gt=clock.now()),
        collaboration_id=actor.collaboration_id,
        removed=False,
        colleague__left_on__lt=today,
    ).select_related("round")
    for seat in gone[:MOST]:
        Participant.objects.filter(pk=seat.pk).update(removed=True, answer="")
        here = Round.objects.filter(collaboration_id=actor.collaboration_id, pk=seat.round_id)
        here.filter(facilitator_id=seat.colleague_id).update(facilitator=None)
        here.filter(note_taker_id=seat.colleague_id).update(note_taker=None)
        _announce(actor, "left", seat.round)


def tell_late_votes(actor: Actor) -> None:
    """The time to answer has passed, and no time has been chosen. Told once."""
    late = Round.objects.select_for_update(no_key=True).filter(
        collaboration_id=actor.collaboration_id,
        status=Status.PROPOSED,
        vote_by__lt=clock.today(),
        reminded_of__isnull=True,
    )
    for row in late[:MOST]:
        row.reminded_of = clock.now()
        row.save(update_fields=["reminded_of"])
        _announce(actor, "voting_over", row)


def give_up(actor: Actor) -> None:
    """A proposed round whose times have all passed without one being chosen comes to nothing."""
    ahead = TimeProposal.objects.filter(
        collaboration_id=actor.collaboration_id,
        round_id=OuterRef("pk"),
        starts_at__gt=clock.now(),
    )
    rows = Round.objects.select_for_update(no_key=True, of=("self",)).filter(
        ~Exists(ahead), collaboration_id=actor.collaboration_id, status=Status.PROPOSED
    )
    for row in rows[:MOST]:
        row.status = Status.CANCELLED
        row.version += 1
        row.save(update_fields=["status", "version"])
        _announce(actor, "cancelled", row)


def remind(actor: Actor) -> None:
    """Remind people, on the workday before, of the rounds that come. Once for each time."""
    today = clock.today()
    if not calendar.is_workday(today):
        return
    after = times.moment(calendar.next_workday(today) + timedelta(days=1), time())
    rows = Round.objects.select_for_update(no_key=True).filter(
        Q(reminded_of__isnull=True) | ~Q(reminded_of=F("starts_at")),
        collaboration_id=actor.collaboration_id,
        status=Status.PLANNED,
        starts_at__gt=clock.now(),
        starts_at__lt=after,
    )
    for row in rows[:MOST]:
        row.reminded_of = row.starts_at
        row.save(update_fields=["reminded_of"])
        _announce(actor, "soon", row)


def tell_follow_ups(actor: Actor) -> None:
    """The day has come to ask what happened. Told once."""
    rows = (
        Round.objects.select_for_update(no_key=True)
        .filter(
            collaboration_id=actor.collaboration_id,
            follow_up_on__lte=clock.today(),
            follow_up_told_at__isnull=True,
        )
        .exclude(status=Status.CANCELLED)
    )
    for row in rows[:MOST]:
        row.follow_up_told_at = clock.now()
        row.save(update_fields=["follow_up_told_at"])
        _announce(actor, "follow_up", row)


def tidy(actor: Actor) -> None:
    """Forget who was writing, and destroy rounds whose time has passed."""
    NoteWriting.objects.filter(
        collaboration_id=actor.collaboration_id, seen_at__lt=clock.now() - timedelta(hours=1)
    ).delete()
    destruction.destroy_old(actor)


STEPS = (
    let_go,
    make_coming,
    note_held,
    tell_late_votes,
    give_up,
    remind,
    tell_follow_ups,
    tidy,
)


def _announce(actor: Actor, what: str, row: Round) -> None:
    announce(actor, f"round.{what}", subject_kind="round", subject_id=row.id)

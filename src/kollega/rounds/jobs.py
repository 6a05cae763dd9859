"""What follows from a round: telling people, their calendars, follow-up, housekeeping.

A listener acts for the collaboration and cannot see who proposed a round; it learns that account,
only to tell it, from `rounds_convener_account`, which answers jobs alone.
"""

import logging
from datetime import timedelta
from smtplib import SMTPException
from uuid import UUID

from django.db import connection
from django.db.models import F

from kollega.consultation import api as consultation
from kollega.core import clock, places
from kollega.core.actor import Actor, acting, job_for
from kollega.core.events import Event, announce, listener
from kollega.core.jobs import job, nightly
from kollega.core.models import Account
from kollega.core.notices import LetterError, notify
from kollega.rounds import destruction, mail
from kollega.rounds.choices import Answer, Status
from kollega.rounds.models import Brought, NoteWriting, Participant, Round
from kollega.rounds.services import series

log = logging.getLogger(__name__)
MOST = 500


def _convener(round_id: UUID) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute("select rounds_convener_account(%s)", [round_id])
        row = cursor.fetchone()
    return [row[0]] if row and row[0] else []


def _people(actor: Actor, round_id: UUID, *, coming: bool = True) -> list[UUID]:
    """Accounts of those asked; with `coming` without those who said that they cannot come."""
    rows = Participant.objects.filter(
        collaboration_id=actor.collaboration_id, round_id=round_id, removed=False
    )
    if coming:
        rows = rows.exclude(answer=Answer.NO)
    return list(rows.values_list("colleague__account_id", flat=True))


@listener("round.invited")
def tell_invited(actor: Actor, event: Event) -> None:
    """Tell those who were asked to a round."""
    rows = Participant.objects.filter(
        collaboration_id=actor.collaboration_id,
        round_id=event.subject_id,
        removed=False,
        colleague_id__in=event.detail["people"],
    )
    notify(rows.values_list("colleague__account_id", flat=True), "round.invited", event)


@listener("round.voted")
def tell_voted(_actor: Actor, event: Event) -> None:
    """Tell the one who proposed the round that everybody has answered."""
    notify(_convener(event.subject_id), "round.voted", event)


@listener("round.voting_over")
def tell_voting_over(_actor: Actor, event: Event) -> None:
    """Tell the one who proposed the round that the time for answers has passed."""
    notify(_convener(event.subject_id), "round.voting_over", event)


@listener("round.planned")
def tell_planned(actor: Actor, event: Event) -> None:
    """Tell everybody that there is a time."""
    told = {*_people(actor, event.subject_id), *_convener(event.subject_id)}
    notify(told, "round.planned", event)


@listener("round.brought")
def tell_brought(actor: Actor, event: Event) -> None:
    """Tell those who come that there is something to read, or to step out of."""
    notify(_people(actor, event.subject_id), "round.brought", event)


@listener("round.moved")
def tell_moved(actor: Actor, event: Event) -> None:
    """Tell everybody asked of the new time, also those who could not come before."""
    told = {*_people(actor, event.subject_id, coming=False), *_convener(event.subject_id)}
    notify(told, "round.moved", event)


@listener("round.cancelled")
def tell_cancelled(actor: Actor, event: Event) -> None:
    """Tell those who would have come."""
    told = {*_people(actor, event.subject_id), *_convener(event.subject_id)}
    notify(told, "round.cancelled", event)


@listener("round.suggested")
def tell_suggested(_actor: Actor, event: Event) -> None:
    """Tell the asker that a colleague thinks that the question should be taken up."""
    notify(consultation.asker_accounts([event.subject_id]), "round.suggested", event)


@listener("round.follow_up")
def tell_follow_up(actor: Actor, event: Event) -> None:
    """Tell those who were there, and those whose questions were taken up."""
    asked = Brought.objects.filter(
        collaboration_id=actor.collaboration_id, round_id=event.subject_id, taken_back=False
    ).values_list("question_id", flat=True)
    told = {*_people(actor, event.subject_id), *consultation.asker_accounts(list(asked))}
    notify(told, "round.follow_up", event)


# --- Calendars ------------------------------------------------------------------------------------


@job()
def calendar_letters(*, collaboration_id: UUID, round_id: UUID) -> None:
    """Send each who should have one a calendar letter about this round, acting for each in turn.

    One job for all of them: the queue tells nobody who they are.

    Raises:
        LetterError: some could not be sent; run again it sends those.
    """
    actor = job_for(job="rounds.calendar_letters", collaboration_id=collaboration_id)
    with acting(actor, read_only=True):
        row = Round.objects.filter(collaboration_id=collaboration_id, pk=round_id).first()
        if row is None or row.starts_at is None or row.starts_at < clock.now():
            return
        accounts = set(
            Participant.objects.filter(
                collaboration_id=collaboration_id, round_id=round_id
            ).values_list("colleague__account_id", flat=True)
        ) | set(_convener(round_id))
    failed = [each for each in sorted(accounts) if not _sent(each, collaboration_id, round_id)]
    if failed:
        raise LetterError(f"{len(failed)} calendar letters were not taken")


def _sent(account_id: UUID, collaboration_id: UUID, round_id: UUID) -> bool:
    """Whether this account has what it should have."""
    mine = job_for(
        job="rounds.calendar_letters", collaboration_id=collaboration_id, account_id=account_id
    )
    try:
        with acting(mine):
            row = Round.objects.get(collaboration_id=collaboration_id, pk=round_id)
            part = Participant.objects.filter(
                collaboration_id=collaboration_id,
                round_id=round_id,
                colleague__account_id=account_id,
            ).first()
            mail.send(Account.objects.get(pk=account_id), row, part)
    except (SMTPException, OSError) as problem:
        # Only the kind of the problem: an address must not stand in the log.
        log.warning("a calendar letter was not taken: %s", type(problem).__name__)
        return False
    return True


def _letters(actor: Actor, event: Event) -> None:
    calendar_letters.defer(collaboration_id=actor.collaboration_id, round_id=event.subject_id)


@listener("round.planned")
def calendars_planned(actor: Actor, event: Event) -> None:
    """Put the round in people's calendars."""
    _letters(actor, event)


@listener("round.invited")
def calendars_invited(actor: Actor, event: Event) -> None:
    """Somebody was asked to a round that may have its time already."""
    _letters(actor, event)


@listener("round.answered")
def calendars_answered(actor: Actor, event: Event) -> None:
    """Somebody comes, or does not, or was taken off."""
    _letters(actor, event)


@listener("round.changed")
def calendars_changed(actor: Actor, event: Event) -> None:
    """One meets somewhere else."""
    _letters(actor, event)


@listener("round.moved")
def calendars_moved(actor: Actor, event: Event) -> None:
    """The round has another time, or is held after all."""
    _letters(actor, event)


@listener("round.cancelled")
def calendars_cancelled(actor: Actor, event: Event) -> None:
    """The round is called off."""
    _letters(actor, event)


# --- By the clock ---------------------------------------------------------------------------------


@nightly
def keep_rounds() -> None:
    """Make the coming occurrences, note what was held, tell of follow-ups, forget what is old."""
    for collaboration_id in places.collaborations():
        actor = job_for(job="rounds.keep_rounds", collaboration_id=collaboration_id)
        for step in (make_coming, note_held, tell_late_votes, tell_follow_ups, tidy):
            with acting(actor):
                step(actor)
    with acting(job_for(job="rounds.keep_rounds")):
        destruction.forget()


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


def tell_late_votes(actor: Actor) -> None:
    """The time to answer passed yesterday, and no time has been chosen."""
    late = Round.objects.filter(
        collaboration_id=actor.collaboration_id,
        status=Status.PROPOSED,
        vote_by=clock.today() - timedelta(days=1),
    )
    for row in late[:MOST]:
        announce(actor, "round.voting_over", subject_kind="round", subject_id=row.id)


def tell_follow_ups(actor: Actor) -> None:
    """The day has come to ask what happened. Told once."""
    rows = Round.objects.filter(
        collaboration_id=actor.collaboration_id,
        follow_up_on__lte=clock.today(),
        follow_up_told_at__isnull=True,
    ).exclude(status=Status.CANCELLED)
    for row in rows[:MOST]:
        row.follow_up_told_at = clock.now()
        row.save(update_fields=["follow_up_told_at"])
        announce(actor, "round.follow_up", subject_kind="round", subject_id=row.id)


def tidy(actor: Actor) -> None:
    """Forget who was writing, and destroy rounds whose time has passed."""
    NoteWriting.objects.filter(
        collaboration_id=actor.collaboration_id, seen_at__lt=clock.now() - timedelta(hours=1)
    ).delete()
    destruction.destroy_old(actor)

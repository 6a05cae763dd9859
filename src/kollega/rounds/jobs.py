"""What follows from a round: telling people, their calendars, follow-up, housekeeping.

A listener acts for the collaboration and cannot see who proposed a round; it learns that account,
only to tell it, from `rounds_convener_account`, which answers jobs alone.
"""

import logging
from smtplib import SMTPException
from uuid import UUID

from django.db import connection

from kollega.consultation import api as consultation
from kollega.core import clock, places
from kollega.core.actor import Actor, acting, job_for
from kollega.core.events import Event, listener
from kollega.core.jobs import job, nightly
from kollega.core.models import Account
from kollega.core.notices import LetterError, notify
from kollega.core.posting import one_at_a_time
from kollega.organisation import api as organisation
from kollega.organisation.models import Colleague
from kollega.rounds import destruction, housekeeping, mail, rules
from kollega.rounds.choices import Answer, Status
from kollega.rounds.models import Brought, Participant, Round
from kollega.rounds.services import bringing, common

log = logging.getLogger(__name__)


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


def _has_time(actor: Actor, round_id: UUID) -> bool:
    """Whether the round is in people's calendars: then a calendar letter tells of it."""
    return Round.objects.filter(
        collaboration_id=actor.collaboration_id, pk=round_id, starts_at__isnull=False
    ).exists()


@listener("round.invited")
def tell_invited(actor: Actor, event: Event) -> None:
    """Tell those who were asked to a round."""
    rows = Participant.objects.filter(
        collaboration_id=actor.collaboration_id,
        round_id=event.subject_id,
        removed=False,
        colleague_id__in=event.detail["people"],
    )
    kind = "round.added" if _has_time(actor, event.subject_id) else "round.invited"
    notify(rows.values_list("colleague__account_id", flat=True), kind, event)


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
    has_time = _has_time(actor, event.subject_id)
    notify(told, "round.cancelled" if has_time else "round.dropped", event)


@listener("round.restored")
def tell_restored(actor: Actor, event: Event) -> None:
    """Tell those who had heard that it was called off."""
    told = {*_people(actor, event.subject_id), *_convener(event.subject_id)}
    has_time = _has_time(actor, event.subject_id)
    notify(told, "round.restored" if has_time else "round.revived", event)


@listener("round.soon")
def tell_soon(actor: Actor, event: Event) -> None:
    """Remind those who come, where the round is still to be held."""
    coming = Round.objects.filter(
        collaboration_id=actor.collaboration_id,
        pk=event.subject_id,
        status=Status.PLANNED,
        starts_at__gt=clock.now(),
    )
    if coming.exists():
        notify(_people(actor, event.subject_id), "round.soon", event)


@listener("round.left")
def tell_few(actor: Actor, event: Event) -> None:
    """Tell an asker who sits in unseen that she can be singled out among those who are left.

    Her alone, and only told: were she taken off by itself, the list would show whose question it is.
    """
    row = Round.objects.filter(collaboration_id=actor.collaboration_id, pk=event.subject_id).first()
    if row is None or row.status not in {Status.PROPOSED, Status.PLANNED} or rules.is_over(row):
        return
    people = common.attending(row)
    withheld = Brought.objects.filter(
        collaboration_id=actor.collaboration_id,
        round=row,
        taken_back=False,
        question__asker__isnull=True,
    ).values_list("question_id", flat=True)
    few = set()
    for question_id in withheld:
        accounts = consultation.asker_accounts([question_id])
        askers = dict(
            Colleague.objects.filter(
                collaboration_id=actor.collaboration_id, account_id__in=accounts, pk__in=people
            ).values_list("account_id", "id")
        )
        few |= {
            account_id
            for account_id, asker in askers.items()
            if not common.hides(actor, question_id, people, asker=asker)
        }
    notify(few, "round.few", event)


@listener("round.suggested")
def tell_suggested(_actor: Actor, event: Event) -> None:
    """Tell the asker that a colleague thinks that the question should be taken up."""
    notify(consultation.asker_accounts([event.subject_id]), "round.suggested", event)


@listener("question.withdrawn")
def drop_rounds(actor: Actor, event: Event) -> None:
    """A round of its own about a question that has been taken back has nothing to meet about."""
    rows = Round.objects.select_for_update(no_key=True).filter(
        collaboration_id=actor.collaboration_id,
        series__isnull=True,
        pk__in=Brought.objects.filter(
            collaboration_id=actor.collaboration_id, question_id=event.subject_id, taken_back=False
        ).values("round_id"),
    )
    for row in rows:
        bringing.drop_own(actor, row)


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
        listed = set(
            Participant.objects.filter(
                collaboration_id=collaboration_id, round_id=round_id
            ).values_list("colleague__account_id", flat=True)
        )
        # Who proposed it and sits it out has it in her calendar too.
        beside = set(_convener(round_id)) - listed
    failed = [
        each
        for each in sorted(listed | beside)
        if not _sent(each, collaboration_id, round_id, beside=each in beside)
    ]
    if failed:
        raise LetterError(f"{len(failed)} calendar letters were not taken")


def _sent(account_id: UUID, collaboration_id: UUID, round_id: UUID, *, beside: bool) -> bool:
    """Whether this account has what it should have.

    One job at a time sees to it, and reads the round when its turn has come: two changes close to
    each other give neither the same letter twice nor the first change last.
    """
    mine = job_for(
        job="rounds.calendar_letters", collaboration_id=collaboration_id, account_id=account_id
    )
    try:
        with acting(mine):
            one_at_a_time(f"rounds.letter/{round_id}/{account_id}")
            row = Round.objects.filter(collaboration_id=collaboration_id, pk=round_id).first()
            if row is not None:
                comes = _comes(row, account_id, beside=beside)
                mail.send(Account.objects.get(pk=account_id), row, comes=comes)
    except (SMTPException, OSError) as problem:
        # Only the kind of the problem: an address must not stand in the log.
        log.warning("a calendar letter was not taken: %s", type(problem).__name__)
        return False
    return True


def _comes(row: Round, account_id: UUID, *, beside: bool) -> bool:
    """Whether the round belongs in the calendar of somebody who is still at work."""
    here = {"collaboration_id": row.collaboration_id}
    if beside:
        mine = Colleague.objects.filter(organisation.at_work(), **here, account_id=account_id)
        return mine.exists()
    seats = Participant.objects.filter(
        organisation.at_work("colleague__"),
        **here,
        round=row,
        colleague__account_id=account_id,
        removed=False,
    )
    return seats.exclude(answer=Answer.NO).exists()


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
    """Somebody comes after all."""
    _letters(actor, event)


@listener("round.left")
def calendars_left(actor: Actor, event: Event) -> None:
    """Somebody does not come, or was taken off."""
    _letters(actor, event)


@listener("round.changed")
def calendars_changed(actor: Actor, event: Event) -> None:
    """One meets somewhere else."""
    _letters(actor, event)


@listener("round.moved")
def calendars_moved(actor: Actor, event: Event) -> None:
    """The round has another time."""
    _letters(actor, event)


@listener("round.restored")
def calendars_restored(actor: Actor, event: Event) -> None:
    """The round is held after all."""
    _letters(actor, event)


@listener("round.cancelled")
def calendars_cancelled(actor: Actor, event: Event) -> None:
    """The round is called off."""
    _letters(actor, event)


# --- By the clock ---------------------------------------------------------------------------------


@nightly
def keep_rounds() -> None:
    """Make the coming occurrences, note what was held, remind, forget what is old."""
    for collaboration_id in places.collaborations():
        actor = job_for(job="rounds.keep_rounds", collaboration_id=collaboration_id)
        for step in housekeeping.STEPS:
            with acting(actor):
                step(actor)
    with acting(job_for(job="rounds.keep_rounds")):
        destruction.forget()

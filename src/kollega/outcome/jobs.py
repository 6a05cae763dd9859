"""What follows of itself: planning when a question is closed, asking, reminding, forgetting.

Jobs that wait carry no account: what is due is asked for each morning, so that no queue tells for
months who once asked something.
"""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

from django.db import connection

from kollega.consultation.models import Post, Question
from kollega.core import calendar, clock, notices
from kollega.core.actor import Actor, Role, acting, job_for
from kollega.core.events import Event, listener
from kollega.core.jobs import job, nightly
from kollega.organisation import options
from kollega.organisation.identity import account_with_actors
from kollega.outcome import events, following
from kollega.outcome.models import FollowUp, Told
from kollega.outcome.options import FOLLOW_UPS


def acting_for(account_id: UUID, municipality_id: UUID, *, name: str) -> Actor | None:
    """The person as a job acts for her in this municipality; None where she does not work there
    today, or the municipality has switched the room off."""
    account = account_with_actors(account_id)
    for actor in account.actors if account else ():
        if actor.municipality_id == municipality_id:
            on = options.room_is_on(actor, "outcome")
            return replace(actor, job=name) if on else None
    return None


@listener("question.closed")
def plan_follow_ups(_actor: Actor, event: Event) -> None:
    """Plan both times, in a job of its own: this transaction acts for nobody in particular."""
    if event.collaboration_id is not None:
        plan.defer(question_id=event.subject_id, collaboration_id=event.collaboration_id)


@job()
def plan(*, question_id: UUID, collaboration_id: UUID) -> None:
    """Plan the follow-ups of a closed question, acting for the one who asked."""
    name = "outcome.plan"
    with (
        acting(job_for(job=name, collaboration_id=collaboration_id), read_only=True),
        connection.cursor() as cursor,
    ):
        cursor.execute("select * from outcome_asker(%s)", [question_id])
        found = cursor.fetchone()
    if found is None:
        return
    municipality_id, account_id = found
    actor = acting_for(account_id, municipality_id, name=name)
    if actor is None or not options.value(actor, FOLLOW_UPS):
        return
    with acting(actor):
        # Locked, for the asker may be planning the same by hand.
        question = (
            Question.objects.select_for_update(no_key=True)
            .filter(collaboration_id=collaboration_id, pk=question_id, closed_at__isnull=False)
            .first()
        )
        if question is not None:
            following.plan(actor, question)


@nightly
def ask_due() -> None:
    """On a workday: ask, and remind once, where the day has come."""
    if calendar.is_workday(clock.today()):
        for what, row_id, municipality_id, account_id in due(clock.today()):
            run = ask if what == "ask" else remind
            run.defer(row_id=row_id, municipality_id=municipality_id, account_id=account_id)


def due(day: date) -> list[tuple[str, UUID, UUID, UUID]]:
    """(what, row, municipality, account) of everything that is due on a day."""
    with acting(job_for(job="outcome.due"), read_only=True), connection.cursor() as cursor:
        cursor.execute("select * from outcome_due(%s, %s)", [day, day - following.AGAIN_AFTER])
        return list(cursor.fetchall())


@job()
def ask(*, row_id: UUID, municipality_id: UUID, account_id: UUID) -> None:
    """Ask one person about one follow-up, or remind her of it."""
    actor = acting_for(account_id, municipality_id, name="outcome.ask")
    if actor is None or not options.value(actor, FOLLOW_UPS):
        return
    with acting(actor):
        row = FollowUp.objects.select_for_update().filter(pk=row_id).first()
        if row is not None:
            following.ask(actor, row)


@job()
def remind(*, row_id: UUID, municipality_id: UUID, account_id: UUID) -> None:
    """Remind one person that she wanted to tell somebody. Once."""
    actor = acting_for(account_id, municipality_id, name="outcome.remind")
    if actor is None:
        return
    with acting(actor):
        row = Told.objects.select_for_update().filter(pk=row_id, reminded_on=None).first()
        if row is None or row.state != "will" or row.tell_on is None:
            return
        if row.tell_on > clock.today():
            return  # changed since this morning
        if not Question.objects.filter(pk=row.question_id).exists():
            return  # taken down just now: she is reminded when it is back. Or it is destroyed.
        row.reminded_on = clock.today()
        row.save(update_fields=["reminded_on"])
        notices.write.defer(
            kind_key=events.TELL,
            event_id=uuid4(),
            subject_id=row.question_id,
            account_ids=[account_id],
        )


@job()
def count(*, follow_up_id: UUID, municipality_id: UUID, account_id: UUID) -> None:
    """Bring an answer to what is counted."""
    actor = job_for(
        job="outcome.count",
        municipality_id=municipality_id,
        account_id=account_id,
        roles=frozenset({Role.COUNTER}),
    )
    with acting(actor):
        row = FollowUp.objects.select_for_update().filter(pk=follow_up_id).first()
        if row is not None:
            following.bring_to_count(row)


@listener("question.afterwards")
def tell_those_who_advised(actor: Actor, event: Event) -> None:
    """Tell those who wrote in the thread, and the one who took the question, but not the asker."""
    _tell_afterwards(actor, event, None)


@listener("question.afterwards", per_municipality=True)
def tell_those_at_home(actor: Actor, event: Event) -> None:
    """The same for a question that only one municipality can see."""
    _tell_afterwards(actor, event, actor.municipality_id)


def _tell_afterwards(actor: Actor, event: Event, only_municipality_id: UUID | None) -> None:
    question = (
        Question.objects.filter(
            collaboration_id=actor.collaboration_id,
            pk=event.subject_id,
            only_municipality_id=only_municipality_id,
        )
        .select_related("taken_by")
        .first()
    )
    if question is None:
        return
    writers = Post.objects.filter(
        collaboration_id=actor.collaboration_id, question=question, author__isnull=False
    ).values_list("author__account_id", flat=True)
    told = set(writers)
    if question.taken_by is not None:
        told.add(question.taken_by.account_id)
    with connection.cursor() as cursor:
        cursor.execute("select account from outcome_asker(%s)", [question.id])
        told -= {account_id for (account_id,) in cursor.fetchall()}
    notices.notify(told, events.AFTERWARDS, event)


@nightly
def forget() -> None:
    """What was kept about a question goes when the question has been destroyed."""
    with acting(job_for(job="outcome.forget")), connection.cursor() as cursor:
        cursor.execute("select outcome_forget()")

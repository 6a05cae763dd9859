"""The two times when one is asked what came of the advice: planned, asked, answered, let be.

Everything here acts for the one who asked: as herself, as a job for her account, or by her link.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from kollega.border import drafts
from kollega.border.models import Draft
from kollega.consultation import asking
from kollega.consultation.choices import Kind, Status
from kollega.consultation.models import Question
from kollega.core import access, calendar, clock, notices
from kollega.core.actor import Actor
from kollega.core.models.notice import Channel, Notice
from kollega.core.models.notice import Status as NoticeStatus
from kollega.outcome import events
from kollega.outcome.choices import DAYS
from kollega.outcome.models import FollowUp, FollowUpAnswer

AGAIN_AFTER = timedelta(days=7)


@dataclass(frozen=True)
class Answer:
    """A validated form."""

    followed: str
    happened: tuple[str, ...] = ()
    ask_again: str = ""


def due_on(closed_at: datetime, after_days: int) -> date:
    """The day when it is asked: so many days after, or the next workday."""
    return calendar.deadline(clock.local(closed_at).date() + timedelta(days=after_days))


def plan(actor: Actor, question: Question, *, wanted: bool = False) -> None:
    """Plan both times for a closed question; one that was asked or stopped is left as it is.

    A question about method is followed up only where the asker wants it (`wanted`).
    """
    if question.closed_at is None or (question.kind == Kind.METHOD and not wanted):
        return
    for days in DAYS:
        row = (
            FollowUp.objects.select_for_update()
            .filter(**_key(actor, question.id), after_days=days)
            .first()
        )
        if row is None:
            row = FollowUp(
                **_key(actor, question.id),
                collaboration_id=question.collaboration_id,
                area_id=question.area_id,
                after_days=days,
            )
        elif row.asked_on or (row.stopped_at and not wanted):
            continue
        row.due_on = due_on(question.closed_at, days)
        row.stopped_at, row.is_quiet = None, False
        row.save()


def _key(actor: Actor, question_id: UUID) -> dict[str, UUID]:
    return {
        "municipality_id": actor.municipality_id,
        "account_id": actor.account_id,
        "question_id": question_id,
    }


def stop(actor: Actor, question_id: UUID) -> None:
    """Ask nothing more about this question: both times."""
    rows = FollowUp.objects.filter(**_key(actor, question_id), answered_at__isnull=True)
    for row in rows.select_for_update():
        row.stopped_at, row.is_quiet = clock.now(), True
        row.save(update_fields=["stopped_at", "is_quiet"])
        notices.clear(actor, row.id)
    access.audit(actor, "question.follow_up_stop", "question", question_id)


# --- Asking ---------------------------------------------------------------------------------------


def ask(actor: Actor, row: FollowUp) -> str:
    """A job, acting for the asker: ask, or remind once. The kind of notice that was sent, or ''.

    `row` is locked. A question that has been opened again is asked about when it is closed anew.
    """
    if row.is_quiet or row.answered_at or row.stopped_at or row.due_on > clock.today():
        return ""
    question = Question.objects.filter(
        collaboration_id=row.collaboration_id, pk=row.question_id
    ).first()
    if question is None:
        return ""  # taken down just now; or destroyed, and then the row goes by itself
    if question.status != Status.CLOSED:
        notices.clear(actor, row.id)
        row.delete()
        return ""
    return _remind(actor, row) if row.asked_on else _ask(row, question)


def _ask(row: FollowUp, question: Question) -> str:
    row.asked_on = clock.today()
    row.save(update_fields=["asked_on"])
    if question.only_municipality_id is None:
        _counted(row).save(force_insert=True)
    _notify(row, events.FOLLOW_UP)
    return events.FOLLOW_UP


def _remind(actor: Actor, row: FollowUp) -> str:
    if row.asked_on is None or row.asked_on > clock.today() - AGAIN_AFTER:
        return ""
    row.is_quiet = True
    row.save(update_fields=["is_quiet"])
    if _was_opened(actor, row):
        return ""
    _notify(row, events.AGAIN)
    return events.AGAIN


def _counted(row: FollowUp) -> FollowUpAnswer:
    """Like all figures only of what was asked in the whole collaboration."""
    return FollowUpAnswer(
        id=row.answer_id,
        municipality_id=row.municipality_id,
        collaboration_id=row.collaboration_id,
        area_id=row.area_id,
        after_days=row.after_days,
        day=clock.today(),
    )


def _was_opened(actor: Actor, row: FollowUp) -> bool:
    """Whether the notice has been read: opened on its page, or marked as read in the list."""
    return Notice.objects.filter(
        account_id=actor.account_id,
        subject_id=row.id,
        channel=Channel.SCREEN,
        status=NoticeStatus.READ,
    ).exists()


def _notify(row: FollowUp, kind: str) -> None:
    # No event is stored: one in the municipality's zone would tell colleagues that somebody there
    # closed a question so many days ago. The notice needs only an id of its own.
    notices.write.defer(
        kind_key=kind, event_id=uuid4(), subject_id=row.id, account_ids=[row.account_id]
    )


# --- Answering ------------------------------------------------------------------------------------


def answer(actor: Actor, row: FollowUp, given: Answer) -> None:
    """Keep the answer, and let a job bring it to what is counted. May be changed later."""
    from kollega.outcome.jobs import count  # which asks by way of this module

    row.followed, row.happened, row.ask_again = (
        given.followed,
        list(given.happened),
        given.ask_again,
    )
    row.answered_at = row.answered_at or clock.now()
    row.stopped_at, row.is_quiet = None, True
    row.save()
    notices.clear(actor, row.id)
    access.audit(actor, "question.follow_up", "question", row.question_id)
    count.defer(follow_up_id=row.id, municipality_id=row.municipality_id, account_id=row.account_id)


def bring_to_count(row: FollowUp) -> None:
    """A job that may read what is counted: make the counted row say what the asker's own says.

    A question that was asked at home only has no such row.
    """
    FollowUpAnswer.objects.filter(municipality_id=row.municipality_id, pk=row.answer_id).update(
        followed=row.followed, happened=row.happened, ask_again=row.ask_again
    )


def draft_again(actor: Actor, question: Question, draft_id: UUID) -> Draft:
    """A new draft with what was asked the last time. Pressed twice it is the same draft."""
    body = asking.body_from(
        {
            "kind": question.kind,
            "text": str(question.text),
            "area": str(question.area_id),
            "second_area": str(question.second_area_id or ""),
            "wish": question.wish,
            "age_span": question.age_span,
            "matter": question.matter,
            "tried": list(question.tried),
            "urgency": question.urgency,
        }
    )
    return drafts.save(actor, draft_id=draft_id, purpose=asking.PURPOSE, version=0, body=body)

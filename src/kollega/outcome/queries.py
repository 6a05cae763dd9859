"""Reads of the room, as dataclasses for the templates."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, When

from kollega.consultation.models import Post, Question
from kollega.consultation.rules import Standing
from kollega.core import access
from kollega.core.actor import Actor
from kollega.core.request import not_found
from kollega.outcome.choices import Followed, Happened
from kollega.outcome.models import FollowUp, OwnWords, SafeContact, Sequel, Sheet, Told

MOST_ADVICE = 20
PAGE = 20
HELPED_FIRST = Case(When(helped=True, then=0), When(helped=False, then=2), default=1)


def _own(actor: Actor, question_id: UUID) -> dict[str, UUID]:
    return {
        "municipality_id": actor.municipality_id,
        "account_id": actor.account_id,
        "question_id": question_id,
    }


def told_of(actor: Actor, standing: Standing) -> Told | None:
    """Whether the person has been told, as the asker noted it."""
    return Told.objects.filter(**_own(actor, standing.question.id)).first()


def contact_of(actor: Actor, standing: Standing) -> SafeContact | None:
    """The last answers about safe contact."""
    return SafeContact.objects.filter(**_own(actor, standing.question.id)).first()


def sheet_of(actor: Actor, standing: Standing) -> Sheet | None:
    """The sheet as it is saved."""
    return Sheet.objects.filter(**_own(actor, standing.question.id)).first()


def advice_in(standing: Standing) -> list[Post]:
    """What colleagues advised, what helped first and what did not last."""
    question = standing.question
    return list(
        Post.objects.filter(
            collaboration_id=question.collaboration_id,
            question=question,
            kind__in=[Post.Kind.ADVICE, Post.Kind.RESOURCE],
        ).order_by(HELPED_FIRST, "posted_at", "id")[:MOST_ADVICE]
    )


@dataclass(frozen=True)
class Said:
    """Something the person said, with the line that can be copied to the record."""

    id: UUID
    text: str
    said_on: date
    noted_at: datetime


@dataclass(frozen=True)
class Page:
    """A page of a list and whether there is another."""

    lines: tuple[Said, ...]
    number: int
    has_next: bool


def words_in(actor: Actor, standing: Standing, number: int = 1) -> Page:
    """The person's own words, the latest first."""
    start = (number - 1) * PAGE
    rows = OwnWords.objects.filter(**_own(actor, standing.question.id)).order_by(
        "-said_on", "-noted_at", "id"
    )[start : start + PAGE + 1]
    found = [Said(each.id, each.text, each.said_on, each.noted_at) for each in rows]
    return Page(tuple(found[:PAGE]), number, len(found) > PAGE)


def words_for(actor: Actor, standing: Standing, words_id: UUID) -> OwnWords:
    """The gate to one note of the person's own words."""
    found = OwnWords.objects.filter(**_own(actor, standing.question.id), pk=words_id).first()
    if found is None:
        raise not_found()
    return found


@dataclass(frozen=True)
class Later:
    """One of the two times, as the asker sees it."""

    id: UUID
    after_days: int
    due_on: date
    asked_on: date | None
    is_answered: bool
    is_stopped: bool
    followed: str = ""
    happened: tuple[str, ...] = ()


def later(row: FollowUp) -> Later:
    """A row in words."""
    happened = dict(Happened.choices)
    return Later(
        id=row.id,
        after_days=row.after_days,
        due_on=row.due_on,
        asked_on=row.asked_on,
        is_answered=row.answered_at is not None,
        is_stopped=row.stopped_at is not None,
        followed=str(Followed(row.followed).label) if row.followed else "",
        happened=tuple(str(happened[each]) for each in row.happened if each in happened),
    )


def follow_ups_of(actor: Actor, standing: Standing) -> list[Later]:
    """Both times, in order; none where nothing is planned."""
    rows = FollowUp.objects.filter(**_own(actor, standing.question.id)).order_by("after_days")
    return [later(each) for each in rows]


def follow_up_for(actor: Actor, follow_up_id: UUID, *, lock: bool = False) -> FollowUp:
    """The gate to one follow-up: the asker's own, or 404."""
    rows = FollowUp.objects.select_for_update() if lock else FollowUp.objects
    found = rows.filter(
        pk=follow_up_id, municipality_id=actor.municipality_id, account_id=actor.account_id
    ).first()
    if found is None:
        raise not_found()
    access.opened("question", found.question_id)
    return found


def question_of(row: FollowUp) -> Question | None:
    """The question that was asked, None where it has been destroyed. With its area."""
    return (
        Question.objects.filter(collaboration_id=row.collaboration_id, pk=row.question_id)
        .select_related("area")
        .first()
    )


@dataclass(frozen=True)
class Note:
    """What the asker told afterwards."""

    text: str
    posted_at: datetime


def afterwards_of(standing: Standing) -> list[Note]:
    """What the asker has told afterwards, oldest first; at most fifty."""
    question = standing.question
    rows = Sequel.objects.filter(
        collaboration_id=question.collaboration_id, question=question
    ).order_by("posted_at", "id")[:50]
    return [Note(str(each.text), each.posted_at) for each in rows]

"""Destruction: a question goes with its thread when the collaboration's time for it has passed."""

from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from kollega.border import documents, takedown
from kollega.consultation import similar
from kollega.consultation.attachments.models import Attachment
from kollega.consultation.choices import Status
from kollega.consultation.models import Closing, Post, PostEdit, Question
from kollega.consultation.options import KEPT_MONTHS
from kollega.core import access, clock, destruction
from kollega.core.actor import Actor
from kollega.organisation import options
from kollega.organisation.models import CollaborationSetting
from kollega.search import index

MONTH = timedelta(days=30.4375)
MOST = 500
"""Questions in one run; the rest wait for the next night."""


def months_kept(actor: Actor) -> int:
    """How long the actor's collaboration keeps a question, today. One statement."""
    stored = (
        CollaborationSetting.objects.filter(
            collaboration_id=actor.collaboration_id,
            key=KEPT_MONTHS,
            valid_from__lte=clock.today(),
        )
        .order_by("-valid_from")
        .first()
    )
    return int(stored.value if stored else options.option(KEPT_MONTHS).default)


def destroy_old(actor: Actor) -> int:
    """Destroy the questions whose time has passed; how many. Ongoing ones are left alone.

    Time runs from the closing. That a question was destroyed, and when, stays in the audit log
    and in the journal of destruction.
    """
    before = clock.now() - months_kept(actor) * MONTH
    ended = Q(status=Status.CLOSED, closed_at__lt=before)
    withdrawn = Q(status=Status.WITHDRAWN, asked_at__lt=before)
    old = Question.objects.filter(ended | withdrawn, collaboration_id=actor.collaboration_id)
    old = old.exclude(pk__in=_held(actor))
    rows = list(old.order_by("asked_at")[:MOST])
    for question in rows:
        access.audit(actor, "question.destroy", "question", question.id, reason="retention")
        destruction.note(
            actor,
            kind=similar.KIND,
            object_id=question.id,
            ground=KEPT_MONTHS,
            only_municipality_id=question.only_municipality_id,
        )
        destroy(actor, question.id)
    return len(rows)


def _held(actor: Actor) -> QuerySet[Question, UUID]:
    """Questions with a text that somebody has asked a municipality to hand out, and not been answered."""
    held = documents.held(actor)
    threads = Q(passage_id__in=held)
    for texts in (Post.objects, PostEdit.objects, Closing.objects, Attachment.objects):
        way = "post__question" if texts.model is PostEdit else "question"
        threads |= Q(pk__in=texts.filter(passage_id__in=held).values(way))
    return Question.objects.filter(threads, collaboration_id=actor.collaboration_id).values_list(
        "id", flat=True
    )


def is_held(actor: Actor, question_id: UUID) -> bool:
    """Whether somebody has asked for one of its texts, and has not been answered yet."""
    return question_id in set(_held(actor).filter(pk=question_id))


def forget_signatures() -> int:
    """Remove who asked, and who read, of questions that are gone; how many rows."""
    with connection.cursor() as cursor:
        cursor.execute("select consultation_forget()")
        return int(cursor.fetchone()[0])


@destruction.destroys(similar.KIND, then=forget_signatures)
def destroy(actor: Actor, question_id: UUID) -> bool:
    """Remove a question with its thread and what makes it findable; whether it was there."""
    with connection.cursor() as cursor:
        # A backup may have brought it back as it was while it was taken down.
        cursor.execute("select consultation_lift(%s)", [question_id])
    takedown.release(actor, similar.KIND, question_id)
    index.remove(actor, kind=similar.KIND, object_id=question_id)
    gone, _by_table = Question.objects.filter(
        collaboration_id=actor.collaboration_id, pk=question_id
    ).delete()
    return gone > 0

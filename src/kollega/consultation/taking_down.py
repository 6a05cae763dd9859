"""How a question is taken down with its whole thread, put back, corrected and destroyed."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import F, QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.border import documents, takedown
from kollega.border.takedown import Changed, Part, Subject
from kollega.consultation import asking, destruction, finding, rules, similar
from kollega.consultation.attachments.models import Attachment
from kollega.consultation.attachments.reading import served
from kollega.consultation.choices import Audience, Kind, Status
from kollega.consultation.models import Asked, Closing, Post, PostEdit, Question
from kollega.consultation.to_card import ending
from kollega.core import access, clock
from kollega.core import destruction as journal
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.core.request import not_found
from kollega.search import index

POST, EDIT, FILE, CLOSING, TEXT = "post_", "edit_", "file_", "closing", "text"


def look(actor: Actor, question_id: UUID) -> Subject:
    """The gate for somebody who may read the question."""
    question = rules.question_for(actor, question_id, need="read").question
    return Subject(question.area_id, clock.local(question.asked_at).date())


def take_down(actor: Actor, question_id: UUID) -> str:
    """Close it to everybody, in the caller's transaction: pages, search, notices, letters."""
    with connection.cursor() as cursor:
        cursor.execute("select consultation_take_down(%s, %s)", [question_id, clock.now()])
        done = str(cursor.fetchone()[0])
    if done == "now":
        index.remove(actor, kind=similar.KIND, object_id=question_id)
        ending.end(actor, question_id)
    if done:
        access.audit(actor, "question.report", "question", question_id)
    return done


def parts(_actor: Actor, question_id: UUID) -> list[Part]:
    """Its texts while it is down: the question first, then the thread. Nobody else's but theirs who
    assess it, and the asker's."""
    with connection.cursor() as cursor:
        cursor.execute("select part, kind, said from consultation_down_texts(%s)", [question_id])
        rows = cursor.fetchall()
    return [
        Part(
            key,
            _label(kind),
            text,
            may_be_removed=key != TEXT,
            file_id=UUID(key.removeprefix(FILE)) if kind == "file" else None,
            earlier=kind == "edit",
        )
        for key, kind, text in rows
    ]


def file(_actor: Actor, question_id: UUID, file_id: UUID) -> HttpResponse:
    """One of its files while it is down."""
    with connection.cursor() as cursor:
        cursor.execute("select * from consultation_down_file(%s, %s)", [question_id, file_id])
        row = cursor.fetchone()
    if row is None:
        raise not_found()
    return served(row[0], bytes(row[1]), "bilaga")


def _label(kind: str) -> str:
    words = {
        "question": _("Frågan"),
        "closing": _("Vad frågan gav"),
        "file": _("Bilaga"),
        "edit": _("Tidigare version av ett inlägg"),
    }
    return words.get(kind) or str(Post.Kind(kind).label)


def _lift(question_id: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select consultation_lift(%s)", [question_id])
        return bool(cursor.fetchone()[0])


def put_back(actor: Actor, question_id: UUID, changed: Mapping[str, Changed]) -> None:
    """Open it as it was, or with some of its texts changed; one transaction, so that nobody sees
    the old text. Whoever waited for it is asked anew where nobody has taken it."""
    if not _lift(question_id):
        raise not_found()
    question = Question.objects.select_for_update(no_key=True).get(
        collaboration_id=actor.collaboration_id, pk=question_id
    )
    for key, new in changed.items():
        _correct(actor, question, key, new)
    if question.next_ring_at is not None:
        # Its time did not run while it was down.
        question.next_ring_at = max(question.next_ring_at, asking.next_ring_at(question.urgency))
        question.save(update_fields=["next_ring_at"])
    if question.audience != Audience.CHOSEN and (
        question.status == Status.CLOSED
        or (question.kind == Kind.METHOD and question.status != Status.WITHDRAWN)
    ):
        finding.make_findable(actor, question)
    access.audit(actor, "question.put_back", "question", question_id)
    if question.status == Status.OPEN:
        announce(
            actor,
            "question.ring_opened",
            subject_kind="question",
            subject_id=question_id,
            detail={"ring": question.ring},
        )


def _correct(actor: Actor, question: Question, key: str, new: Changed) -> None:
    """Let one text say the new, or remove it; without text an entry goes. What a changed entry said
    before goes too: it would tell what was taken away."""
    here = {"collaboration_id": question.collaboration_id}
    words = {"text": new.text, "passage_id": new.passage_id}
    if key == TEXT:
        rows = Question.objects.filter(**here, pk=question.pk)
        _replace(actor, question, rows, new.passage_id)
        rows.update(**words, version=F("version") + 1)
        question.refresh_from_db()
    elif key == CLOSING:
        closings = Closing.objects.filter(**here, question=question)
        _replace(actor, question, closings, new.passage_id)
        closings.update(**words)
    elif key.startswith(FILE):
        files = Attachment.objects.filter(**here, question=question, pk=key.removeprefix(FILE))
        _remove(actor, question, files)
    elif key.startswith(EDIT):
        edits = PostEdit.objects.filter(**here, post__question=question)
        _remove(actor, question, edits.filter(pk=key.removeprefix(EDIT)))
    elif key.startswith(POST):
        posts = Post.objects.filter(**here, question=question, pk=key.removeprefix(POST))
        _remove(actor, question, PostEdit.objects.filter(**here, post__in=posts))
        if new.text:
            _replace(actor, question, posts, new.passage_id)
            posts.update(**words, edited_at=None)
        else:
            _remove(actor, question, posts)


def _replace(actor: Actor, question: Question, rows: QuerySet[Any], new: UUID | None) -> None:
    """What these rows said is forgotten in the registrar's index, and does not come back with a backup."""
    only = question.only_municipality_id
    for passage_id in list(rows.values_list("passage_id", flat=True)):
        documents.replace(actor, passage_id, new, only_municipality_id=only)


def _remove(actor: Actor, question: Question, rows: QuerySet[Any]) -> None:
    _replace(actor, question, rows, None)
    rows.delete()


def destroy(actor: Actor, question_id: UUID, ground: str) -> None:
    """Remove it with its thread; the journal and the log keep that it was, and when.

    Raises:
        ValidationError: somebody has asked for a copy; the caller undoes what was done.
    """
    if not _lift(question_id):
        raise not_found()
    question = Question.objects.get(collaboration_id=actor.collaboration_id, pk=question_id)
    if destruction.is_held(actor, question_id):
        raise ValidationError(
            _("Någon har begärt ut frågan eller ett svar. Den kan förstöras när det är besvarat.")
        )
    access.audit(actor, "question.destroy", "question", question_id, reason=ground)
    journal.note(
        actor,
        kind=similar.KIND,
        object_id=question_id,
        ground=ground,
        only_municipality_id=question.only_municipality_id,
    )
    destruction.destroy(actor, question_id)


def owners(question_id: UUID) -> list[UUID]:
    """The asker's account; jobs only."""
    with connection.cursor() as cursor:
        cursor.execute("select consultation_asker_account(%s)", [question_id])
        row = cursor.fetchone()
    return [row[0]] if row and row[0] else []


def noticed(actor: Actor, question_id: UUID) -> list[UUID]:
    """Colleagues who have been asked."""
    rows = Asked.objects.filter(
        collaboration_id=actor.collaboration_id,
        question_id=question_id,
        asked_at__isnull=False,
    )
    return list(rows.values_list("colleague_id", flat=True))


takedown.register(
    takedown.Kind(
        key=similar.KIND,
        words=gettext_lazy("en fråga"),
        the=gettext_lazy("frågan"),
        page="consultation:question",
        gate=look,
        take_down=take_down,
        parts=parts,
        put_back=put_back,
        file=file,
        destroy=destroy,
        owners=owners,
        noticed=noticed,
    )
)
takedown.fetches("consultation:attachment", "consultation:own_attachment")

"""Writes in a thread: reading on, stepping out, taking, answering, closing."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import Q

from kollega.border import drafts, files, second_look
from kollega.border.gate import Cleared
from kollega.border.models import Draft
from kollega.consultation import asking, finding, rules, similar
from kollega.consultation.attachments import sending
from kollega.consultation.choices import Audience, Kind, Status
from kollega.consultation.models import (
    Afterwards,
    Asked,
    Closing,
    PhoneNote,
    Post,
    PostEdit,
    Question,
    Reading,
    SignatureShown,
    Writing,
)
from kollega.consultation.rules import Standing
from kollega.consultation.to_card import ending
from kollega.core import access, clock
from kollega.core.actor import Actor, MaybeId
from kollega.core.events import announce
from kollega.core.posting import next_version
from kollega.search import index

TEXT = ("text",)
STILL_WRITING = timedelta(seconds=40)
"""Somebody who has not been heard of for so long is not writing any more."""


def _announce(actor: Actor, what: str, question: Question, **detail: str | int) -> None:
    announce(
        actor, f"question.{what}", subject_kind="question", subject_id=question.id, detail=detail
    )


def _shown_author(actor: Actor, standing: Standing) -> MaybeId:
    """Who the actor is in the thread: nobody, while the asker's name is withheld."""
    return None if standing.is_asker and standing.question.asker_id is None else actor.colleague_id


def _reading(actor: Actor, question: Question) -> Reading:
    found = Reading.objects.filter(account_id=actor.account_id, question_id=question.id).first()
    return found or Reading(account_id=actor.account_id, question_id=question.id)


def read_on(actor: Actor, standing: Standing) -> None:
    """Read more than area, age span and kind of help."""
    reading = _reading(actor, standing.question)
    if reading.read_at is None:
        reading.read_at = clock.now()
        reading.save()


def step_out(actor: Actor, standing: Standing) -> bool:
    """Leave the question unseen: nobody learns that she did, and it is gone for her.

    Nothing shared is written, no event, no audit row: a trace would tell of a tie. Only where she
    had said that she would answer, and has not, does the question wait again: then True.
    """
    rules.step_out(standing).require()
    reading = _reading(actor, standing.question)
    reading.stepped_out_at = clock.now()
    reading.save()
    SignatureShown.objects.filter(
        account_id=actor.account_id, question_id=standing.question.id
    ).delete()
    question = standing.question
    released = question.taken_by_id == actor.colleague_id and question.status == Status.TAKEN
    if released:
        # Somebody else can take it: it waits again, as it did before she took it.
        _release(actor, question)
    return released


def _release(actor: Actor, question: Question) -> None:
    question.status = Status.OPEN
    question.taken_by_id = None
    question.taken_at = None
    question.next_ring_at = clock.now()
    question.save(update_fields=["status", "taken_by_id", "taken_at", "next_ring_at"])
    _announce(actor, "released", question)


def take(actor: Actor, standing: Standing) -> None:
    """Take the question: it waits for her answer, and she, nobody else, learns who asks."""
    rules.take_part(actor).require()
    rules.take(standing).require()
    question = standing.question
    question.status = Status.TAKEN
    question.taken_by_id = actor.colleague_id
    question.taken_at = clock.now()
    question.next_ring_at = None
    question.reminded_at = None
    question.save(
        update_fields=["status", "taken_by_id", "taken_at", "next_ring_at", "reminded_at"]
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "select consultation_reveal(%s, %s, %s)", [question.id, uuid4(), clock.now()]
        )
    access.audit(actor, "question.take", "question", question.id)
    _announce(actor, "taken", question)


def show_name(actor: Actor, standing: Standing) -> None:
    """The asker shows her name to all who read the thread."""
    question = standing.question
    question.asker_id = actor.colleague_id
    question.save(update_fields=["asker_id"])
    access.audit(actor, "question.show_name", "question", question.id)


def post(actor: Actor, standing: Standing, draft: Draft, *, kind: str) -> Post:
    """Put the draft in the thread. The post keeps the draft's id: posting twice finds the first.

    Raises:
        NotCleared: the text or a file (`FilesNotCleared`) can still point somebody out, or a second
            person must look at a file.
    """
    rules.take_part(actor).require()
    rules.answer(standing).require()
    attached = files.require_ready(actor, draft)
    second = asking.second_look_needed(actor, draft, None, attached)
    sending.require_room(actor, attached)
    cleared = drafts.clear(actor, draft, TEXT, second_account_id=second)
    entry = _post(actor, standing, draft, kind, cleared)
    sending.attach(actor, attached, standing.question, post=entry, second_account_id=second)
    if second:
        second_look.forget(actor, draft)
    drafts.gone(draft)
    return entry


def _post(actor: Actor, standing: Standing, draft: Draft, kind: str, cleared: Cleared) -> Post:
    question = standing.question
    entry = Post(
        id=draft.id,
        collaboration_id=question.collaboration_id,
        only_municipality_id=question.only_municipality_id,
        question=question,
        kind=Post.Kind.REPLY if standing.is_asker else kind,
        author_id=_shown_author(actor, standing),
        text=cleared["text"],
        passage_id=cleared.passage_id,
        posted_at=clock.now(),
    )
    entry.save(force_insert=True)
    if not standing.is_asker:
        _note_answer(question, kind)
    Writing.objects.filter(
        collaboration_id=question.collaboration_id,
        question=question,
        colleague_id=_shown_author(actor, standing),
    ).delete()
    access.audit(actor, "question.post", "question", question.id)
    _announce(actor, "replied" if standing.is_asker else "answered", question, post=str(entry.id))
    return entry


def _note_answer(question: Question, kind: str) -> None:
    if kind == Post.Kind.QUESTION_BACK or question.status == Status.ANSWERED:
        return
    question.status = Status.ANSWERED
    question.answered_at = question.answered_at or clock.now()
    question.next_ring_at = None
    question.save(update_fields=["status", "answered_at", "next_ring_at"])


def edit(actor: Actor, standing: Standing, entry: Post, draft: Draft, *, version: int) -> Post:
    """Change one's own post; what it said before is kept.

    Raises:
        Conflict: it was changed elsewhere in between.
        NotCleared: the text can still point somebody out.
    """
    cleared = drafts.clear(actor, draft, TEXT)
    before, passage = entry.text, entry.passage_id
    new = next_version(entry, version, {"text": ("Svar", cleared["text"])})
    if before != cleared["text"]:
        PostEdit(
            collaboration_id=entry.collaboration_id,
            only_municipality_id=entry.only_municipality_id,
            post=entry,
            version=entry.version,
            text=before,
            passage_id=passage,
            replaced_at=clock.now(),
        ).save(force_insert=True)
        entry.text, entry.passage_id = cleared["text"], cleared.passage_id
        entry.version, entry.edited_at = new, clock.now()
        entry.save(update_fields=["text", "passage_id", "version", "edited_at"])
        finding.refresh(actor, standing.question)
        access.audit(actor, "question.edit_post", "question", standing.question.id)
    drafts.gone(draft)
    return entry


def mark_helped(actor: Actor, standing: Standing, entry: Post, *, helped: bool | None) -> None:
    """The asker marks what helped; pressing again takes it back."""
    entry.helped = helped
    entry.save(update_fields=["helped"])
    finding.refresh(actor, standing.question)
    access.audit(actor, "question.mark", "question", standing.question.id)


@dataclass(frozen=True)
class Outcome:
    """A closing form: every part may be left out."""

    result: str = ""
    escalation: str = ""
    sure_after: int | None = None


def close(actor: Actor, standing: Standing, draft: Draft, outcome: Outcome) -> Question:
    """Close the question, with what it gave. It is found again by those who may.

    Raises:
        NotCleared: the free text can point somebody out.
    """
    rules.close(standing).require()
    question = standing.question
    cleared = drafts.clear(actor, draft, TEXT)
    Closing(
        id=draft.id,
        collaboration_id=question.collaboration_id,
        only_municipality_id=question.only_municipality_id,
        question=question,
        result=outcome.result,
        escalation=outcome.escalation,
        text=cleared["text"],
        passage_id=cleared.passage_id,
        closed_at=clock.now(),
    ).save(force_insert=True)
    question.status = Status.CLOSED
    question.closed_at = clock.now()
    question.next_ring_at = None
    question.version += 1
    question.save(update_fields=["status", "closed_at", "next_ring_at", "version"])
    if outcome.sure_after:
        Afterwards(
            municipality_id=actor.municipality_id,
            question_id=question.id,
            sure_after=outcome.sure_after,
            said_at=clock.now(),
        ).save(force_insert=True)
    if question.audience != Audience.CHOSEN:
        finding.make_findable(actor, question)
    drafts.gone(draft)
    access.audit(actor, "question.close", "question", question.id)
    _announce(actor, "closed", question)
    return question


def reopen(actor: Actor, standing: Standing) -> None:
    """Undo a closing: the question goes on where it was, also with the one who has taken it."""
    question = standing.question
    Closing.objects.filter(collaboration_id=question.collaboration_id, question=question).delete()
    question.status = Status.TAKEN if question.taken_by_id else Status.OPEN
    if question.answered_at:
        question.status = Status.ANSWERED
    if question.status == Status.OPEN:
        question.next_ring_at = asking.next_ring_at(question.urgency)
    question.closed_at = None
    question.save(update_fields=["status", "closed_at", "next_ring_at"])
    if question.kind == Kind.SITUATION:
        index.remove(actor, kind=similar.KIND, object_id=question.id)
    elif question.audience != Audience.CHOSEN:
        finding.make_findable(actor, question)
    access.audit(actor, "question.reopen", "question", question.id)


def withdraw(actor: Actor, standing: Standing) -> None:
    """Take the question back: nobody else can see it any more."""
    rules.withdraw(standing).require()
    _withdraw(actor, standing.question)


def _withdraw(actor: Actor, question: Question) -> None:
    question.status = Status.WITHDRAWN
    question.next_ring_at = None
    question.save(update_fields=["status", "next_ring_at"])
    index.remove(actor, kind=similar.KIND, object_id=question.id)
    ending.end(actor, question.id)
    access.audit(actor, "question.withdraw", "question", question.id)
    _announce(actor, "withdrawn", question)


def leave_behind(actor: Actor, question: Question) -> None:
    """A job: the asker has left, and nobody else can end the question; only what has ended is ever
    destroyed. It is closed where it has an answer and closing lets nobody new read it, else taken back.
    """
    is_as_open = question.kind == Kind.METHOD or question.audience == Audience.CHOSEN
    if question.status == Status.ANSWERED and is_as_open:
        question.status = Status.CLOSED
        question.closed_at = clock.now()
        question.version += 1
        question.save(update_fields=["status", "closed_at", "version"])
        access.audit(actor, "question.close", "question", question.id)
    else:
        _withdraw(actor, question)


def writing(actor: Actor, standing: Standing) -> None:
    """Say that the actor is writing in the thread just now."""
    if not rules.take_part(actor):
        return
    question = standing.question
    Writing.objects.update_or_create(
        collaboration_id=question.collaboration_id,
        question=question,
        colleague_id=_shown_author(actor, standing),
        defaults={
            "seen_at": clock.now(),
            "only_municipality_id": question.only_municipality_id,
        },
    )


def note_phone_help(
    actor: Actor,
    *,
    public_id: UUID,
    area_id: UUID,
    helped: bool | None,
    other_municipality_id: UUID | None,
    gave: bool,
) -> PhoneNote:
    """Note that somebody was helped by telephone: area and municipalities, no persons."""
    found = PhoneNote.objects.filter(collaboration_id=actor.collaboration_id, pk=public_id).first()
    if found is not None:
        return found
    note = PhoneNote(
        id=public_id,
        collaboration_id=actor.collaboration_id,
        from_municipality_id=actor.municipality_id if gave else other_municipality_id,
        to_municipality_id=other_municipality_id if gave else actor.municipality_id,
        area_id=area_id,
        helped=helped,
        day=clock.today(),
    )
    note.save(force_insert=True)
    return note


def open_next_ring(actor: Actor, question_id: UUID) -> bool:
    """A job: ask the next group where nobody has taken the question in time.

    Skips those who are away today. False where there is nobody more to ask.
    """
    question = (
        Question.objects.select_for_update(no_key=True)
        .filter(
            Q(next_ring_at__lte=clock.now()),
            collaboration_id=actor.collaboration_id,
            pk=question_id,
            status=Status.OPEN,
        )
        .first()
    )
    if question is None:
        return False
    waiting = Asked.objects.filter(
        collaboration_id=actor.collaboration_id, question=question, asked_at__isnull=True
    ).order_by("ring")
    following = waiting.first()
    if following is None:
        question.next_ring_at = None
        question.save(update_fields=["next_ring_at"])
        return False
    waiting.filter(ring=following.ring).update(asked_at=clock.now())
    question.ring = following.ring
    question.next_ring_at = asking.next_ring_at(question.urgency)
    question.save(update_fields=["ring", "next_ring_at"])
    _announce(actor, "ring_opened", question, ring=following.ring)
    return True

"""The note of a case, written by several at once: nobody's text is lost."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.db.models import Exists, OuterRef

from kollega.border import drafts
from kollega.border.models import Draft
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.rounds.choices import Part
from kollega.rounds.models import Brought, NoteEdit, NoteSection, NoteWriting
from kollega.rounds.rules import Case

TEXT = ("text",)
STILL_WRITING = timedelta(seconds=40)


def purpose(part: Part) -> str:
    """What a draft of that part is kept as; its subject is the case."""
    return f"round_note.{part.value}"


@dataclass(frozen=True)
class Clash(Exception):
    """Another saved the part in between: what stands there now."""

    version: int
    theirs: str


def section_of(brought: Brought, part: Part) -> NoteSection | None:
    """The part as it stands; None where nobody has saved it."""
    return NoteSection.objects.filter(
        collaboration_id=brought.collaboration_id, brought=brought, part=part
    ).first()


def save(actor: Actor, case: Case, part: Part, draft: Draft, *, seen: int) -> NoteSection:
    """Save a part for everybody. `seen` is the version that the writer began from.

    The caller holds the case's row (`rules.note_for(lock=True)`). What stood before is kept.

    Raises:
        Clash: somebody saved another text in between; the writer's own stays in her draft.
        NotCleared: the text can point somebody out.
    """
    brought = case.brought
    stored = section_of(brought, part)
    text = str(draft.body.get("text", "")).strip()
    if stored is not None and stored.version != seen and str(stored.text) != text:
        raise Clash(stored.version, str(stored.text))
    cleared = drafts.clear(actor, draft, TEXT)
    if stored is None:
        stored = NoteSection(
            id=uuid4(),
            collaboration_id=brought.collaboration_id,
            brought=brought,
            part=part,
            version=0,
        )
    elif str(stored.text) != cleared["text"]:
        _keep_earlier(stored)
    if stored.version == 0 or str(stored.text) != cleared["text"]:
        stored.text, stored.passage_id = cleared["text"], cleared.passage_id
        stored.saved_by_id, stored.saved_at = actor.colleague_id, clock.now()
        stored.version += 1
        stored.save()
        access.audit(actor, "round.write_note", "round", case.seat.round.id)
    _stop_writing(actor, brought, part)
    drafts.gone(draft)
    return stored


def _keep_earlier(stored: NoteSection) -> None:
    NoteEdit(
        id=uuid4(),
        collaboration_id=stored.collaboration_id,
        section=stored,
        version=stored.version,
        text=stored.text,
        passage_id=stored.passage_id,
        saved_by_id=stored.saved_by_id,
        saved_at=stored.saved_at,
    ).save(force_insert=True)


def writing(actor: Actor, case: Case, part: Part) -> None:
    """Say that the actor is writing in a part just now."""
    NoteWriting.objects.update_or_create(
        collaboration_id=case.brought.collaboration_id,
        brought=case.brought,
        part=part,
        colleague_id=actor.colleague_id,
        defaults={"seen_at": clock.now()},
    )


def _stop_writing(actor: Actor, brought: Brought, part: Part) -> None:
    NoteWriting.objects.filter(
        collaboration_id=brought.collaboration_id,
        brought=brought,
        part=part,
        colleague_id=actor.colleague_id,
    ).delete()


def has_note() -> Exists:
    """For a query of `Brought`: whether anything is written that has not been taken down."""
    return Exists(
        NoteSection.objects.filter(
            collaboration_id=OuterRef("collaboration_id"), brought_id=OuterRef("pk")
        ).exclude(text="")
    )

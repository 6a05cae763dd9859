"""A note goes down with the question that it is about, and comes back with it."""

from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from kollega.border import takedown
from kollega.border.gate import Cleared
from kollega.border.takedown import Part
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.rounds import choices
from kollega.rounds.models import NoteEdit, NoteSection

KEY = "round_note_"


def follow(_actor: Actor, question_id: UUID) -> None:
    """Close it where the question is down, open it where it is not."""
    with connection.cursor() as cursor:
        cursor.execute("select rounds_follow_question(%s, %s)", [question_id, clock.now()])


def put_back(actor: Actor, question_id: UUID, changed: Cleared | None) -> None:
    """Open it with the question, and change what was corrected; what that said before is removed."""
    follow(actor, question_id)
    if changed is None:
        return
    for key, text in changed.texts.items():
        if not key.startswith(KEY):
            continue
        rows = NoteSection.objects.filter(
            collaboration_id=actor.collaboration_id,
            brought__question_id=question_id,
            pk=UUID(key.removeprefix(KEY)),
        )
        NoteEdit.objects.filter(collaboration_id=actor.collaboration_id, section__in=rows).delete()
        rows.update(text=text, passage_id=changed.passage_id)


def parts(_actor: Actor, question_id: UUID) -> list[Part]:
    """Its texts while it is down."""
    with connection.cursor() as cursor:
        cursor.execute("select id, part, said from rounds_down_texts(%s)", [question_id])
        rows = cursor.fetchall()
    return [
        Part(f"{KEY}{key}", _label(part), text, may_be_removed=True) for key, part, text in rows
    ]


def _label(part: str) -> str:
    return _("Anteckning från runda: %(part)s") % {"part": choices.Part(part).label}


takedown.follow(
    "question",
    takedown.Follower(KEY, take_down=follow, put_back=put_back, destroy=follow, parts=parts),
)
takedown.fetches("rounds:pdf")

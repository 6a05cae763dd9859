"""A note goes down with the question that it is about, and comes back with it."""

from collections.abc import Mapping
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kollega.border import documents, takedown
from kollega.border.takedown import Changed, Part
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.rounds import choices
from kollega.rounds.models import NoteEdit, NoteSection

KEY, EARLIER = "round_note_", "round_earlier_"


def follow(_actor: Actor, question_id: UUID) -> None:
    """Close it where the question is down, open it where it is not."""
    with connection.cursor() as cursor:
        cursor.execute("select rounds_follow_question(%s, %s)", [question_id, clock.now()])


def put_back(actor: Actor, question_id: UUID, changed: Mapping[str, Changed]) -> None:
    """Open it with the question, and change what was corrected; what that said before is removed."""
    follow(actor, question_id)
    for key, new in changed.items():
        if key.startswith(EARLIER):
            _remove(
                actor,
                NoteEdit.objects.filter(
                    collaboration_id=actor.collaboration_id,
                    section__brought__question_id=question_id,
                    pk=UUID(key.removeprefix(EARLIER)),
                ),
            )
        if not key.startswith(KEY):
            continue
        rows = NoteSection.objects.filter(
            collaboration_id=actor.collaboration_id,
            brought__question_id=question_id,
            pk=UUID(key.removeprefix(KEY)),
        )
        _remove(
            actor,
            NoteEdit.objects.filter(collaboration_id=actor.collaboration_id, section__in=rows),
        )
        for passage_id in rows.values_list("passage_id", flat=True):
            documents.replace(actor, passage_id, new.passage_id)
        rows.update(text=new.text, passage_id=new.passage_id)


def _remove(actor: Actor, edits: QuerySet[NoteEdit]) -> None:
    for passage_id in edits.values_list("passage_id", flat=True):
        documents.replace(actor, passage_id, None)
    edits.delete()


TEXTS = "select id::text, part::text, said, earlier from rounds_down_texts(%(subject)s)"
"""Its texts while it is down."""


def _part(key: str, part: str, said: str, earlier: bool) -> Part:
    return Part(
        f"{EARLIER if earlier else KEY}{key}",
        _label(part, earlier=earlier),
        said,
        may_be_removed=True,
        earlier=earlier,
    )


def _label(part: str, *, earlier: bool) -> str:
    words = {"part": choices.Part(part).label}
    if earlier:
        return _("Tidigare version av en anteckning från runda: %(part)s") % words
    return _("Anteckning från runda: %(part)s") % words


takedown.follow(
    "question",
    takedown.Follower(
        KEY, take_down=follow, put_back=put_back, destroy=follow, texts=TEXTS, part=_part
    ),
)
takedown.fetches("rounds:pdf")

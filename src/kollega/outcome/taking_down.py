"""What was told afterwards goes down with its question, and comes back with it."""

from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from kollega.border import takedown
from kollega.border.gate import Cleared
from kollega.border.takedown import Part
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.outcome.models import Afterwards

KEY = "afterwards_"


def follow(_actor: Actor, question_id: UUID) -> None:
    """Close it where the question is down, open it where it is not."""
    with connection.cursor() as cursor:
        cursor.execute("select outcome_follow_question(%s, %s)", [question_id, clock.now()])


def put_back(actor: Actor, question_id: UUID, changed: Cleared | None) -> None:
    """Open it with the question, and change what was corrected."""
    follow(actor, question_id)
    if changed is None:
        return
    for key, text in changed.texts.items():
        if not key.startswith(KEY):
            continue
        row = Afterwards.objects.filter(
            collaboration_id=actor.collaboration_id,
            question_id=question_id,
            pk=UUID(key.removeprefix(KEY)),
        )
        if text:
            row.update(text=text, passage_id=changed.passage_id)
        else:
            row.delete()


def parts(_actor: Actor, question_id: UUID) -> list[Part]:
    """Its texts while it is down."""
    with connection.cursor() as cursor:
        cursor.execute("select id, said from outcome_down_texts(%s)", [question_id])
        rows = cursor.fetchall()
    return [
        Part(f"{KEY}{key}", _("Berättat efteråt"), text, may_be_removed=True) for key, text in rows
    ]


takedown.follow(
    "question",
    takedown.Follower(KEY, take_down=follow, put_back=put_back, destroy=follow, parts=parts),
)

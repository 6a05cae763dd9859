"""What was told afterwards goes down with its question, and comes back with it."""

from collections.abc import Mapping
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from kollega.border import documents, takedown
from kollega.border.takedown import Changed, Part
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.outcome.models import Sequel

KEY = "afterwards_"


def follow(_actor: Actor, question_id: UUID) -> None:
    """Close it where the question is down, open it where it is not."""
    with connection.cursor() as cursor:
        cursor.execute("select outcome_follow_question(%s, %s)", [question_id, clock.now()])


def put_back(actor: Actor, question_id: UUID, changed: Mapping[str, Changed]) -> None:
    """Open it with the question, and change what was corrected."""
    follow(actor, question_id)
    for key, new in changed.items():
        if not key.startswith(KEY):
            continue
        rows = Sequel.objects.filter(
            collaboration_id=actor.collaboration_id,
            question_id=question_id,
            pk=UUID(key.removeprefix(KEY)),
        )
        for row in rows:
            documents.replace(
                actor,
                row.passage_id,
                new.passage_id,
                only_municipality_id=row.only_municipality_id,
            )
        if new.text:
            rows.update(text=new.text, passage_id=new.passage_id)
        else:
            rows.delete()


TEXTS = "select id::text, '', said, false from outcome_down_texts(%(subject)s)"
"""Its texts while it is down."""


def _part(key: str, _what: str, said: str, _earlier: bool) -> Part:
    return Part(f"{KEY}{key}", _("Berättat efteråt"), said, may_be_removed=True)


takedown.follow(
    "question",
    takedown.Follower(
        KEY, take_down=follow, put_back=put_back, destroy=follow, texts=TEXTS, part=_part
    ),
)

"""What listeners share: the asker's account, and events of questions that one municipality alone sees."""

from collections.abc import Callable
from uuid import UUID

from django.db import connection

from kollega.consultation.models import Question
from kollega.core.actor import Actor
from kollega.core.events import Event, listener


def asker_accounts(question_id: UUID) -> list[UUID]:
    """Whom to tell as the one who asked; empty for anybody but a job."""
    with connection.cursor() as cursor:
        cursor.execute("select consultation_asker_account(%s)", [question_id])
        row = cursor.fetchone()
    return [row[0]] if row and row[0] else []


def at_home(kind: str, function: Callable[[Actor, Event], None]) -> None:
    """Let a listener hear of a question that only one municipality can see, acting for that one.

    The listener itself acts for the collaboration, to which such a question is not there.
    """

    def heard(actor: Actor, event: Event) -> None:
        own = Question.objects.filter(
            pk=event.subject_id, only_municipality_id=actor.municipality_id
        )
        if actor.municipality_id is not None and own.exists():
            function(actor, event)

    heard.__name__ = f"{function.__name__}_at_home"
    heard.__module__ = function.__module__
    listener(kind, per_municipality=True)(heard)

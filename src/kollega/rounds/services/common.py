"""What the room's writes share."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from kollega.consultation import api as consultation
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.core.request import denied
from kollega.organisation.api import at_work
from kollega.organisation.models import Colleague
from kollega.rounds.choices import Answer
from kollega.rounds.models import Brought, Participant, Round


def tell(actor: Actor, what: str, row: Round, **detail: UUID | list[UUID]) -> None:
    """Announce something about a round; by whom is never said."""
    announce(actor, f"round.{what}", subject_kind="round", subject_id=row.id, detail=detail)


def seat_people(actor: Actor, row: Round, colleague_ids: Iterable[UUID]) -> list[UUID]:
    """Ask colleagues to a round, all alike, and let them meet what is brought to it.

    Those who are there already stay as they are. The ids of those who are new.
    """
    wanted = set(
        Colleague.objects.filter(
            at_work(),
            collaboration_id=actor.collaboration_id,
            pk__in=list(colleague_ids),
        ).values_list("id", flat=True)
    )
    here = dict(
        Participant.objects.filter(
            collaboration_id=row.collaboration_id, round=row, colleague_id__in=wanted
        ).values_list("colleague_id", "removed")
    )
    new = sorted(wanted - here.keys())
    back = sorted(each for each, removed in here.items() if removed)
    Participant.objects.bulk_create(
        Participant(id=uuid4(), collaboration_id=row.collaboration_id, round=row, colleague_id=each)
        for each in new
    )
    Participant.objects.filter(
        collaboration_id=row.collaboration_id, round=row, colleague_id__in=back
    ).update(removed=False, answer="")
    if new or back:
        consultation.invite_readers(actor, question_ids(row), new + back)
    return new + back


def ask_again(row: Round) -> None:
    """A new time is a new question: nobody has said anything to it."""
    Participant.objects.filter(
        collaboration_id=row.collaboration_id, round=row, removed=False
    ).update(answer="")


def question_ids(row: Round) -> list[UUID]:
    """What is taken up in a round."""
    return list(
        Brought.objects.filter(
            collaboration_id=row.collaboration_id, round=row, taken_back=False
        ).values_list("question_id", flat=True)
    )


def attending(row: Round) -> list[UUID]:
    """The colleagues asked to a round who have not said that they cannot come."""
    return list(
        Participant.objects.filter(collaboration_id=row.collaboration_id, round=row, removed=False)
        .exclude(answer=Answer.NO)
        .values_list("colleague_id", flat=True)
    )


CROWD = 2
"""So many others, new to the question, must sit beside an asker whose name is withheld."""


def hides(actor: Actor, question_id: UUID, people: Iterable[UUID], *, asker: UUID | None) -> bool:
    """Whether an asker who sits in among these cannot be singled out.

    Whoever is asked first was chosen by the ranking, which never chooses the asker. Were she the
    only one in the round whom it did not choose, two lists side by side would tell whose question
    it is.
    """
    rest = {each for each in people if each != asker}
    return len(consultation.never_asked(actor, question_id, rest)) >= CROWD


def require_crowd(actor: Actor, row: Round, *, with_them: Iterable[UUID] = ()) -> None:
    """Refuse one whose own question is taken up there, where she would stand out among the others.

    `with_them` are asked together with her.

    Raises:
        PermissionDenied: told to her alone, with what she can do instead.
    """
    people = {*attending(row), *with_them}
    for each in consultation.own_withheld(actor, question_ids(row)):
        if not hides(actor, each, people, asker=actor.colleague_id):
            raise denied(
                _(
                    "Din egen fråga tas upp här. Står du på listan nu kan de andra räkna ut att den "
                    "är din, för ni är för få. Du kan läsa anteckningen efteråt utan att vara med."
                )
            )

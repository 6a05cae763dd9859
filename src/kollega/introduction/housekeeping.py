"""What time does: check-ins fall due, mentors leave, people leave, and what is old goes."""

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.introduction import keeping, leaving, mentoring, steps, telling
from kollega.introduction.models import CheckIn, Introduction
from kollega.organisation.models import Colleague


def look_after(actor: Actor) -> None:
    """Everything of one night, for one municipality."""
    remind(actor)
    without_mentor(actor)
    leaving.notice_all(actor)
    steps.forget_removed(actor)
    keeping.destroy_old(actor)


def remind(actor: Actor) -> None:
    """Tell managers of a check-in on its day. Only that day: nobody is nagged."""
    rows = CheckIn.objects.filter(
        municipality_id=actor.municipality_id, held_on__isnull=True, due_on=clock.today()
    )
    for row in rows:
        told = telling.managers(actor, of=row.account_id)
        telling.tell(told, "introduction.check_in", row.introduction_id, about=row.day)


def without_mentor(actor: Actor) -> None:
    """A mentor who has left is no mentor any more: the managers find another."""
    rows = Introduction.objects.select_for_update(of=("self",)).filter(
        municipality_id=actor.municipality_id,
        mentor_id__isnull=False,
        ends_on__gte=clock.today(),
    )
    for row in rows:
        if row.mentor_id is None:
            continue
        left = Colleague.objects.filter(
            collaboration_id=actor.collaboration_id, pk=row.mentor_id, left_on__lt=clock.today()
        )
        if left.exists():
            gone = row.mentoring_id
            mentoring.lose(actor, row)
            told = telling.managers(actor, of=row.account_id)
            telling.tell(told, "mentoring.left", row.id, about=gone)

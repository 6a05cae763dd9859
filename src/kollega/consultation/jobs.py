"""What follows from a question: telling those asked, telling the asker, asking the next group.

A listener acts for the collaboration and cannot see who asked. It learns the asker's account, and
only to tell that account, from `consultation_asker_account`, which answers jobs alone.
"""

from uuid import UUID

from kollega.consultation import destruction, rules, services
from kollega.consultation.choices import Status, Urgency
from kollega.consultation.models import Asked, Post, Question, Writing
from kollega.consultation.telling import asker_accounts, at_home
from kollega.consultation.to_card import jobs as of_cards
from kollega.core import clock, places
from kollega.core.actor import Actor, acting, job_for
from kollega.core.events import Event, listener
from kollega.core.jobs import job, nightly, periodic
from kollega.core.notices import notify
from kollega.search import settling


def _accounts(question: Question) -> list[UUID]:
    """Colleagues who took part: those who wrote, and the one who took the question."""
    writers = Post.objects.filter(
        collaboration_id=question.collaboration_id, question=question, author__isnull=False
    )
    found = set(writers.values_list("author__account_id", flat=True))
    if question.taken_by is not None:
        found.add(question.taken_by.account_id)
    return list(found)


@listener("question.ring_opened")
def ask_ring(actor: Actor, event: Event) -> None:
    """Tell the colleagues in the ring whose turn has come."""
    question = Question.objects.filter(pk=event.subject_id, status=Status.OPEN).first()
    if question is None:
        return
    accounts = Asked.objects.filter(
        collaboration_id=actor.collaboration_id,
        question=question,
        ring=event.detail["ring"],
        asked_at__isnull=False,
    ).values_list("colleague__account_id", flat=True)
    today = question.urgency == Urgency.TODAY
    notify(accounts, "question.asked_today" if today else "question.asked", event)


@listener("question.widened")
def ask_more(actor: Actor, event: Event) -> None:
    """Tell those whom the coordinator has asked, and the asker that more are asked.

    The coordinator does not know who asks and may have asked the asker: she is told as the asker.
    """
    asker = set(asker_accounts(event.subject_id))
    asked = Asked.objects.filter(
        collaboration_id=actor.collaboration_id,
        question_id=event.subject_id,
        question__status__in=rules.ONGOING,
        ring=event.detail["ring"],
    ).values_list("colleague__account_id", flat=True)
    notify(set(asked) - asker, "question.asked", event)
    notify(asker, "question.widened", event)


@listener("question.moved")
def tell_moved(_actor: Actor, event: Event) -> None:
    """Tell the asker that the question stands in another area."""
    notify(asker_accounts(event.subject_id), "question.moved", event)


@listener("question.reminded")
def remind_taker(actor: Actor, event: Event) -> None:
    """Remind the one who has taken the question."""
    rows = Question.objects.filter(
        collaboration_id=actor.collaboration_id, pk=event.subject_id, status=Status.TAKEN
    )
    taker = rows.values_list("taken_by__account_id", flat=True)
    notify([each for each in taker if each], "question.reminded", event)


@listener("question.taken")
def tell_taken(_actor: Actor, event: Event) -> None:
    """Tell the asker that somebody has taken the question."""
    notify(asker_accounts(event.subject_id), "question.taken", event)


@listener("question.released")
def tell_released(_actor: Actor, event: Event) -> None:
    """Tell the asker that the question waits again."""
    notify(asker_accounts(event.subject_id), "question.released", event)


@listener("question.answered")
def tell_answered(_actor: Actor, event: Event) -> None:
    """Tell the asker that somebody has written in the thread."""
    notify(asker_accounts(event.subject_id), "question.answered", event)


@listener("question.replied")
def tell_replied(_actor: Actor, event: Event) -> None:
    """Tell those who answer that the asker has written."""
    question = Question.objects.select_related("taken_by").filter(pk=event.subject_id).first()
    if question is None:
        return  # taken down, or destroyed, in between
    asker = set(asker_accounts(question.id))
    notify([each for each in _accounts(question) if each not in asker], "question.replied", event)


@listener("question.closed")
def tell_closed(_actor: Actor, event: Event) -> None:
    """Tell those who answered that it is closed, and what it gave can be read."""
    question = Question.objects.select_related("taken_by").filter(pk=event.subject_id).first()
    if question is None:
        return  # taken down, or destroyed, in between
    asker = set(asker_accounts(question.id))
    notify([each for each in _accounts(question) if each not in asker], "question.closed", event)


at_home("question.ring_opened", ask_ring)
at_home("question.widened", ask_more)
at_home("question.reminded", remind_taker)
at_home("question.replied", tell_replied)
at_home("question.closed", tell_closed)


@job()
def next_rings(*, collaboration_id: UUID) -> None:
    """Ask the next group wherever nobody has taken a question in time, at home in each municipality
    too."""
    late: list[tuple[UUID, UUID | None]] = []
    for municipality_id in (None, *places.municipalities(collaboration_id)):
        actor = job_for(
            job="consultation.next_rings",
            collaboration_id=collaboration_id,
            municipality_id=municipality_id,
        )
        with acting(actor, read_only=True):
            late += Question.objects.filter(
                collaboration_id=collaboration_id,
                only_municipality_id=municipality_id,
                status=Status.OPEN,
                next_ring_at__lte=clock.now(),
            ).values_list("id", "only_municipality_id")[:500]
    for question_id, municipality_id in late:
        acts_for = job_for(
            job="consultation.next_rings",
            collaboration_id=collaboration_id,
            municipality_id=municipality_id,
        )
        with acting(acts_for):
            services.open_next_ring(acts_for, question_id)


@periodic("*/5 * * * *")
def look_for_late() -> None:
    """Every five minutes, in every collaboration."""
    for collaboration_id in places.collaborations():
        next_rings.defer(collaboration_id=collaboration_id)


@nightly
def tidy() -> None:
    """Count the search terms anew and forget who was writing."""
    for collaboration_id in places.collaborations():
        actor = job_for(job="consultation.tidy", collaboration_id=collaboration_id)
        with acting(actor):
            settling.count_terms(actor)
            Writing.objects.filter(
                collaboration_id=collaboration_id, seen_at__lt=clock.now() - _WRITING_FOR
            ).delete()


@nightly
def destroy() -> None:
    """Destroy what has been kept for its time, acting for each municipality in turn."""
    for place in places.every():
        if place.collaboration_id is None:
            continue
        actor = job_for(
            job="consultation.destroy",
            collaboration_id=place.collaboration_id,
            municipality_id=place.municipality_id,
        )
        with acting(actor):
            destruction.destroy_old(actor)
    with acting(job_for(job="consultation.destroy")):
        destruction.forget_signatures()


__all__ = ["of_cards"]

_WRITING_FOR = services.STILL_WRITING * 10


@listener("second_look.asked")
def ask_reader(_actor: Actor, event: Event) -> None:
    """Tell a colleague in the same municipality that a text waits to be read."""
    notify([event.detail["reader"]], "question.second_look", event)


@listener("second_look.answered")
def tell_author(_actor: Actor, event: Event) -> None:
    """Tell the author that the text has been read."""
    notify([event.detail["author"]], "question.second_look_done", event)

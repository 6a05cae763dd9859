"""What a coordinator may do with a question without reading it: ask more, ask now, move it.

She meets a question as a colleague who has not read on does: area, age span, kind of help. Who asks
is withheld from her too, so whom she asks is not sifted by ties; those asked see only the same
until they read on, and may step out unseen.
"""

from collections.abc import Collection
from uuid import UUID, uuid4

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kollega.consultation import asking, rules, services
from kollega.consultation.choices import Audience, Kind, Status
from kollega.consultation.models import Asked, Question
from kollega.consultation.rules import Standing
from kollega.core import access, clock
from kollega.core.actor import Actor, Role
from kollega.core.events import announce
from kollega.core.request import not_found
from kollega.core.rules import Ability, allow
from kollega.organisation.models import Colleague, PracticeArea

MOST_ASKED = 5
WAITS = {Status.OPEN, Status.TAKEN}


def steers(actor: Actor) -> Ability:
    """Follow the collaboration's questions so that none is left lying."""
    return allow(
        "steers",
        actor.colleague_id is not None and actor.has(Role.COORDINATOR),
        _("Bara samordnaren kan se det här. Hör av dig till samordnaren."),
    )


def steerable(actor: Actor) -> QuerySet[Question]:
    """Questions put to a group that nobody has answered yet, but those she has stepped out of.

    Each with `asked_count` and `waiting_count`: how many have been asked, and how many are next.
    """
    return (
        rules.visible(actor)
        .filter(status__in=WAITS, audience=Audience.GROUP)
        .exclude(pk__in=rules.left_by(actor))
        .annotate(
            asked_count=Count("asked", filter=Q(asked__asked_at__isnull=False)),
            waiting_count=Count("asked", filter=Q(asked__asked_at__isnull=True)),
        )
    )


def question_to_steer(actor: Actor, public_id: UUID, *, lock: bool = False) -> Standing:
    """The gate: a question that the coordinator may move on, or 404."""
    if not steers(actor):
        raise not_found()
    if lock:
        # A grouped query takes no lock: the row first, then how it stands.
        Question.objects.select_for_update(no_key=True).filter(
            collaboration_id=actor.collaboration_id, pk=public_id
        ).first()
    found = steerable(actor).select_related("area").filter(pk=public_id).first()
    if found is None:
        raise not_found()
    access.opened("question", found.id)
    return rules.standing_of(found)


def ask_more(actor: Actor, question: Question, colleague_ids: Collection[UUID]) -> list[UUID]:
    """Put the question to more colleagues at once; those asked already are passed over.

    Returns the ids of those who are asked now.
    """
    known = {
        each.colleague_id: each
        for each in Asked.objects.filter(
            collaboration_id=question.collaboration_id, question=question
        )
    }
    present = Colleague.objects.filter(
        Q(left_on__isnull=True) | Q(left_on__gte=clock.today()),
        collaboration_id=question.collaboration_id,
        pk__in=list(colleague_ids),
    ).values_list("pk", flat=True)
    chosen = [each for each in present if each not in known or known[each].asked_at is None]
    if not chosen:
        return []
    ring = max((each.ring for each in known.values()), default=0) + 1
    Asked.objects.filter(
        collaboration_id=question.collaboration_id, question=question, colleague_id__in=chosen
    ).delete()
    Asked.objects.bulk_create(
        Asked(
            id=uuid4(),
            collaboration_id=question.collaboration_id,
            only_municipality_id=question.only_municipality_id,
            question=question,
            colleague_id=each,
            ring=ring,
            place=place,
            reasons=["asked_by_coordinator"],
            asked_at=clock.now(),
        )
        for place, each in enumerate(chosen[:MOST_ASKED])
    )
    if question.status == Status.OPEN:
        question.next_ring_at = asking.next_ring_at(question.urgency)
        question.save(update_fields=["next_ring_at"])
    access.audit(actor, "question.widen", "question", question.id)
    _announce(actor, "widened", question, ring=ring)
    return chosen[:MOST_ASKED]


def ask_next(actor: Actor, question: Question) -> bool:
    """Ask the next group now instead of when its time comes. False where there is none."""
    question.next_ring_at = clock.now()
    question.save(update_fields=["next_ring_at"])
    access.audit(actor, "question.next", "question", question.id)
    return services.open_next_ring(actor, question.id)


def move(actor: Actor, question: Question, area: PracticeArea) -> None:
    """Put the question in another area; the asker is told."""
    if question.area_id == area.id:
        return
    question.area = area
    question.version += 1
    question.save(update_fields=["area", "version"])
    if question.kind == Kind.METHOD:
        asking.make_findable(actor, question)
    access.audit(actor, "question.move", "question", question.id)
    _announce(actor, "moved", question)


def remind(actor: Actor, question: Question) -> None:
    """Remind the one who took the question."""
    if question.status == Status.TAKEN:
        access.audit(actor, "question.remind", "question", question.id)
        _announce(actor, "reminded", question)


def _announce(actor: Actor, what: str, question: Question, **detail: int) -> None:
    announce(
        actor, f"question.{what}", subject_kind="question", subject_id=question.id, detail=detail
    )

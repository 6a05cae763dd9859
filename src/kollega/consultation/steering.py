"""What a coordinator may do with a question without reading it: ask more, ask now, move it.

She meets a question as a colleague who has not read on does: area, age span, kind of help. Who asks
is withheld from her too. Therefore she is not told whom the question has been put to, nor how many:
she can look up who knows the area, and whoever is missing among them would be the asker, or tied to
the asker's municipality. Nor is whom she asks sifted by ties; those asked see only the same until
they read on, and may step out unseen.
"""

from collections.abc import Collection
from datetime import date
from uuid import UUID, uuid4

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from kollega.consultation import asking, finding, rules, services
from kollega.consultation.choices import Audience, Kind, Status
from kollega.consultation.models import INVITED_RING, Asked, Question
from kollega.consultation.rules import Standing
from kollega.core import access, calendar, clock
from kollega.core.actor import Actor, Role
from kollega.core.events import announce
from kollega.core.request import not_found
from kollega.core.rules import Ability, allow
from kollega.organisation import api as organisation
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

    Each with `has_next`: whether a group is left to ask when its time comes.
    """
    return (
        rules.visible(actor)
        .filter(status__in=WAITS, audience=Audience.GROUP)
        .exclude(pk__in=rules.left_by(actor))
        .annotate(
            has_next=Exists(
                Asked.objects.filter(
                    collaboration_id=actor.collaboration_id,
                    question_id=OuterRef("pk"),
                    asked_at__isnull=True,
                )
            )
        )
    )


def question_to_steer(actor: Actor, public_id: UUID, *, lock: bool = False) -> Standing:
    """The gate: a question that the coordinator may move on, or 404."""
    if not steers(actor):
        raise not_found()
    rows = steerable(actor).select_related("area")
    if lock:
        rows = rows.select_for_update(of=("self",), no_key=True)
    found = rows.filter(pk=public_id).first()
    if found is None:
        raise not_found()
    access.opened("question", found.id)
    return rules.standing_of(found)


def ask_more(actor: Actor, question: Question, colleague_ids: Collection[UUID]) -> None:
    """Put the question to more colleagues at once; those asked already are passed over in silence.

    Whoever was let in for a round only is asked as the others.
    """
    known = {
        each.colleague_id: each
        for each in Asked.objects.filter(
            collaboration_id=question.collaboration_id, question=question
        )
    }
    present = Colleague.objects.filter(
        organisation.at_work(),
        collaboration_id=question.collaboration_id,
        pk__in=list(colleague_ids),
    ).values_list("pk", flat=True)
    done = {
        each.colleague_id
        for each in known.values()
        if each.asked_at is not None and each.ring < INVITED_RING
    }
    chosen = [each for each in present if each not in done][:MOST_ASKED]
    if not chosen:
        return
    rings = [each.ring for each in known.values() if each.ring < INVITED_RING]
    ring = max(rings, default=0) + 1
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
        for place, each in enumerate(chosen)
    )
    if question.status == Status.OPEN:
        question.next_ring_at = asking.next_ring_at(question.urgency)
        question.save(update_fields=["next_ring_at"])
    access.audit(actor, "question.widen", "question", question.id)
    _announce(actor, "widened", question, ring=ring)


def ask_next(actor: Actor, question: Question) -> bool:
    """Ask the next group now instead of when its time comes. False where there is none, or somebody
    has taken the question.
    """
    if question.status != Status.OPEN:
        return False
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
        finding.make_findable(actor, question)
    access.audit(actor, "question.move", "question", question.id)
    _announce(actor, "moved", question)


def remind_again_on(question: Question) -> date | None:
    """The day when the one who took the question may be reminded again; None where it is not later
    than today. Once a workday is enough: each reminder is a notice, and perhaps a letter.
    """
    if question.reminded_at is None:
        return None
    day = calendar.next_workday(clock.local(question.reminded_at).date())
    return day if day > clock.today() else None


def remind(actor: Actor, question: Question) -> bool:
    """Remind the one who took the question. False where nobody has, or it was done lately."""
    if question.status != Status.TAKEN or remind_again_on(question):
        return False
    question.reminded_at = clock.now()
    question.save(update_fields=["reminded_at"])
    access.audit(actor, "question.remind", "question", question.id)
    _announce(actor, "reminded", question)
    return True


def _announce(actor: Actor, what: str, question: Question, **detail: int) -> None:
    announce(
        actor, f"question.{what}", subject_kind="question", subject_id=question.id, detail=detail
    )

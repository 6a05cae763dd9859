"""What other rooms may ask of questions. Every function takes many ids at once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal
from uuid import UUID, uuid4

from django.db import connection

from kollega.competence import api as competence
from kollega.consultation import queries, rules
from kollega.consultation.choices import Status
from kollega.consultation.models import INVITED_RING, Asked, Post, Question, Signature
from kollega.consultation.rules import Standing
from kollega.consultation.similar import opening
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.organisation import api as organisation
from kollega.organisation.models import Colleague

State = Literal["open", "preview", "hidden", "left", "removed"]


@dataclass(frozen=True)
class Glimpse:
    """A question as somebody meets it outside its own page.

    `open`: she may read it. `preview`: only area, age span and kind of help. `hidden`: it is not
    for her. `left`: she stepped out, and is shown nothing more. `removed`: it is there for nobody.
    `opening` is filled for `open` alone; `is_asker` is told to the asker alone.
    """

    question_id: UUID
    state: State
    area: str = ""
    age_span: str = ""
    wish: str = ""
    opening: str = ""
    asker: str = ""
    taken_by: str = ""
    is_asker: bool = False
    is_closed: bool = False


def glimpses(actor: Actor, question_ids: Collection[UUID]) -> dict[UUID, Glimpse]:
    """How the actor meets each of the questions; one statement.

    The access log gets a row for each, also for those that are shown as nothing: from what is
    missing there nobody can tell who stepped out.
    """
    if not question_ids:
        return {}
    rows = (
        rules.visible(actor)
        .filter(pk__in=list(question_ids))
        .select_related("area", "asker", "taken_by")
    )
    found = {row.id: _glimpse(rules.standing_of(row)) for row in rows}
    for each in question_ids:
        access.opened("question", each)
    return {each: found.get(each, Glimpse(each, "removed")) for each in question_ids}


def _state(standing: Standing) -> State:
    if standing.question.status == Status.WITHDRAWN:
        return "removed"
    if standing.has_stepped_out:
        return "left"
    if not standing.may_know_of:
        return "hidden"
    return "open" if standing.may_read else "preview"


def _glimpse(standing: Standing) -> Glimpse:
    question, state = standing.question, _state(standing)
    if state not in {"open", "preview"}:
        return Glimpse(question.id, state)
    return Glimpse(
        question.id,
        state,
        area=question.area.shown_title,
        age_span=question.get_age_span_display() if question.age_span else "",
        wish=question.get_wish_display() if question.wish else "",
        opening=opening(question.text) if state == "open" else "",
        asker=question.asker.name if question.asker and state == "open" else "",
        taken_by=question.taken_by.name if question.taken_by else "",
        is_asker=standing.is_asker,
        is_closed=question.status == Status.CLOSED,
    )


@dataclass(frozen=True)
class Advice:
    """Something that a colleague has advised."""

    author: str
    text: str


def advice_in(actor: Actor, question_id: UUID) -> list[Advice]:
    """What colleagues have written to the actor's own question, the oldest first. Two statements.

    Raises:
        Http404: she did not ask it.
    """
    standing = rules.question_for(actor, question_id, need="own")
    return [
        Advice(each.author, each.text)
        for each in queries.thread(actor, standing)
        if each.kind in {Post.Kind.ADVICE, Post.Kind.RESOURCE} and not each.by_asker
    ]


def invite_readers(
    actor: Actor, question_ids: Collection[UUID], colleague_ids: Iterable[UUID]
) -> None:
    """Let colleagues meet questions as if they had been asked: first the preview, then the choice
    to read on or step out. They are not counted as asked, nor told.

    For a room that has the asker's word that these people may be let in. The asker may be among
    them: then her row looks like the others'. Questions that are read in one municipality only
    are passed over. Three statements.
    """
    shared = Question.objects.filter(
        collaboration_id=actor.collaboration_id,
        pk__in=list(question_ids),
        only_municipality_id__isnull=True,
    ).exclude(status=Status.WITHDRAWN)
    people = sorted(set(colleague_ids))
    moment = clock.now()
    question_ids = list(shared.values_list("id", flat=True))
    Asked.objects.filter(
        collaboration_id=actor.collaboration_id,
        question_id__in=question_ids,
        colleague_id__in=people,
        asked_at__isnull=True,
    ).update(asked_at=moment)
    Asked.objects.bulk_create(
        [
            Asked(
                id=uuid4(),
                collaboration_id=actor.collaboration_id,
                question_id=question_id,
                colleague_id=colleague_id,
                ring=INVITED_RING,
                place=0,
                asked_at=moment,
            )
            for question_id in question_ids
            for colleague_id in people
        ],
        ignore_conflicts=True,
    )


def never_asked(
    actor: Actor, question_id: UUID, colleague_ids: Collection[UUID]
) -> frozenset[UUID]:
    """Those who stand in none of a question's rings. The asker never does. One statement."""
    ranked = Asked.objects.filter(
        collaboration_id=actor.collaboration_id,
        question_id=question_id,
        colleague_id__in=list(colleague_ids),
        ring__lt=INVITED_RING,
    )
    return frozenset(colleague_ids) - set(ranked.values_list("colleague_id", flat=True))


def own_withheld(actor: Actor, question_ids: Collection[UUID]) -> list[UUID]:
    """Those of the questions that the actor asked herself without showing her name. One statement."""
    mine = Signature.objects.filter(account_id=actor.account_id).values("question_id")
    rows = Question.objects.filter(
        collaboration_id=actor.collaboration_id, asker__isnull=True, pk__in=list(question_ids)
    )
    return list(rows.filter(pk__in=mine).values_list("id", flat=True))


def asker_accounts(question_ids: Iterable[UUID]) -> list[UUID]:
    """A job: whom to tell that something happened to the questions. Empty for anybody else."""
    found = []
    with connection.cursor() as cursor:
        for each in question_ids:
            cursor.execute("select consultation_asker_account(%s)", [each])
            row = cursor.fetchone()
            found += [row[0]] if row and row[0] else []
    return found


def helpers_of(actor: Actor, question_id: UUID) -> list[Colleague]:
    """Colleagues who wrote in a question's thread or were asked, for its asker; those who wrote
    first. Of those who did not, some show no name (`competence.names`). Two statements."""
    wrote = set(
        Post.objects.filter(
            collaboration_id=actor.collaboration_id,
            question_id=question_id,
            author__isnull=False,
        ).values_list("author_id", flat=True)
    )
    asked = Asked.objects.filter(
        collaboration_id=actor.collaboration_id,
        question_id=question_id,
        asked_at__isnull=False,
        ring__lt=INVITED_RING,
    ).values_list("colleague_id", flat=True)
    rows = (
        Colleague.objects.filter(
            organisation.at_work(),
            collaboration_id=actor.collaboration_id,
            pk__in=[*wrote, *asked],
        )
        .annotate(is_hidden=competence.hides_name("pk"))
        .select_related("municipality")
    )
    shown = [
        each if each.id in wrote else competence.as_seen(actor, each, hides=each.is_hidden)
        for each in rows
    ]
    return sorted(shown, key=lambda each: (each.id not in wrote, competence.by_name(each)))

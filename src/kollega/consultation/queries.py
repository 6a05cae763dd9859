"""Reads of the room, as frozen dataclasses for the templates."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kollega.competence import api as competence
from kollega.consultation import rules
from kollega.consultation.choices import Audience, Kind, Status, Tried, Urgency
from kollega.consultation.models import (
    INVITED_RING,
    Asked,
    Closing,
    Post,
    PostEdit,
    Question,
    Signature,
    Writing,
)
from kollega.consultation.rules import Standing
from kollega.consultation.services import STILL_WRITING
from kollega.consultation.similar import opening
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.core.request import not_found
from kollega.organisation.models import Colleague

PAGE = 20


@dataclass(frozen=True)
class Line:
    """A question in a list. `opening` is empty while the actor has not read on."""

    id: UUID
    area: str
    opening: str
    kind: Kind
    status: Status
    asked_at: datetime
    age_span: str
    wish: str
    urgency: str
    hurried: bool
    is_asker: bool
    is_asked: bool
    may_read: bool
    only_own: bool


@dataclass(frozen=True)
class Page:
    """A page of a list and whether there is another."""

    lines: tuple[Line, ...]
    number: int
    has_next: bool


def _urgency(question: Question) -> str:
    """When an answer is wanted. What was wanted 'today' another day is not wanted today."""
    asked_on = clock.local(question.asked_at).date()
    if question.urgency == Urgency.TODAY and asked_on < clock.today():
        return _("Samma dag")
    return question.get_urgency_display()


def line(standing: Standing) -> Line:
    """The question as a line in a list."""
    question = standing.question
    return Line(
        id=question.id,
        area=question.area.shown_title,
        opening=opening(question.text) if standing.may_read else "",
        kind=Kind(question.kind),
        status=Status(question.status),
        asked_at=question.asked_at,
        age_span=question.get_age_span_display() if question.age_span else "",
        wish=question.get_wish_display() if question.wish else "",
        urgency=_urgency(question),
        hurried=question.urgency != Urgency.NO_HURRY,
        is_asker=standing.is_asker,
        is_asked=standing.is_asked,
        may_read=standing.may_read,
        only_own=question.only_municipality_id is not None,
    )


def _page(rows: QuerySet[Question], number: int, *, size: int = PAGE) -> Page:
    """One page without counting the rest: one row more than fits tells whether there is a next."""
    start = (number - 1) * size
    found = [
        rules.standing_of(each) for each in rows.select_related("area")[start : start + size + 1]
    ]
    lines = tuple(line(each) for each in found[:size] if each.may_know_of)
    return Page(lines, number, len(found) > size)


def waiting_for_me(actor: Actor, number: int = 1, *, size: int = PAGE) -> Page:
    """Open questions that the actor is asked and has not stepped out of, the hurried first."""
    asked = Asked.objects.filter(
        collaboration_id=actor.collaboration_id,
        colleague_id=actor.colleague_id,
        asked_at__isnull=False,
        ring__lt=INVITED_RING,
    )
    rows = (
        rules.visible(actor)
        .filter(
            Q(status=Status.OPEN) | Q(status=Status.TAKEN, taken_by_id=actor.colleague_id),
            pk__in=asked.values("question_id"),
            is_asker=False,  # the coordinator may have put it to her who asked it
        )
        .exclude(pk__in=rules.left_by(actor))
        .order_by("next_ring_at", "asked_at", "id")
    )
    return _page(rows, number, size=size)


def my_questions(actor: Actor, number: int = 1, *, size: int = PAGE, ongoing: bool = False) -> Page:
    """What the actor has asked, newest first."""
    signed = Signature.objects.filter(account_id=actor.account_id)
    rows = rules.visible(actor).filter(pk__in=signed.values("question_id"))
    if ongoing:
        rows = rows.filter(status__in=rules.ONGOING)
    return _page(rows.order_by("-asked_at", "id"), number, size=size)


def readable(
    actor: Actor, number: int = 1, *, area_id: UUID | None = None, size: int = PAGE
) -> Page:
    """Method questions and closed situations of the collaboration, newest first."""
    rows = rules.visible(actor).filter(Q(kind=Kind.METHOD) | Q(status=Status.CLOSED))
    rows = rows.exclude(status=Status.WITHDRAWN).exclude(audience=Audience.CHOSEN)
    rows = rows.exclude(pk__in=rules.left_by(actor))
    if area_id:
        rows = rows.filter(area_id=area_id)
    return _page(rows.order_by("-asked_at", "id"), number, size=size)


@dataclass(frozen=True)
class Entry:
    """A post in a thread. `author` is empty where the asker's name is withheld."""

    id: UUID
    kind: Post.Kind
    text: str
    posted_at: datetime
    author_id: UUID | None
    author: str
    role: str
    by_asker: bool
    is_mine: bool
    is_edited: bool
    helped: bool | None
    version: int


def thread(actor: Actor, standing: Standing) -> list[Entry]:
    """The posts of a question, oldest first; at most 200. One statement."""
    question = standing.question
    posts = (
        Post.objects.filter(collaboration_id=question.collaboration_id, question=question)
        .select_related("author__municipality")
        .order_by("posted_at", "id")[:200]
    )
    return [_entry(actor, standing, each) for each in posts]


def _entry(actor: Actor, standing: Standing, each: Post) -> Entry:
    by_asker = each.kind == Post.Kind.REPLY
    return Entry(
        id=each.id,
        kind=Post.Kind(each.kind),
        text=each.text,
        posted_at=each.posted_at,
        author_id=each.author_id,
        author=each.author.name if each.author else "",
        role=shown(each.author) if each.author else "",
        by_asker=by_asker,
        is_mine=(by_asker and standing.is_asker)
        or (each.author_id is not None and each.author_id == actor.colleague_id),
        is_edited=each.edited_at is not None,
        helped=each.helped,
        version=each.version,
    )


def shown(colleague: Colleague) -> str:
    """How staff are shown to each other beside the name: work title and municipality."""
    return ", ".join(part for part in (colleague.title, colleague.municipality.name) if part)


def post_for(actor: Actor, standing: Standing, post_id: UUID, *, lock: bool = False) -> Post:
    """The gate to one post in a question that the actor has passed the gate to."""
    rows = Post.objects.select_for_update(no_key=True) if lock else Post.objects
    found = rows.filter(
        collaboration_id=actor.collaboration_id, question=standing.question, pk=post_id
    ).first()
    if found is None:
        raise not_found()
    return found


@dataclass(frozen=True)
class AskedPerson:
    """Somebody the question has been or will be put to, for the asker."""

    name: str
    role: str
    ring: int
    is_asked: bool
    reasons: tuple[str, ...]


def asked_people(actor: Actor, question: Question) -> list[AskedPerson]:
    """The rings as the asker sees them: who, and why. One statement.

    Whoever shows her name in her own municipality only is a colleague there until she answers.
    """
    rows = (
        Asked.objects.filter(
            collaboration_id=question.collaboration_id, question=question, ring__lt=INVITED_RING
        )
        .annotate(is_hidden=competence.hides_name("colleague_id"))
        .select_related("colleague__municipality")
        .order_by("ring", "place")
    )
    found = []
    for each in rows:
        person = competence.as_seen(actor, each.colleague, hides=each.is_hidden)
        hidden = person is not each.colleague
        found.append(
            AskedPerson(
                person.name,
                "" if hidden else shown(person),
                each.ring,
                each.asked_at is not None,
                tuple(each.reasons),
            )
        )
    return found


def closing_of(question: Question) -> Closing | None:
    """What a closed question gave."""
    return Closing.objects.filter(
        collaboration_id=question.collaboration_id, question=question
    ).first()


def who_writes(actor: Actor, standing: Standing) -> list[str]:
    """Names of others who are writing in the thread just now; empty string for a withheld asker.

    Writing is not answering: whoever shows her name in her own municipality only is a colleague there.
    """
    question = standing.question
    rows = (
        Writing.objects.filter(
            collaboration_id=question.collaboration_id,
            question=question,
            seen_at__gt=clock.now() - STILL_WRITING,
        )
        .annotate(is_hidden=competence.hides_name("colleague_id"))
        .select_related("colleague__municipality")
        .order_by("seen_at")[:10]
    )
    return [
        competence.as_seen(actor, each.colleague, hides=each.is_hidden).name
        if each.colleague
        else ""
        for each in rows
        if not (
            each.colleague_id == actor.colleague_id
            or (each.colleague_id is None and standing.is_asker)
        )
    ]


def tried_words(question: Question) -> list[str]:
    """What was tried, in words."""
    words = dict(Tried.choices)
    return [str(words[each]) for each in question.tried if each in words]


def count_posts(standing: Standing) -> int:
    """How many posts the thread has now."""
    question = standing.question
    return Post.objects.filter(
        collaboration_id=question.collaboration_id, question=question
    ).count()


def own_post(actor: Actor, standing: Standing, post_id: UUID, *, lock: bool) -> Post:
    """A post that the actor wrote herself, or 404."""
    rows = Post.objects.filter(
        collaboration_id=actor.collaboration_id, question=standing.question, pk=post_id
    )
    if lock:
        rows = rows.select_for_update(of=("self",), no_key=True)
    found = rows.first()
    mine = found is not None and (
        found.author_id == actor.colleague_id
        if found.author_id
        else found.kind == Post.Kind.REPLY and standing.is_asker
    )
    if found is None or not mine:
        raise not_found()
    return found


@dataclass(frozen=True)
class Version:
    """What a post said, until when."""

    text: str
    until: datetime


def earlier_versions(actor: Actor, standing: Standing, post_id: UUID) -> list[Version]:
    """What a post said before, newest first."""
    rows = PostEdit.objects.filter(
        collaboration_id=actor.collaboration_id,
        post_id=post_id,
        post__question=standing.question,
    ).order_by("-version")[:50]
    return [Version(each.text, each.replaced_at) for each in rows]

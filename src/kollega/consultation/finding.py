"""Closed questions in the search: what they are found by, and how a hit is shown.

A question is found by its own words, by the answers that helped and by what it gave. The index holds
words only; a hit of a question that the reader may not read in full, as things stand when she looks, is
no hit. A situation that she has not chosen to read is therefore never found by its words.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kollega.consultation import rules
from kollega.consultation.choices import Audience, Kind, Status
from kollega.consultation.models import Closing, Post, Question
from kollega.consultation.similar import KIND, opening
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.search import index, kinds
from kollega.search.entries import Entry
from kollega.search.kinds import Key, Row, Shown

MOST_ANSWERS = 5


def make_findable(actor: Actor, question: Question) -> None:
    """Let those who may read the question find it, by what it says now."""
    index.put(actor, [entry(question)])


def refresh(actor: Actor, question: Question) -> None:
    """Something in the thread of a question has changed: find a closed one by what it says now."""
    if question.status == Status.CLOSED and question.audience != Audience.CHOSEN:
        make_findable(actor, question)


def entry(question: Question) -> Entry:
    """What a question is found by. Whose it is stands nowhere: the index has no owner of it."""
    is_closed = question.status == Status.CLOSED
    said = [str(question.text)]
    answers = [*_answers(question), *_gave(question)] if is_closed else []
    moment = question.closed_at or question.asked_at
    areas = (question.area_id, question.second_area_id)
    return Entry(
        KIND,
        question.id,
        fields={"lead": "\n".join(said), "body": "\n".join(answers)},
        area_ids=[each for each in areas if each],
        only_municipality_id=question.only_municipality_id,
        day=clock.local(moment).date(),
    )


def entries(actor: Actor) -> Iterator[Entry]:
    """All questions that are found, for an index that is built anew."""
    found = Question.objects.filter(
        Q(status=Status.CLOSED) | Q(kind=Kind.METHOD), collaboration_id=actor.collaboration_id
    ).exclude(status=Status.WITHDRAWN)
    for question in found.exclude(audience=Audience.CHOSEN).exclude(text=""):
        yield entry(question)


def _helped() -> QuerySet[Post]:
    return Post.objects.filter(helped=True).order_by("posted_at", "id")


def _answers(question: Question) -> list[str]:
    here = {"collaboration_id": question.collaboration_id, "question": question}
    return [str(each.text) for each in _helped().filter(**here)[:MOST_ANSWERS]]


def _gave(question: Question) -> list[str]:
    here = {"collaboration_id": question.collaboration_id, "question": question}
    return [str(each.text) for each in Closing.objects.filter(**here) if each.text]


# --- A hit, as it is shown ------------------------------------------------------------------------


def readable(actor: Actor) -> QuerySet[Question]:
    """Closed questions that the actor may read in full: the same as `Standing.may_read`."""
    may_know = Q(is_asker=True) | Q(is_asked=True) | ~Q(audience=Audience.CHOSEN)
    may_read = Q(is_asker=True) | Q(has_read=True) | ~Q(kind=Kind.SITUATION)
    return rules.visible(actor).filter(
        may_know, may_read, Q(has_stepped_out=False), status=Status.CLOSED
    )


def rows(actor: Actor, keys: Iterable[Key]) -> list[QuerySet[Question]]:
    """What is said of those that the actor may read."""
    here = {"collaboration_id": OuterRef("collaboration_id"), "question": OuterRef("pk")}
    answers = _helped().filter(**here).values("text")[:MOST_ANSWERS]
    gave = Closing.objects.filter(**here).values("text")[:1]
    found = readable(actor).filter(pk__in=[object_id for object_id, _part in keys])
    return [
        found.annotate(
            object=F("id"),
            part=Value(0),
            row=JSONObject(
                id="id",
                text="text",
                answers=ArraySubquery(answers),
                gave=Subquery(gave),
                area="area__title",
                area_en="area__title_en",
                only="only_municipality_id",
                closed="closed_at",
            ),
        )
    ]


def shown(actor: Actor, row: Row) -> Shown:
    """A closed question as a hit. It has no owner: that would tell who asked."""
    title = opening(row["text"])
    said = [row["text"], *(row["answers"] or []), row["gave"] or ""]
    return Shown(
        title=title,
        text="\n".join(part for part in said if part),
        url=reverse("consultation:question", args=[UUID(row["id"])]),
        area=(actor.language == "en" and row["area_en"]) or row["area"],
        is_own=row["only"] is not None,
        day=date.fromisoformat(row["closed"][:10]) if row["closed"] else None,
    )


kinds.register(kinds.Kind(KIND, _("Avslutad fråga"), rows, shown, entries, lends_words=False))

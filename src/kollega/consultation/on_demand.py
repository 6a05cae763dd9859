"""What questions and calls tell of demand: areas and days, never who. See competence/demand/signals.py."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from kollega.competence.demand import signals
from kollega.competence.demand.signals import AskedQuestion, OwnAnswers
from kollega.consultation.asking import WORKING_HOURS
from kollega.consultation.choices import Status, Urgency
from kollega.consultation.models import INVITED_RING, Asked, PhoneNote, Question
from kollega.core import calendar, clock
from kollega.core.actor import Actor
from kollega.core.quarters import moments


@signals.advice
def questions(actor: Actor, first: date, last: date) -> Iterable[tuple[UUID, date]]:
    """Questions that were shared with the collaboration. One statement."""
    begins, ends = moments(first, last)
    rows = Question.objects.filter(
        collaboration_id=actor.collaboration_id,
        only_municipality_id=None,
        asked_at__gte=begins,
        asked_at__lt=ends,
    ).exclude(status=Status.WITHDRAWN)
    for area_id, asked_at in rows.values_list("area_id", "asked_at"):
        yield area_id, clock.local(asked_at).date()


@signals.advice
def calls(actor: Actor, first: date, last: date) -> Iterable[tuple[UUID, date]]:
    """Help by telephone, which counts as much. One statement."""
    rows = PhoneNote.objects.filter(
        collaboration_id=actor.collaboration_id, day__range=(first, last)
    )
    return rows.values_list("area_id", "day")


@signals.questions
def asked(actor: Actor, first: date, last: date) -> Iterable[AskedQuestion]:
    """Questions with whom they had been put to when their time was out. Two statements."""
    begins, ends = moments(first, last)
    rows = list(
        Question.objects.filter(
            collaboration_id=actor.collaboration_id,
            only_municipality_id=None,
            asked_at__gte=begins,
            asked_at__lt=ends,
        )
        .exclude(status=Status.WITHDRAWN)
        .values_list("id", "area_id", "asked_at", "answered_at", "urgency")
    )
    put = Asked.objects.filter(
        collaboration_id=actor.collaboration_id,
        question_id__in=[row[0] for row in rows],
        asked_at__isnull=False,
        ring__lt=INVITED_RING,
    ).values_list("question_id", "colleague_id", "asked_at")
    times: dict[UUID, list[tuple[UUID, datetime]]] = defaultdict(list)
    for question_id, colleague_id, at in put:
        if at is not None:
            times[question_id].append((colleague_id, at))
    for question_id, area_id, asked_at, answered_at, urgency in rows:
        wanted_by = calendar.add_working_time(asked_at, WORKING_HOURS[Urgency(urgency)])
        people = frozenset(who for who, at in times[question_id] if at <= wanted_by)
        yield AskedQuestion(area_id, asked_at, wanted_by, answered_at, people)


@signals.calls
def helped(actor: Actor, first: date, last: date) -> Iterable[tuple[UUID | None, date]]:
    """Which municipality helped by telephone. One statement."""
    rows = PhoneNote.objects.filter(
        collaboration_id=actor.collaboration_id, day__range=(first, last)
    )
    return rows.values_list("from_municipality_id", "day")


@signals.own
def mine(actor: Actor, since: date) -> OwnAnswers:
    """Questions that were put to the actor, and how many of them had an answer from anybody in time."""
    begins, _ends = moments(since, since)
    rows = (
        Asked.objects.filter(
            collaboration_id=actor.collaboration_id,
            colleague_id=actor.colleague_id,
            asked_at__gte=begins,
            ring__lt=INVITED_RING,
        )
        .exclude(question__status=Status.WITHDRAWN)
        .values_list("question__asked_at", "question__answered_at", "question__urgency")
    )
    found = [
        answered_at is not None
        and answered_at <= calendar.add_working_time(asked_at, WORKING_HOURS[Urgency(urgency)])
        for asked_at, answered_at, urgency in rows
    ]
    return OwnAnswers(len(found), sum(found))

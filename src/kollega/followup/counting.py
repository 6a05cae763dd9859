"""Counting one quarter at home: what a municipality had, as tallies. Done once, and not again.

Each function acts for the municipality, as a job that counts. Only what is shared in the whole
collaboration is counted; a question kept to one's own municipality is not.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import Q

from kollega.consultation.asking import WORKING_HOURS
from kollega.consultation.choices import Status, Urgency
from kollega.consultation.models import (
    Afterwards,
    Baseline,
    Closing,
    PhoneNote,
    Post,
    Question,
)
from kollega.core import calendar, clock
from kollega.core.actor import Actor, Role
from kollega.core.quarters import Quarter, moments
from kollega.followup.measures import (
    AFTER,
    ASKED,
    CLOSED,
    GAVE,
    GIVEN,
    PHONE,
    POSTS,
    TOWN,
    UNKNOWN,
    USERS,
    WITHIN,
    speed_of,
)
from kollega.followup.models import Tally
from kollega.organisation.models import Membership
from kollega.outcome import api as outcome
from kollega.outcome.choices import Happened

Thing = tuple[str, str, str]
"""What a count is of: base, attribute, key. Without an attribute: of all in the base."""
Counts = Counter[Thing]
COUNTED = ("counted", "", "")
"""The tally that tells that the quarter has been counted."""
JOINT = "area_speed"
"""An attribute that is never told as it stands: area and whether within a day, for `split`."""
WORKERS = "workers"
"""Another: how many work with cases. Where they are few, the municipality's numbers are theirs."""
WORK_WITH_CASES = frozenset({Role.CASEWORKER, Role.COORDINATOR})


@dataclass(frozen=True)
class Season:
    """Neighbouring quarters that are counted together, each with its own counts."""

    counts: Mapping[Quarter, Counts]

    @property
    def first(self) -> date:
        return min(self.counts).first

    @property
    def last(self) -> date:
        return max(self.counts).last

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """When the first quarter begins and when the one after the last begins (UTC)."""
        return moments(self.first, self.last)

    def of(self, day: date | datetime) -> Counts:
        """The counts that something of this day or moment belongs to."""
        if isinstance(day, datetime):
            day = clock.local(day).date()
        # What lies between quarters that were counted before belongs to nobody.
        return self.counts.get(Quarter.of(day), Counter())


Source = Callable[[Actor, Season], None]
_sources: list[Source] = []


def source(function: Source) -> Source:
    """Register something more to count: another room's, whose base is in `measures.BASES`."""
    _sources.append(function)
    return function


def count(actor: Actor, quarters: Iterable[Quarter]) -> Mapping[Quarter, Counts]:
    """Everything of some quarters in the actor's municipality."""
    season = Season({quarter: Counter() for quarter in quarters})
    if season.counts:
        for each in _sources:
            each(actor, season)
    return season.counts


def store(actor: Actor, counted: Mapping[Quarter, Counts]) -> None:
    """Keep the quarters' tallies, and that they have been counted."""
    Tally.objects.bulk_create(
        Tally(
            id=uuid4(),
            municipality_id=actor.municipality_id,
            collaboration_id=actor.collaboration_id,
            quarter=quarter.first,
            base=base,
            attribute=attribute,
            key=key,
            count=number,
        )
        for quarter, counts in counted.items()
        for (base, attribute, key), number in {**counts, COUNTED: 0}.items()
    )


def counted(actor: Actor) -> set[date]:
    """The first days of the quarters that have been counted here."""
    rows = Tally.objects.filter(
        municipality_id=actor.municipality_id,
        collaboration_id=actor.collaboration_id,
        base=COUNTED[0],
    )
    return set(rows.values_list("quarter", flat=True))


def kept(actor: Actor) -> dict[date, Counts]:
    """Quarter → what was counted."""
    found: dict[date, Counts] = {}
    rows = Tally.objects.filter(
        municipality_id=actor.municipality_id, collaboration_id=actor.collaboration_id
    )
    for row in rows:
        counts = found.setdefault(row.quarter, Counter())
        if row.count:
            counts[row.base, row.attribute, row.key] += row.count
    return found


def tally(counts: Counts, base: str, **keys: str) -> None:
    """Count one thing: once in its base, and once by each attribute."""
    counts[base, "", ""] += 1
    for attribute, key in keys.items():
        counts[base, attribute, key] += 1


# --- Questions ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Own:
    """A question of the municipality's, with what was said before it."""

    question: Question
    before: Baseline


def _own(actor: Actor, chosen: Q) -> Iterator[Own]:
    baselines = {
        each.question_id: each
        for each in Baseline.objects.filter(municipality_id=actor.municipality_id)
    }
    questions = Question.objects.filter(
        chosen,
        collaboration_id=actor.collaboration_id,
        only_municipality_id=None,
        pk__in=baselines,
    ).exclude(status=Status.WITHDRAWN)
    for question in questions.defer("text"):
        yield Own(question, baselines[question.id])


def hours_to_answer(question: Question) -> float | None:
    """Working hours until the first answer; None without one."""
    if question.answered_at is None:
        return None
    return calendar.working_hours_between(question.asked_at, question.answered_at)


@source
def asked(actor: Actor, season: Season) -> None:
    """Questions that the municipality asked, and how soon they were answered."""
    begins, ends = season.moments
    for own in _own(actor, Q(asked_at__gte=begins, asked_at__lt=ends)):
        question = own.question
        counts = season.of(question.asked_at)
        hours = hours_to_answer(question)
        speed, finer = speed_of(hours)
        promised = WORKING_HOURS[Urgency(question.urgency)]
        fine = {"fast" if speed == WITHIN else "slow": finer} if finer else {}
        tally(
            counts,
            ASKED.name,
            area=str(question.area_id),
            speed=speed,
            kept="yes" if hours is not None and hours <= promised else "no",
            wish=question.wish,
            age=question.age_span,
            otherwise=own.before.otherwise,
            town=str(actor.municipality_id),
            **fine,
        )
        counts[ASKED.name, JOINT, f"{question.area_id} {speed == WITHIN:d}"] += 1


@source
def closed(actor: Actor, season: Season) -> None:
    """Questions that the municipality closed, and what they gave."""
    begins, ends = season.moments
    chosen = Q(status=Status.CLOSED, closed_at__gte=begins, closed_at__lt=ends)
    own = list(_own(actor, chosen))
    ids = [each.question.id for each in own]
    closings = {
        each.question_id: each
        for each in Closing.objects.filter(
            collaboration_id=actor.collaboration_id, question_id__in=ids
        ).defer("text")
    }
    rows = Afterwards.objects.filter(municipality_id=actor.municipality_id, question_id__in=ids)
    after = {each.question_id: each.sure_after for each in rows.order_by("said_at")}
    for each in own:
        closing = closings.get(each.question.id)
        tally(
            season.of(each.question.closed_at or ends),
            CLOSED.name,
            result=closing.result if closing else "",
            escalation=closing.escalation if closing else "",
            sure=_surer(each.before.sure_before, after.get(each.question.id)),
        )


def _surer(before: int | None, after: int | None) -> str:
    if not before or not after:
        return ""
    return "same" if before == after else "more" if after > before else "less"


# --- Help that was given ----------------------------------------------------------------------------


@source
def posts(actor: Actor, season: Season) -> None:
    """What colleagues here wrote in others' threads, and in how many."""
    begins, ends = season.moments
    rows = (
        Post.objects.filter(
            collaboration_id=actor.collaboration_id,
            only_municipality_id=None,
            author__municipality_id=actor.municipality_id,
            posted_at__gte=begins,
            posted_at__lt=ends,
        )
        .exclude(kind=Post.Kind.REPLY)
        .values_list("kind", "question_id", "posted_at")
    )
    helped: set[tuple[Quarter, UUID]] = set()
    for kind, question_id, posted_at in rows:
        tally(season.of(posted_at), POSTS.name, kind=kind)
        if kind != Post.Kind.QUESTION_BACK:
            helped.add((Quarter.of(clock.local(posted_at).date()), question_id))
    for quarter, _question in helped:
        tally(season.of(quarter.first), GIVEN.name, **{TOWN: str(actor.municipality_id)})


@source
def phone(actor: Actor, season: Season) -> None:
    """Help by telephone. A call is counted by the one who was helped; unknown, by the other."""
    here = actor.municipality_id
    calls = PhoneNote.objects.filter(
        Q(to_municipality_id=here) | Q(to_municipality_id=None, from_municipality_id=here),
        collaboration_id=actor.collaboration_id,
        day__range=(season.first, season.last),
    )
    for call in calls:
        helped = {True: "yes", False: "no", None: ""}[call.helped]
        needed, gave = call.to_municipality_id, call.from_municipality_id
        places = {TOWN: str(needed or UNKNOWN), GAVE: str(gave or UNKNOWN)}
        tally(season.of(call.day), PHONE.name, helped=helped, **places)


# --- Those who did not ------------------------------------------------------------------------------


@source
def users(actor: Actor, season: Season) -> None:
    """How many could sign in, and how many of them asked or wrote. Never who."""
    places = list(
        Membership.objects.filter(municipality_id=actor.municipality_id).values_list(
            "account_id", "roles", "valid_from", "valid_to"
        )
    )
    for quarter, counts in season.counts.items():
        roles_of: dict[UUID, set[str]] = {}
        for account, roles, first, last in places:
            if first <= quarter.last and (last is None or last >= quarter.first):
                roles_of.setdefault(account, set()).update(roles)
        there = len(roles_of)
        with connection.cursor() as cursor:
            cursor.execute("select followup_users(%s, %s)", list(quarter.moments))
            active = min(int(cursor.fetchone()[0]), there)
        counts[USERS.name, "", ""] = there
        counts[USERS.name, "use", "yes"] = active
        counts[USERS.name, "use", "no"] = there - active
        workers = sum(not WORK_WITH_CASES.isdisjoint(roles) for roles in roles_of.values())
        counts[USERS.name, WORKERS, ""] = workers


# --- What came of it --------------------------------------------------------------------------------


@source
def outcomes(actor: Actor, season: Season) -> None:
    """What was answered 30 and 90 days after closing. Silence is an answer too."""
    for quarter, counts in season.counts.items():
        for each in outcome.count_answers(actor, first=quarter.first, last=quarter.last):
            base = AFTER[each.after_days].name
            counts[base, "", ""] += each.asked
            counts[base, "followed", ""] += each.asked - each.answered
            for key, number in each.followed.items():
                counts[base, "followed", key] += number
            for key in Happened.values:
                said = each.happened.get(key, 0)
                counts[base, key, "yes"] += said
                counts[base, key, "no"] += each.asked - said

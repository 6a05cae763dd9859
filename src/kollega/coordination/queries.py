"""What the coordinator needs to see. Each list is one statement; no figure stands beside a name."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q

from kollega.competence import api as competence
from kollega.competence.models import Availability, Level
from kollega.consultation import queries as consultation
from kollega.consultation import rules, steering
from kollega.consultation.asking import WORKING_HOURS
from kollega.consultation.choices import Status, Urgency
from kollega.consultation.models import INVITED_RING
from kollega.consultation.queries import Line
from kollega.coordination.models import Thanks
from kollega.core import calendar, clock
from kollega.core.actor import Actor
from kollega.organisation.api import at_work
from kollega.organisation.models import Colleague
from kollega.swedish import sort_key

PAGE = 20
SHOWN = 8
ABSENCES_AHEAD = timedelta(days=28)
HELPED_LATELY = timedelta(days=60)
THANKED_LATELY = timedelta(days=60)
LEFT_LYING = 27
"""Working hours (three days) that a question may be taken without an answer before it is shown."""


@dataclass(frozen=True)
class Waiting:
    """A question that nobody has answered. `stuck` says why it needs the coordinator, or is empty.

    Not whom it has been put to: see `consultation.steering`.
    """

    line: Line
    has_next: bool
    stuck: str


@dataclass(frozen=True)
class WaitingPage:
    """A page of them, those that wait the longest first."""

    rows: tuple[Waiting, ...]
    number: int
    has_next: bool


def waiting(actor: Actor, number: int = 1) -> WaitingPage:
    """Questions without an answer in the collaboration, oldest first. One statement."""
    start = (number - 1) * PAGE
    found = list(
        steering.steerable(actor)
        .select_related("area")
        .order_by("asked_at", "id")[start : start + PAGE + 1]
    )
    rows = tuple(_waiting(rules.standing_of(each)) for each in found[:PAGE])
    return WaitingPage(rows, number, len(found) > PAGE)


def waiting_one(standing: rules.Standing) -> Waiting:
    """The same of one question that has passed the gate."""
    return _waiting(standing)


def _waiting(standing: rules.Standing) -> Waiting:
    row = standing.question
    has_next = bool(row.__dict__["has_next"])
    return Waiting(consultation.line(standing), has_next, _why_stuck(standing, has_next=has_next))


def _why_stuck(standing: rules.Standing, *, has_next: bool) -> str:
    """A word in the code: "nobody", "late", "silent", or empty where it goes its way."""
    row, now = standing.question, clock.now()
    if row.status == Status.TAKEN:
        lies = row.taken_at and calendar.add_working_time(row.taken_at, LEFT_LYING) < now
        return "silent" if lies else ""
    if not has_next and (row.next_ring_at is None or row.next_ring_at < now):
        return "nobody"
    due = calendar.add_working_time(row.asked_at, WORKING_HOURS[Urgency(row.urgency)])
    return "late" if due < now else ""


@dataclass(frozen=True)
class Person:
    """A colleague as the collaboration shows her."""

    id: UUID
    name: str
    role: str


def asked_too_often(actor: Actor) -> list[Person]:
    """Colleagues who were asked more in the last week than they want. By name, where they show it
    here; never how often."""
    known = Availability()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select k.id, k.name, k.title, m.name, exists (
              select from competence_profilechoice p
              where p.collaboration_id = %(scope)s and p.colleague_id = k.id
                and not p.name_outside and k.municipality_id is distinct from %(own)s)
            from (
              select colleague_id, count(*) as times from consultation_asked
              where collaboration_id = %(scope)s and asked_at > %(since)s and ring < %(invited)s
              group by colleague_id) a
            join organisation_colleague k on k.id = a.colleague_id
            join organisation_municipality m on m.id = k.municipality_id
            left join competence_availability v
              on v.collaboration_id = %(scope)s and v.colleague_id = k.id
            where a.times > coalesce(v.cap_per_week, %(cap)s)
            """,
            {
                "scope": actor.collaboration_id,
                "own": actor.municipality_id,
                "since": clock.now() - timedelta(days=7),
                "cap": known.cap_per_week,
                "invited": INVITED_RING,
            },
        )
        # By the names as they are shown, and cut after that: where a hidden one stands would tell it.
        found = [_person(*row) for row in cursor.fetchall()]
        return sorted(found, key=lambda each: (sort_key(each.name), str(each.id)))[:PAGE]


def _person(
    id_: UUID, name: str, title: str, municipality: str, hides_name: bool = False
) -> Person:
    if hides_name:
        return Person(id_, competence.nameless(municipality), "")
    return Person(id_, name, ", ".join(part for part in (title, municipality) if part))


@dataclass(frozen=True)
class Absence:
    """Somebody will be away. `until` None: until further notice."""

    person: Person
    since: date
    until: date | None


def coming_absences(actor: Actor) -> list[Absence]:
    """Who is away, or will be within four weeks, the next first; by name where they show it here.
    One statement."""
    today = clock.today()
    rows = (
        Availability.objects.filter(
            Q(away_to__isnull=True) | Q(away_to__gte=today),
            at_work("colleague__"),
            collaboration_id=actor.collaboration_id,
            away_from__lte=today + ABSENCES_AHEAD,
        )
        .annotate(is_hidden=competence.hides_name("colleague_id"))
        .select_related("colleague__municipality")
    )
    seen = [
        (each.away_from, competence.as_seen(actor, each.colleague, hides=each.is_hidden), each)
        for each in rows
        if each.away_from is not None
    ]
    seen.sort(key=lambda each: (each[0], competence.by_name(each[1])))
    return [Absence(_shown(who), since, row.away_to) for since, who, row in seen[:PAGE]]


def _shown(colleague: Colleague) -> Person:
    return Person(colleague.id, colleague.name, consultation.shown(colleague))


@dataclass(frozen=True)
class ThinArea:
    """An area that nobody, or one person only, can answer in without support."""

    id: UUID
    title: str
    is_rare: bool
    holders: int
    asked: bool


def thin_areas(actor: Actor, *, most: int = SHOWN) -> list[ThinArea]:
    """Areas without answerers: those asked about in the last year first, then rare ones.

    Headings above other areas are passed over: nobody says that they know a whole heading.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select a.id, a.title, a.is_rare, count(distinct k.id)::int as holders,
              exists (select from consultation_question q where q.collaboration_id = %(scope)s
                and q.area_id = a.id and q.asked_at > %(since)s) as asked
            from organisation_practicearea a
            left join competence_competence c on c.collaboration_id = %(scope)s
              and c.area_id = a.id and c.level >= %(least)s
            left join organisation_colleague k on k.id = c.colleague_id
              and coalesce(k.left_on, %(today)s) >= %(today)s
            where a.collaboration_id = %(scope)s and a.merged_into_id is null
              and not exists (select from organisation_practicearea child
                where child.collaboration_id = %(scope)s and child.parent_id = a.id
                and child.merged_into_id is null)
            group by a.id, a.title, a.is_rare, a.sort_key
            having count(distinct k.id) < 2
            order by asked desc, holders, a.is_rare desc, a.sort_key limit %(most)s
            """,
            {
                "scope": actor.collaboration_id,
                "since": clock.now() - timedelta(days=365),
                "least": Level.INDEPENDENT,
                "today": clock.today(),
                "most": most,
            },
        )
        return [ThinArea(*row) for row in cursor.fetchall()]


def to_thank(actor: Actor) -> list[Person]:
    """Colleagues whose advice helped in the last two months and whom nobody has thanked since.

    By name, without how often: thanks are not a prize.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select k.id, k.name, k.title, m.name from organisation_colleague k
            join organisation_municipality m on m.id = k.municipality_id
            where k.collaboration_id = %(scope)s and (k.left_on is null or k.left_on >= %(today)s)
              and k.id is distinct from %(me)s
              and exists (select from consultation_post p where p.collaboration_id = %(scope)s
                and p.author_id = k.id and p.helped and p.posted_at > %(helped)s)
              and not exists (select from coordination_thanks t
                where t.collaboration_id = %(scope)s and t.colleague_id = k.id
                and t.at > %(thanked)s)
            order by k.sort_key limit %(most)s
            """,
            {
                "scope": actor.collaboration_id,
                "me": actor.colleague_id,
                "today": clock.today(),
                "helped": clock.now() - HELPED_LATELY,
                "thanked": clock.now() - THANKED_LATELY,
                "most": SHOWN,
            },
        )
        return [_person(*row) for row in cursor.fetchall()]


def thanks_line(thanks: Thanks) -> str:
    """What was said."""
    return str(Thanks.Words(thanks.words).label)

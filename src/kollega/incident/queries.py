"""Reads of the room, as frozen dataclasses for the templates."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kollega.core import clock, dates
from kollega.core.actor import Actor
from kollega.incident import rules
from kollega.incident.choices import How, Outcome, What, Whom
from kollega.incident.models import TIME_TO_ASSESS, Incident, Proposal, Report, Seen, Sent, Told
from kollega.organisation import api as organisation
from kollega.organisation.models import Colleague
from kollega.ui.parts import StateKind

PAGE = 20


def moment(at: datetime | None) -> str:
    """A moment as it is read: 'tis 3 mars 14.20', with the year where it is another."""
    if at is None:
        return ""
    local = clock.local(at)
    return f"{date_format(local, 'D')} {dates.moment(local)}".lower()


@dataclass(frozen=True)
class Clock:
    """The seventy-two hours."""

    until: str
    words: str
    state: StateKind
    is_late: bool


def clock_of(incident: Incident) -> Clock:
    """How the clock stands now, or stood when the incident was closed."""
    until = incident.reported_at + TIME_TO_ASSESS
    left = until - (incident.closed_at or clock.now())
    if incident.closed_at:
        late = left < timedelta()
        words = _("Bedömd efter 72 timmar") if late else _("Bedömd i tid")
        return Clock(moment(until), words, "mind" if late else "good", late)
    if left < timedelta():
        return Clock(moment(until), _("Tiden har gått ut"), "bad", is_late=True)
    hours = int(left / timedelta(hours=1))
    words = _("%(hours)d timmar kvar") % {"hours": hours} if hours else _("Mindre än en timme kvar")
    return Clock(moment(until), words, "mind" if hours >= 24 else "bad", is_late=False)


@dataclass(frozen=True)
class Line:
    """An incident in the list: when, its area, its clock and how it ended. No text."""

    id: UUID
    area: str
    reported: str
    year: int
    clock: Clock
    is_open: bool
    outcome: str


@dataclass(frozen=True)
class Page:
    """A page of the list. `years` counts all that are closed, by year. `more_wait`: more are open than
    there is room for; the oldest are shown."""

    open: tuple[Line, ...]
    more_wait: bool
    closed: tuple[Line, ...]
    years: tuple[tuple[int, int], ...]
    number: int
    has_next: bool


def outcome_words(outcome: str) -> str:
    """How it ended, short; empty while it is open."""
    return str(dict(_short()).get(outcome, ""))


def _short() -> list[tuple[str, str]]:
    return [
        (Outcome.NOT_RECOGNISABLE, _("Ingen kan kännas igen")),
        (Outcome.CORRECTED, _("Rättad och tillbakalagd")),
        (Outcome.DESTROYED, _("Förstörd")),
        (Outcome.MISTAKE, _("Ett misstag")),
    ]


def page(actor: Actor, number: int = 1) -> Page:
    """The municipality's incidents: the open ones first, then the closed, newest first."""
    rows = rules.visible(actor)
    start = (number - 1) * PAGE
    closed = list(
        rows.filter(closed_at__isnull=False).order_by("-reported_at", "id")[
            start : start + PAGE + 1
        ]
    )
    ongoing = list(rows.filter(closed_at__isnull=True).order_by("reported_at", "id")[: PAGE + 1])
    moments = rows.filter(closed_at__isnull=False).values_list("reported_at", flat=True)
    counts: dict[int, int] = {}
    for each in moments:
        year = clock.local(each).year
        counts[year] = counts.get(year, 0) + 1
    areas = organisation.areas_for_ids(actor, {each.area_id for each in [*closed, *ongoing]})
    titles = {key: area.title for key, area in areas.items()}
    return Page(
        open=tuple(_line(each, titles) for each in ongoing[:PAGE]),
        more_wait=len(ongoing) > PAGE,
        closed=tuple(_line(each, titles) for each in closed[:PAGE]),
        years=tuple(sorted(counts.items(), reverse=True)),
        number=number,
        has_next=len(closed) > PAGE,
    )


def _line(each: Incident, titles: dict[UUID, str]) -> Line:
    return Line(
        id=each.id,
        area=titles.get(each.area_id, ""),
        reported=moment(each.reported_at),
        year=clock.local(each.reported_at).year,
        clock=clock_of(each),
        is_open=each.closed_at is None,
        outcome=outcome_words(each.outcome),
    )


@dataclass(frozen=True)
class Pressed:
    """One report. `who` is filled only where the reporter wanted it so."""

    at: str
    how: str
    who: str
    phone: str
    is_withdrawn: bool


@dataclass(frozen=True)
class Message:
    """Something that was sent."""

    at: str
    whom: str
    what: str
    count: int


@dataclass(frozen=True)
class Whole:
    """An incident as its page shows it."""

    id: UUID
    area: str
    day: str
    reported: str
    clock: Clock
    reports: tuple[Pressed, ...]
    readers: int
    noticed: int
    messages: tuple[Message, ...]
    missing: tuple[str, ...]
    has_proposal: bool
    is_open: bool
    is_mistake: bool
    outcome: str
    closed: str
    asked_asker: str
    saved: str
    version: int


def whole(actor: Actor, incident: Incident) -> Whole:
    """Everything about an incident but the text and the names of those who read. Five statements."""
    here = {"municipality_id": actor.municipality_id, "incident": incident}
    reports = _reports(actor, incident)
    counts = _counts(actor, incident)
    sent = list(Sent.objects.filter(**here).order_by("at")[:50])
    area = organisation.areas_for_ids(actor, [incident.area_id]).get(incident.area_id)
    how = dict(How.choices)
    return Whole(
        id=incident.id,
        area=area.title if area else "",
        day=date_format(incident.day, "j F Y"),
        reported=moment(incident.reported_at),
        clock=clock_of(incident),
        reports=tuple(
            Pressed(
                moment(each.at),
                str(how.get(each.how, "")),
                ", ".join(part for part in (each.contact, each.contact_place) if part),
                each.contact_phone or "",
                each.withdrawn_at is not None,
            )
            for each in reports
        ),
        readers=counts["readers"],
        noticed=counts["noticed"],
        messages=_messages(incident, sent, counts["readers"]),
        missing=tuple(rules.missing(incident)),
        has_proposal=counts["proposed"],
        is_open=incident.closed_at is None,
        is_mistake=bool(reports) and all(each.withdrawn_at for each in reports),
        outcome=outcome_words(incident.outcome),
        closed=moment(incident.closed_at),
        asked_asker=moment(incident.asked_asker_at),
        saved=clock.local(incident.saved_at).strftime("%H.%M") if incident.saved_at else "",
        version=incident.version,
    )


def _reports(actor: Actor, incident: Incident) -> list[Any]:
    """The reports, each with the name, place and phone of a reporter who wanted it so."""
    who = Colleague.objects.filter(
        collaboration_id=incident.collaboration_id, pk=OuterRef("contact_id")
    )
    rows = Report.objects.filter(municipality_id=actor.municipality_id, incident=incident)
    return list(
        rows.annotate(
            contact=Subquery(who.values("name")[:1]),
            contact_place=Subquery(who.values("municipality__name")[:1]),
            contact_phone=Subquery(who.values("phone")[:1]),
        ).order_by("at")[:50]
    )


def _counts(actor: Actor, incident: Incident) -> dict[str, Any]:
    """How many had read it, how many had had a notice only, and whether the asker has proposed."""
    here = {"municipality_id": actor.municipality_id, "incident": OuterRef("pk")}
    return dict(
        Incident.objects.filter(municipality_id=actor.municipality_id, pk=incident.pk)
        .annotate(
            readers=Count("seen", filter=Q(seen__first_at__isnull=False)),
            noticed=Count("seen", filter=Q(seen__first_at__isnull=True)),
            proposed=Exists(Proposal.objects.filter(**here)),
        )
        .values("readers", "noticed", "proposed")
        .get()
    )


def _messages(incident: Incident, sent: list[Sent], readers: int) -> tuple[Message, ...]:
    """What was sent, by time. Each municipality tells its own readers as soon as it has looked."""
    whom, what = dict(Whom.choices), dict(What.choices)
    rows = [
        (each.at, Message(moment(each.at), str(whom[each.whom]), str(what[each.what]), each.count))
        for each in sent
    ]
    if readers and incident.arrived_at:
        at = incident.arrived_at
        words = str(whom[Whom.READERS]), str(what[What.DOWN])
        rows.append((at, Message(moment(at), *words, readers)))
    return tuple(each for _at, each in sorted(rows, key=lambda pair: pair[0]))


@dataclass(frozen=True)
class Reader:
    """A colleague who had read it, or had only had a notice."""

    name: str
    role: str
    first: str
    last: str
    times: int
    fetched: bool

    @property
    def has_read(self) -> bool:
        return bool(self.first)


READERS = 50
"""Readers on a page."""


def readers(actor: Actor, incident: Incident, number: int | None = None) -> list[Reader]:
    """Who had read it, those who had first, and last those who had only had a notice. One statement.

    All of them, or a page with one more than it shows.
    """
    rows = Seen.objects.filter(municipality_id=actor.municipality_id, incident=incident)
    rows = rows.order_by(F("first_at").asc(nulls_last=True), "name", "id")
    if number is not None:
        start = (number - 1) * READERS
        rows = rows[start : start + READERS + 1]
    return [
        Reader(
            each.name,
            each.role,
            moment(each.first_at),
            moment(each.last_at),
            each.times,
            each.fetched,
        )
        for each in rows
    ]


def proposal(actor: Actor, incident: Incident) -> dict[str, str]:
    """The asker's proposal, part → text; empty where there is none."""
    found = (
        Proposal.objects.filter(municipality_id=actor.municipality_id, incident=incident)
        .order_by("-at")
        .first()
    )
    return {str(key): str(text) for key, text in found.body.items()} if found else {}


@dataclass(frozen=True)
class Mine:
    """What I was told of something that was taken down."""

    incident_id: UUID
    area: str
    day: str
    told_as: Told.As
    told: str
    asked: bool
    proposed: bool
    over: str
    outcome: str


def told(actor: Actor, row: Told) -> Mine:
    """What a person's own page about it says. One statement."""
    area = organisation.areas_for_ids(actor, [row.area_id]).get(row.area_id)
    return Mine(
        incident_id=row.incident_id,
        area=area.title if area else "",
        day=date_format(row.day, "j F Y"),
        told_as=Told.As(row.told_as),
        told=moment(row.told_at),
        asked=row.asked_at is not None,
        proposed=row.proposed_at is not None,
        over=moment(row.over_at),
        outcome=row.outcome,
    )

"""What follows when something is taken down: who had read it, who must know, and the clock.

A job that acts for one municipality does not know which one assesses. So every municipality of the
collaboration looks in its own log, and each looks whether the incident is its own.
"""

from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet

from kollega.border import takedown
from kollega.core import clock, places
from kollega.core.actor import Actor, Role, acting, job_for
from kollega.core.events import Event, announce, listener
from kollega.core.jobs import job, nightly, periodic
from kollega.core.models import SharedEvent
from kollega.core.notices import notify
from kollega.incident import destruction, gathering, people
from kollega.incident.choices import What, Whom
from kollega.incident.models import Incident, Seen, Sent, Told
from kollega.organisation.models import Colleague

COUNTER = frozenset({Role.COUNTER})
LOOK_AGAIN = timedelta(minutes=15)
"""A page that was on its way when the thing was taken down is in the log a moment later."""
REMINDERS = (
    (timedelta(hours=48), "incident.reminder"),
    (timedelta(hours=66), "incident.last_reminder"),
)


@listener("incident.opened", per_municipality=True)
def gather(actor: Actor, event: Event) -> None:
    """In each municipality: who there had read it. They are told at once."""
    _gather(actor, event)
    arrive.defer(
        event_id=event.id,
        incident_id=event.subject_id,
        municipality_id=actor.municipality_id,
        collaboration_id=actor.collaboration_id,
    )


def _gather(actor: Actor, event: Event) -> None:
    accounts = gathering.hand_over(actor, event)
    if not accounts:
        return
    notify(accounts, "incident.reader", event)
    tell.defer(
        account_ids=sorted(accounts),
        incident_id=event.subject_id,
        kind=event.detail["kind"],
        subject_id=event.detail["subject"],
        area_id=event.detail["area"],
        day=event.detail["day"],
        told_as=Told.As.READER.value,
    )


@job()
def look_again(*, event_id: UUID, collaboration_id: UUID) -> None:
    """Look in the logs once more, and clear notices that were on their way."""
    actor = job_for(job="incident.look_again", collaboration_id=collaboration_id)
    with acting(actor):
        row = SharedEvent.objects.filter(pk=event_id).first()
        if row is None:
            return
        event = Event(
            id=row.id,
            kind=row.kind,
            subject_kind=row.subject_kind,
            subject_id=row.subject_id,
            at=row.at,
            collaboration_id=row.collaboration_id,
            detail={key: _id(value) for key, value in row.detail.items()},
        )
        takedown.clear_notices(event.detail["subject"])
    for municipality_id in places.municipalities(collaboration_id):
        here = job_for(
            job="incident.look_again",
            collaboration_id=collaboration_id,
            municipality_id=municipality_id,
        )
        with acting(here):
            _gather(here, event)


def _id(value: object) -> object:
    try:
        return UUID(value) if isinstance(value, str) else value
    except ValueError:
        return value


@job()
def tell(
    *,
    account_ids: list[UUID],
    incident_id: UUID,
    kind: str,
    subject_id: UUID,
    area_id: UUID,
    day: int,
    told_as: str,
) -> None:
    """Write what each person is told, acting for that person. Run again it adds nothing."""
    for account_id in account_ids:
        with acting(job_for(job="incident.tell", account_id=account_id)):
            row, _new = Told.objects.get_or_create(
                account_id=account_id,
                incident_id=incident_id,
                defaults={
                    "kind": kind,
                    "subject_id": subject_id,
                    "area_id": area_id,
                    "day": f"{day // 10000:04}-{day // 100 % 100:02}-{day % 100:02}",
                    "told_as": told_as,
                    "told_at": clock.now(),
                },
            )
            if row.told_as == Told.As.COORDINATOR and told_as != row.told_as:
                row.told_as = told_as
                row.save(update_fields=["told_as"])


# --- Where it belongs -----------------------------------------------------------------------------


@job()
def arrive(
    *, event_id: UUID, incident_id: UUID, municipality_id: UUID, collaboration_id: UUID
) -> None:
    """Where the incident lies: tell those who assess, the asker and the coordinator. Elsewhere
    nothing."""
    actor = _home("incident.arrive", municipality_id, collaboration_id)
    with acting(actor):
        incident = _mine(actor, incident_id).filter(arrived_at__isnull=True).first()
        if incident is None:
            return
        incident.arrived_at = clock.now()
        incident.save(update_fields=["arrived_at"])
        takedown.clear_notices(incident.subject_id)
        _tell_assessors(actor, incident)
        _tell_asker(actor, incident)
        _tell_coordinators(actor, incident)
        _note_noticed(actor, incident)
        look_again.defer(
            at=clock.now() + LOOK_AGAIN, event_id=event_id, collaboration_id=collaboration_id
        )


def _home(job_name: str, municipality_id: UUID, collaboration_id: UUID | None = None) -> Actor:
    return job_for(
        job=job_name,
        municipality_id=municipality_id,
        collaboration_id=collaboration_id,
        roles=COUNTER,
    )


def _mine(actor: Actor, incident_id: UUID) -> QuerySet[Incident]:
    return Incident.objects.select_for_update(no_key=True).filter(
        municipality_id=actor.municipality_id, pk=incident_id
    )


def _event(actor: Actor, incident: Incident, name: str) -> Event:
    return announce(
        actor,
        f"incident.{name}",
        subject_kind="incident",
        subject_id=incident.id,
        zone="case",
    )


def _note(actor: Actor, incident: Incident, whom: Whom, what: What, count: int) -> None:
    if count:
        Sent(
            municipality_id=actor.municipality_id,
            incident=incident,
            whom=whom,
            what=what,
            count=count,
            at=clock.now(),
        ).save(force_insert=True)


def _tell_assessors(actor: Actor, incident: Incident) -> None:
    told = people.assessors(actor, incident.id)
    notify(told, "incident.assess", _event(actor, incident, "arrived"))
    _note(actor, incident, Whom.ASSESSORS, What.ASSESS, len(told))


def _tell_asker(actor: Actor, incident: Incident) -> None:
    asker = takedown.kind(incident.kind).owners(incident.subject_id)
    if asker:
        notify(asker, "incident.asker", _event(actor, incident, "asker_told"))
        _write_told(incident, asker, Told.As.ASKER)
        _note(actor, incident, Whom.ASKER, What.DOWN, len(asker))


def _tell_coordinators(actor: Actor, incident: Incident) -> None:
    asker = set(takedown.kind(incident.kind).owners(incident.subject_id))
    told = [each for each in people.coordinators(actor, incident) if each not in asker]
    if told:
        notify(told, "incident.coordinator", _event(actor, incident, "coordinator_told"))
        _write_told(incident, told, Told.As.COORDINATOR)
        _note(actor, incident, Whom.COORDINATORS, What.DOWN, len(told))


def _write_told(incident: Incident, account_ids: list[UUID], told_as: Told.As) -> None:
    tell.defer(
        account_ids=sorted(account_ids),
        incident_id=incident.id,
        kind=incident.kind,
        subject_id=incident.subject_id,
        area_id=incident.area_id,
        day=int(incident.day.strftime("%Y%m%d")),
        told_as=told_as.value,
    )


def _note_noticed(actor: Actor, incident: Incident) -> None:
    """Those who had a notice and have not read: they are listed too, as just that."""
    ids = takedown.kind(incident.kind).noticed(actor, incident.subject_id)
    rows = Colleague.objects.filter(
        collaboration_id=actor.collaboration_id, pk__in=ids
    ).select_related("municipality")
    Seen.objects.bulk_create(
        (
            Seen(
                municipality_id=actor.municipality_id,
                incident=incident,
                colleague_id=each.id,
                name=each.name,
                role=", ".join(part for part in (each.title, each.municipality.name) if part),
                times=0,
                fetched=False,
            )
            for each in rows
        ),
        ignore_conflicts=True,
    )


@job()
def ask_the_asker(*, incident_id: UUID, municipality_id: UUID, collaboration_id: UUID) -> None:
    """Ask whoever asked to propose a correction. The assessor does not learn who it is."""
    actor = _home("incident.ask_the_asker", municipality_id, collaboration_id)
    with acting(actor):
        incident = _mine(actor, incident_id).filter(closed_at__isnull=True).first()
        sent = {"incident_id": incident_id, "whom": Whom.ASKER, "what": What.CORRECT}
        if (
            incident is None
            or Sent.objects.filter(municipality_id=municipality_id, **sent).exists()
        ):
            return
        asker = takedown.kind(incident.kind).owners(incident.subject_id)
        if asker:
            notify(asker, "incident.correct", _event(actor, incident, "correction_asked"))
            mark_asked.defer(account_ids=asker, incident_id=incident.id)
            _note(actor, incident, Whom.ASKER, What.CORRECT, len(asker))


@job()
def mark_asked(*, account_ids: list[UUID], incident_id: UUID) -> None:
    """Let the asker's page hold the form."""
    for account_id in account_ids:
        with acting(job_for(job="incident.mark_asked", account_id=account_id)):
            Told.objects.filter(
                account_id=account_id, incident_id=incident_id, asked_at__isnull=True
            ).update(asked_at=clock.now())


@listener("incident.proposed")
def tell_of_proposal(actor: Actor, event: Event) -> None:
    """The asker has proposed a correction: those who assess are told."""
    notify(people.assessors(actor, event.subject_id), "incident.proposal", event)


@job()
def tell_over(*, incident_id: UUID, municipality_id: UUID, collaboration_id: UUID) -> None:
    """The assessment is done: tell those who had read it, the asker and the coordinator, once."""
    actor = _home("incident.tell_over", municipality_id, collaboration_id)
    with acting(actor):
        incident = _mine(actor, incident_id).filter(closed_at__isnull=False).first()
        sent = {"incident_id": incident_id, "what": What.OVER}
        if (
            incident is None
            or Sent.objects.filter(municipality_id=municipality_id, **sent).exists()
        ):
            return
        read = Seen.objects.filter(
            municipality_id=municipality_id, incident=incident, first_at__isnull=False
        )
        readers = set(
            Colleague.objects.filter(
                collaboration_id=collaboration_id,
                pk__in=list(read.values_list("colleague_id", flat=True)),
            ).values_list("account_id", flat=True)
        )
        asker = set(takedown.kind(incident.kind).owners(incident.subject_id))
        coordinators = set(people.coordinators_told(incident.id)) - readers - asker
        everybody = sorted(readers | asker | coordinators)
        notify(everybody, "incident.over", _event(actor, incident, "over"))
        mark_over.defer(account_ids=everybody, incident_id=incident.id, outcome=incident.outcome)
        _note(actor, incident, Whom.ASKER, What.OVER, len(asker))
        _note(actor, incident, Whom.READERS, What.OVER, len(readers))
        _note(actor, incident, Whom.COORDINATORS, What.OVER, len(coordinators))


@job()
def mark_over(*, account_ids: list[UUID], incident_id: UUID, outcome: str) -> None:
    """Let each person's page say how it ended."""
    for account_id in account_ids:
        with acting(job_for(job="incident.mark_over", account_id=account_id)):
            Told.objects.filter(
                account_id=account_id, incident_id=incident_id, over_at__isnull=True
            ).update(over_at=clock.now(), outcome=outcome)


# --- The clock ------------------------------------------------------------------------------------


@periodic("*/10 * * * *")
def remind() -> None:
    """In every municipality: incidents whose time is running out. Hours, not working hours."""
    for municipality_id in dict.fromkeys(places.municipalities()):
        actor = _home("incident.remind", municipality_id)
        with acting(actor):
            remind_here(actor)


def remind_here(actor: Actor) -> int:
    """Remind of the municipality's own open incidents; how many reminders were queued."""
    count = 0
    for number, (after, kind) in reversed(list(enumerate(REMINDERS, 1))):
        late = Incident.objects.select_for_update(no_key=True).filter(
            municipality_id=actor.municipality_id,
            closed_at__isnull=True,
            reminded__lt=number,
            reported_at__lte=clock.now() - after,
        )
        for incident in late:
            incident.reminded = number
            incident.save(update_fields=["reminded"])
            told = people.to_remind(actor, incident.id)
            notify(told, kind, _event(actor, incident, "reminded"))
            _note(actor, incident, Whom.ASSESSORS, What.REMINDER, len(told))
            count += 1
    return count


# --- Forgetting -----------------------------------------------------------------------------------


@nightly
def destroy() -> None:
    """Destroy closed incidents when the municipality's own time for them has passed."""
    for municipality_id in dict.fromkeys(places.municipalities()):
        actor = _home("incident.destroy", municipality_id)
        with acting(actor):
            destruction.destroy_old(actor)
    with acting(job_for(job="incident.destroy")):
        destruction.forget()

"""Events: what happened is a row of the same transaction; what follows from it is done by jobs.

A service announces:

    announce(actor, "question.answered", subject_kind="question", subject_id=question.id)

and whoever has something to do about it listens, in its room's `jobs.py`:

    @listener("question.answered")
    def count(actor: Actor, event: Event) -> None: ...

    @listener("question.answered", per_municipality=True)
    def tell_the_asker(actor: Actor, event: Event) -> None: ...

A listener runs in a transaction of its own: as the collaboration (or the municipality, for a
case-zone event) that the event belongs to, or once as each municipality of the collaboration. In
the same transaction it is written down that it is done, so that it has its effect once however
often the job runs. One that fails is tried again with longer and longer waits; the others are not
held up. Events may be heard in another order than they happened.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from kollega.core import places
from kollega.core.actor import HOUSE_ID, Actor, Role, acting, job_for
from kollega.core.jobs import as_json, from_json, job, registered_name
from kollega.core.models.event import CaseEvent, ListenerDone, SharedEvent

log = logging.getLogger(__name__)

Zone = Literal["shared", "case"]


@dataclass(frozen=True)
class Event:
    """Something that happened: in a collaboration, or in a municipality; one of the ids is None."""

    id: UUID
    kind: str
    subject_kind: str
    subject_id: UUID
    at: datetime
    collaboration_id: UUID | None = None
    municipality_id: UUID | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


def announce(
    actor: Actor,
    kind: str,
    *,
    subject_kind: str,
    subject_id: UUID,
    zone: Zone = "shared",
    detail: Mapping[str, Any] | None = None,
) -> Event:
    """Write that something happened, and queue what follows, in the caller's transaction.

    `detail` holds ids (UUIDs, whole numbers, names in the code) and nothing that leads to the one
    who did it: an event in the shared zone is read by every municipality there.

    Raises:
        TypeError: `detail` holds something that is not an id.
        ValueError: `detail` in the shared zone holds the actor's account or membership, or the
            actor has no place in that zone.
    """
    stored = as_json(detail or {})
    common = {"kind": kind, "subject_kind": subject_kind, "subject_id": subject_id}
    row: SharedEvent | CaseEvent
    if zone == "shared":
        if actor.collaboration_id is None:
            raise ValueError("an event in the shared zone needs a collaboration")
        if not _ids_in(stored).isdisjoint({str(actor.account_id), str(actor.membership_id)}):
            raise ValueError("an event in the shared zone never carries an account")
        row = SharedEvent(**common, collaboration_id=actor.collaboration_id, detail=stored)
        row.save(force_insert=True)
        deliver.defer(event_id=row.id, collaboration_id=row.collaboration_id)
    else:
        if actor.municipality_id is None:
            raise ValueError("an event in the case zone needs a municipality")
        row = CaseEvent(**common, municipality_id=actor.municipality_id, detail=stored)
        row.save(force_insert=True)
        deliver.defer(event_id=row.id, municipality_id=row.municipality_id)
    return _event(row)


def _ids_in(stored: Mapping[str, Any]) -> set[str]:
    found: set[str] = set()
    for value in stored.values():
        found |= {str(each) for each in value} if isinstance(value, list) else {str(value)}
    return found


def _event(row: SharedEvent | CaseEvent) -> Event:
    return Event(
        id=row.id,
        kind=row.kind,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        at=row.at,
        collaboration_id=getattr(row, "collaboration_id", None),
        municipality_id=getattr(row, "municipality_id", None),
        detail=from_json(row.detail),
    )


# --- Listening ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Listener:
    """What a room does about an event of one kind."""

    name: str
    kind: str
    run: Callable[[Actor, Event], None]
    per_municipality: bool
    roles: frozenset[Role]


_listeners: dict[str, list[Listener]] = {}

Run = Callable[[Actor, Event], None]


def listener(
    kind: str, *, per_municipality: bool = False, roles: frozenset[Role] = frozenset()
) -> Callable[[Run], Run]:
    """Let a function hear every event of this kind, in a transaction of its own (see above). `roles`:
    see `job_for`."""

    def register(function: Run) -> Run:
        heard = _listeners.setdefault(kind, [])
        name = registered_name(function)
        if any(known.name == name for known in heard):
            raise ValueError(f"two listeners to {kind} are called {name}")
        heard.append(Listener(name, kind, function, per_municipality, roles))
        return function

    return register


def listeners_to(kind: str) -> tuple[Listener, ...]:
    """Who hears events of this kind, in the order they were registered."""
    return tuple(_listeners.get(kind, ()))


@job()
def deliver(
    *, event_id: UUID, collaboration_id: UUID | None = None, municipality_id: UUID | None = None
) -> None:
    """Let each listener that has not yet heard the event hear it.

    Raises:
        ExceptionGroup: what the listeners raised; the rest are done.
    """
    event = _read(event_id, collaboration_id, municipality_id)
    if event is None:
        return
    problems: list[Exception] = []
    for each in listeners_to(event.kind):
        for actor, scope_id in _scopes(each, event):
            try:
                _hear(each, actor, event, scope_id)
            except Exception as problem:
                log.exception("listener %s failed for event %s", each.name, event.id)
                problems.append(problem)
    if problems:
        raise ExceptionGroup("listeners failed", problems)


def _read(
    event_id: UUID, collaboration_id: UUID | None, municipality_id: UUID | None
) -> Event | None:
    actor = job_for(
        job="core.deliver", collaboration_id=collaboration_id, municipality_id=municipality_id
    )
    rows = SharedEvent.objects if collaboration_id else CaseEvent.objects
    with acting(actor, read_only=True):
        row = rows.filter(pk=event_id).first()
    return _event(row) if row else None


def _scopes(each: Listener, event: Event) -> Iterator[tuple[Actor, UUID]]:
    """For whom a listener acts: the event's own place, or each municipality of it in turn."""
    if each.per_municipality and event.collaboration_id:
        for municipality_id in places.municipalities(event.collaboration_id):
            yield (
                job_for(
                    job=each.name,
                    collaboration_id=event.collaboration_id,
                    municipality_id=municipality_id,
                    roles=each.roles,
                ),
                municipality_id,
            )
        return
    actor = job_for(
        job=each.name,
        collaboration_id=event.collaboration_id,
        municipality_id=event.municipality_id,
        roles=each.roles,
    )
    yield actor, HOUSE_ID


def _hear(each: Listener, actor: Actor, event: Event, scope_id: UUID) -> None:
    with acting(actor):
        _done, first = ListenerDone.objects.get_or_create(
            event_id=event.id, listener=each.name, scope_id=scope_id
        )
        if first:
            each.run(actor, event)

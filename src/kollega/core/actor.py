"""The actor: who acts, for whom, and what the database lets them see.

An actor is an argument to every service and query. `acting` opens the one transaction of a
request or a job and tells the database who it is; row policies do the rest.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from psycopg import sql
from psycopg.pq import TransactionStatus


class Role(StrEnum):
    """What a membership lets a person do in a unit. Words on screen stand in `organisation`."""

    CASEWORKER = "caseworker"
    MANAGER = "manager"
    COORDINATOR = "coordinator"
    REGISTRAR = "registrar"
    LOG_REVIEWER = "log_reviewer"
    ADMINISTRATOR = "administrator"
    COUNTER = "counter"
    """Held by jobs that count or carry out what no person may read (`zones.case(read_by=…)`). The
    database refuses a membership with it."""


MaybeId = Any
"""A UUID, or None outside every municipality or collaboration.

Loose on purpose: rooms look rows up and make them by these ids, and one that is None finds nothing
(no tenant column is ever NULL) and makes nothing (the database refuses it).
"""


@dataclass(frozen=True)
class CollaborationPlace:
    """An actor's place in one collaboration: which it is and who the actor is there."""

    id: UUID
    name: str
    municipalities: int
    colleague_id: UUID | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Actor:
    """A person in one municipality at work, or a job that acts for one.

    `settings` are the municipality's settings in force today. `collaborations` is every
    collaboration the municipality takes part in; the first is the one rooms work in. `new_since` is when she
    began in the municipality; None for one who was there when it began here, and one who is lent
    (`is_lent`: another municipality is her employer).
    """

    account_id: MaybeId = None
    membership_id: UUID | None = None
    name: str = ""
    municipality_id: MaybeId = None
    municipality_name: str = ""
    unit_id: UUID | None = None
    unit_name: str = ""
    roles: frozenset[Role] = frozenset()
    collaborations: tuple[CollaborationPlace, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    office: str = ""
    new_since: date | None = None
    is_lent: bool = False
    language: str = "sv"
    job: str = ""

    @property
    def collaboration(self) -> CollaborationPlace | None:
        """The collaboration that rooms work in, None outside all."""
        return self.collaborations[0] if self.collaborations else None

    @property
    def collaboration_id(self) -> MaybeId:
        return self.collaborations[0].id if self.collaborations else None

    @property
    def colleague_id(self) -> MaybeId:
        return self.collaborations[0].colleague_id if self.collaborations else None

    def has(self, *roles: Role) -> bool:
        """Whether the actor holds one of the roles."""
        return not self.roles.isdisjoint(roles)


class ActorError(RuntimeError):
    """The core was asked to set an actor where one is set, or to write without one."""


def job_for(
    *,
    job: str,
    collaboration_id: UUID | None = None,
    municipality_id: UUID | None = None,
    account_id: UUID | None = None,
    roles: frozenset[Role] = frozenset(),
) -> Actor:
    """A job's actor: it states for whom it acts and sees what they see, no more.

    `roles` are those whose rows it must read or change (see `zones.case`), mostly none.
    """
    places = (CollaborationPlace(collaboration_id, "", 0),) if collaboration_id else ()
    return Actor(
        account_id=account_id,
        municipality_id=municipality_id,
        collaborations=places,
        roles=roles,
        job=job,
    )


HOUSE_ID = UUID(int=0)
"""Stands for the municipality where an actor has none: the installation's own log."""

NAMES = ("account", "municipality", "collaborations", "office", "roles", "opened")


def _values(actor: Actor) -> tuple[str, ...]:
    house = HOUSE_ID if actor.office else ""
    return (
        str(actor.account_id or ""),
        str(actor.municipality_id or house),
        "{" + ",".join(str(place.id) for place in actor.collaborations) + "}"
        if actor.collaborations
        else "",
        actor.office,
        "{" + ",".join(sorted(actor.roles)) + "}" if actor.roles else "",
        "",  # nothing is opened before a gate has looked (`access.open_rows`)
    )


def open_rows(ids: Iterable[UUID | str]) -> None:
    """Let the rest of this transaction reach the rows of these (`zones.case(opened_by=…)`).

    For gates (through `access.open_rows`) and for jobs, which go through what they count.

    Raises:
        ActorError: no actor is set.
    """
    if current() is None:
        raise ActorError("rows are opened for an actor")
    more = "{" + ",".join(str(each) for each in ids) + "}"
    query = (
        "select set_config('kollega.opened', (coalesce(nullif(current_setting('kollega.opened', true),"
        " ''), '{}')::uuid[] || %s::uuid[])::text, true)"
    )
    # As with the actor: below Django's cursor, for it is none of the page's statements.
    with connection.wrap_database_errors:
        connection.connection.execute(query, [more], prepare=False)


def _set(values: tuple[str, ...], *, read_only: bool = False) -> None:
    calls = sql.SQL(", ").join(
        sql.SQL("set_config({}, {}, true)").format(
            sql.Literal(f"kollega.{name}"), sql.Literal(value)
        )
        for name, value in zip(NAMES, values, strict=True)
    )
    query = sql.SQL("select {}").format(calls)
    if read_only:
        query = sql.SQL("set transaction read only; ") + query
    # Below Django's cursor: several statements in one round trip, and none of them is the page's.
    connection.ensure_connection()
    with connection.wrap_database_errors:
        connection.connection.execute(query, prepare=False)


@contextmanager
def acting(actor: Actor, *, read_only: bool = False) -> Iterator[Actor]:
    """One transaction as this actor. Refuses to begin inside another actor's.

    Raises:
        ActorError: an actor is set on this connection already, or nothing of what was done in the
            block can be stored: an error of the database was swallowed, or the connection is lost.
    """
    if getattr(connection, "kollega_actor", None) is not None:
        raise ActorError("an actor is set already; one transaction has one actor")
    with transaction.atomic():
        connection.kollega_actor = actor  # type: ignore[attr-defined]
        try:
            _set(_values(actor), read_only=read_only)
            yield actor
            _require_healthy()
            # Inside an outer transaction (a test's) the settings would outlive this block. After
            # an error there is nothing to do: going back to the savepoint takes them away.
            if connection.savepoint_ids and not connection.needs_rollback:
                _set(("",) * len(NAMES))
        finally:
            connection.kollega_actor = None  # type: ignore[attr-defined]


def _require_healthy() -> None:
    """Refuse to end as if stored: COMMIT after a swallowed error is a silent ROLLBACK."""
    if connection.closed_in_transaction:
        raise ActorError("the connection was closed inside the transaction")
    if connection.needs_rollback:
        return  # somebody asked for it
    if connection.connection.info.transaction_status is TransactionStatus.INERROR:
        raise ActorError("an error of the database was caught without a savepoint around it")


def current() -> Actor | None:
    """The actor of the open transaction; for the core's own checks, never for a room."""
    return getattr(connection, "kollega_actor", None)

"""The access log: who opened what, and why. Written after COMMIT; without it there is no page.

A room's gate notes what it opened (`opened`); the request order writes the rows. Writes of weight
are noted by services in the same transaction (`audit`). Both tables only grow, and are sealed
every minute (`seals`). What a log reviewer sees of them is `review`.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

from kollega.core import actor as actor_module
from kollega.core.actor import HOUSE_ID, Actor, acting
from kollega.core.models.log import AccessRow, AuditRow


@dataclass(frozen=True)
class Opened:
    """One thing that was shown: its kind, its id, whose matter it is and why it was opened."""

    subject_kind: str
    subject_id: UUID
    person_id: UUID | None = None
    reason: str = ""


_trace: ContextVar[list[Opened] | None] = ContextVar("kollega_access_trace", default=None)


@contextmanager
def tracing() -> Iterator[list[Opened]]:
    """Collect what the gates open inside the block."""
    trace: list[Opened] = []
    token = _trace.set(trace)
    try:
        yield trace
    finally:
        _trace.reset(token)


def opened(
    subject_kind: str, subject_id: UUID, *, person_id: UUID | None = None, reason: str = ""
) -> None:
    """A gate let somebody see this object. Outside a request (a job, a test) nothing is noted."""
    trace = _trace.get()
    if trace is not None:
        seen = Opened(subject_kind, subject_id, person_id, reason)
        if seen not in trace:
            trace.append(seen)


def open_rows(
    subject_kind: str, subject_id: UUID, *, person_id: UUID | None = None, reason: str = ""
) -> None:
    """A gate opens this case, person or plan: its rows can be reached, and the log tells of it."""
    opened(subject_kind, subject_id, person_id=person_id, reason=reason)
    actor_module.open_rows([subject_id])


def opened_many(subject_kind: str, subject_ids: Iterable[UUID]) -> None:
    """A gate let somebody take all of these along at once: a file that they are in."""
    trace = _trace.get()
    if trace is not None:
        seen = dict.fromkeys(trace) | dict.fromkeys(
            Opened(subject_kind, each) for each in subject_ids
        )
        trace[:] = seen


def write(
    actor: Actor, trace: list[Opened], *, verb: str, request_id: str = "", status: int = 200
) -> None:
    """One row per thing opened, or one for the page where it opened nothing in particular."""
    common = {
        "municipality_id": actor.municipality_id or HOUSE_ID,
        "account_id": actor.account_id,
        "roles": ",".join(sorted(actor.roles)),
        "verb": verb,
        "request_id": request_id,
        "status": status,
    }
    rows = [
        AccessRow(
            **common,
            subject_kind=each.subject_kind,
            subject_id=each.subject_id,
            person_id=each.person_id,
            reason=each.reason,
        )
        for each in trace
    ] or [AccessRow(**common)]
    with acting(_logged_as(actor)):
        AccessRow.objects.bulk_create(rows)


def audit(
    actor: Actor,
    verb: str,
    subject_kind: str,
    subject_id: UUID,
    *,
    person_id: UUID | None = None,
    reason: str = "",
) -> None:
    """Note a write of weight in the same transaction as the write itself.

    `reason` says why in the house's words; it never carries what somebody wrote about a person.
    """
    AuditRow(
        municipality_id=actor.municipality_id or HOUSE_ID,
        account_id=actor.account_id,
        roles=",".join(sorted(actor.roles)),
        job=actor.job,
        verb=verb,
        subject_kind=subject_kind,
        subject_id=subject_id,
        person_id=person_id,
        reason=reason,
    ).save(force_insert=True)


def _logged_as(actor: Actor) -> Actor:
    """An actor outside every municipality writes to the installation's own log."""
    if actor.municipality_id:
        return actor
    return Actor(account_id=actor.account_id, municipality_id=HOUSE_ID, office=actor.office)

"""What a log reviewer sees: who in the own municipality did what, newest first.

A reviewer must never learn who asked a question whose signature is withheld, nor who stepped out of
one. A verb or a minute beside the question's own would tell. So only kinds that a room has said to
be `reviewable` are shown row by row, without the object's id; of everything else is told only that
somebody was at work in the product that day. Why: docs/decisions/seals.md.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils.translation import gettext as _

from kollega.core import clock
from kollega.core.actor import Actor, Role

PAGE = 50

_reviewable: set[str] = set()


def reviewable(*kinds: str) -> None:
    """A room says, at start, which kinds of object nobody's signature is withheld from."""
    _reviewable.update(kinds)


@dataclass(frozen=True)
class ReviewRow:
    """One line. `log` is 'access', 'audit' or 'day'; then `at` is the day's beginning in Sweden,
    and all that follows `account_id` is empty."""

    at: datetime
    log: str
    account_id: UUID | None
    roles: tuple[str, ...] = ()
    verb: str = ""
    subject_kind: str = ""
    person_id: UUID | None = None
    reason: str = ""


@dataclass(frozen=True)
class ReviewPage:
    """A page of lines, newest first. `page` counts from 1."""

    rows: tuple[ReviewRow, ...]
    page: int
    has_next: bool


# Shown row by row; and, of all the rest, who was at work on which day.
_QUERY = """
    with access as (
        select * from core_accessrow
        where municipality_id = %(municipality)s and at >= %(start)s and at < %(end)s
          and (%(account)s::uuid is null or account_id = %(account)s)
    ), audit as (
        select * from core_auditrow
        where municipality_id = %(municipality)s and at >= %(start)s and at < %(end)s
          and (%(account)s::uuid is null or account_id = %(account)s)
    )
    select at, 'access' as log, account_id, roles, verb, subject_kind, person_id, reason, id
    from access where subject_kind = any (%(kinds)s)
    union all
    select at, 'audit', account_id, roles, verb, subject_kind, person_id, reason, id
    from audit where subject_kind = any (%(kinds)s)
    union all
    select distinct date_trunc('day', at, 'Europe/Stockholm'), 'day', account_id,
           '', '', '', null::uuid, '', null::uuid
    from (
        select at, account_id from access where subject_kind <> all (%(kinds)s)
        union all
        select at, account_id from audit where subject_kind <> all (%(kinds)s)
    ) rest where account_id is not null
    order by at desc, log, account_id, id
    limit %(limit)s offset %(offset)s
"""


def rows_for_review(
    actor: Actor, *, day_from: date, day_to: date, account_id: UUID | None = None, page: int = 1
) -> ReviewPage:
    """The log of the actor's municipality from one day to another, both included; with
    `account_id` that person's rows only.

    Raises:
        PermissionDenied: the actor is not a log reviewer.
    """
    if not actor.has(Role.LOG_REVIEWER) or actor.municipality_id is None:
        raise PermissionDenied(_("Bara den som är logggranskare kan läsa loggen."))
    page = max(page, 1)
    values: dict[str, Any] = {
        "municipality": actor.municipality_id,
        "start": _midnight(day_from),
        "end": _midnight(day_to + timedelta(days=1)),
        "account": account_id,
        "kinds": sorted(_reviewable),
        "limit": PAGE + 1,
        "offset": (page - 1) * PAGE,
    }
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, values)
        found = cursor.fetchall()
    rows = tuple(
        ReviewRow(at, log, account, tuple(roles.split(",")) if roles else (), *rest)
        for at, log, account, roles, *rest, _id in found[:PAGE]
    )
    return ReviewPage(rows, page, has_next=len(found) > PAGE)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.STOCKHOLM)

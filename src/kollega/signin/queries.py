"""Reads of sign-in: where an account works, and where it is signed in."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils.crypto import constant_time_compare

from kollega.core import clock
from kollega.core.actor import Role
from kollega.core.models import Account
from kollega.organisation.models import ROLE_LABELS
from kollega.signin.devices import device
from kollega.signin.identity import ONLY
from kollega.signin.middleware import BEGAN, SEEN, SessionLimits


@dataclass(frozen=True)
class MembershipLine:
    """One of the account's memberships. `when` tells how it stands: "now", "later" or "ended"."""

    id: UUID
    municipality: str
    unit: str
    roles: str
    valid_from: date
    valid_to: date | None
    when: str


@dataclass(frozen=True)
class SignedIn:
    """Somewhere the account is signed in."""

    id: int
    device: str
    began: datetime
    seen: datetime
    current: bool


def memberships(account: Account, *, only: str = "") -> list[MembershipLine]:
    """Every membership of the account, those that hold today first: in all municipalities, or in
    the only one that this sign-in opens."""
    rows = [each for each in _rows(account) if only in ("", each["municipality_id"])]
    lines = [_line(each) for each in rows]
    order = ("now", "later", "ended")
    return sorted(lines, key=lambda line: order.index(line.when))


def municipality_ids(account: Account) -> set[UUID]:
    """Where the account has, has had or will have a place."""
    return {UUID(each["municipality_id"]) for each in _rows(account)}


def _rows(account: Account) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute("select signin_memberships(%s)::text", [account.id])
        (found,) = cursor.fetchone()
    rows: list[dict[str, Any]] = json.loads(found)
    return rows


def _line(row: dict[str, Any]) -> MembershipLine:
    today = clock.today()
    valid_from = date.fromisoformat(row["valid_from"])
    valid_to = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
    when = "now"
    if valid_from > today:
        when = "later"
    elif valid_to is not None and valid_to < today:
        when = "ended"
    return MembershipLine(
        id=UUID(row["membership"]),
        municipality=row["municipality"],
        unit=row["unit"],
        roles=", ".join(str(ROLE_LABELS[Role(role)]) for role in row["roles"]),
        valid_from=valid_from,
        valid_to=valid_to,
        when=when,
    )


def sign_ins(account: Account, *, current_key: str, only: str = "") -> list[SignedIn]:
    """Where the account is signed in now, this one first, then the latest seen; all, or those that
    one municipality's directory began."""
    found = list(_living(account, current_key, only))
    return sorted(found, key=lambda one: (not one.current, -one.seen.timestamp()))


def _living(account: Account, current_key: str, only: str) -> Iterator[SignedIn]:
    """Those whose next request would be let in: stored, of today's password, within the limits."""
    rows = {row.session_key: row for row in UserSession.objects.filter(user=account)}
    for stored in Session.objects.filter(pk__in=rows, expire_date__gt=clock.now()):
        content, row = stored.get_decoded(), rows[stored.session_key]
        if only not in ("", content.get(ONLY)):
            continue
        password = content.get("_auth_user_hash", "")
        if not constant_time_compare(password, account.get_session_auth_hash()):
            continue
        began = content.get(BEGAN, row.created_at.timestamp())
        seen = content.get(SEEN, began)
        current = row.session_key == current_key
        if SessionLimits.ended(began, seen) and not current:
            continue
        yield SignedIn(
            id=row.pk,
            device=device(row.user_agent),
            began=datetime.fromtimestamp(began, UTC),
            seen=datetime.fromtimestamp(seen, UTC),
            current=current,
        )

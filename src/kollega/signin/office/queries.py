"""What the administrator's screens show of the directory."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from allauth.socialaccount.models import SocialAccount
from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q

from kollega.core.actor import Actor, Role
from kollega.organisation.api import staff_names
from kollega.organisation.models import ROLE_LABELS
from kollega.signin import directory
from kollega.signin.models import DirectoryGroup, DirectoryPerson, ScimToken
from kollega.swedish import sort_key

PAGE = 50


@dataclass(frozen=True)
class GroupLine:
    """What a group gives."""

    id: UUID
    group: str
    label: str
    unit: str
    roles: str


def groups(actor: Actor) -> list[GroupLine]:
    """Every group that gives something, by what it is called."""
    rows = DirectoryGroup.objects.filter(municipality_id=actor.municipality_id)
    lines = [
        GroupLine(
            id=row.id,
            group=row.group,
            label=row.label or row.group,
            unit=row.unit.name,
            roles=", ".join(str(ROLE_LABELS[Role(role)]) for role in row.roles),
        )
        for row in rows.select_related("unit")
    ]
    return sorted(lines, key=lambda line: (sort_key(line.label), line.unit))


@dataclass(frozen=True)
class TokenLine:
    """A key for the directory. `used_on` is the day it was last used."""

    id: UUID
    name: str
    made_at: datetime
    made_by: str
    used_on: date | None
    revoked_at: datetime | None


def scim_tokens(actor: Actor) -> list[TokenLine]:
    """The municipality's keys, those that open something first. Two statements."""
    rows = list(
        ScimToken.objects.filter(municipality_id=actor.municipality_id).order_by(
            F("revoked_at").desc(nulls_first=True), "-made_at"
        )[:20]
    )
    names = staff_names(actor, [row.made_by_id for row in rows]) if rows else {}
    return [
        TokenLine(
            row.id,
            row.name,
            row.made_at,
            names.get(row.made_by_id, ""),
            row.used_on,
            row.revoked_at,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Known:
    """How many the directory knows: in all, shut out, and waiting for a provider that is silent."""

    people: int
    shut_out: int
    silent: int


def known(actor: Actor) -> Known:
    """One statement."""
    found = DirectoryPerson.objects.filter(municipality_id=actor.municipality_id).aggregate(
        people=Count("pk"),
        shut_out=Count("pk", filter=Q(active=False)),
        silent=Count("pk", filter=Q(active=True, silent_since__isnull=False)),
    )
    return Known(**found)


@dataclass(frozen=True)
class PersonLine:
    """Somebody whom the directory knows. `state` is "silent", "out", "nobody" (no account here), "in"."""

    id: UUID
    name: str
    user_name: str
    state: str
    since: datetime | None
    joined: bool


def people(
    actor: Actor, *, page: int, state: str, issuers: list[str]
) -> "tuple[list[PersonLine], Page[DirectoryPerson]]":
    """One page of the people, all or those in one state. Three statements."""
    rows = DirectoryPerson.objects.filter(municipality_id=actor.municipality_id)
    if state == "silent":
        rows = rows.filter(active=True, silent_since__isnull=False)
    elif state == "out":
        rows = rows.filter(active=False)
    shown = Paginator(rows.select_related("account").order_by("user_name", "id"), PAGE).get_page(
        page
    )
    accounts = [row.account_id for row in shown if row.account_id]
    joined = set(
        SocialAccount.objects.filter(user__in=accounts, provider__in=issuers).values_list(
            "user_id", flat=True
        )
    )
    return [_line(row, joined) for row in shown], shown


def _line(row: DirectoryPerson, joined: set[UUID]) -> PersonLine:
    state = "in"
    if not row.active:
        state = "out"
    elif row.account_id is None:
        state = "nobody"
    elif row.silent_since is not None:
        state = "silent"
    return PersonLine(
        id=row.id,
        name=directory.shown_name(row),
        user_name=str(row.record.get("userName") or row.user_name),
        state=state,
        since=row.silent_since,
        joined=row.account_id in joined,
    )

"""Zones: who may see a table's rows, decided by the database.

Every model states its zone in a class attribute, `zone = case()` and so on. From that statement
alone the grants, the row policies and the composite foreign keys are written, each time the
database is migrated (`zoning.apply`). Nothing about a policy is written by hand, and a table without a
zone has no grants at all: what is forgotten stays closed.

A policy reads only the transaction's own settings, never a table. An unset setting is NULL and
matches nothing. See PostgreSQL 18, "Row Security Policies".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from django.apps import apps
from django.db import models

from kollega.core.actor import Role

WEB_ROLE = "kollega_web"


class Kind(StrEnum):
    """The six zones."""

    CASE = "case"
    """One municipality's own: `municipality_id`."""
    SHARED = "shared"
    """What a collaboration shares: `collaboration_id`."""
    PERSON = "person"
    """One account's own: `account_id`."""
    BRIDGE = "bridge"
    """Sent by one municipality to another: `sender_id` and `receiver_id`."""
    OPEN = "open"
    """Read by everyone, written by the installation's administrator."""
    HOUSE = "house"
    """Accounts, sessions, jobs: no policy, no client data, never read by a room."""


TENANT = {
    Kind.CASE: "municipality_id",
    Kind.SHARED: "collaboration_id",
    Kind.PERSON: "account_id",
    Kind.BRIDGE: "sender_id",
}


@dataclass(frozen=True)
class Zone:
    """What a model states about itself.

    `tenant`: the column that carries the tenant. `private_to`: columns holding accounts; with
    them a row is seen by those accounts only. `read_by`: roles; with them a row is added by anybody in
    the municipality, and read, changed and removed by those roles only. `told_to`: a column holding the
    account that a row with `read_by` is about: she reads it too, and changes nothing. `about`: the same,
    but she changes and removes it as well: it waits for her answer, or is hers to take back. `shown_to`: a column
    of a person's own row holding a municipality; where it is filled, those who hold a role of `read_by`
    there read the row too, and change nothing. `narrowed_by`: a column that,
    where filled, closes a shared row to all municipalities but that one. `closed_by`: a column that,
    where filled, closes a shared row to everybody (what was taken down); only a room's own narrow
    function opens it again. `opened_by`: columns of a municipality's own row holding the case, person or
    plan that it belongs to; the row is read and written only in a transaction in which a gate has opened
    one of them (`access.open_rows`), and so never without a line in the access log. `append_only`: rows are added and read, never changed or removed, by
    the web role. `unchanging`: never changed, but removed with what they belong to. `plain`: text
    fields that are not free text, with the
    reason why (`border` demands cleared text of every other text field in the shared zone).
    """

    kind: Kind
    tenant: str = ""
    private_to: tuple[str, ...] = ()
    read_by: tuple[Role, ...] = ()
    told_to: str = ""
    about: str = ""
    shown_to: str = ""
    narrowed_by: str = ""
    closed_by: str = ""
    opened_by: tuple[str, ...] = ()
    append_only: bool = False
    unchanging: bool = False
    plain: Mapping[str, str] = field(default_factory=dict)


def case(
    *,
    private_to: Iterable[str] = (),
    read_by: Iterable[Role] = (),
    told_to: str = "",
    opened_by: Iterable[str] = (),
    about: str = "",
    append_only: bool = False,
    unchanging: bool = False,
    tenant: str = "",
) -> Zone:
    """Rows of one municipality; with `private_to` of some accounts, with `read_by` of some roles, with
    `opened_by` only of what a gate has opened.
    """
    return Zone(
        Kind.CASE,
        tenant or TENANT[Kind.CASE],
        tuple(private_to),
        tuple(read_by),
        told_to,
        about,
        opened_by=tuple(opened_by),
        append_only=append_only,
        unchanging=unchanging,
    )


def shared(
    *,
    plain: Mapping[str, str] | None = None,
    narrowed_by: str = "",
    closed_by: str = "",
    append_only: bool = False,
    unchanging: bool = False,
    tenant: str = "",
) -> Zone:
    """Rows of one collaboration, read by all municipalities in it."""
    return Zone(
        Kind.SHARED,
        tenant or TENANT[Kind.SHARED],
        narrowed_by=narrowed_by,
        closed_by=closed_by,
        append_only=append_only,
        unchanging=unchanging,
        plain=plain or {},
    )


def person(*, shown_to: str = "", read_by: Iterable[Role] = (), append_only: bool = False) -> Zone:
    """Rows of one account; with `shown_to` also read by some roles where she shows them."""
    return Zone(
        Kind.PERSON,
        TENANT[Kind.PERSON],
        read_by=tuple(read_by),
        shown_to=shown_to,
        append_only=append_only,
    )


def bridge(
    *,
    read_by: Iterable[Role] = (),
    about: str = "",
    append_only: bool = True,
    unchanging: bool = False,
) -> Zone:
    """Rows sent from one municipality to another; both read, the sender writes.

    `read_by` are roles in either of the two. `unchanging` (in place of `append_only`) lets the sender
    destroy what is kept no longer.
    """
    return Zone(
        Kind.BRIDGE,
        TENANT[Kind.BRIDGE],
        read_by=tuple(read_by),
        about=about,
        append_only=append_only and not unchanging,
        unchanging=unchanging,
    )


def open_to_all() -> Zone:
    """Rows read by everyone signed in or not, written by the installation's administrator."""
    return Zone(Kind.OPEN)


def house() -> Zone:
    """The installation's own rows, without policy and without client data."""
    return Zone(Kind.HOUSE)


# Tables of Django and of libraries cannot state a zone themselves. All are the house's own.
LIBRARY_APPS = {
    "account",
    "auth",
    "contenttypes",
    "mfa",
    "procrastinate",
    "sessions",
    "socialaccount",
    "usersessions",
}
# Made by Django and procrastinate outside the models; the web role reads or works them.
LIBRARY_TABLES = {"django_migrations": "select"}


def zone_of(model: type[models.Model]) -> Zone | None:
    """The zone a model states, or None where it states none."""
    if model._meta.app_label in LIBRARY_APPS:
        return house()
    return getattr(model, "zone", None)


def zoned_models() -> list[type[models.Model]]:
    """Every model with a table, join tables included."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]


# --- What a zone means in SQL -------------------------------------------------------------------


def setting(name: str, cast: str) -> str:
    """One of the transaction's settings, NULL where unset, evaluated once per statement."""
    return f"(select nullif(current_setting('kollega.{name}', true), '')::{cast})"


ACCOUNT = setting("account", "uuid")
MUNICIPALITY = setting("municipality", "uuid")
# The cast stands outside the select: `any (select …)` would mean the rows of a query.
COLLABORATIONS = f"{setting('collaborations', 'text')}::uuid[]"
# What gates have opened in this transaction. As above, the cast stands outside.
OPENED = f"{setting('opened', 'text')}::uuid[]"
# Stands inside a select of its own, evaluated once for a statement.
_ROLES_HELD = "nullif(current_setting('kollega.roles', true), '')::text[]"
IS_ADMINISTRATOR = f"{setting('office', 'text')} = 'administrator'"


def _of_the_tenant(zone: Zone) -> str:
    tenant = f'"{zone.tenant}"'
    match zone.kind:
        case Kind.CASE:
            return f"{tenant} = {MUNICIPALITY}"
        case Kind.SHARED:
            return f"{tenant} = any ({COLLABORATIONS})"
        case Kind.PERSON:
            return f"{tenant} = {ACCOUNT}"
        case Kind.BRIDGE:
            return f'{MUNICIPALITY} in ("sender_id", "receiver_id")'
        case Kind.OPEN | Kind.HOUSE:
            return "true"


def _readable(zone: Zone) -> str:
    clause = _of_the_tenant(zone)
    if zone.private_to:
        columns = ", ".join(f'"{column}"' for column in zone.private_to)
        clause += f" and {ACCOUNT} in ({columns})"
    if zone.read_by:
        clause = _read_by_roles(zone, clause)
    if zone.opened_by:
        belongs = " or ".join(f'"{column}" = any ({OPENED})' for column in zone.opened_by)
        clause += f" and ({belongs})"
    if zone.narrowed_by:
        column = f'"{zone.narrowed_by}"'
        clause += f" and ({column} is null or {column} = {MUNICIPALITY})"
    if zone.closed_by:
        clause += f' and "{zone.closed_by}" is null'
    return clause


def _read_by_roles(zone: Zone, clause: str) -> str:
    """`clause`, for those who hold one of the zone's roles, and for whoever the row is about."""
    wanted = ", ".join(f"'{role}'" for role in zone.read_by)
    held = f"(select array[{wanted}] && {_ROLES_HELD})"
    if zone.shown_to:
        return f'({clause} or ("{zone.shown_to}" = {MUNICIPALITY} and {held}))'
    if concerned := zone.told_to or zone.about:
        return f'{clause} and ({held} or "{concerned}" = {ACCOUNT})'
    return f"{clause} and {held}"


def _writable(zone: Zone) -> str:
    match zone.kind:
        case Kind.OPEN:
            return IS_ADMINISTRATOR
        case Kind.BRIDGE:
            clause = f'"sender_id" = {MUNICIPALITY}'
            return _read_by_roles(zone, clause) if zone.read_by else clause
        case Kind.PERSON:
            return _readable(replace(zone, read_by=()))
        case _:
            return _readable(replace(zone, told_to=""))


def _addable(zone: Zone) -> str:
    """Who may add a row: whoever may change it, and with `read_by` everybody in the municipality."""
    return _writable(replace(zone, read_by=()))


def policies(zone: Zone) -> dict[str, str]:
    """Policy name → the part of CREATE POLICY after the table's name; empty for HOUSE."""
    if zone.kind is Kind.HOUSE:
        return {}
    read, write = _readable(zone), _writable(zone)
    found = {
        "zone_select": f"for select using ({read})",
        "zone_insert": f"for insert with check ({_addable(zone)})",
    }
    if not (zone.append_only or zone.unchanging):
        found["zone_update"] = f"for update using ({write}) with check ({write})"
    if not zone.append_only:
        found["zone_delete"] = f"for delete using ({write})"
    return found


def grants(zone: Zone) -> str:
    """The web role's privileges on a table of this zone."""
    if zone.append_only:
        return "select, insert"
    return "select, insert, delete" if zone.unchanging else "select, insert, update, delete"


def composite_keys(model: type[models.Model]) -> Iterable[tuple[str, str, str, str]]:
    """(column, tenant, target table, target tenant) of each key between two tenant tables."""
    zone = zone_of(model)
    for key in model._meta.local_concrete_fields:
        if not isinstance(key, models.ForeignKey) or zone is None or not zone.tenant:
            continue
        target = key.related_model
        target_zone = zone_of(target)
        if (
            target_zone is None
            or target_zone.kind is not zone.kind
            or key.column == zone.tenant
            or target_zone.tenant == target._meta.pk.column
        ):
            continue
        yield key.column, zone.tenant, target._meta.db_table, target_zone.tenant


def statements(model: type[models.Model]) -> list[str]:
    """The SQL that closes one table by its zone. Running it again changes nothing."""
    zone = zone_of(model)
    table = f'"{model._meta.db_table}"'
    if zone is None:
        return [f"revoke all on {table} from {WEB_ROLE}"]
    lines = [
        f"revoke all on {table} from {WEB_ROLE}",
        f"grant {grants(zone)} on {table} to {WEB_ROLE}",
    ]
    if zone.kind is Kind.HOUSE:
        return lines
    lines += [f"alter table {table} enable row level security"]
    for name in ("zone_select", "zone_insert", "zone_update", "zone_delete"):
        lines.append(f"drop policy if exists {name} on {table}")
    for name, rest in policies(zone).items():
        lines.append(f"create policy {name} on {table} {rest}")
    return lines


def key_name(table: str, column: str) -> str:
    """What the composite key on a column is called."""
    return f"{table}_{column}_zone"[:63]


def key_statements(model: type[models.Model]) -> list[str]:
    """The composite foreign keys of one table: a reference can never cross a tenant's border."""
    lines = []
    table = model._meta.db_table
    for column, tenant, target, target_tenant in composite_keys(model):
        unique = f"{target}_{target_tenant}_id"[:63]
        name = key_name(table, column)
        lines += [
            f'create unique index if not exists "{unique}" on "{target}" ("{target_tenant}", id)',
            f'alter table "{table}" drop constraint if exists "{name}"',
            (
                f'alter table "{table}" add constraint "{name}" foreign key ("{tenant}", "{column}")'
                f' references "{target}" ("{target_tenant}", id) deferrable initially deferred'
            ),
        ]
    return lines


def functions() -> list[str]:
    """The rooms' own database functions: `functions.sql` beside a room's models, few and narrow."""
    files = (Path(config.path) / "functions.sql" for config in apps.get_app_configs())
    return [file.read_text() for file in files if file.exists()]

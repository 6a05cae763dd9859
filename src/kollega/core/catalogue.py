"""Whether the models keep the rules of zones, and whether the database is what the models state.

`model_faults` reads the models, `database_faults` the database's own catalogue, as owner. Each
returns sentences in Swedish, none where all is well. Both are used by `kollega check` and by
tests/test_catalogue.py. The rules and their reasons: docs/decisions/zones.md.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from kollega.core import zones
from kollega.core.fields import TenantKey
from kollega.core.zones import WEB_ROLE, Kind, Zone

OWNER_ROLE = "kollega_owner"
PRIVILEGES = ("select", "insert", "update", "delete", "truncate", "references", "trigger")
QUEUE_TABLES = "procrastinate_"


# --- What the models state ------------------------------------------------------------------------


def model_faults(models_: Iterable[type[models.Model]] | None = None) -> list[str]:
    """Every rule of zones that a model breaks; all models where none are given."""
    chosen = zones.zoned_models() if models_ is None else models_
    return [
        f"{model._meta.db_table}: {fault}" for model in chosen for fault in _faults_of_model(model)
    ]


def _faults_of_model(model: type[models.Model]) -> Iterator[str]:
    zone = zones.zone_of(model)
    if zone is None:
        yield "modellen anger ingen zon (zone = …), och tabellen är därför stängd"
        return
    columns = {each.column: each for each in model._meta.local_concrete_fields}
    needed = [zone.tenant, *zone.private_to, zone.narrowed_by, zone.closed_by, zone.about]
    if zone.kind is Kind.BRIDGE:
        needed.append("receiver_id")
    for column in needed:
        if column and column not in columns:
            yield f"zonen nämner kolumnen {column}, som inte finns"
    if zone.tenant and zone.tenant in columns and columns[zone.tenant].null:
        yield f"kolumnen {zone.tenant} får inte vara tom"
    yield from _key_faults(model, zone)
    for fields in _unique(model):
        if zone.tenant and fields[0] != zone.tenant:
            yield f"det unika villkoret på {', '.join(fields)} ska börja med {zone.tenant}"


def _key_faults(model: type[models.Model], zone: Zone) -> Iterator[str]:
    composite = {column for column, *_rest in zones.composite_keys(model)}
    for key in model._meta.local_concrete_fields:
        if not isinstance(key, models.ForeignKey):
            continue
        target = zones.zone_of(key.related_model)
        if isinstance(key, TenantKey):
            if key.column not in composite:
                yield f"{key.column} pekar på en tabell i en annan zon och får ingen sammansatt nyckel"
        elif (
            key.db_constraint  # type: ignore[attr-defined]  # missing in the stubs
            and target is not None
            and target.tenant
            and (not zone.tenant or key.column != zone.tenant)
        ):
            yield f"{key.column} ska vara en TenantKey: en vanlig nyckel ser förbi gränsen"


def _unique(model: type[models.Model]) -> Iterator[list[str]]:
    """The columns of each unique constraint but the primary key."""
    for each in model._meta.local_concrete_fields:
        if each.unique and not each.primary_key:
            yield [str(each.column)]
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            names = [model._meta.get_field(name) for name in constraint.fields]
            yield [str(getattr(each, "column", "")) for each in names] or ["ett uttryck"]
    for together in model._meta.unique_together:
        yield [str(getattr(model._meta.get_field(name), "column", "")) for name in together]


# --- What the database holds ----------------------------------------------------------------------


@dataclass
class Table:
    """One table or view as the database's catalogue describes it."""

    kind: str
    owner: str
    secured: bool
    is_partition: bool
    options: list[str]
    granted: set[str]
    other_grants: bool
    policies: dict[str, tuple[Any, ...]] = field(default_factory=dict)


def database_faults(connection: BaseDatabaseWrapper) -> list[str]:
    """Where the database differs from what the models state. `connection` is the owner's."""
    with connection.cursor() as cursor:
        tables = _tables(cursor)
        known = {model._meta.db_table: zones.zone_of(model) for model in zones.zoned_models()}
        faults: list[str] = []
        for name, zone in known.items():
            if name in tables:
                faults += [f"{name}: {fault}" for fault in _table_faults(tables[name], zone)]
            else:
                faults.append(f"{name}: tabellen saknas")
        for name in tables.keys() - known.keys():
            faults += [f"{name}: {fault}" for fault in _other_faults(name, tables[name])]
        faults += _policy_faults(connection, tables)
        faults += _missing_keys(cursor)
        faults += _crossing_keys(cursor, known)
        faults += _telling_indexes(cursor, known)
        faults += _function_faults(cursor)
    return faults


def _tables(cursor: CursorWrapper) -> dict[str, Table]:
    cursor.execute(
        """
        select c.relname, c.relkind, pg_get_userbyid(c.relowner), c.relrowsecurity,
               c.relispartition, coalesce(c.reloptions, '{}'),
               array(select p from unnest(%s::text[]) p
                     where has_table_privilege(%s, c.oid, p)),
               exists (select from aclexplode(c.relacl) a
                       where a.grantee not in (c.relowner, %s::regrole))
               or exists (select from pg_attribute t
                          where t.attrelid = c.oid and t.attacl is not null)
        from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
        """,
        [list(PRIVILEGES), WEB_ROLE, WEB_ROLE],
    )
    found = {
        name: Table(kind, owner, secured, is_partition, options, set(granted), other)
        for name, kind, owner, secured, is_partition, options, granted, other in cursor.fetchall()
    }
    for table, name, described in _policies(cursor, "public"):
        found[table].policies[name] = described
    return found


def _policies(cursor: CursorWrapper, schema: str) -> list[tuple[str, str, tuple[Any, ...]]]:
    cursor.execute(
        "select tablename, policyname, permissive, roles::text, cmd, qual, with_check"
        " from pg_policies where schemaname = %s or (%s = 'temp' and schemaname like 'pg_temp%%')",
        [schema, schema],
    )
    return [(table, name, tuple(rest)) for table, name, *rest in cursor.fetchall()]


def _table_faults(table: Table, zone: Zone | None) -> Iterator[str]:
    expected = {each.strip() for each in zones.grants(zone).split(",")} if zone else set()
    if table.granted != expected:
        yield (f"webbens roll får {_listed(table.granted)}, men ska få {_listed(expected)}")
    if table.owner != OWNER_ROLE:
        yield f"tabellen ägs av {table.owner}, men ska ägas av {OWNER_ROLE}"
    if table.other_grants:
        yield "någon annan än ägaren och webbens roll har rättigheter, eller så gäller de en kolumn"
    if zone and (zone.kind is not Kind.HOUSE) != table.secured:
        yield "radskyddet är avstängt" if not table.secured else "radskyddet ska inte vara på"


def _other_faults(name: str, table: Table) -> Iterator[str]:
    """A view, a table of a library's, or one that nobody states a zone for."""
    if name.startswith(QUEUE_TABLES) and table.kind == "r":
        expected = {"select", "insert", "update", "delete"}
    else:
        expected = set(zones.LIBRARY_TABLES.get(name, "").split())
    if table.kind == "m":
        yield "materialiserade vyer går förbi radskyddet och får inte finnas"
    elif table.kind == "v":
        if "security_invoker=true" not in table.options:
            yield "vyn ska ha security_invoker, annars går den förbi radskyddet"
    elif table.granted != expected:
        yield f"webbens roll får {_listed(table.granted)}, men ska få {_listed(expected)}"
    if table.is_partition and table.granted:
        yield "en partition får inte läsas för sig"
    if table.other_grants:
        yield "någon annan än ägaren och webbens roll har rättigheter"


def _listed(words: set[str]) -> str:
    return ", ".join(sorted(words)) or "ingenting"


def _policy_faults(connection: BaseDatabaseWrapper, tables: dict[str, Table]) -> list[str]:
    """Compare each policy with the same one written anew on an empty twin, then take the twin back.

    The database stores a policy in its own words; only it can say how ours would read there.
    """
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        twins: dict[str, str] = {}
        for number, model in enumerate(zones.zoned_models()):
            zone, table = zones.zone_of(model), model._meta.db_table
            if zone is None or table not in tables:
                continue
            twins[f"twin_{number}"] = table
            cursor.execute(f'create temporary table "twin_{number}" (like "{table}")')
            for name, rest in zones.policies(zone).items():
                cursor.execute(f'create policy {name} on "twin_{number}" {rest}')
        expected: dict[str, dict[str, tuple[Any, ...]]] = defaultdict(dict)
        for twin, name, described in _policies(cursor, "temp"):
            expected[twins[twin]][name] = described
        transaction.set_rollback(True, using=connection.alias)
    return [
        f"{table}: regeln {name} är inte den som modellen anger"
        for table in twins.values()
        for name in sorted(tables[table].policies.keys() | expected[table].keys())
        if tables[table].policies.get(name) != expected[table].get(name)
    ]


def _missing_keys(cursor: CursorWrapper) -> list[str]:
    """Composite keys that the models ask for and the database does not hold."""
    cursor.execute("select conname from pg_constraint where contype = 'f' and convalidated")
    present = {name for (name,) in cursor.fetchall()}
    return [
        f"{model._meta.db_table}: den sammansatta nyckeln på {column} saknas"
        for model in zones.zoned_models()
        for column, *_rest in zones.composite_keys(model)
        if zones.key_name(model._meta.db_table, column) not in present
    ]


def _crossing_keys(cursor: CursorWrapper, known: dict[str, Zone | None]) -> list[str]:
    """Keys into a tenant's table that do not carry the tenant: they see past the policies."""
    cursor.execute(
        """
        select s.relname, t.relname, k.conname,
               array(select attname::text from unnest(k.conkey) n
                     join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n)
        from pg_constraint k join pg_class s on s.oid = k.conrelid
                             join pg_class t on t.oid = k.confrelid
        where k.contype = 'f' and k.connamespace = 'public'::regnamespace
        """
    )
    faults = []
    for source, target, name, columns in cursor.fetchall():
        here, there = known.get(source), known.get(target)
        if there is None or not there.tenant:
            continue
        if here is None or not here.tenant or here.tenant not in columns:
            faults.append(f"{source}: nyckeln {name} till {target} bär inte ägarens kolumn")
    return faults


def _telling_indexes(cursor: CursorWrapper, known: dict[str, Zone | None]) -> list[str]:
    """Unique indexes across tenants: a refused row would tell that another has the same."""
    cursor.execute(
        """
        select t.relname, i.relname, coalesce(a.attname::text, '')
        from pg_index x join pg_class t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
        left join pg_attribute a on a.attrelid = x.indrelid and a.attnum = x.indkey[0]
        where x.indisunique and not x.indisprimary and t.relnamespace = 'public'::regnamespace
        """
    )
    return [
        f"{table}: det unika indexet {index} ska börja med {zone.tenant}"
        for table, index, first in cursor.fetchall()
        if (zone := known.get(table)) is not None and zone.tenant and first != zone.tenant
    ]


def _function_faults(cursor: CursorWrapper) -> list[str]:
    """Functions that run with their owner's rights: the rooms' own, as written, and no other."""
    written = "\n".join(zones.functions())
    named = set(re.findall(r"create or replace function\s+(\w+)", written, re.IGNORECASE))
    cursor.execute(
        """
        select proname, prosrc, coalesce(proconfig::text, ''),
               exists (select from aclexplode(coalesce(proacl, acldefault('f', proowner))) a
                       where a.grantee = 0)
        from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
        """
    )
    faults = []
    for name, source, settings, everyone in cursor.fetchall():
        if name not in named or source not in written:
            faults.append(f"funktionen {name} går förbi radskyddet och är inte produktens")
        if "search_path" not in settings:
            faults.append(f"funktionen {name} ska ha en egen search_path")
        if everyone:
            faults.append(f"funktionen {name} får köras av alla roller")
    return faults

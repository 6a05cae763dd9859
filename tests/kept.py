"""What every test begins with, built once and put aside: rows as they stand, and the objects they make.

Building the tests' people through the services takes more time than most tests do. Putting the same rows
back takes one statement, in the transaction that the test undoes.
"""

import os
import pickle
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db import connection, connections

_COLUMNS = """
select c.relname, array_agg(quote_ident(a.attname) order by a.attnum)
from pg_class c join pg_attribute a on a.attrelid = c.oid
where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0
  and not a.attisdropped and a.attgenerated = ''
group by 1 order by 1
"""
_SEQUENCES = """
select c.relname, a.attname, pg_get_serial_sequence(quote_ident(c.relname), a.attname)
from pg_class c join pg_attribute a on a.attrelid = c.oid
where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0
  and not a.attisdropped
  and pg_get_serial_sequence(quote_ident(c.relname), a.attname) is not null
"""


def put_aside(build: Callable[[], Any], schema: str) -> bytes:
    """Build, keep the rows in a schema of that name, and leave the tables as they were: empty.

    Returns the objects, as `again` reads them.
    """
    objects = pickle.dumps(build())
    from conftest import MIGRATED, empty

    with psycopg.connect(_admin_url(), autocommit=True) as admin:
        admin.execute(f"create schema {schema}")
        admin.execute(f"grant usage on schema {schema} to public")
        columns: dict[str, list[str]] = dict(admin.execute(_COLUMNS).fetchall())
        held = [name for name in columns if name not in MIGRATED and _has_rows(admin, name)]
        steps = []
        for name in held:
            admin.execute(f'create table {schema}."{name}" as table public."{name}"')
            listed = ", ".join(columns[name])
            steps.append(
                f'insert into public."{name}" ({listed}) overriding system value'
                f' select {listed} from {schema}."{name}"'
            )
        steps += [
            f'perform setval(\'{sequence}\', (select max("{column}") from {schema}."{name}"))'
            for name, column, sequence in admin.execute(_SEQUENCES).fetchall()
            if name in held
        ]
        # Nothing fires while rows are put back: what it would do stands among them.
        admin.execute(
            f"create function {schema}.again() returns void language plpgsql security definer"
            f" set session_replication_role = replica as $$ begin {'; '.join(steps)}; end $$"
        )
    empty(connections["owner"])
    connections.close_all()
    return objects


def again(objects: bytes, schema: str) -> Any:
    """The rows in their tables, in the open transaction, and the objects as they were when built."""
    with connection.cursor() as cursor:
        cursor.execute(f"select {schema}.again()")
    return pickle.loads(objects)


def _has_rows(admin: Any, name: str) -> bool:
    (found,) = admin.execute(f'select exists (select from public."{name}")').fetchone()
    return bool(found)


def _admin_url() -> str:
    parts = urlsplit(os.environ["KOLLEGA_TEST_ADMIN_URL"])
    return urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))

"""What each table holds, in one line: how many rows, and a digest over the digest of every row.

The same rows give the same line on any machine and PostgreSQL version, in whatever order they lie.
"""

import hashlib
from dataclasses import dataclass

import psycopg
from psycopg import sql

# What a row looks like as text depends on these.
_SAME_TEXT = (
    "set local timezone = 'UTC'; set local datestyle = 'ISO, MDY'; set local intervalstyle = 'iso_8601';"
    " set local extra_float_digits = 1; set local bytea_output = 'hex'; set local statement_timeout = 0"
)


@dataclass(frozen=True)
class Held:
    """A table's rows and their digest."""

    rows: int
    digest: str


def names(connection: psycopg.Connection[tuple[object, ...]]) -> list[str]:
    """Every ordinary table of the product."""
    found = connection.execute(
        "select tablename from pg_tables where schemaname = 'public' order by 1"
    ).fetchall()
    return [str(name) for (name,) in found]


def held(connection: psycopg.Connection[tuple[object, ...]]) -> dict[str, Held]:
    """Every table by name, in the open transaction. As owner: a policy that hid a row is an error."""
    connection.execute(_SAME_TEXT)
    return {name: _held(connection, name) for name in names(connection)}


def _held(connection: psycopg.Connection[tuple[object, ...]], name: str) -> Held:
    query = sql.SQL(
        "copy (select encode(sha256(convert_to(t::text, 'UTF8')), 'hex') from {} t order by 1) to stdout"
    ).format(sql.Identifier("public", name))
    digest, rows = hashlib.sha256(), 0
    with connection.cursor() as cursor, cursor.copy(query) as lines:
        for line in lines:
            digest.update(line)
            rows += bytes(line).count(b"\n")
    return Held(rows, digest.hexdigest())


def differences(wanted: dict[str, Held], found: dict[str, Held]) -> list[str]:
    """In Swedish, each table where what is found is not what was wanted."""
    told = []
    for name in sorted(wanted.keys() | found.keys()):
        was, now = wanted.get(name), found.get(name)
        if was == now:
            continue
        if was is None or now is None:
            told.append(f"{name}: tabellen {'är ny' if was is None else 'saknas'}")
        elif was.rows != now.rows:
            told.append(f"{name}: {now.rows} rader, men {was.rows} i säkerhetskopian")
        else:
            told.append(f"{name}: lika många rader, men inte samma innehåll")
    return told

"""Filling an archive from a running installation, while people write.

The last seals are copied first, then the database as one snapshot shows it: a kept seal is then never
newer than the database it is to vouch for. The journal of destruction is copied last, and so knows of
all that was destroyed up to then.
"""

import os
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import psycopg

from kollega import __version__
from kollega.cli.safekeeping import programs, tables
from kollega.cli.safekeeping.archive import DATABASE, JOURNAL, SEALS, Progress, Writer
from kollega.cli.safekeeping.secret import fingerprint
from kollega.signin import providers

Step = Callable[[str], Progress]
"""Tells what is being done now; gives back what is told of its progress."""

# Settings whose values are harmless to whoever may read the archive. All others are named only.
SHOWN = frozenset(
    {
        "KOLLEGA_ABSOLUTE_HOURS",
        "KOLLEGA_ADDRESS",
        "KOLLEGA_DATA",
        "KOLLEGA_HOSTS",
        "KOLLEGA_IDENTITY",
        "KOLLEGA_IDLE_MINUTES",
        "KOLLEGA_LOG_LEVEL",
        "KOLLEGA_MAIL_FROM",
        "KOLLEGA_PROXIES",
        "KOLLEGA_SMTP",
        "KOLLEGA_SMTP_TLS",
    }
)

ROLE = (
    "name",
    "login",
    "superuser",
    "bypass_policies",
    "create_role",
    "create_database",
    "replication",
    "settings",
)


def copy(url: str, folder: Path, target: Path, step: Step) -> tuple[str, dict[str, Any]]:
    """Write an archive of the database at `url` and of the data folder; its digest and manifest.

    Raises:
        FullDiskError, OSError: the archive could not be written; nothing of it is left.
        PostgresError: the database could not be read.
    """
    with Writer(target) as writer:
        step("Förseglingarna")
        _add_seals(writer, folder)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("begin isolation level repeatable read read only")
            connection.execute("set local idle_in_transaction_session_timeout = 0")
            row = connection.execute("select pg_export_snapshot(), now()").fetchone()
            snapshot, moment = cast("tuple[str, datetime]", row)
            progress = step("Databasen")
            major = connection.info.server_version // 10000
            with programs.dumping(url, major, snapshot) as process:
                writer.stream(DATABASE, cast("Any", process.stdout), progress)
            step("Vad varje tabell innehåller")
            manifest = _manifest(connection, folder, moment)
            connection.execute("commit")
        journal = folder / JOURNAL
        if journal.exists():
            writer.add(JOURNAL, journal)
        digest = writer.finish(manifest, step("Kontrolläser"))
    return digest, {**manifest, "parts": writer.parts}


def _add_seals(writer: Writer, folder: Path) -> None:
    for file in sorted((folder / "seals").glob("*.json")):
        writer.add(SEALS + file.name, file)


def _manifest(
    connection: psycopg.Connection[tuple[object, ...]], folder: Path, moment: datetime
) -> dict[str, Any]:
    migrations = connection.execute(
        "select app, name from django_migrations order by app, name"
    ).fetchall()
    return {
        "version": __version__,
        "made_at": moment.astimezone(UTC).isoformat(),
        "postgresql": connection.info.server_version // 10000,
        "migrations": [f"{app}.{name}" for app, name in migrations],
        "roles": _roles(connection),
        "tables": {name: asdict(each) for name, each in tables.held(connection).items()},
        "settings": settings(),
        "identity": _identity(),
        "secret_key": fingerprint(folder),
    }


def _roles(connection: psycopg.Connection[tuple[object, ...]]) -> list[dict[str, Any]]:
    """Our roles with attributes and settings; never a password, in no form."""
    found = connection.execute(
        "select rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,"
        " rolreplication, coalesce(rolconfig, '{}') from pg_roles"
        " where rolname = any (array['kollega_owner', 'kollega_web']) order by 1"
    )
    return [dict(zip(ROLE, row, strict=True)) for row in found.fetchall()]


def settings() -> dict[str, str | None]:
    """The environment's settings of ours; None where the value may be secret and is left out."""
    ours = sorted(name for name in os.environ if name.startswith(("KOLLEGA_", "DATABASE_")))
    return {name: os.environ[name] if name in SHOWN else None for name in ours}


def _identity() -> list[dict[str, Any]]:
    """The municipalities' identity providers as the operator wrote them down, without the secrets."""
    file = os.environ.get("KOLLEGA_IDENTITY")
    return providers.without_secrets(Path(file).expanduser()) if file else []

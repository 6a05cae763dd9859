"""What every subcommand needs to know of this installation: its folder, its database, Django."""

import contextlib
import gc
import os
from collections.abc import Iterator
from pathlib import Path

from .postgres import InUseError, PostgresError, Server, attach, start

PROJECT = Path(__file__).resolve().parents[3]
OLDEST_POSTGRES = 16


def data_folder() -> Path:
    """Where the installation keeps what it owns: `KOLLEGA_DATA`, else `data` in the project."""
    return Path(os.environ.get("KOLLEGA_DATA") or PROJECT / "data").expanduser().resolve()


def has_own_server() -> bool:
    """Whether the environment names a database server, so that the embedded one is not used.

    Raises PostgresError where only one of the two addresses is given.
    """
    given = [name for name in ("DATABASE_URL", "DATABASE_OWNER_URL") if os.environ.get(name)]
    if len(given) == 1:
        raise PostgresError(
            f"{given[0]} är satt, men både DATABASE_URL (webbens roll) och DATABASE_OWNER_URL "
            "(ägarens roll) behövs. Se 'kollega setup-database --help'."
        )
    return bool(given)


def require_own_server() -> None:
    """Refuse a given server that does not answer, or is older than PostgreSQL 16."""
    import psycopg

    from .postgres.roles import require_version

    for name in ("DATABASE_OWNER_URL", "DATABASE_URL"):
        try:
            with psycopg.connect(os.environ[name], connect_timeout=10) as connection:
                require_version(connection)
        except psycopg.Error as error:
            reason = str(error).strip().splitlines()[-1]
            raise PostgresError(f"Databasservern i {name} svarar inte: {reason}") from error


def require_identity() -> None:
    """Refuse to start with a file of identity providers that is wrong, and say what is wrong in it."""
    file = os.environ.get("KOLLEGA_IDENTITY")
    if not file:
        return
    from kollega.signin import providers

    try:
        providers.read(Path(file).expanduser())
    except providers.IdentityError as error:
        faults = "\n".join(f"  {fault}" for fault in error.faults)
        raise PostgresError(
            f"Kommunernas inloggning (KOLLEGA_IDENTITY) är fel:\n{faults}"
        ) from error


def use(server: Server) -> None:
    """Point this process and its children to the embedded server."""
    os.environ["DATABASE_URL"] = server.web_url
    os.environ["DATABASE_OWNER_URL"] = server.owner_url
    os.environ["KOLLEGA_DATA"] = str(server.place.data_folder)


@contextlib.contextmanager
def database(command: str) -> Iterator[None]:
    """A database for one subcommand: the given one, the running one, or one started for as long."""
    if has_own_server():
        require_own_server()
        yield
        return
    try:
        server = start(data_folder(), command=command)
    except InUseError:
        server = attach(data_folder())
    use(server)
    try:
        yield
    finally:
        _disconnect()
        server.stop()


def setup_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kollega.site.settings")
    import django

    django.setup()
    gc.freeze()  # what is loaded now lives to the end: the collector need not look through it


def _disconnect() -> None:
    """Close Django's connections, if any, before the server under them stops."""
    with contextlib.suppress(ImportError):
        from django.conf import settings
        from django.db import connections

        if settings.configured:
            connections.close_all()

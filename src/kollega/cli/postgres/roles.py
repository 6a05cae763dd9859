"""The product's two roles and its database, on the embedded server or on one of your own.

`kollega_owner` owns the tables and may pass row policies; with row_security off, a policy that
would hide a row from it is an error and never an empty result. `kollega_web` serves web and worker:
it owns nothing, cannot pass a policy and has limits on time.
"""

import os

import psycopg

from .errors import PostgresError
from .passwords import Passwords

OWNER = "kollega_owner"
WEB = "kollega_web"
DATABASE = "kollega"
OLDEST_SERVER = 160000
# Written last: where it stands, roles, database and grants are all there.
_DONE = "Digital kollega"

_ROLE_SETTINGS = f"""
ALTER ROLE {OWNER} SET row_security = off;
ALTER ROLE {WEB} SET statement_timeout = '15s';
ALTER ROLE {WEB} SET lock_timeout = '3s';
ALTER ROLE {WEB} SET idle_in_transaction_session_timeout = '30s';
"""


def require_version(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Refuse a server older than PostgreSQL 16."""
    version = connection.info.server_version
    if version < OLDEST_SERVER:
        raise PostgresError(
            f"Databasservern är PostgreSQL {version // 10000}. Digital kollega behöver 16 eller senare."
        )


def setup_roles(admin_url: str, passwords: Passwords, database: str = DATABASE) -> None:
    """Create or correct the roles and create the database. May be run again.

    admin_url: a role that may create roles with BYPASSRLS and databases (a superuser).
    """
    with psycopg.connect(admin_url, autocommit=True) as connection:
        require_version(connection)
        for role, password, attributes in (
            (OWNER, passwords.owner, "BYPASSRLS"),
            (WEB, passwords.web, "NOBYPASSRLS"),
        ):
            # Hashed here: the password itself never reaches the server or its log.
            secret = connection.pgconn.encrypt_password(
                password.encode(), role.encode(), b"scram-sha-256"
            ).decode()
            connection.execute(_role(role, attributes, secret).encode())
        connection.execute(_ROLE_SETTINGS.encode())
        create_database(connection, database)
    _grant(admin_url, database)


def create_database(
    connection: psycopg.Connection[tuple[object, ...]], database: str, template: str = "template0"
) -> None:
    """Create a database of the owner's in C.UTF-8, if it is missing (autocommit connection)."""
    exists = connection.execute(
        "SELECT 1 FROM pg_database WHERE datname = %s", [database]
    ).fetchone()
    if exists:
        return
    statement = _database(database, connection.info.server_version // 10000, template)
    connection.execute(statement.encode())


def existing_roles(admin_url: str) -> list[str]:
    """Those of our roles that the server has."""
    with psycopg.connect(admin_url) as connection:
        rows = connection.execute(
            "SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [[OWNER, WEB]]
        ).fetchall()
    return [row[0] for row in rows]


def recreate_database(admin_url: str, database: str = DATABASE) -> None:
    """Throw the database away and create it empty; the roles and their passwords stay."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)'.encode())
        create_database(connection, database)
    _grant(admin_url, database)


def _grant(admin_url: str, database: str) -> None:
    # Grants on schemas are made inside the database.
    with psycopg.connect(admin_url, dbname=database, autocommit=True) as connection:
        connection.execute(_grants(database).encode())


def set_up_once(admin_url: str, passwords: Passwords) -> None:
    """Do `setup_roles` on the embedded server unless it was completed before."""
    with psycopg.connect(admin_url) as connection:
        done = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [DATABASE],
        ).fetchone()
    if done != (_DONE,):
        setup_roles(admin_url, passwords)
    elif extension := _extension():
        with psycopg.connect(admin_url, dbname=DATABASE, autocommit=True) as connection:
            connection.execute(extension.encode())


def script(major: int, database: str = DATABASE) -> str:
    """The same as SQL for psql, for a database administrator who runs it; passwords are filled in there."""
    return f"""-- Digital kollega: roller och databas. Körs med psql av en administratör (PostgreSQL {major}).
-- Byt ut de två lösenorden först.
{_role(OWNER, "BYPASSRLS", "BYT-UT-ÄGARENS-LÖSENORD")}
{_role(WEB, "NOBYPASSRLS", "BYT-UT-WEBBENS-LÖSENORD")}
{_ROLE_SETTINGS}
{_database(database, major, "template0")}
\\connect {database}
{_grants(database)}
"""


def _role(role: str, attributes: str, secret: str) -> str:
    return f"""
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN CREATE ROLE {role}; END IF;
END $$;
ALTER ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION {attributes} PASSWORD '{secret}';"""


def _database(database: str, major: int, template: str) -> str:
    # The built-in C.UTF-8 is the same everywhere; before 17 it is the system library's.
    locale = "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
    if major < 17:
        locale = "LOCALE_PROVIDER libc LOCALE 'C.UTF-8'"
    if template != "template0":
        locale = ""  # a copy has its template's
    return f'CREATE DATABASE "{database}" OWNER {OWNER} TEMPLATE "{template}" ENCODING \'UTF8\' {locale};'


def _grants(database: str) -> str:
    return f"""
REVOKE ALL ON DATABASE "{database}" FROM PUBLIC;
GRANT CONNECT ON DATABASE "{database}" TO {WEB};
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO {WEB};
{_extension()}
COMMENT ON DATABASE "{database}" IS '{_DONE}';
"""


def _extension() -> str:
    """The extension for vectors, where a model is chosen (docs/decisions/embedding.md).

    Without its comment, which the owner could not read back from a backup.
    """
    if not os.environ.get("KOLLEGA_EMBEDDING_MODEL"):
        return ""
    return "CREATE EXTENSION IF NOT EXISTS vector; COMMENT ON EXTENSION vector IS NULL;"

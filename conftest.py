"""The tests' database: a throwaway PostgreSQL, cloned for each test process.

It is migrated once for each state of what makes the schema, and kept in pytest's cache; a run works in a
copy of it. Tests connect as the web role: what the policies refuse in production they refuse here.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from hypothesis import settings

# The same examples at every run, so that a change is judged by what it changed; `make explore`
# looks for new ones.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=2_000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

_stack = ExitStack()
PROJECT = Path(__file__).parent
KEPT = 2
"""So many migrated databases are kept, for whoever goes between two branches."""
SCHEMA = (
    "**/migrations/*.py",
    "**/models.py",
    "**/models/*.py",
    "*/functions.sql",
    "core/**/*.py",
    "site/settings*.py",
    "cli/postgres/*.py",
)
"""Where what makes the schema stands."""
ADMIN = "KOLLEGA_TEST_ADMIN_URL"
MIGRATED = {"django_migrations", "django_content_type", "auth_permission"}
"""Tables that a migration fills, and no test."""


def _renamed(url: str, database: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{database}"))


def _start_database(cache: Path) -> None:
    from kollega.cli.postgres import throwaway

    kept = cache / _state()
    if not kept.exists():
        with throwaway() as server:
            _migrate(server)
            server.stop()
            _keep(server.place.data_folder, kept)
    copy_of = kept if kept.exists() else None
    server = _stack.enter_context(throwaway(copy_of=copy_of))
    _point_environment(server)
    if copy_of is None:
        _migrate(server)


def _point_environment(server: Any) -> None:
    os.environ["DATABASE_URL"] = server.web_url
    os.environ["DATABASE_OWNER_URL"] = server.owner_url
    os.environ[ADMIN] = server.admin_url


def _state() -> str:
    """A digest of all that the migrated database is made from.

    The zones are written from the models. Should they ever be made from something more than what is
    read here, `test_the_database_is_what_the_models_state` says that the kept one is another.
    """
    digest = hashlib.sha256(f"{sys.version} {sys.platform}".encode())
    for name in ("KOLLEGA_TEST_POSTGRES", "KOLLEGA_EMBEDDING_MODEL"):
        digest.update(os.environ.get(name, "").encode() + b"\0")
    files = {PROJECT / "conftest.py", PROJECT / "requirements" / "test.txt"}
    for pattern in SCHEMA:
        files |= {*(PROJECT / "src" / "kollega").glob(pattern)}
    for file in sorted(files):
        digest.update(os.fsencode(file.relative_to(PROJECT)) + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def _keep(made: Path, kept: Path) -> None:
    """Put a stopped server's data by, in place of those of earlier states.

    Not where its files had to be laid elsewhere for the account that it runs as.
    """
    if any(each.is_symlink() for each in made.iterdir()):
        return
    begun = kept.with_name(f"{kept.name}.{os.getpid()}")
    subprocess.run(["cp", "-a", made, begun], check=True)
    earlier = sorted(kept.parent.iterdir(), key=lambda each: each.stat().st_mtime)
    for each in earlier[:-KEPT]:
        shutil.rmtree(each, ignore_errors=True)
    try:
        begun.rename(kept)
    except OSError:  # another run was there first
        shutil.rmtree(begun)


def pytest_configure(config: pytest.Config) -> None:
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    if not _touches_database(config):
        return
    _start_database(config.cache.mkdir("database"))


def _touches_database(config: pytest.Config) -> bool:
    """Whether anything but the pure libraries is asked for."""
    rooms = ("swedish", "recognition", "cli", "kollega/files")
    pure = (
        *rooms,
        *(f"deadlines/test_{of}" for of in ("engine", "days", "rules")),
        "plan/test_gas",
    )
    asked = [str(each) for each in config.args]
    return not asked or not all(any(f"/{room}" in each for room in pure) for each in asked)


def _migrate(server: Any) -> None:
    # In a process of its own: pytest-django keeps this one from the database until a test asks.
    _point_environment(server)
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--skip-checks", "--verbosity", "0"],
        check=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "kollega.site.settings_test"},
    )
    with psycopg.connect(_renamed(server.admin_url, "kollega"), autocommit=True) as admin:
        admin.execute(_EMPTY)


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        _stack.close()


def _point(web_url: str, owner_url: str) -> None:
    from django.db import connections

    from kollega.site.environment import database

    for alias, url in (("default", web_url), ("owner", owner_url)):
        os.environ["KOLLEGA_POINTED_URL"] = url
        found = database("KOLLEGA_POINTED_URL")
        for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS"):
            connections[alias].settings_dict[key] = found[key]
    os.environ.pop("KOLLEGA_POINTED_URL")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any, worker_id: str) -> Iterator[None]:
    """Each test process works in its own clone of the migrated database."""
    admin_url = os.environ[ADMIN]
    clone = f"kollega_{worker_id}"
    with psycopg.connect(_renamed(admin_url, "postgres"), autocommit=True) as admin:
        admin.execute(f'create database "{clone}" template kollega owner kollega_owner')
    _point(
        _renamed(os.environ["DATABASE_URL"], clone),
        _renamed(os.environ["DATABASE_OWNER_URL"], clone),
    )
    with django_db_blocker.unblock():
        yield
        from django.db import connections

        connections.close_all()


@pytest.fixture
def real_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Real transactions; what they stored is taken away afterwards."""
    with _real(django_db_blocker):
        yield


@pytest.fixture(scope="module")
def real_db_of_module(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The same for all tests of a module, none of which may store anything or use another database."""
    with _real(django_db_blocker):
        yield


@contextmanager
def _real(blocker: Any) -> Iterator[None]:
    from django.db import connections

    with blocker.unblock():
        try:
            yield
        finally:
            connections["default"].close()
            empty(connections["owner"])
            connections.close_all()


def empty(owner: Any) -> None:
    """Every table as it was when migrated, by the owner's connection."""
    with owner.cursor() as cursor:
        cursor.execute("select tests.empty()")


_EMPTY = f"""
create schema tests;
grant usage on schema tests to kollega_owner;
create function tests.empty() returns void language plpgsql security definer
    set session_replication_role = replica as $$
declare each record; held boolean;
begin
    -- Most tables hold nothing, and the others a few rows: asking is much less work than truncating all.
    for each in select tablename from pg_tables where schemaname = 'public'
            and tablename <> all (array[{", ".join(f"'{name}'" for name in sorted(MIGRATED))}]) loop
        execute format('select exists (select from public.%I)', each.tablename) into held;
        if held then execute format('delete from public.%I', each.tablename); end if;
    end loop;
    perform setval(format('public.%I', sequencename)::regclass, start_value, false)
        from pg_sequences where schemaname = 'public' and last_value is not null
        and sequencename !~ '^({"|".join(sorted(MIGRATED))})_';
end $$
"""
"""Written by the superuser: nothing fires while rows are taken away, as nothing does at a truncate."""


pytest_plugins = ["tests.personas", "tests.silent_templates"]


@pytest.fixture(autouse=True)
def _umask() -> Iterator[None]:
    """The command closes what it writes to others; a test that calls it must not leave that on."""
    before = os.umask(0o022)
    yield
    os.umask(before)

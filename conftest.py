"""The tests' database: a throwaway PostgreSQL, migrated once, cloned for each test process.

Tests connect as the web role: what the policies refuse in production they refuse here.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
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
ADMIN = "KOLLEGA_TEST_ADMIN_URL"
MIGRATED = {"django_migrations", "django_content_type", "auth_permission"}
"""Tables that a migration fills, and no test."""


def _renamed(url: str, database: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{database}"))


def _start_database() -> None:
    from kollega.cli.postgres import throwaway

    server = _stack.enter_context(throwaway())
    os.environ["DATABASE_URL"] = server.web_url
    os.environ["DATABASE_OWNER_URL"] = server.owner_url
    os.environ[ADMIN] = server.admin_url
    _migrate()


def pytest_configure(config: pytest.Config) -> None:
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    if not _touches_database(config):
        return
    _start_database()


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


def _migrate() -> None:
    # In a process of its own: pytest-django keeps this one from the database until a test asks.
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity", "0"],
        check=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "kollega.site.settings_test"},
    )


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
    """Real transactions; every table is emptied afterwards, as owner."""
    from django.db import connections

    with django_db_blocker.unblock():
        try:
            yield
        finally:
            connections["default"].close()
            empty(connections["owner"])
            connections.close_all()


def empty(owner: Any) -> None:
    """Every table as it was when migrated, by the owner's connection."""
    with owner.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        tables = ", ".join(f'"{name}"' for (name,) in cursor.fetchall() if name not in MIGRATED)
        cursor.execute(f"truncate {tables} restart identity cascade")


pytest_plugins = ["tests.personas", "tests.silent_templates"]


@pytest.fixture(autouse=True)
def _umask() -> Iterator[None]:
    """The command closes what it writes to others; a test that calls it must not leave that on."""
    before = os.umask(0o022)
    yield
    os.umask(before)

"""One house and one browser for all tests of this folder."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from playwright.sync_api import Browser, Page

from kollega.ui.tests.browser import chromium

PROJECT = Path(__file__).resolve().parents[2]
PICTURES = PROJECT / "test-results"


@dataclass
class House:
    """A running house: where it is, its pages (name → persona and address), objects that a test may
    use up, and ways in."""

    browser: Browser
    home: str
    cookie: str
    pages: dict[str, tuple[str, str]]
    spare: dict[str, str]
    sessions: dict[str, str]
    tokens: dict[str, str]

    def visit(self, who: str, path: str = "", *, width: int = 1280, **how: Any) -> Page:
        """A browser of its own where the persona is signed in; what it complains of is kept."""
        context = self.browser.new_context(
            base_url=self.home, viewport={"width": width, "height": 800}, **how
        )
        context.set_default_timeout(15_000)
        if who:
            context.add_cookies(
                [{"name": self.cookie, "value": self.sessions[who], "url": self.home}]
            )
        page = context.new_page()
        page.complaints = []  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: page.complaints.append(str(error)))  # type: ignore[attr-defined]
        page.on("console", lambda line: _hear(page, line.type, line.text))
        if path:
            page.goto(path)
        return page


def _hear(page: Page, kind: str, text: str) -> None:
    # Whoever leaves a page, or writes on, cuts off what it was fetching; what fails otherwise is
    # said by other names.
    cut_off = text.startswith(("htmx:afterRequest,", "htmx:sendError,", "htmx:sendAbort,"))
    if kind in {"error", "warning"} and "Failed to load resource" not in text and not cut_off:
        page.complaints.append(text)  # type: ignore[attr-defined]


def _in(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture(scope="package")
def house(browser: Browser, worker_id: str) -> Iterator[House]:
    """The house in a process of its own, over a clone of the migrated database."""
    admin_url, clone = os.environ["KOLLEGA_TEST_ADMIN_URL"], f"kollega_browser_{worker_id}"
    with psycopg.connect(_in(admin_url, "postgres"), autocommit=True) as admin:
        admin.execute(f'drop database if exists "{clone}" with (force)')
        admin.execute(f'create database "{clone}" template kollega owner kollega_owner')
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "kollega.site.settings_test",
        "DATABASE_URL": _in(os.environ["DATABASE_URL"], clone),
        "DATABASE_OWNER_URL": _in(os.environ["DATABASE_OWNER_URL"], clone),
        "PYTHONPATH": os.pathsep.join([str(PROJECT / "src"), str(PROJECT)]),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.browser.house"],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, "the house did not start: see its errors above"
        yield House(browser, **json.loads(line))
    finally:
        process.terminate()
        process.wait(20)

"""A running house and a real browser before it."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page
from tests.personas import World

from kollega.ui.tests.browser import _note, chromium


@pytest.fixture(scope="module", name="browser")
def a_browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture(name="home")
def a_home(real_world: World) -> Iterator[str]:
    """The address of a running house with the tests' people in it."""
    server = LiveServerThread("localhost", StaticFilesHandler, connections_override={})
    server.daemon = True
    server.start()
    server.is_ready.wait()
    yield f"http://localhost:{server.port}"
    server.terminate()
    server.join()


def visit(browser: Browser, home: str, *, width: int = 1280, script: bool = True) -> Page:
    """A browser of its own on the sign-in page; it keeps what it complains of."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, base_url=home, java_script_enabled=script
    )
    page = context.new_page()
    page.complaints = []  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.complaints.append(str(error)))  # type: ignore[attr-defined]
    page.on("console", lambda line: _note(page, line.type, line.text))
    page.goto("/konto/logga-in/?next=/konto/")
    return page


def look(page: Page, path: str = "") -> None:
    """The page has one heading, no fault that axe finds, and nothing that sticks out."""
    if path:
        page.goto(path)
    where = page.url
    assert page.locator("h1").count() == 1, where
    found = Axe().run(page)
    assert found.violations_count == 0, f"{where}\n{found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, where
    assert not re.search(r"\[\[undefined|%\(", page.content()), where

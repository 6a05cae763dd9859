"""The notices in a real browser: what listeners and small screens get, with and without script."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, expect
from tests.personas import World

from kollega.core import jobs, notices
from kollega.core.actor import acting
from kollega.core.events import announce
from kollega.ui.tests.browser import chromium

pytestmark = [pytest.mark.browser, pytest.mark.urls("kollega.notices.tests.urls")]

ROOM = notices.Room("test", "Frågor till kollegor")
QUIET = notices.Kind("test.answered", ROOM, "Någon har skrivit i din fråga", "notices-test-thing")
LOUD = notices.Kind(
    "test.today",
    ROOM,
    "En kollega behöver hjälp i dag. Kan du svara?",
    "notices-test-thing",
    urgent=True,
)
OTHER = notices.Kind(
    "test.other",
    notices.Room("other", "Kommunens inställningar och samverkansområden"),
    "Områdena har ändrats",
    "notices-test-thing",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture
def home(real_world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a running house where the asker has been told of three things."""
    monkeypatch.setattr(notices, "_kinds", {})
    notices.register(QUIET, LOUD, OTHER)
    actor = real_world.asker.actor
    for kind in (QUIET, LOUD, OTHER):
        with acting(actor):
            event = announce(actor, "test", subject_kind="test", subject_id=uuid4())
            notices.notify([real_world.asker.account.id], kind.key, event)
    jobs.run_waiting()
    server = LiveServerThread("localhost", StaticFilesHandler, connections_override={})
    server.daemon = True
    server.start()
    server.is_ready.wait()
    yield f"http://localhost:{server.port}"
    server.terminate()
    server.join()


def visit(browser: Browser, home: str, world: World, **how: Any) -> Page:
    """A browser where the asker is signed in."""
    client = Client()
    client.force_login(world.asker.account)
    name = settings.SESSION_COOKIE_NAME
    context = browser.new_context(base_url=home, **how)
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": home}])
    return context.new_page()


@pytest.mark.parametrize("address", ["/notiser", "/notiser/installningar"])
def test_for_every_eye_and_screen(
    browser: Browser, home: str, real_world: World, address: str
) -> None:
    for width, scheme in ((1280, "light"), (360, "dark")):
        size = {"width": width, "height": 800}
        page = visit(browser, home, real_world, viewport=size, color_scheme=scheme)
        page.goto(address)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_script(browser: Browser, home: str, real_world: World) -> None:
    page = visit(browser, home, real_world, java_script_enabled=False)
    page.goto("/notiser")
    page.get_by_role("button", name=f"Markera som läst: {LOUD.text}").click()
    expect(page.get_by_role("heading", name="Lästa", exact=True)).to_be_visible()
    page.get_by_role("button", name="Markera alla som lästa").click()
    expect(page.get_by_role("heading", name="Olästa", exact=True)).to_have_count(0)

    page.goto("/notiser/installningar")
    room = page.get_by_role("group", name=str(ROOM.label))
    room.get_by_label("Aldrig").check()
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("Sparat.")).to_be_visible()
    expect(room.get_by_label("Aldrig")).to_be_checked()


def test_opening_the_thing_reads_its_notices(
    browser: Browser, home: str, real_world: World
) -> None:
    page = visit(browser, home, real_world)
    page.goto("/notiser")
    with page.expect_response(lambda answer: "/notiser/sedd/" in answer.url) as answer:
        page.get_by_role("link", name=QUIET.text).click()
    assert answer.value.status == 204
    expect(page.locator("h1")).to_have_text("En sak")
    page.goto("/notiser")
    expect(page.get_by_role("button", name=f"Markera som läst: {QUIET.text}")).to_have_count(0)
    expect(page.get_by_role("button", name=f"Markera som läst: {LOUD.text}")).to_have_count(1)

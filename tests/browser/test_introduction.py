"""The first days as the new colleague and a mentor meet them, by keyboard and on a phone; and what axe says."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import House
from tests.browser.test_every_page import AA

pytestmark = pytest.mark.browser


def _sound(page: Page) -> None:
    found = Axe().run(page, options=AA)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.complaints == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_a_step_is_done_with_the_keyboard_and_undone(house: House, width: int, scheme: str) -> None:
    page = house.visit("new", "/", width=width, color_scheme=scheme)
    page.get_by_role("link", name="Ny på jobbet").first.click()
    expect(page.locator("h1")).to_have_text("Ny på jobbet")
    for heading in ("Mentor", "Kollegor att ringa", "Att läsa", "Nästa runda"):
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    _sound(page)
    first = page.get_by_role("region", name="Gör det här först")
    title = first.get_by_role("heading", level=3).first.inner_text()
    first.get_by_role("button", name=re.compile("^Klart")).first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 av 9 klara")).to_be_visible()
    expect(first.get_by_role("heading", name=title, exact=True)).to_have_count(0)
    _sound(page)
    page.get_by_role("button", name="Ångra").click()
    expect(page.get_by_text("0 av 9 klara")).to_be_visible()
    page.context.close()


def test_a_mentor_says_yes_on_her_phone_without_knowing_to_whom(house: House) -> None:
    page = house.visit("answerer", "/kompetens", width=360)
    page.get_by_role("link", name="Mentor för någon ny").click()
    page.get_by_role("link", name="Vill du vara mentor för en ny kollega?").click()
    expect(page.get_by_text("Nora Ny")).to_have_count(0)
    _sound(page)
    page.get_by_role("button", name="Ja, gärna").click()
    expect(page.get_by_role("heading", name="Du är mentor för")).to_be_visible()
    _sound(page)
    page.context.close()

"""Every page for every eye: no fault that axe finds, nothing that sticks out, nothing left behind."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import PICTURES, House
from tests.pages import PAGES

pytestmark = pytest.mark.browser

AA = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
IN_THE_DARK = (
    "desk:my_day",
    "consultation:questions",
    "consultation:choose",
    "consultation:draft",
    "consultation:question",
    "consultation:close",
    "competence:who",
    "competence:colleague",
    "competence:profile",
    "organisation:people",
    "organisation:log",
    "notices:list",
)
KEPT = """async () => [
  localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
  (await caches.keys()).length,
]"""
OUTSIDE = """() => [...document.querySelectorAll("body *")]
  .filter((each) => each.checkVisibility() && each.getBoundingClientRect().right > innerWidth + 1)
  .filter((each) => getComputedStyle(each).position !== "absolute")
  .slice(0, 3).map((each) => each.outerHTML.slice(0, 120))"""


def _sound(page: Page, name: str) -> None:
    found = Axe().run(page, options=AA)
    assert found.violations_count == 0, f"{name}\n{found.generate_report()}"


def _fits(page: Page, name: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    wide: Any = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{name} is {wide} px too wide: {page.evaluate(OUTSIDE)}"


@pytest.mark.parametrize("name", PAGES)
def test_a_page(house: House, name: str) -> None:
    who, path = house.pages[name]
    page = house.visit(who)
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200
    _sound(page, name)
    assert page.evaluate(KEPT) == [0, 0, 0, 0]
    _fits(page, name)
    if name in IN_THE_DARK:
        page.emulate_media(color_scheme="dark")
        PICTURES.mkdir(exist_ok=True)
        file = re.sub(r"\W", "-", name)
        page.screenshot(path=PICTURES / f"{file}-dark-360.png", full_page=True)
        _sound(page, f"{name} in the dark at 360 px")
    assert page.complaints == []  # type: ignore[attr-defined]
    page.context.close()


@pytest.mark.parametrize("path", ["/konto/logga-in/", "/konto/losenord/glomt/", "/hjalp"])
def test_a_page_before_sign_in(house: House, path: str) -> None:
    page = house.visit("", path)
    _sound(page, path)
    _fits(page, path)
    assert page.complaints == []  # type: ignore[attr-defined]
    page.context.close()


def test_paper(house: House) -> None:
    """A thread on paper: what was said, the municipality and the day; nothing to press."""
    who, path = house.pages["consultation:edits"]
    page = house.visit(who, path.split("/inlagg/")[0])
    assert page.locator("header.top").is_visible()
    page.emulate_media(media="print")
    for gone in ("header.top", "nav.rooms", "form#svar", "button", ".foot"):
        for each in page.locator(gone).all():
            assert not each.is_visible(), gone
    assert page.get_by_text("Börja med skyddet.").is_visible()
    assert page.locator(".print-head").is_visible()
    page.context.close()

"""The page that a child is handed: by keyboard, on a phone, with nothing of anybody else on it."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import House
from tests.browser.test_every_page import AA

pytestmark = pytest.mark.browser


def test_a_child_marks_by_keyboard_and_hands_the_tablet_back(house: House) -> None:
    who, path = house.pages["participation:answer"]
    page = house.visit(who, path, width=360)
    assert page.locator("nav, header, .zone").count() == 0
    assert page.get_by_text("Elis").count() == 0
    page.get_by_role("button", name="Klar").press("Enter")
    assert page.locator("[role=alert], .errors").first.is_visible()
    page.get_by_label("Jag blir lyssnad på", exact=False).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.get_by_label("Vill du säga något mer?").fill("Jag vill gå till hockeyn.")
    page.get_by_role("button", name="Klar").press("Enter")
    page.get_by_role("heading", name="Tack").wait_for()
    assert page.get_by_text("hockeyn").count() == 0
    found = Axe().run(page, options=AA)
    assert found.violations_count == 0, found.generate_report()
    page.get_by_role("link", name="Jag arbetar här").click()
    page.get_by_role("link", name="Se svaret").click()
    assert page.get_by_text("Jag vill gå till hockeyn.").is_visible()
    assert page.get_by_text("Jag får stöd att komma till tals").is_visible()
    assert page.complaints == []  # type: ignore[attr-defined]
    page.context.close()

"""What is best for a child, and what its words changed: written at a desk and on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import PICTURES, House
from tests.browser.test_every_page import AA

pytestmark = pytest.mark.browser


def looked_at(page: Page, name: str) -> None:
    """No fault that axe finds, nothing that sticks out on a phone."""
    found = Axe().run(page, options=AA)
    assert found.violations_count == 0, f"{name}\n{found.generate_report()}"
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"child-{name}-1280.png", full_page=True)
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name
    page.screenshot(path=PICTURES / f"child-{name}-360.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 800})


def test_what_is_best_and_what_the_words_changed(house: House) -> None:
    who, path = house.pages["casework:child_changed"]
    page = house.visit(who, path)
    looked_at(page, "changed")
    page.get_by_label("Vad ändrade barnets ord?").fill("Han fick välja vilken familj.")
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("link", name="Har barnet förstått beslutet?").click()
    looked_at(page, "understood")
    page.get_by_role("link", name="Avbryt").click()
    page.get_by_role("link", name="Pröva barnets bästa").click()
    page.get_by_label("Vilken fråga gäller det?").fill("Var han ska bo under utredningen")
    page.get_by_label("Vad säger barnet?").fill("Hos mormor.")
    page.get_by_role("button", name="Spara och gå vidare").click()
    expect(page.locator("body")).not_to_contain_text("Hos mormor.")
    looked_at(page, "best")
    page.get_by_role("link", name="Barnet").first.click()
    looked_at(page, "child-begun")
    page.context.close()

"""A manager arranges a course; a colleague in another municipality takes a seat on her telephone."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from kollega.core import clock
from tests.browser.conftest import House
from tests.browser.test_every_page import AA

pytestmark = pytest.mark.browser
TITLE = "Samtal med barn när det är bråttom"


def _sound(page: Page) -> None:
    found = Axe().run(page, options=AA)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.complaints == []  # type: ignore[attr-defined]


def test_from_the_form_to_a_seat(house: House) -> None:
    day = clock.today() + timedelta(days=20)
    page = house.visit("manager", "/larande/nytt")
    page.get_by_role("button", name="Spara").click()
    expect(page.locator(".errors")).to_be_visible()
    _sound(page)
    page.fill("#id_title", TITLE)
    page.fill("#id_day_1", f"{day:%Y-%m-%d}")
    page.fill("#id_seats", "1")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    _sound(page)

    phone = house.visit("answerer", f"/larande?manad={day:%Y-%m}", width=360)
    _sound(phone)
    phone.get_by_role("link", name=TITLE).click()
    phone.get_by_role("button", name="Anmäl mig").click()
    expect(phone.get_by_text("Du har en plats. Lägg den gärna i din kalender.")).to_be_visible()
    _sound(phone)

    other = house.visit("answerer_two", phone.url, width=360)
    other.get_by_role("button", name="Ställ mig i kö").click()
    expect(other.get_by_text("Du står i kö", exact=True)).to_be_visible()
    phone.get_by_role("button", name="Avboka mig").click()
    other.reload()
    other.get_by_role("button", name="Ta platsen").click()
    expect(other.get_by_text("Du har en plats", exact=True)).to_be_visible()
    page.goto(page.url + "/deltagare")
    expect(page.get_by_text("Åke Svarare")).to_be_visible()
    expect(page.get_by_text("Sara Svarare")).to_have_count(0)
    _sound(page)
    for each in (page, phone, other):
        each.context.close()

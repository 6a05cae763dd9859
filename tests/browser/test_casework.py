"""From a worried school to an opened investigation, on a phone, as people do it."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import House

pytestmark = pytest.mark.browser


def test_from_a_report_to_an_investigation_and_back(house: House) -> None:
    page = house.visit("asker", "/personer/ny", width=360)
    page.get_by_label("Förnamn").fill("Elis")
    page.get_by_role("button", name="Spara").click()
    page.goto(page.url.removesuffix("/saker-kontakt") + "/nytt-arende")
    page.get_by_text("Barn och unga").click()
    page.get_by_text("orosanmälan").click()
    page.get_by_label("Klockan").fill("00:01")
    page.get_by_label("Från vem?").select_option("school")
    page.get_by_label("Vad säger hen?").fill("Han somnar på lektionerna.")
    page.get_by_role("button", name="Börja ärendet").click()
    expect(page.locator("h1")).to_have_text("Behöver någon skydd nu?")
    page.get_by_text("Nej, inte just nu").click()
    page.get_by_label("Vad bygger du det på?").fill("Han sover hos mormor till söndag.")
    page.get_by_role("button", name="Spara bedömningen").click()
    page.get_by_role("link", name="Besluta om utredning ska inledas").click()
    page.get_by_text("Ja, utredning inleds").click()
    page.get_by_label("Skäl").fill("Oron är återkommande.")
    page.get_by_role("button", name="Spara beslutet").click()
    expect(page.get_by_text("Utredningen ska vara klar")).to_be_visible()
    page.get_by_role("button", name="Ångra: beslut om utredning").click()
    expect(page.get_by_role("link", name="Besluta om utredning ska inledas")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.complaints == []  # type: ignore[attr-defined]

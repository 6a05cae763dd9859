"""A text is kept whatever happens: a line that is down, a second tab, a sign-in that ended."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import House

pytestmark = pytest.mark.browser

FIRST = "Hur dokumenterar ni barnets inställning?"
SECOND = "Hur dokumenterar ni när barnet inte vill prata?"


def _writing(house: House, who: str = "asker") -> Page:
    """A page where a question about method has been begun and saved."""
    page = house.visit(who, "/fraga")
    page.get_by_role("link", name="Fråga om metod eller lag").click()
    _text(page).press_sequentially(FIRST)
    expect(page.locator("[data-save-text]")).to_contain_text("Sparat")
    return page


def _text(page: Page) -> Locator:
    return page.get_by_label("Vad vill du ha hjälp med?")


def test_a_line_that_is_down(house: House) -> None:
    page = _writing(house)
    page.context.set_offline(True)
    _text(page).fill(SECOND)
    state = page.locator("[data-save-text]")
    expect(state).to_have_text("Ej sparat, försöker igen")
    expect(_text(page)).to_have_value(SECOND)
    page.context.set_offline(False)
    expect(state).to_contain_text("Sparat", timeout=20_000)
    again = page.context.new_page()
    again.goto(page.url)
    expect(_text(again)).to_have_value(SECOND)
    page.context.close()


def test_a_second_tab(house: House) -> None:
    page = _writing(house)
    other = page.context.new_page()
    other.goto(page.url)
    _text(other).fill(SECOND)
    expect(other.locator("[data-save-text]")).to_contain_text("Sparat")
    _text(page).fill("Något helt annat.")
    clash = page.locator(".clash")
    expect(clash).to_contain_text("Något helt annat.")
    expect(clash).to_contain_text(SECOND)
    expect(page.locator("[data-save-text]")).to_contain_text("Ej sparat.")
    clash.get_by_role("button", name="Ta båda").click()
    expect(page.locator("[data-save-text]")).to_contain_text("Sparat")
    page.reload()
    expect(_text(page)).to_have_value(f"Något helt annat.\n\n{SECOND}")
    page.context.close()


def test_a_second_tab_without_script(house: House) -> None:
    """The page that answers shows both texts."""
    page = house.visit("asker", "/fraga", java_script_enabled=False)
    page.get_by_role("link", name="Fråga om metod eller lag").click()
    other = page.context.new_page()
    other.goto(page.url)
    for tab, text in ((other, FIRST), (page, SECOND)):
        _text(tab).fill(text)
        tab.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_text(FIRST)).to_be_visible()
    expect(page.get_by_text(SECOND)).to_be_visible()
    page.context.close()


def test_a_sign_in_that_ended(house: House) -> None:
    page = _writing(house)
    page.context.clear_cookies(name=house.cookie)
    _text(page).fill(SECOND)
    expect(page.locator("[data-save-text]")).to_contain_text("Du har loggats ut")
    expect(page.get_by_role("link", name="Logga in igen i en ny flik")).to_be_visible()
    expect(_text(page)).to_have_value(SECOND)
    session = {"name": house.cookie, "value": house.sessions["asker"], "url": house.home}
    page.context.add_cookies([session])  # signed in again in another tab
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator("[data-save-text]")).to_contain_text("Sparat")
    page.context.close()

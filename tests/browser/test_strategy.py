"""Writing in the strategy document: kept as it is written, and nobody's name reaches the boards."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import House

pytestmark = pytest.mark.browser

RAW = "Här ska det finnas fler än Anna Andersson i Storavan."


def test_a_preface_is_kept_looked_over_and_saved(house: House) -> None:
    """Typed, found again in another window, a name replaced by one press, saved with Enter on the button."""
    who, path = house.pages["competence:strategy_text"]
    page = house.visit(who, path)
    page.get_by_label("Förord").fill(RAW)
    expect(page.locator("#kontrollen")).to_contain_text("kan peka ut en person")
    expect(page.get_by_text("Sparat", exact=False).first).to_be_visible()
    other = house.visit(who, path)
    expect(other.get_by_label("Förord")).to_have_value(RAW)
    other.context.close()
    light = page.locator("#kontrollen")
    while light.get_by_role("button", name="Byt", exact=False).count():
        light.get_by_role("button", name="Byt", exact=False).first.click()
        page.wait_for_load_state()
    expect(page.get_by_label("Förord")).not_to_have_value(RAW)
    page.get_by_role("button", name="Spara i utkastet").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Sparat i utkastet.")).to_be_visible()
    written = page.locator("section[aria-labelledby=forord]")
    expect(written).to_contain_text("Här ska det finnas fler än")
    expect(written).not_to_contain_text("Andersson")
    expect(page.get_by_role("link", name="Skicka till nämnderna")).to_be_visible()
    assert page.complaints == []  # type: ignore[attr-defined]
    page.context.close()

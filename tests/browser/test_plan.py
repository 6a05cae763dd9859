"""The quiet page at the kitchen table: a lost line loses nothing, and nothing is left on the tablet."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import House

pytestmark = pytest.mark.browser


def test_a_lost_line_at_the_table_loses_nothing(house: House) -> None:
    """Typed while the line is down, told so, saved by itself when it is back, found in another window."""
    who, path = house.pages["casework:plan_table"]
    page = house.visit(who, path, width=820)
    last = page.locator("form[data-autosave]").last
    page.context.set_offline(True)
    last.get_by_label("Vad vill du?").fill("Jag vill börja spela fotboll igen.")
    expect(last.get_by_text("Ej sparat", exact=False).first).to_be_visible()
    page.context.set_offline(False)
    expect(last.get_by_text("Sparat", exact=False).first).to_be_visible()
    last.get_by_label("Första steget").fill("Fråga tränaren.")
    expect(last.locator("[data-save-state][data-state=saved]")).to_be_visible()
    other = house.visit(who, path)
    again = other.locator("form[data-autosave]").filter(has_text="Mål 2")
    expect(again.get_by_label("Vad vill du?")).to_have_value("Jag vill börja spela fotboll igen.")
    expect(again.get_by_label("Första steget")).to_have_value("Fråga tränaren.")
    for each in (page, other):
        assert each.evaluate("localStorage.length + sessionStorage.length") == 0
        assert each.locator("nav.rooms").count() == 0  # nothing of anybody else
        each.context.close()


def test_ticks_are_entered_by_keyboard(house: House) -> None:
    """One promise kept, by keys alone."""
    who, path = house.pages["casework:plan_ticks"]
    page = house.visit(who, path, width=360)
    page.get_by_role("radio", name="Gjort").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Spara").press("Enter")
    expect(page.get_by_text("Sparat.")).to_be_visible()
    expect(page.get_by_text("hållet", exact=True)).to_be_visible()
    page.context.close()

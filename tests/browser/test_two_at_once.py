"""The same person in two browsers, on the phone and at the desk."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import House

pytestmark = pytest.mark.browser

FIRST = "Vi brukar börja med skolan."
SECOND = "Vi brukar börja med kuratorn."
ASKED = "Hur brukar ni lägga upp första samtalet?"


def _asked(house: House) -> str:
    """A question that the persona has just asked; its address."""
    page = house.visit("asker", "/fraga")
    page.get_by_role("link", name="Fråga om metod eller lag").click()
    page.get_by_label("Vad vill du ha hjälp med?").fill(ASKED)
    page.get_by_label("Område", exact=True).select_option(index=1)
    page.get_by_role("button", name="Skicka").click()
    expect(page.get_by_text("Frågan är skickad")).to_be_visible()
    address = page.url
    page.context.close()
    return address


def test_an_answer_on_the_phone_and_at_the_desk(house: House) -> None:
    """Both had the thread open before anything was written."""
    address = _asked(house)
    desk, phone = house.visit("answerer", address), house.visit("answerer", address, width=360)
    desk.get_by_label("Ditt svar").fill(FIRST)
    expect(desk.locator("[data-save-text]")).to_contain_text("Sparat")
    phone.get_by_label("Ditt svar").fill(SECOND)
    clash = phone.locator(".clash")
    expect(clash).to_contain_text(FIRST)
    expect(clash).to_contain_text(SECOND)
    clash.get_by_role("button", name="Ta båda").click()
    expect(phone.locator("[data-save-text]")).to_contain_text("Sparat")

    # The phone sends; the desk goes on writing and sends too.
    phone.get_by_role("button", name="Skicka").click()
    expect(phone.locator(".said-text", has_text=SECOND)).to_be_visible()
    desk.reload()
    expect(desk.locator(".said-text", has_text=FIRST)).to_be_visible()
    assert desk.complaints == []  # type: ignore[attr-defined]
    for page in (desk, phone):
        page.context.close()


def test_a_question_sent_from_the_phone_while_written_at_the_desk(house: House) -> None:
    desk = house.visit("asker", "/fraga")
    desk.get_by_role("link", name="Fråga om metod eller lag").click()
    desk.get_by_label("Vad vill du ha hjälp med?").fill(FIRST)
    desk.get_by_label("Område", exact=True).select_option(index=1)
    expect(desk.locator("[data-save-text]")).to_contain_text("Sparat")
    phone = house.visit("asker", desk.url, width=360)
    phone.get_by_role("button", name="Skicka").click()
    expect(phone.get_by_text("Frågan är skickad")).to_be_visible()

    desk.get_by_label("Vad vill du ha hjälp med?").fill(SECOND)
    desk.get_by_role("button", name="Skicka").click()
    expect(desk.get_by_text("redan skickad från ett annat fönster")).to_be_visible()
    expect(desk.get_by_label("Vad vill du ha hjälp med?")).to_have_value(SECOND)
    desk.get_by_role("button", name="Skicka").click()
    expect(desk.get_by_text("Frågan är skickad")).to_be_visible()
    expect(desk.get_by_text(SECOND).first).to_be_visible()
    for page in (desk, phone):
        page.context.close()

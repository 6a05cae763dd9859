"""Searching with the keyboard alone, with a pointer, and without script; and what axe says of the hits."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import House
from tests.browser.test_every_page import AA

pytestmark = pytest.mark.browser
WORDS = "barnets inställning"


def _sound(page: Page) -> None:
    found = Axe().run(page, options=AA)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def _answer_suggestions(page: Page) -> None:
    """Suggestions that are known: what the house has to suggest is another test's."""
    said = (
        '{"suggestions": [{"text": "barnets bästa", "kind": "Kunskapskort", "url": "/kunskap"},'
        ' {"text": "barnets inställning", "kind": "", "url": ""}]}'
    )
    page.route(
        "**/kunskap/sok/forslag",
        lambda route: route.fulfill(body=said, content_type="application/json"),
    )


def test_the_key_goes_to_the_search_and_the_list_is_walked(house: House) -> None:
    page = house.visit("answerer", "/kunskap/onskemal")
    _answer_suggestions(page)
    page.keyboard.press("/")
    field = page.locator("#sok")
    expect(field).to_be_focused()
    page.keyboard.type("barnets")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id")
    _sound(page)
    page.keyboard.press("Escape")
    expect(options.first).not_to_be_visible()
    expect(field).to_have_value("barnets")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kunskap/sok?s=*")
    expect(page.locator("#q")).to_have_value(WORDS)
    assert page.complaints == []  # type: ignore[attr-defined]
    page.context.close()


def test_the_key_does_nothing_while_one_writes(house: House) -> None:
    page = house.visit("answerer", "/kunskap")
    page.fill("#q", "1")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_have_value("1/")
    page.context.close()


@pytest.mark.parametrize("width", [1280, 360])
def test_hits_are_sound_and_answered_by_one_tap(house: House, width: int) -> None:
    page = house.visit("answerer", "/kunskap", width=width)
    page.fill("#q", WORDS)
    page.press("#q", "Enter")
    page.wait_for_url("**/kunskap/sok?s=*")
    assert "inst" not in page.url
    first = page.locator(".hits > li").first
    expect(first.locator("mark").first).to_be_visible()
    _sound(page)
    page.locator("summary").get_by_text("Avgränsa").click()
    with page.expect_response(lambda answer: answer.request.method == "GET"):
        page.select_option("#f-slag", "question")
    expect(page.locator("#f-slag")).to_have_value("question")
    assert "?s=" in page.url
    first.get_by_role("button", name="Ja").click()
    expect(first.get_by_text("Bra. Tack!")).to_be_visible()
    first.get_by_role("button", name="Ångra").click()
    expect(first.get_by_text("Hjälpte det?")).to_be_visible()
    first.get_by_text("Varför den här träffen?").click()
    expect(first.locator(".why li").first).to_be_visible()
    page.locator("#hittade").get_by_role("button", name="Nej").click()
    expect(page.locator("#hittade")).to_contain_text("räknas som ett önskemål")
    page.get_by_role("button", name="Räkna inte mina ord").click()
    expect(page.locator("#hittade")).to_contain_text("räknas inte")
    first.locator("h2 a").click()
    page.go_back()
    expect(page.locator(".hits > li").first).to_be_visible()
    _sound(page)
    assert page.complaints == []  # type: ignore[attr-defined]
    page.context.close()


def test_without_script(house: House) -> None:
    page = house.visit("answerer", "/fragor", java_script_enabled=False)
    page.fill("#sok", WORDS)
    page.press("#sok", "Enter")
    expect(page.locator(".hits > li").first).to_be_visible()
    page.locator(".hits").get_by_role("button", name="Ja").first.click()
    expect(page.locator(".hits > li").first).to_be_visible()
    page.locator("summary").get_by_text("Avgränsa").click()
    page.select_option("#f-slag", "question")
    page.get_by_role("button", name="Visa").click()
    expect(page.locator(".hits > li").first).to_be_visible()
    page.locator("#hittade").get_by_role("button", name="Nej").click()
    expect(page.locator("#hittade")).to_contain_text("önskemål")
    page.context.close()


def test_on_a_phone_the_search_is_one_press_away(house: House) -> None:
    page = house.visit("answerer", "/fragor", width=360)
    page.get_by_role("link", name="Sök", exact=True).click()
    expect(page.locator("#q")).to_be_visible()
    _sound(page)
    page.context.close()

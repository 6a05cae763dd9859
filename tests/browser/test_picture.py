"""A child's map drawn by keyboard alone, by hand, over a bad line, and on a phone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import House
from tests.browser.test_every_page import AA

pytestmark = pytest.mark.browser
STEPS = 150


def tab_to(page: Page, selector: str) -> None:
    """To something by the tab key, as somebody without a mouse gets there."""
    for _step in range(STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by the tab key")


def sound(page: Page) -> None:
    found = Axe().run(page, options=AA)
    assert found.violations_count == 0, found.generate_report()


def test_a_map_is_drawn_by_keyboard_alone(house: House) -> None:
    who, path = house.pages["casework:picture"]
    page = house.visit(who, path)
    tab_to(page, "#ny-name")
    for name in ("Mormor Gun-Britt", "Misse"):
        page.keyboard.type(name)
        page.keyboard.press("Enter")
        expect(page.get_by_role("radio", name=re.compile(name))).to_be_attached()
        expect(page.locator("#ny-name")).to_be_focused()
    handle = page.locator("a.handle", has_text="Misse")
    key = handle.get_attribute("id")
    page.keyboard.press("Home")
    page.evaluate("document.activeElement.blur()")
    tab_to(page, f"#{key}")
    page.keyboard.press("ArrowUp")
    expect(page.locator(f"#{key}")).to_have_attribute("aria-label", "Misse, Familj, närmast")
    expect(page.locator(f"#{key}")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator(f"#{key}")).to_have_attribute("aria-label", "Misse, Släkt, närmast")
    page.keyboard.press("Delete")
    expect(page.locator(f"#{key}")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(page.locator(f"#{key}")).to_have_attribute("aria-label", "Misse, Släkt, närmast")
    page.get_by_role("radio", name=re.compile("Misse")).check()
    page.get_by_text("Byt namn, eller skriv hur det är").click()
    page.get_by_label("Några ord").fill("sover i sängen")
    page.get_by_role("radio", name=re.compile("Mormor Gun-Britt")).check()
    expect(page.locator(".pick")).to_contain_text("sover i sängen")
    expect(page.get_by_role("heading", name="Om Mormor Gun-Britt")).to_be_visible()
    sound(page)
    page.reload()
    expect(page.locator(f"#{key}")).to_have_attribute("aria-label", "Misse, Släkt, närmast")
    assert page.complaints == []  # type: ignore[attr-defined]
    page.context.close()


def test_by_hand_over_a_bad_line_on_a_tablet(house: House) -> None:
    who, path = house.pages["casework:picture_meeting"]
    page = house.visit(who, path, width=820)
    page.get_by_label("Vem eller vad?").fill("Pappa")
    page.get_by_role("button", name="Lägg till").click()
    handle = page.locator("a.handle", has_text="Pappa")
    expect(handle).to_have_attribute("aria-label", "Pappa, Familj, nära")
    handle.scroll_into_view_if_needed()
    grip = handle.locator(".shape").bounding_box()
    drawing = page.locator("svg.drawing").bounding_box()
    assert grip
    assert drawing
    page.context.set_offline(True)
    page.mouse.move(grip["x"] + 10, grip["y"] + 10)
    page.mouse.down()
    page.mouse.move(
        drawing["x"] + drawing["width"] * 0.9, drawing["y"] + drawing["height"] * 0.5, steps=5
    )
    page.mouse.up()
    expect(page.locator("#lage")).to_contain_text("Inte sparat än")
    page.context.set_offline(False)
    expect(handle).to_have_attribute("aria-label", "Pappa, Släkt, längre bort")
    expect(page.locator("#lage")).to_contain_text("Sparat")
    sound(page)
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.context.close()


def test_without_script_the_same_buttons_do_the_same(house: House) -> None:
    who, path = house.pages["casework:picture"]
    page = house.visit(who, path, java_script_enabled=False)
    page.get_by_label("Vem eller vad?").fill("Ali")
    page.get_by_role("button", name="Lägg till").click()
    page.get_by_role("radio", name=re.compile("Ali")).check()
    page.get_by_role("button", name="Längre bort").click()
    assert (
        page.locator("a.handle", has_text="Ali").get_attribute("aria-label")
        == "Ali, Familj, längre bort"
    )
    page.context.close()


def test_the_other_pictures_are_sound_too(house: House) -> None:
    who, path = house.pages["casework:pictures"]
    page = house.visit(who, path)
    sound(page)
    for kind, field in (
        ("Familjekarta", "Vem?"),
        ("Risk och skydd", "Vad är det?"),
        ("Samtal om det som håller", ""),
    ):
        page.goto(path)
        page.get_by_role("button", name=f"Börja rita {kind}").click()
        if field:
            page.get_by_label(field).first.fill("Mormor som läser")
            page.get_by_role("button", name="Lägg till").click()
            expect(page.locator("#bild")).to_contain_text("Mormor som läser")
        sound(page)
        page.set_viewport_size({"width": 360, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        page.set_viewport_size({"width": 1280, "height": 800})
    assert page.complaints == []  # type: ignore[attr-defined]
    page.context.close()

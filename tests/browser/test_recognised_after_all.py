"""From the press to the end of the assessment, as people do it."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import House

pytestmark = pytest.mark.browser


def _keep(page: Page, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        page.screenshot(
            path=str(Path(folder) / f"{name}-{page.viewport_size['width']}.png"), full_page=True
        )  # type: ignore[index]


@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages(house: House, width: int) -> None:
    for name, (who, path) in sorted(house.pages.items()):
        if name.startswith("incident:"):
            page = house.visit(who, path, width=width)
            _keep(page, name.replace(":", "-"))
            overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert overflow <= 0, name
            assert page.complaints == []  # type: ignore[attr-defined]
            page.context.close()


def test_pressing_takes_one_page_and_two_presses(house: House) -> None:
    question = f"/fragor/{house.spare['incident_report']}"
    page = house.visit("answerer", question, width=360)
    page.get_by_role("link", name="Jag tror att personen kan kännas igen").click()
    page.get_by_text("Jag känner igen personen själv").click()
    page.get_by_role("button", name="Ta ned frågan nu").click()
    expect(page.locator("h1")).to_have_text("Nu kan ingen läsa frågan")
    _keep(page, "pressed")
    assert page.goto(question).status == 404  # type: ignore[union-attr]
    page.go_back()
    page.get_by_role("button", name="Jag tryckte fel").click()
    expect(page.get_by_text("Du har sagt att du tryckte fel.")).to_be_visible()


def test_assessing_saves_itself_and_ends(house: House) -> None:
    path = house.pages["incident:incident"][1]
    page = house.visit("manager", path)
    page.get_by_label("Vad gick att känna igen?").fill("Ortens namn stod i texten.")
    expect(page.get_by_text(re.compile("^Sparat"))).to_be_visible()
    for group, choice in (
        ("Har någon känt igen personen?", "En person som läste"),
        ("Hur stor är risken för personen?", "Viss risk"),
        ("Finns det våld, hot eller skyddade personuppgifter?", "Nej"),
        ("Ska det anmälas till Integritetsskyddsmyndigheten?", "Nej"),
        ("Ska personen få veta?", "Ja"),
    ):
        page.get_by_role("group", name=group).get_by_text(choice, exact=True).click()
    page.get_by_role("button", name="Spara och gå till avslut").click()
    expect(page.get_by_text("Innan du kan avsluta behöver det här fyllas i:")).to_be_visible()
    _keep(page, "not-yet")
    page.get_by_role("link", name="Till bedömningen").click()
    page.get_by_label("Vad har ni gjort?").fill("Texten är rättad.")
    page.get_by_label("Varför ska det, eller ska det inte, anmälas?").fill("Ombudet: låg risk.")
    page.get_by_label("Varför ska, eller ska inte, personen få veta?").fill(
        "Hon har rätt till det."
    )
    page.get_by_role("link", name="Läs det som togs ned").click()
    expect(page.locator("h1")).to_have_text("Det som togs ned")
    page.get_by_role("link", name="Rätta texten").click()
    page.get_by_label("Frågan").fill("En ungdom är rädd för en resa. Hur börjar vi?")
    page.get_by_role("button", name="Spara och kontrollera").click()
    expect(page.get_by_text("Inget hittat som pekar ut någon.")).to_be_visible()
    _keep(page, "corrected")
    page.get_by_role("button", name="Spara rättelsen och gå till avslut").click()
    expect(page.get_by_label("Texten är rättad.")).to_be_checked()
    page.get_by_role("button", name="Avsluta incidenten").click()
    expect(page.get_by_text("Incidenten är avslutad.")).to_be_visible()
    _keep(page, "closed")
    assert page.complaints == []  # type: ignore[attr-defined]

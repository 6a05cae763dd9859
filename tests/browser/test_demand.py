"""New cases from a list: chosen, looked at, named by hand, saved and taken back, without a mouse's help."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import Workbook

from kollega.competence.demand import rules
from tests.browser.conftest import House
from tests.browser.test_every_page import AA

pytestmark = pytest.mark.browser


def test_a_list_is_brought_in(house: House, tmp_path: Path) -> None:
    quarter = rules.quarters_open()[0]
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Ärendetyp", f"{quarter.year} kv {quarter.number}"],
        ["Spelberoende", 7],
        ["Heder m.m.", 5],
        ["Övrigt", "tre"],
    ):
        sheet.append(row)
    book.save(tmp_path / "statistik.xlsx")
    page = house.visit("manager", "/nya-arenden/las-in")
    page.set_input_files("#id_file", tmp_path / "statistik.xlsx")
    page.get_by_role("button", name="Läs filen").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Granska listan"
    assert page.get_by_text("B4: ”tre” är inget heltal.").is_visible()
    found = Axe().run(page, options=AA)
    assert found.violations_count == 0, found.generate_report()
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.get_by_label("Heder m.m.").fill("Hedersrelaterat våld")
    page.get_by_label("Heder m.m.").press("Enter")
    page.get_by_text("1 kvartal är inläst.").wait_for()
    assert page.get_by_text("12 ärenden i 2 områden").is_visible()
    page.get_by_role("button", name="Ångra").first.click()
    page.get_by_text("Ångrat. Nu står det som innan.").wait_for()
    assert not page.get_by_text("12 ärenden i 2 områden").is_visible()
    assert page.complaints == []  # type: ignore[attr-defined]
    page.context.close()

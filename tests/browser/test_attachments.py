"""Files as people add them: by touch on a small screen, and without script."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kollega.files.tests import made
from tests.browser.conftest import House

pytestmark = pytest.mark.browser

NAMED = "Flickan heter Anna Lind och nås på 070-174 06 05."
TEXT = "Hur lägger ni upp ett första skyddssamtal?"


@pytest.fixture
def chosen(tmp_path: Path) -> list[Path]:
    """A document that names somebody, a photo with its position, and a file that lies."""
    files = {
        "Anna Lind.docx": made.word(NAMED, "Vi börjar med skyddet."),
        "väntrum.jpg": made.photo(),
        "rutin.pdf": made.photo("PNG"),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    return [tmp_path / name for name in files]


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_files_are_added_decided_on_shared_and_opened(
    house: House, chosen: list[Path], script: bool
) -> None:
    page = house.visit("asker", "/", width=360, java_script_enabled=script)
    page.get_by_role("main").get_by_role("link", name="Fråga en kollega").click()
    page.get_by_role("link", name="Fråga om metod eller lag").click()
    page.get_by_label("Vad vill du ha hjälp med?").fill(TEXT)
    page.get_by_text("Bilagor (frivilligt)").click()
    page.get_by_label("Lägg till filer").set_input_files(chosen)
    page.get_by_role("button", name="Lägg till", exact=True).click()

    expect(page.locator("#id_files_error")).to_contain_text("Innehållet är: Bild (PNG).")
    expect(page.get_by_label("Vad vill du ha hjälp med?")).to_have_value(TEXT)
    _fits(page)
    rows = page.locator(".files > li")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Bilagan nämner:")
    expect(rows.nth(1)).to_contain_text("Platsen där bilden togs är borttagen.")
    rows.first.get_by_role("button", name=re.compile("Dela bara texten")).click()
    expect(rows.first).to_contain_text("Klar att dela")

    rows.nth(1).get_by_role("button", name=re.compile("Titta på den")).click()
    picture = page.get_by_role("img", name="Bilden som du vill dela")
    expect(picture).to_have_js_property("naturalWidth", 320)
    _fits(page)
    for box in page.get_by_role("group").get_by_role("checkbox").all():
        box.check()
    page.get_by_label("Vad är det?").fill("Vårt väntrum")
    page.get_by_role("button", name="Jag har tittat, ingen kan kännas igen").click()
    page.get_by_role("link", name="Tillbaka till texten").first.click()

    page.get_by_label("Område", exact=True).select_option(label="Hedersrelaterat våld")
    page.get_by_role("button", name="Skicka frågan").click()
    expect(page.get_by_text("Frågan är skickad.")).to_be_visible()
    address = page.url.partition("#")[0]

    other = house.visit("answerer", address, width=360, java_script_enabled=script)
    expect(other.locator(".attached")).to_contain_text("Vårt väntrum")
    assert "Anna" not in other.locator(".thread").inner_text()
    _fits(other)
    shown = other.get_by_role("link", name="Vårt väntrum").get_attribute("href")
    answer = other.request.get(f"{house.home}{shown}")
    assert answer.headers["content-type"] == "image/jpeg"
    assert b"Exif" not in answer.body()
    with other.expect_download() as saved:
        other.get_by_role("link", name="Bilaga 1").click()
    assert saved.value.suggested_filename == "bilaga-1.txt"
    assert "Anna" not in Path(saved.value.path()).read_text()
    # A page that is left while it fetches something of its own says so.
    complaints = [each for each in page.complaints if not each.startswith("htmx:")]  # type: ignore[attr-defined]
    assert complaints == []


def test_what_is_too_much_is_told_before_it_is_sent(house: House, tmp_path: Path) -> None:
    large = tmp_path / "stor.txt"
    large.write_bytes(b"x" * 11_000_000)
    page = house.visit("asker", "/fraga", width=360)
    page.get_by_role("link", name="Fråga om metod eller lag").click()
    page.get_by_text("Bilagor (frivilligt)").click()
    page.get_by_label("Lägg till filer").set_input_files(large)
    expect(page.locator("[data-files-say]")).to_contain_text("högst 10 MB. För stor: stor.txt")
    assert page.get_by_label("Lägg till filer").evaluate("i => i.files.length") == 0


def _fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

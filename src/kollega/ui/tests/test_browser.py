"""The screens in a real browser: nothing typed is lost, keys work, nothing sticks out."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from kollega.ui.gallery import PAGES
from kollega.ui.tests.browser import LOST, Answers, chromium, kept, visit

pytestmark = pytest.mark.browser

STATE = "[data-save-text]"
TEXT = "[name=text]"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # One module at a time: Playwright's event loop must be gone before other tests ask the database.
    with chromium() as one:
        yield one


@pytest.fixture
def answers() -> Answers:
    return Answers("ask")


def _is_quiet(page: Page) -> None:
    assert page.complaints == []  # type: ignore[attr-defined]
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_text_saves_itself_and_says_so(browser: Browser, answers: Answers) -> None:
    page = visit(browser, answers)
    page.fill(TEXT, "Vi prövar")
    expect(page.locator(STATE)).to_have_text("Sparat 10.43")
    assert answers.saved[0]["version"] == "3"
    assert answers.saved[0]["text"] == "Vi prövar"
    page.fill(TEXT, "Vi prövar igen")
    expect(page.locator("[name=version]").first).to_have_value("102")
    assert answers.saved[1]["version"] == "101"
    _is_quiet(page)


def test_a_lost_line_keeps_the_text_and_tries_again(browser: Browser, answers: Answers) -> None:
    answers.saves = [LOST, (503, {}), kept(7, "10.50")]
    page = visit(browser, answers)
    page.fill(TEXT, "Står kvar")
    expect(page.locator(STATE)).to_have_text("Ej sparat, försöker igen")
    expect(page.locator("[data-save-said]")).to_have_text("Ej sparat, försöker igen")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("[name=version]").first).to_have_value("7", timeout=9000)
    expect(page.locator(STATE)).to_have_text("Sparat 10.50")
    assert [one["text"] for one in answers.saved] == ["Står kvar"] * 3
    _is_quiet(page)


def test_two_texts_are_both_shown_and_neither_overwritten(
    browser: Browser, answers: Answers
) -> None:
    answers.saves = [(409, {"version": 9, "theirs": {"text": "Kollegans <b>text</b>"}})]
    page = visit(browser, answers)
    page.fill(TEXT, "Min text")
    expect(page.locator("[data-theirs]")).to_have_text("Kollegans <b>text</b>")
    expect(page.locator("[data-mine]")).to_have_text("Min text")
    expect(page.locator(".clash")).to_be_focused()
    page.locator(TEXT).press("End")
    page.locator(TEXT).type("!")
    page.wait_for_timeout(1300)
    assert len(answers.saved) == 1, "nothing is saved before the person has chosen"
    page.click("[data-keep=both]")
    expect(page.locator(STATE)).to_have_text("Sparat 10.43")
    assert answers.saved[1]["version"] == "9"
    assert answers.saved[1]["text"].split() == ["Min", "text!", "Kollegans", "<b>text</b>"]
    _is_quiet(page)


def test_an_answer_lost_on_the_way_is_no_conflict(browser: Browser, answers: Answers) -> None:
    answers.saves = [LOST, (409, {"version": 4, "theirs": {"text": "rad ett\r\nrad två"}})]
    page = visit(browser, answers)
    page.fill(TEXT, "rad ett\nrad två")
    expect(page.locator(STATE)).to_have_text("Ej sparat, försöker igen")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("[name=version]").first).to_have_value("4")
    expect(page.locator(".clash")).to_have_count(0)


def test_signed_out_keeps_the_text_and_saves_after_signing_in(
    browser: Browser, answers: Answers
) -> None:
    answers.saves = [(401, {"signed_out": True})]
    answers.signed_in = False
    page = visit(browser, answers)
    page.fill(TEXT, "Efter lunch")
    link = page.locator("[data-save-sign-in] a")
    expect(link).to_be_visible()
    expect(link).to_have_attribute("target", "_blank")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.wait_for_timeout(300)
    assert len(answers.saved) == 1
    answers.signed_in, answers.token = True, "new-token"
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator(STATE)).to_have_text("Sparat 10.43")
    assert answers.saved[1]["csrfmiddlewaretoken"] == "new-token"
    assert answers.saved[1]["text"] == "Efter lunch"
    expect(link).to_be_hidden()


def test_sending_waits_for_the_save_and_happens_once(browser: Browser, answers: Answers) -> None:
    page = visit(browser, answers)
    page.fill(TEXT, "Skicka mig")
    send = page.get_by_role("button", name="Skicka till fyra kollegor")
    send.dblclick()
    page.wait_for_timeout(500)
    assert [one["version"] for one in answers.saved] == ["3"]
    assert [one["version"] for one in answers.sent] == ["101"]
    assert answers.sent[0]["text"] == "Skicka mig"


def test_a_second_press_sends_nothing(browser: Browser, answers: Answers) -> None:
    page = visit(browser, answers)
    send = page.get_by_role("button", name="Skicka till fyra kollegor")
    for _press in range(2):
        send.click(force=True)
        page.wait_for_timeout(250)
    assert len(answers.sent) == 1
    expect(send).to_have_attribute("aria-disabled", "true")


def test_sending_with_no_line_leaves_the_text_on_the_page(
    browser: Browser, answers: Answers
) -> None:
    answers.saves = [LOST]
    page = visit(browser, answers)
    page.fill(TEXT, "Får inte försvinna")
    page.get_by_role("button", name="Skicka till fyra kollegor").click()
    expect(page.locator(STATE)).to_have_text("Ej sparat, försöker igen")
    assert answers.sent == []
    expect(page.locator(TEXT)).to_have_value("Får inte försvinna")


@pytest.mark.parametrize(("typed", "warned"), [(True, True), (False, False)])
def test_leaving_warns_only_for_what_is_not_saved(
    browser: Browser, answers: Answers, typed: bool, warned: bool
) -> None:
    answers.saves = [LOST] * 3
    page = visit(browser, answers)
    warnings: list[str] = []
    page.on("dialog", lambda dialog: (warnings.append(dialog.type), dialog.accept()))
    page.click(TEXT)
    if typed:
        page.keyboard.type("x")
    page.close(run_before_unload=True)
    page.wait_for_event("close")
    assert bool(warnings) is warned


def test_a_wrong_form_is_told_first(browser: Browser) -> None:
    page = visit(browser, Answers("wrong"))
    expect(page.locator(".errors")).to_be_focused()
    assert page.title().startswith("Fel: Fråga om en situation")
    page.get_by_role("link", name="Välj när du behöver svar.").click()
    expect(page.locator("#id_when_0")).to_be_focused()


def test_keys(browser: Browser, answers: Answers) -> None:
    page = visit(browser, answers)
    page.keyboard.press("/")
    expect(page.locator("#sok")).to_be_focused()
    page.fill("#sok", "")
    page.keyboard.type("a/b")
    expect(page.locator("#sok")).to_have_value("a/b")
    page.locator(".account summary").click()
    page.keyboard.press("Escape")
    expect(page.locator(".account .panel")).to_be_hidden()
    expect(page.locator(".account summary")).to_be_focused()
    _is_quiet(page)


@pytest.mark.parametrize("page_name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, page_name: str, scheme: str) -> None:
    page = visit(browser, Answers(page_name), scheme=scheme)
    found = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    assert found.violations_count == 0, found.generate_report()
    _is_quiet(page)


@pytest.mark.parametrize("page_name", PAGES)
def test_a_phone_shows_all_of_it(browser: Browser, page_name: str) -> None:
    page = visit(browser, Answers(page_name), width=360)
    page.locator("details.all summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, .button, select, textarea, summary, .choice, .rooms a,"
          + " .panel a, input:not([type=hidden], [type=radio], [type=checkbox])")]
          .filter(e => e.checkVisibility() && !e.closest(".term, .as-table"))
          .filter(e => e.getBoundingClientRect().height < 43.5)
          .map(e => e.outerHTML.slice(0, 90))"""
    )
    assert small == []

"""Asking and answering as people do it: by touch, without script, by keyboard."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import House

pytestmark = pytest.mark.browser

TOUCH = {"width": 360, "has_touch": True}
RAW = "Anna, 14, i Storavan är rädd att bli gift i sommar. Hur börjar vi?"
ADVICE = "Börja med en skyddsbedömning och prata enskilt med flickan."


def _question_id(page: Page) -> str:
    """The id of the question whose page is shown."""
    page.wait_for_url(re.compile(r"/fragor/[0-9a-f-]{36}"))
    found = re.search(r"/fragor/([0-9a-f-]{36})", page.url)
    assert found
    return found[1]


def _press(target: Locator, *, touch: bool) -> None:
    target.tap() if touch else target.click()


def _begin(page: Page, *, touch: bool = False) -> None:
    """From 'Min dag' to the empty page of a question about a situation."""
    page.goto("/")
    _press(page.get_by_role("main").get_by_role("link", name="Fråga en kollega"), touch=touch)
    _press(page.get_by_role("link", name="Fråga om en situation"), touch=touch)
    expect(page.locator("h1")).to_have_text("Fråga om en situation")


def _send(page: Page, *, touch: bool = False) -> str:
    """Choose an area, tick, and send; the question's id."""
    page.get_by_label("Område", exact=True).select_option(label="Hedersrelaterat våld")
    _press(page.get_by_text("Jag har läst texten en gång till"), touch=touch)
    _press(page.get_by_role("button", name="Skicka frågan"), touch=touch)
    expect(page.get_by_text("Frågan är skickad.")).to_be_visible()
    return _question_id(page)


def _no_names(page: Page) -> None:
    main = page.locator(".thread")
    for word in ("Anna", "Storavan"):
        expect(main).not_to_contain_text(word)


def _in_the_list(page: Page, question_id: str) -> Locator:
    """The question's link among those that wait, on whichever page of the list it stands."""
    for number in range(1, 20):
        page.goto(f"/fragor?page={number}")
        link = page.locator(f"main a[href*='{question_id}']").first
        if link.count():
            return link
    raise AssertionError("the question is not in the list of what waits")


def _answer(page: Page, question_id: str, *, touch: bool = False) -> None:
    """See the least, read on, take it, answer."""
    _press(_in_the_list(page, question_id), touch=touch)
    expect(page.get_by_text("En kollega i samverkan undrar")).to_be_visible()
    expect(page.get_by_role("main")).not_to_contain_text("rädd")
    _press(page.get_by_role("button", name="Läs vidare"), touch=touch)
    expect(page.get_by_text("är rädd att bli gift i sommar")).to_be_visible()
    _no_names(page)
    assert "Maja Asker" not in page.content()
    _press(page.get_by_role("button", name="Ta frågan"), touch=touch)
    expect(page.get_by_text("Maja Asker").first).to_be_visible()
    page.get_by_label("Ditt svar").fill(ADVICE)
    _press(page.get_by_role("button", name="Skicka svaret"), touch=touch)
    expect(page.locator(".thread")).to_contain_text(ADVICE)


def _close(page: Page, question_id: str, *, touch: bool = False) -> None:
    """The asker reads the answer and closes."""
    page.goto(f"/fragor/{question_id}")
    expect(page.locator(".thread")).to_contain_text(ADVICE)
    expect(
        page.get_by_text("Kollegialt råd. Din kommun beslutar och ansvarar").first
    ).to_be_visible()
    _press(page.get_by_role("link", name="Avsluta frågan"), touch=touch)
    _press(page.get_by_role("button", name="Avsluta frågan").first, touch=touch)
    expect(page.get_by_text("Frågan är avslutad")).to_be_visible()


def test_ask_and_answer_by_touch_on_a_small_screen(house: House) -> None:
    asker = house.visit("asker", **TOUCH)
    _begin(asker, touch=True)
    asker.get_by_label("Vad vill du ha hjälp med?").press_sequentially(RAW)
    check = asker.locator("#kontrollen")
    expect(check).to_contain_text("Anna")  # by itself, nothing is pressed
    _press(check.get_by_role("button", name=re.compile("^Byt alla")), touch=True)
    expect(asker.get_by_label("Vad vill du ha hjälp med?")).not_to_have_value(re.compile("Anna"))
    question_id = _send(asker, touch=True)
    _no_names(asker)

    answerer = house.visit("answerer", **TOUCH)
    _answer(answerer, question_id, touch=True)
    _close(asker, question_id, touch=True)
    for page in (asker, answerer):
        wide: Any = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0
        assert page.complaints == []  # type: ignore[attr-defined]
        page.context.close()


def test_the_same_without_script(house: House) -> None:
    asker = house.visit("asker", java_script_enabled=False)
    _begin(asker)
    asker.get_by_label("Vad vill du ha hjälp med?").fill(RAW)
    asker.get_by_role("button", name="Spara", exact=True).click()
    check = asker.locator("#kontrollen")
    expect(check).to_contain_text("Anna")
    check.get_by_role("button", name=re.compile("^Byt alla")).click()
    expect(asker.get_by_label("Vad vill du ha hjälp med?")).not_to_have_value(re.compile("Anna"))
    question_id = _send(asker)
    _no_names(asker)
    answerer = house.visit("answerer", java_script_enabled=False)
    _answer(answerer, question_id)
    _close(asker, question_id)
    asker.context.close()
    answerer.context.close()


def test_stepping_out_is_unseen(house: House) -> None:
    asker = house.visit("asker")
    _begin(asker)
    asker.get_by_label("Vad vill du ha hjälp med?").fill("Hur pratar vi med en flicka som är rädd?")
    question_id = _send(asker)
    cousin = house.visit("answerer_two")
    cousin.goto(f"/fragor/{question_id}")
    cousin.get_by_role("button", name="Inte jag den här gången").click()
    expect(cousin.get_by_text("ingen får veta något")).to_be_visible()
    for path in ("/", "/fragor", "/fragor?visa=alla"):
        cousin.goto(path)
        assert cousin.locator(f"a[href*='{question_id}']").count() == 0
    answer = cousin.goto(f"/fragor/{question_id}")
    assert answer is not None
    assert answer.status == 404
    asker.reload()
    expect(asker.get_by_role("main")).not_to_contain_text("kliv")
    asker.context.close()
    cousin.context.close()


def test_friday_ten_to_four(house: House) -> None:
    """From 'Min dag' to a colleague's number in at most three taps, on a phone."""
    page = house.visit("asker", "/", **TOUCH)
    page.get_by_role("main").get_by_role("link", name="Vem kan det här?").tap()
    page.get_by_role("main").get_by_role("link", name="Hedersrelaterat våld").tap()
    ring = page.get_by_role("link", name="Ring 070-174 06 05").first
    expect(ring).to_be_visible()  # the third tap rings
    assert re.fullmatch(r"tel:\+?\d+", ring.get_attribute("href") or "")
    page.context.close()


FOCUS = """() => {
  const here = document.activeElement, style = getComputedStyle(here);
  const ring = [here, here.parentElement].some((each) => {
    const one = getComputedStyle(each);
    return (one.outlineStyle !== "none" && parseFloat(one.outlineWidth) > 0) || one.boxShadow !== "none";
  });
  return here.matches(":focus-visible") && ring && style.visibility === "visible";
}"""


def _tab_to(page: Page, target: Locator) -> None:
    """Press Tab until it has the focus; the focus is seen at every step."""
    for _step in range(90):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            continue
        assert page.evaluate(FOCUS), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if target.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError("the keyboard does not get there")


def test_ask_and_answer_by_keyboard_alone(house: House) -> None:
    page, keys = (asker := house.visit("asker", "/")), asker.keyboard
    _tab_to(page, page.locator("main a", has_text="Fråga en kollega").first)
    keys.press("Enter")
    page.wait_for_url("**/fraga")
    _tab_to(page, page.get_by_role("link", name="Fråga om en situation"))
    keys.press("Enter")
    page.wait_for_url("**/fraga/utkast/**")
    _tab_to(page, page.get_by_role("button", name="Skicka frågan"))
    keys.press("Enter")
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    expect(page.get_by_label("Vad vill du ha hjälp med?")).to_be_focused()
    keys.type("Hur pratar vi med en flicka som är rädd att bli gift i sommar?")
    _tab_to(page, page.get_by_label("Område", exact=True))
    keys.type("Heders")
    _tab_to(page, page.get_by_label("Jag har läst texten en gång till", exact=False))
    keys.press("Space")
    _tab_to(page, page.get_by_role("button", name="Skicka frågan"))
    keys.press("Enter")
    question_id = _question_id(page)

    page = house.visit("answerer", f"/fragor/{question_id}")
    keys = page.keyboard
    for button in ("Läs vidare", "Ta frågan"):
        _tab_to(page, page.get_by_role("button", name=button))
        keys.press("Space")
        expect(page.get_by_role("button", name=button)).to_have_count(0)
    _tab_to(page, page.get_by_label("Ditt svar"))
    keys.type(ADVICE)
    _tab_to(page, page.get_by_role("button", name="Skicka svaret"))
    keys.press("Enter")
    expect(page.locator(".thread")).to_contain_text(ADVICE)
    page.context.close()
    asker.context.close()

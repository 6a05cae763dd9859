"""Sign-in in a real browser: passkeys, no script at all, what listeners and small screens get."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.personas import PASSWORD, World

from kollega.core.actor import acting
from kollega.core.models import Account
from kollega.signin import services
from kollega.signin.tests.browser import a_browser, a_home, look, visit  # noqa: F401 - fixtures
from kollega.signin.tests.conftest import link_in

pytestmark = [pytest.mark.browser, pytest.mark.urls("kollega.signin.tests.urls")]


def sign_in(page: Page) -> None:
    page.fill("[name=login]", "asker@example.se")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()
    expect(page.locator("h1")).to_have_text("Mitt konto")


def plug_in_a_key(page: Page) -> tuple[Any, str]:
    """A virtual authenticator that says yes at once; see the WebAuthn domain of CDP."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return devtools, made["authenticatorId"]


def add_key(page: Page) -> None:
    page.goto("/konto/tva-steg/nycklar/ny/")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Fortsätt").click()
    page.fill("[name=name]", "Jobbtelefonen")
    page.get_by_role("button", name="Lägg till nyckeln").click()
    expect(page.locator("h1")).to_have_text("Reservkoder")


def test_a_passkey_is_added_signs_in_and_is_taken_away(browser: Browser, home: str) -> None:
    page = visit(browser, home)
    plug_in_a_key(page)
    sign_in(page)
    add_key(page)
    page.goto("/konto/logga-ut/")
    page.get_by_role("button", name="Logga ut").last.click()

    page.goto("/konto/logga-in/?next=/konto/")
    page.get_by_role("button", name="Logga in med nyckel (passkey)").click()
    expect(page.locator("h1")).to_have_text("Mitt konto")
    expect(page.get_by_text("Påslaget")).to_be_visible()

    page.goto("/konto/tva-steg/")
    page.get_by_role("link", name="Ta bort Jobbtelefonen").click()
    page.get_by_role("link", name="Använd en nyckel (passkey)").click()
    page.get_by_role("button", name="Använd nyckeln").click()
    page.get_by_role("button", name="Ta bort nyckeln").click()
    expect(page.get_by_text("Du loggar in med bara lösenord")).to_be_visible()
    assert page.complaints == []  # type: ignore[attr-defined]


def test_the_key_is_the_second_step_after_a_password(browser: Browser, home: str) -> None:
    page = visit(browser, home)
    plug_in_a_key(page)
    sign_in(page)
    add_key(page)
    page.context.clear_cookies()
    page.goto("/konto/logga-in/?next=/konto/")
    page.fill("[name=login]", "asker@example.se")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()
    expect(page.locator("h1")).to_have_text("Andra steget")
    page.get_by_role("button", name="Använd en nyckel (passkey)").click()
    expect(page.locator("h1")).to_have_text("Mitt konto")


def test_a_key_that_does_not_work_is_told_in_words(browser: Browser, home: str) -> None:
    page = visit(browser, home)
    devtools, key = plug_in_a_key(page)
    said = page.get_by_text("Det gick inte med nyckeln")
    expect(said).to_be_hidden()
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    page.get_by_role("button", name="Logga in med nyckel (passkey)").click()
    expect(said).to_be_visible()


def test_everything_but_keys_works_without_script(browser: Browser, home: str) -> None:
    page = visit(browser, home, script=False)
    expect(page.get_by_role("button", name="Logga in med nyckel (passkey)")).to_be_hidden()
    sign_in(page)
    page.goto("/konto/tva-steg/app/ny/")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Fortsätt").click()
    expect(page.locator("img")).to_be_visible()
    page.fill("[name=code]", "000000")
    page.get_by_role("button", name="Lägg till appen").click()
    expect(page.get_by_text("Koden stämmer inte").first).to_be_visible()


@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_is_fit_for_all(
    browser: Browser, home: str, real_world: World, width: int
) -> None:
    account = Account.objects.create_user("ny@example.se", name="Nina Ny")
    with acting(real_world.administrator.actor) as actor:
        invitation = link_in(services.invite(actor, account))
    page = visit(browser, home, width=width)
    plug_in_a_key(page)
    for path in (
        "/konto/logga-in/",
        "/konto/losenord/glomt/",
        "/konto/losenord/skickat/",
        "/konto/losenord/nytt/abc-def/",
        "/konto/losenord/nytt/klart/",
        invitation,
        "/konto/inbjudan/gammal/",
    ):
        look(page, path)
    page.goto("/konto/logga-in/?next=/konto/")
    page.get_by_role("button", name="Logga in", exact=True).click()
    look(page)
    sign_in(page)
    look(page)
    look(page, "/konto/tva-steg/app/ny/")
    add_key(page)
    look(page)
    key = page.goto("/konto/tva-steg/") and page.get_by_role("link", name="Byt namn")
    for path in (
        "/konto/inloggningar/",
        "/konto/losenord/byt/",
        "/konto/logga-ut/",
        "/konto/tva-steg/",
        "/konto/tva-steg/app/ny/",
        "/konto/tva-steg/nycklar/ny/",
        "/konto/tva-steg/reservkoder/nya/",
        str(key and key.get_attribute("href")),
        "/konto/tva-steg/bekrafta/",
        "/konto/tva-steg/nycklar/bekrafta/",
    ):
        look(page, path)
    assert page.complaints == []  # type: ignore[attr-defined]

"""The municipality's own sign-in in a real browser: the content policy lets one go there and back."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.personas import PASSWORD, World

from kollega.signin.options import SECOND_STEP
from kollega.signin.tests.browser import a_browser, a_home, look, visit  # noqa: F401 - fixtures
from kollega.signin.tests.granaker import Provider, choose, group, maja, row_for

pytestmark = [pytest.mark.browser, pytest.mark.urls("kollega.signin.tests.urls")]


def keep(page: Page, name: str) -> None:
    """A picture to look at, where a folder for them is named."""
    if folder := os.environ.get("KOLLEGA_PICTURES"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


@pytest.fixture
def granaker_home(
    real_world: World, running_provider: str, configure: Any, settings: Any, home: str
) -> Provider:
    """Granåker's provider knows the running house's address."""
    settings.ADDRESS = home
    configure(row_for(real_world.asker, running_provider))
    return Provider(running_provider)


@pytest.mark.parametrize("script", [True, False])
def test_there_and_back(browser: Browser, home: str, granaker_home: Provider, script: bool) -> None:
    granaker_home.says("maja-1", ask=True, **maja())
    page = visit(browser, home, script=script)
    keep(page, "sign-in")
    page.get_by_role("link", name="Logga in med Granåkers kommun").click()
    expect(page.locator("h1")).to_have_text("Granåkers inloggning")
    page.get_by_role("button", name="Jag är Maja").click()
    expect(page.locator("h1")).to_have_text("Mitt konto")
    expect(page.get_by_text("Maja Asker").first).to_be_visible()
    assert page.complaints == []  # type: ignore[attr-defined]


def test_no_and_again(browser: Browser, home: str, granaker_home: Provider) -> None:
    granaker_home.says("maja-1", ask=True, **maja())
    page = visit(browser, home, width=360)
    keep(page, "sign-in-360")
    look(page)
    page.get_by_role("link", name="Logga in med Granåkers kommun").click()
    page.get_by_role("button", name="Avbryt").click()
    expect(page.locator("h1")).to_have_text("Inloggningen avbröts")
    look(page)
    keep(page, "denied-360")
    granaker_home.says("maja-1", ask=True, **maja())
    page.get_by_role("link", name="Försök igen").click()
    page.get_by_role("button", name="Jag är Maja").click()
    expect(page.locator("h1")).to_have_text("Mitt konto")  # where one was going
    page.goto("/konto/tva-steg/")
    expect(page.locator("main")).to_contain_text("En nyckel lägger du till när")
    look(page)
    keep(page, "two-steps-360")
    page.goto("/konto/logga-ut/")
    page.get_by_role("button", name="Logga ut").click()
    expect(page.locator("h1")).to_have_text("Logga ut hos kommunen också?")
    there = page.get_by_role("link", name="Logga ut hos Granåkers kommun")
    assert there.get_attribute("href") == f"{granaker_home.issuer}/logout?client_id=kollega"
    look(page)
    keep(page, "signed-out-360")
    page.set_viewport_size({"width": 1280, "height": 800})
    keep(page, "signed-out-1280")


@pytest.mark.parametrize("width", [1280, 360])
def test_the_administrators_screens(
    browser: Browser, home: str, granaker_home: Provider, real_world: World, width: int
) -> None:
    group(real_world, "8d3e41aa-soc", "Vuxen", "caseworker")
    granaker_home.says("karin-1", **maja(email="manager@example.se", groups=["8d3e41aa-soc"]))
    page = visit(browser, home)
    page.get_by_role("link", name="Logga in med Granåkers kommun").click()
    page.context.close()
    granaker_home.says("ada-1", **maja(email="administrator@example.se", name="Ada Administratör"))
    page = visit(browser, home, width=width)
    page.get_by_role("link", name="Logga in med Granåkers kommun").click()
    look(page, "/organisation/katalog")
    page.fill("[name=name]", "Entra ID")
    page.get_by_role("button", name="Skapa en nyckel").click()
    expect(page.locator("h1")).to_have_text("Spara nyckeln nu")
    assert re.search(r"kollega_scim_\S{40}", page.content())
    look(page)
    keep(page, f"token-{width}")
    page.get_by_role("link", name="Jag har sparat den").click()
    keep(page, f"katalog-{width}")
    for path, name in (
        ("/organisation/katalog/grupper/ny", "group-new"),
        ("/organisation/katalog/personer", "people"),
        ("/hjalp/inloggning", "help"),
    ):
        look(page, path)
        keep(page, f"{name}-{width}")
    page.goto("/organisation/katalog")
    page.get_by_role("link", name="8d3e41aa-soc").click()
    look(page)
    keep(page, f"group-{width}")


@pytest.mark.parametrize("width", [1280, 360])
def test_without_a_provider_the_screen_teaches(
    browser: Browser, home: str, real_world: World, width: int
) -> None:

    from kollega.organisation.options import option

    assert option(SECOND_STEP)
    choose(real_world, "administrator", SECOND_STEP, value=[])
    page = visit(browser, home, width=width)
    page.fill("[name=login]", "administrator@example.se")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()
    look(page, "/organisation/katalog")
    expect(page.get_by_text("Ingen egen inloggning är kopplad")).to_be_visible()
    keep(page, f"teaches-{width}")

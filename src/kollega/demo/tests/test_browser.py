"""The chooser in a real browser."""

import pytest
from playwright.sync_api import Browser, expect

from kollega.core.models import Account
from kollega.demo import marker
from kollega.demo.personas import personas
from kollega.signin.tests.browser import a_browser, a_home, look, visit  # noqa: F401 - fixtures

pytestmark = [pytest.mark.browser, pytest.mark.urls("kollega.signin.tests.urls")]


@pytest.mark.parametrize("width", [1280, 360])
def test_a_visitor_becomes_somebody(browser: Browser, home: str, width: int) -> None:
    marker.create(is_demo=True)
    one = personas()[0]
    Account.objects.create_user(one.email, name=one.name)
    try:
        page = visit(browser, home, width=width)
        look(page)
        look(page, "/demo/")
        page.get_by_role("button", name=f"Logga in som {one.name}").click()
        look(page, "/konto/")
        expect(page.get_by_text(one.email)).to_be_visible()
    finally:
        marker.forget()

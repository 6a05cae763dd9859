"""A real browser on the gallery's pages, without a server: the test answers each request itself."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl, urlparse

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route, sync_playwright

from kollega.ui.tests.house import screen

HOME = "http://kollega.test"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]
POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
DRAFT = "/fragor/utkast/1/"
LOST = "the line is down"


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of the machine; the test is skipped where there is none."""
    path = shutil.which("chromium")
    if not path:
        pytest.skip("Chromium is not installed, so the pages were not tried in a browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Answers:
    """What the pretended server says. `saves` are the answers to autosaves, in turn."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.saves: list[Any] = []
        self.saved: list[dict[str, str]] = []
        self.sent: list[dict[str, str]] = []
        self.signed_in = True
        self.token = "old-token"

    def __call__(self, route: Route) -> None:
        path = urlparse(route.request.url).path
        if path.startswith("/static/"):
            self._file(route, path.removeprefix("/static/"))
        elif path == DRAFT:
            self._save(route)
        elif route.request.method == "POST":
            self.sent.append(dict(parse_qsl(route.request.post_data or "")))
            route.fulfill(status=204)
        elif path == "/" and not self.signed_in:
            route.fulfill(status=302, headers={"Location": "/logga-in/"})
        else:
            html = screen(self.page).replace("old-token", self.token)
            headers = {
                "Content-Security-Policy": POLICY,
                "Content-Type": "text/html; charset=utf-8",
            }
            route.fulfill(body=html, headers=headers)

    def _file(self, route: Route, name: str) -> None:
        found = finders.find(name)
        kind = TYPES[name.rsplit(".", 1)[-1]]
        if found:
            route.fulfill(path=found, headers={"Content-Type": kind})
        else:
            route.fulfill(status=404)

    def _save(self, route: Route) -> None:
        self.saved.append(dict(parse_qsl(route.request.post_data or "", keep_blank_values=True)))
        answer = self.saves.pop(0) if self.saves else kept(100 + len(self.saved))
        if answer == LOST:
            route.abort()
            return
        status, body = answer
        route.fulfill(status=status, body=json.dumps(body), content_type="application/json")


def kept(version: int, at: str = "10.43") -> tuple[int, dict[str, Any]]:
    """The answer of a save that went well."""
    return 200, {"version": version, "saved_at": at}


def visit(browser: Browser, answers: Answers, width: int = 1280, scheme: str = "light") -> Page:
    """Open the page; what the browser complains of is gathered in `page.complaints`."""
    options: Any = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
    page = browser.new_context(**options).new_page()
    page.complaints = []  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.complaints.append(str(error)))  # type: ignore[attr-defined]
    page.on("console", lambda line: _note(page, line.type, line.text))
    page.route("**/*", answers)
    page.goto(f"{HOME}/galleri/")
    return page


def _note(page: Page, kind: str, text: str) -> None:
    if kind in {"error", "warning"} and "Failed to load resource" not in text:
        page.complaints.append(text)  # type: ignore[attr-defined]

"""The product on a telephone over a slow line: a real browser, 360 px, 400 kbit/s, 400 ms.

    python -m bench.slow_line [--runs 3] [--json] [--picture FOLDER]

The product runs as anybody starts it, with the demo. First visits begin with an empty cache and no
connection; later pages are opened one after the other. Milliseconds from the press to: something to
read (first contentful paint), usable (scripts have run), complete (load). Bytes are those on the line.
Exit code 1 where a page is slower than wanted.
"""

import argparse
import re
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

from bench.harness import machine, say, show
from bench.load.product import Product
from kollega.ui.tests.browser import chromium

BITS_PER_SECOND = 400_000
LATENCY_MS = 400
WIDTH, HEIGHT = 360, 740
FIRST_USABLE, FIRST_COMPLETE, LATER = 2500, 4500, 1000
WHO = "Maja"
TIMES = """() => {
  const page = performance.getEntriesByType("navigation")[0];
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  return {
    readable: paint ? paint.startTime : page.domContentLoadedEventEnd,
    usable: page.domContentLoadedEventEnd,
    complete: page.loadEventEnd,
  };
}"""


@dataclass
class Seen:
    """One opening of a page."""

    readable: float
    usable: float
    complete: float
    bytes: int
    requests: int


class Line:
    """A slow line under one page, with what goes over it counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.bytes = self.requests = 0
        self.session = page.context.new_cdp_session(page)
        self.session.send("Network.enable")
        self.session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": LATENCY_MS,
                "downloadThroughput": BITS_PER_SECOND / 8,
                "uploadThroughput": BITS_PER_SECOND / 8,
                "connectionType": "cellular3g",
            },
        )
        self.session.on("Network.loadingFinished", self._loaded)

    def _loaded(self, told: dict[str, Any]) -> None:
        # What comes out of the browser's own cache was 0 bytes on the line.
        if told["encodedDataLength"]:
            self.bytes += int(told["encodedDataLength"])
            self.requests += 1

    def open(self, address: str) -> Seen:
        self.bytes = self.requests = 0
        self.page.goto(address, wait_until="load", timeout=60_000)
        self.page.wait_for_timeout(150)
        return Seen(**self.page.evaluate(TIMES), bytes=self.bytes, requests=self.requests)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--picture", type=Path, help="save pictures of the pages in this folder")
    parser.add_argument("--data", type=Path, help="a data folder with a demo, kept afterwards")
    options = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="kollega-slow-"))
    folder.chmod(0o711)
    product = Product(options.data or folder / "data", demo=True)
    try:
        say("… start, with the demo")
        product.start()
        with chromium() as browser:
            return _measure(browser, product.address, options)
    finally:
        if product.process.poll() is None:
            product.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _context(browser: Browser, address: str, state: Any = None) -> BrowserContext:
    return browser.new_context(
        base_url=address,
        viewport={"width": WIDTH, "height": HEIGHT},
        device_scale_factor=2,
        storage_state=state,
    )


def _measure(browser: Browser, address: str, options: argparse.Namespace) -> int:
    state, later = _sign_in(browser, address)
    rows = []
    for name, path, signed_in in (("sign in", "/", None), ("my day", "/", state)):
        say(f"… first visit: {name}")
        seen = []
        for _run in range(options.runs):
            context = _context(browser, address, signed_in)
            seen.append(Line(context.new_page()).open(path))
            context.close()
        rows.append(_row(f"first visit: {name}", seen, FIRST_USABLE, FIRST_COMPLETE))
    context = _context(browser, address, state)
    page = context.new_page()
    page.goto("/")
    line = Line(page)
    for name, path in later.items():
        say(f"… later: {name}")
        seen = [line.open(path) for _run in range(options.runs)]
        rows.append(_row(name, seen[1:] or seen, LATER, LATER, once=seen[0]))
        if options.picture:
            options.picture.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=options.picture / f"{re.sub(r'[^a-z]+', '-', name)}.png")
    context.close()
    figures = {"machine": machine(), "line": f"{BITS_PER_SECOND // 1000} kbit/s, {LATENCY_MS} ms"}
    show(figures, rows, as_json=options.json)
    return 0 if all(row["within"] == "yes" for row in rows) else 1


def _row(
    name: str, seen: list[Seen], usable: int, complete: int, *, once: Seen | None = None
) -> dict[str, Any]:
    """Medians; `once` is the first opening, whose bytes are told where the later were fewer."""
    middle = {
        what: round(statistics.median(getattr(each, what) for each in seen))
        for what in ("readable", "usable", "complete")
    }
    within = middle["readable"] <= usable and middle["usable"] <= usable
    first = once or seen[0]
    return {
        "page": name,
        **middle,
        "bytes": max(first.bytes, seen[0].bytes),
        "requests": first.requests,
        "within": "yes" if within and middle["complete"] <= complete else "NO",
    }


def _sign_in(browser: Browser, address: str) -> tuple[Any, dict[str, str]]:
    """Become one of the demo's people; the state, and the pages that the menu and lists lead to."""
    context = _context(browser, address)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("button", name=re.compile(WHO)).first.click()
    page.wait_for_load_state()
    found = {}
    for link in page.locator("nav.rooms a[href]").all():
        path = urlsplit(link.get_attribute("href") or "").path
        if path not in {"", "/"}:
            found[(link.text_content() or path).strip()] = path
    page.goto("/fragor")
    thread = page.locator("main a[href^='/fragor/']").first.get_attribute("href")
    page.goto("/fraga")
    draft = page.locator("main a[href^='/fraga/utkast/']").last.get_attribute("href")
    found |= {"a thread": str(thread), "a draft": str(draft), "account": "/konto/"}
    state = context.storage_state()
    context.close()
    return state, found


if __name__ == "__main__":
    sys.exit(main())

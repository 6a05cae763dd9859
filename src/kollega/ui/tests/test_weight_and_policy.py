"""Small enough for a slow line, and nothing that the content policy refuses."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from kollega.ui.tests.house import STATIC, TEMPLATES

KIB = 1024
BLOCKING = ("kollega.css", "parts.css", "forms.css")
SOURCES = sorted(TEMPLATES.rglob("*.html"))
FORBIDDEN = {
    "a style attribute": r"\sstyle\s*=",
    "an inline handler": r"\son[a-z]+\s*=",
    "an inline style": r"<style\b",
    "an inline script": r"<script\b(?![^>]*\bsrc=)",
    "a script address": r"javascript:",
    "htmx code in an attribute": r"\bhx-on\b|\bhx-(vals|headers)\s*=\s*['\"]js:",
    "something from elsewhere": r"(?:src|href)=[\"']https?:",
}


def _compressed(*files: Path) -> int:
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)


def test_blocking_styles_are_light() -> None:
    assert _compressed(*(STATIC / name for name in BLOCKING)) <= 40 * KIB


def test_the_script_is_light() -> None:
    assert _compressed(STATIC / "kollega.js") <= 8 * KIB


def test_everything_together_is_light() -> None:
    htmx = finders.find("django_htmx/htmx-2.min.js")
    assert htmx, "htmx comes with django-htmx"
    ours = [STATIC / name for name in (*BLOCKING, "print.css", "kollega.js")]
    assert _compressed(*ours, Path(htmx)) <= 120 * KIB


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_templates_keep_the_content_policy(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    for what, pattern in FORBIDDEN.items():
        assert not re.search(pattern, text, re.IGNORECASE), f"{source.name} has {what}"


def test_the_device_keeps_nothing() -> None:
    script = (STATIC / "kollega.js").read_text(encoding="utf-8")
    for store in (
        "localStorage",
        "indexedDB",
        "serviceWorker",
        "sessionStorage.setItem",
        "caches.",
    ):
        assert store not in script


def test_each_icon_tells_its_licence() -> None:
    icons = sorted((TEMPLATES / "ui" / "icons").glob("*.svg"))
    assert icons
    for icon in icons:
        first = icon.read_text(encoding="utf-8").splitlines()[0]
        assert re.search(r"- ISC -->|EUPL-1\.2 -->", first), icon.name


def test_each_icon_is_used() -> None:
    code = "\n".join(
        file.read_text(encoding="utf-8")
        for file in [*SOURCES, *TEMPLATES.parent.glob("templatetags/*.py")]
    )
    for icon in (TEMPLATES / "ui" / "icons").glob("*.svg"):
        assert f'"{icon.stem}"' in code, f"{icon.stem} is not used"

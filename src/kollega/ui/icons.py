"""Inline icons: the few files of Lucide (ISC) that lie in `templates/ui/icons/`."""

from functools import lru_cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

FOLDER = Path(__file__).parent / "templates" / "ui" / "icons"


@lru_cache(maxsize=64)
def _drawing(name: str) -> SafeString:
    """The shapes inside the file's `<svg>`. Raises FileNotFoundError for an icon not kept here."""
    svg = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    inside = svg.split("<svg", 1)[1].split(">", 1)[1].rsplit("</svg>", 1)[0]
    return mark_safe(" ".join(inside.split()))  # noqa: S308 - our own files, read from the package


def icon(name: str, label: str = "") -> SafeString:
    """An icon beside words is decoration and hidden from listeners; alone it needs a `label`."""
    drawing = _drawing(name)
    if label:
        return format_html(
            '<svg class="icon" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>',
            label,
            drawing,
        )
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', drawing)

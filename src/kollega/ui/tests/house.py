"""What the tests of this room share: loud templates, and a browser without a server."""

from pathlib import Path
from typing import Any

from django.template import Context, Engine
from django.test import RequestFactory
from django.test.html import parse_html

from kollega.ui import gallery

ROOM = Path(__file__).parents[1]
STATIC = ROOM / "static" / "ui"
TEMPLATES = ROOM / "templates"


class Undefined(str):
    """Stands for a variable that a template names and nobody gave: an error, not an empty string."""

    __slots__ = ()

    def __contains__(self, _part: object) -> bool:
        return True

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"undefined in a template: {name}")


ENGINE = Engine(
    app_dirs=True,
    string_if_invalid=Undefined("loud"),
    libraries={
        "django_htmx": "django_htmx.templatetags.django_htmx",
        "i18n": "django.templatetags.i18n",
        "static": "django.templatetags.static",
        "ui": "kollega.ui.templatetags.ui",
    },
)


def draw(source: str, **values: Any) -> str:
    """Render template source; undefined variables and unbalanced tags fail."""
    loaded = "" if source.startswith("{% extends") else "{% load ui %}"
    html = ENGINE.from_string(loaded + source).render(Context({"csrf_token": "token", **values}))
    parse_html(html)
    return html


def screen(page: str) -> str:
    """One of the gallery's pages as a whole document."""
    request = RequestFactory().get("/galleri/")
    values = {"csrf_token": "old-token", "request": request, **gallery.content(request, page)}
    return ENGINE.get_template(gallery.template_of(page)).render(Context(values))

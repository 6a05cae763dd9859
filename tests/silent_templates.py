"""A query while one of our templates renders fails the test.

What a page shows is evaluated in the view, where it is counted and seen. A template of a library may
ask while it stands outermost; one of ours that it includes may too, as it is then part of its page.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.template.base import Template

import kollega

OURS = str(Path(kollega.__file__).parent)
_rendering: ContextVar[str] = ContextVar("kollega_rendering", default="")


class QueryInTemplate(AssertionError):
    """A template asked the database for something."""


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    def refuse(_execute: Any, sql: str, *_more: Any) -> Any:
        raise QueryInTemplate(f"{name} asks the database while it renders: {sql[:300]}")

    token = _rendering.set(name)
    try:
        with connection.execute_wrapper(refuse):
            yield
    finally:
        _rendering.reset(token)


@contextmanager
def _library(name: str) -> Iterator[None]:
    token = _rendering.set(name)
    try:
        yield
    finally:
        _rendering.reset(token)


@pytest.fixture(autouse=True)
def silent_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Watch every template that Django renders in the test."""
    plain = Template._render

    def watched(self: Template, context: Any) -> Any:
        if _rendering.get():
            return plain(self, context)
        ours = str(self.origin.name).startswith(OURS)
        with (_refusing if ours else _library)(str(self.name)):
            return plain(self, context)

    monkeypatch.setattr(Template, "_render", watched)

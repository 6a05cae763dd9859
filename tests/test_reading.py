"""The watch over what is read of a form or a query misses nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.http import HttpRequest
from django.test import RequestFactory

from tests.reading import LONG, Read


class Two(forms.Form):
    """Reads two names, one of them as a tick and never more."""

    one = forms.CharField()
    tick = forms.BooleanField(required=False)


SENT = {"one": "1", "two": ["2", "3"]}
WAYS: dict[str, tuple[Callable[[HttpRequest], Any], set[str]]] = {
    "nothing": (lambda _request: None, set()),
    "a name": (lambda request: request.POST.get("one"), {"one"}),
    "a name that is not there": (lambda request: request.POST.get("tick", ""), {"tick"}),
    "whether it is there": (lambda request: "tick" in request.POST, {"tick"}),
    "a list": (lambda request: request.POST.getlist("two"), {"two"}),
    "a form": (lambda request: Two(request.POST or None).is_valid(), {"one", "tick"}),
    "files": (lambda request: request.FILES.get("one"), set()),
    "the names": (lambda request: list(request.POST), {"one", "two", "tick", "more"}),
    "all": (lambda request: dict(request.POST), {"one", "two", "tick", "more"}),
    "a copy": (lambda request: request.POST.copy(), {"one", "two", "tick", "more"}),
    "the bytes": (lambda request: request.body, {"one", "two", "tick", "more"}),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_is_read_is_sent_again_where_it_differs(way: str) -> None:
    view, names = WAYS[way]
    read = Read()
    with read.noting(SENT):
        view(RequestFactory().post("/", SENT))
    for name in ("one", "two", "tick", "more"):
        assert read.otherwise({**SENT, name: "else"}) == (name in names), name


def test_a_query_is_watched_too() -> None:
    read = Read()
    with read.noting(SENT):
        assert RequestFactory().get("/", SENT).GET["two"] == "3"
    assert not read.otherwise({**SENT, "one": "else"})
    assert read.otherwise({**SENT, "two": "3"})


def test_an_empty_form_and_a_long_one_are_read_otherwise() -> None:
    read = Read()
    with read.noting(SENT):
        Two(RequestFactory().post("/", SENT).POST or None)
    assert read.otherwise({})
    assert read.otherwise({**SENT, "more": "x" * LONG})
    assert not read.otherwise({**SENT, "more": "x"})

"""The error pages are drawn from nothing, in Swedish, with the request's id and no query."""

import psycopg
import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from kollega.ui import errors
from kollega.ui.tests.house import ENGINE, draw, screen


def _request(**posted: str) -> HttpRequest:
    request = RequestFactory().post("/arenden/?q=hemligt", posted)
    request.id = "3f9a2b"  # type: ignore[attr-defined]
    return request


def _text(response: HttpResponse, status: int) -> str:
    html = response.content.decode()
    assert response.status_code == status
    assert "3f9a2b" in html
    assert "hemligt" not in html
    assert "/arenden/" not in html
    assert "undefined" not in html
    assert "<script" not in html
    return html


def test_each_page() -> None:
    request, why = _request(), Exception("internt")
    assert "för stor" in _text(errors.bad_request(request, why), 400)
    assert "Sidan finns inte" in _text(errors.page_not_found(request, why), 404)
    assert "Felet är vårt" in _text(errors.server_error(request), 500)
    for page in (errors.bad_request(request, why), errors.page_not_found(request, why)):
        assert "internt" not in page.content.decode()


def test_a_refusal_says_why() -> None:
    html = _text(errors.permission_denied(_request(), PermissionDenied("Bara chefen låser.")), 403)
    assert "Bara chefen låser." in html
    assert "Din roll" in _text(errors.permission_denied(_request(), PermissionDenied()), 403)


def test_an_old_page_gives_back_what_was_written() -> None:
    written = "En lång text som någon har skrivit <i> i tio minuter."
    request = _request(text=written, short="kort", password="hemligt hemligt hemligt hemligt")
    html = _text(errors.csrf_failure(request, "CSRF cookie not set."), 403)
    assert "En lång text som någon har skrivit &lt;i&gt; i tio minuter." in html
    assert html.count("<textarea") == 1


def test_a_failure_gives_back_what_was_written_and_says_when_to_wait() -> None:
    """A database that is starting is no fault of the page: 503, and the script tries again."""
    request = _request(text="En lång text som någon har skrivit.")
    for sqlstate, status, words in (
        ("57P03", 503, "snart tillbaka"),
        ("57P01", 503, "snart tillbaka"),
        (None, 503, "snart tillbaka"),
        ("57014", 500, "Felet är vårt"),  # a statement that took too long
        ("23505", 500, "Felet är vårt"),
    ):
        cause = psycopg.OperationalError("connection to hemligt failed")
        cause.sqlstate = sqlstate  # type: ignore[misc]
        try:
            try:
                raise cause
            except psycopg.OperationalError as problem:
                raise OperationalError(str(problem)) from problem
        except OperationalError:
            response = errors.server_error(request)
        html = _text(response, status)
        assert words in html
        assert "En lång text som någon har skrivit.</textarea>" in html
        assert response.headers.get("Retry-After") == ("3" if status == 503 else None)


@pytest.mark.parametrize("status", [400, 403, 404, 429, 500, 503])
def test_a_page_needs_no_context_at_all(status: int) -> None:
    source = ENGINE.get_template(f"{status}.html").source
    assert "Till startsidan" in draw(source)


def test_a_conflict_keeps_both_texts_and_the_rest_of_the_form() -> None:
    html = screen("conflict")
    assert "är rädd att bli gift.</div>" in html
    assert "Hur börjar vi utan att familjen får veta?</textarea>" in html
    request = _request(text="min", version="3", area="debt")
    conflict = type(
        "C",
        (),
        {
            "version": 4,
            "fields": {"text": ("Text", "deras", "min")},
            "back": "",
            "more": {"over": "7"},
        },
    )()
    form = draw("{% conflict_form conflict %}", conflict=conflict, request=request)
    assert '<input type="hidden" name="area" value="debt">' in form
    assert '<input type="hidden" name="version" value="4">' in form
    assert '<input type="hidden" name="over" value="7">' in form
    assert form.count('name="version"') == 1
    assert form.count('name="text"') == 1

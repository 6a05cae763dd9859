"""The error pages are drawn from nothing, in Swedish, with the request's id and no query."""

import pytest
from django.core.exceptions import PermissionDenied
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


@pytest.mark.parametrize("status", [400, 403, 404, 429, 500])
def test_a_page_needs_no_context_at_all(status: int) -> None:
    source = ENGINE.get_template(f"{status}.html").source
    assert "Till startsidan" in draw(source)


def test_a_conflict_keeps_both_texts_and_the_rest_of_the_form() -> None:
    html = screen("conflict")
    assert "är rädd att bli gift.</div>" in html
    assert "Hur börjar vi utan att familjen får veta?</textarea>" in html
    request = _request(text="min", version="3", area="debt")
    conflict = type(
        "C", (), {"version": 4, "fields": {"text": ("Text", "deras", "min")}, "back": ""}
    )()
    form = draw("{% conflict_form conflict %}", conflict=conflict, request=request)
    assert '<input type="hidden" name="area" value="debt">' in form
    assert '<input type="hidden" name="version" value="4">' in form
    assert form.count('name="version"') == 1
    assert form.count('name="text"') == 1

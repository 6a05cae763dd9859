"""Signs a program in by its token, in place of the browser's session, under /api/.

A session's cookie means nothing there, and a token means nothing elsewhere: a page in a browser
cannot be made to call the API as the one who has it open, and a token opens no page.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve

from kollega.api import tokens
from kollega.api.problems import problem
from kollega.organisation.options import room_is_on

GetResponse = Callable[[HttpRequest], HttpResponseBase]
PREFIX = "/api/v"
BEARER = "bearer "


class NoSession(dict[str, Any]):
    """Stands where others expect a session: remembers for the request and is never stored."""

    accessed = False
    modified = False
    session_key = None

    def is_empty(self) -> bool:
        return True


class TokenSignIn:
    """Middleware; stands after the session's own and before all that asks who it is."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        request.META["HTTP_ACCEPT"] = "application/json"
        request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        request.session = NoSession()  # type: ignore[assignment]
        request.user = AnonymousUser()
        return _as_problem(request, self._answer(request))

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return problem(request, HTTPStatus.NOT_FOUND, "Adressen finns inte.")
        if getattr(match.func, "public", False):
            return self.get_response(request)
        given = request.META.get("HTTP_AUTHORIZATION", "")
        found = None
        if given[: len(BEARER)].lower() == BEARER:
            found = tokens.holder(given[len(BEARER) :].strip())
        if found is None or not room_is_on(found[1].actors[0], "api"):
            answer = problem(request, HTTPStatus.UNAUTHORIZED, "Nyckeln saknas eller gäller inte.")
            answer["WWW-Authenticate"] = "Bearer"
            return answer
        request.token, request.user = found  # type: ignore[attr-defined]
        return self.get_response(request)


def _as_problem(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """A program reads JSON: an error page made for people becomes a problem."""
    is_page = response.get("Content-Type", "").startswith("text/html")
    if response.status_code >= HTTPStatus.BAD_REQUEST and is_page:
        made = problem(request, HTTPStatus(response.status_code))
        if "Retry-After" in response:
            made["Retry-After"] = response["Retry-After"]
        return made
    response["Cache-Control"] = "private, no-store"
    return response

"""Errors as a program reads them (RFC 9457), from what the rooms raise for pages."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from kollega.border.gate import Check, NotCleared
from kollega.core.posting import Conflict

TITLES = {
    HTTPStatus.BAD_REQUEST: "Det går inte att läsa det som skickades.",
    HTTPStatus.FORBIDDEN: "Det får du inte göra.",
    HTTPStatus.NOT_FOUND: "Det finns inte.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Adressen tar inte emot det här anropet.",
    HTTPStatus.CONFLICT: "Någon har ändrat det under tiden.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Det är för stort.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Något behöver rättas.",
    HTTPStatus.TOO_MANY_REQUESTS: "För många anrop. Vänta en stund.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Något gick fel hos oss.",
}
UNIQUE = "23505"


class InvalidForm(Exception):
    """What was posted has the right types, and a form of ours refuses it."""

    def __init__(self, errors: Mapping[str, Any]) -> None:
        super().__init__("the form is not valid")
        self.errors = {field: [str(each) for each in found] for field, found in errors.items()}


def problem(request: HttpRequest, status: HTTPStatus, title: str = "", **more: Any) -> JsonResponse:
    """A problem document; it names the request, never what was sent."""
    body = {
        "type": "about:blank",
        "status": int(status),
        "title": title or TITLES.get(status, status.phrase),
        "request": getattr(request, "id", ""),
        **more,
    }
    return JsonResponse(body, status=status, content_type="application/problem+json")


def findings(check: Check) -> list[dict[str, Any]]:
    """What stands in the way, so that the program can show it beside the text."""
    return [
        {
            "key": each.key,
            "field": each.field,
            "kind": str(each.finding.kind),
            "text": each.finding.text,
            "start": each.finding.start,
            "end": each.finding.end,
            "suggestion": each.finding.replacement,
            "may_stay": each.may_be_kept,
        }
        for each in check.open
    ]


def register(api: NinjaAPI) -> None:
    """Let the API answer with problems; whatever was written is undone."""

    def undo(request: HttpRequest) -> None:
        # The order of a request takes back what a failed one wrote.
        request.failed = True  # type: ignore[attr-defined]

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, _error: Http404) -> JsonResponse:
        undo(request)
        return problem(request, HTTPStatus.NOT_FOUND)

    @api.exception_handler(PermissionDenied)
    def denied(request: HttpRequest, error: PermissionDenied) -> JsonResponse:
        undo(request)
        return problem(request, HTTPStatus.FORBIDDEN, detail=str(error))

    _register_conflicts(api, undo)

    @api.exception_handler(NotCleared)
    def not_cleared(request: HttpRequest, error: NotCleared) -> JsonResponse:
        undo(request)
        title = (
            "En kollega i din kommun behöver läsa texten först. Det gör ni på webbplatsen."
            if error.needs_second_look
            else "Något i texten kan peka ut en person."
        )
        return problem(
            request,
            HTTPStatus.UNPROCESSABLE_ENTITY,
            title,
            findings=findings(error.check),
            needs_second_look=error.needs_second_look,
        )

    @api.exception_handler(InvalidForm)
    def invalid_form(request: HttpRequest, error: InvalidForm) -> JsonResponse:
        undo(request)
        return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, errors=error.errors)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> JsonResponse:
        undo(request)
        # Where and what was wrong; what was sent is left out.
        errors = [
            {"where": [str(part) for part in each.get("loc", ())], "why": each.get("msg", "")}
            for each in error.errors
        ]
        return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, errors=errors)

    @api.exception_handler(HttpError)
    def plain(request: HttpRequest, error: HttpError) -> JsonResponse:
        undo(request)
        return problem(request, HTTPStatus(error.status_code))


def _register_conflicts(api: NinjaAPI, undo: Callable[[HttpRequest], None]) -> None:
    @api.exception_handler(Conflict)
    def conflict(request: HttpRequest, error: Conflict) -> JsonResponse:
        undo(request)
        return problem(request, HTTPStatus.CONFLICT, **error.as_json())

    @api.exception_handler(IntegrityError)
    def taken(request: HttpRequest, error: IntegrityError) -> JsonResponse:
        if getattr(error.__cause__, "sqlstate", "") != UNIQUE:
            raise error
        undo(request)
        return problem(request, HTTPStatus.CONFLICT, "Id:t är redan använt. Skicka ett nytt.")

"""The error pages. They need no context processor, no database and no signed-in person.

`handler400 … handler500` of the root URLconf and `CSRF_FAILURE_VIEW` point here. The pages show
the request's id, so that a report can be found in the log, and never the address or its query.
"""

import sys

import psycopg
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.template.loader import render_to_string

# Long enough to be something that somebody wrote, and would miss.
WORTH_KEEPING = 20
RETRY_SECONDS = "3"
AWAY = ("08", "53", "57P")
"""Classes of PostgreSQL's error codes: no connection, no resources, stopped by an operator."""


def bad_request(
    request: HttpRequest,
    exception: Exception,  # noqa: ARG001 - Django's signature
) -> HttpResponse:
    """400: what came could not be read, mostly because it was too large."""
    return _page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the thing may be seen, this may not be done with it; the exception's text says why."""
    return _page(request, 403, why=str(exception))


def page_not_found(
    request: HttpRequest,
    exception: Exception,  # noqa: ARG001 - Django's signature
) -> HttpResponse:
    """404: it is not there, or one may not know of it; the page is the same for both."""
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: we broke it. 503: the database is away for a moment. What was written is shown, to copy."""
    if not _is_away(sys.exc_info()[1]):
        return _page(request, 500, written=_written(request))
    response = _page(request, 503, written=_written(request))
    response["Retry-After"] = RETRY_SECONDS
    return response


def _is_away(error: BaseException | None) -> bool:
    """Whether an error comes of a database that is starting, stopping or not to be reached."""
    while error is not None:
        if isinstance(error, psycopg.OperationalError):
            return not error.sqlstate or error.sqlstate.startswith(AWAY)
        error = error.__cause__ or error.__context__
    return False


def csrf_failure(
    request: HttpRequest,
    reason: str = "",  # noqa: ARG001 - Django's signature
) -> HttpResponse:
    """403 of a form from a page that had grown old: what was written is shown, to copy."""
    return _page(request, 403, template="403_csrf.html", written=_written(request))


def _page(
    request: HttpRequest,
    status: int,
    *,
    template: str = "",
    why: str = "",
    written: list[str] | None = None,
) -> HttpResponse:
    context = {"request_id": getattr(request, "id", ""), "why": why, "written": written or []}
    return HttpResponse(render_to_string(template or f"{status}.html", context), status=status)


def _written(request: HttpRequest) -> list[str]:
    """The texts of a refused form. Passwords are left out, and what was chosen rather than written."""
    try:
        posted = request.POST
    except (SuspiciousOperation, UnreadablePostError):
        return []
    return [
        value
        for name, values in posted.lists()
        for value in map(str, values)
        if len(value) >= WORTH_KEEPING and name != "csrfmiddlewaretoken" and "password" not in name
    ]

"""What the machine tells its keepers: lines with ids only, never what somebody wrote.

An error is told as its type and where in the code it happened. Its message, local variables, posted
data and SQL values are left out: a database's message repeats the row that failed.
"""

import logging
import logging.config
import traceback
import uuid
from collections.abc import Callable, Mapping, MutableMapping
from contextvars import ContextVar
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponseBase
from structlog.typing import Processor

GetResponse = Callable[[HttpRequest], HttpResponseBase]
request_id: ContextVar[str] = ContextVar("kollega_request_id", default="")


class RequestId:
    """Gives each request an id, shown on error pages and written in every log line."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.id = uuid.uuid4().hex[:12]  # type: ignore[attr-defined]
        token = request_id.set(request.id)  # type: ignore[attr-defined]
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(token)
        response["X-Request-Id"] = request.id  # type: ignore[attr-defined]
        return response


def _with_request_id(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    if request_id.get():
        event["request"] = request_id.get()
    return event


def _where_only(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Replace an exception by its type and the places in the code it passed."""
    error = event.pop("exc_info", None)
    if error is True:
        import sys

        error = sys.exc_info()
    if isinstance(error, BaseException):
        error = (type(error), error, error.__traceback__)
    if error and error[0] is not None:
        event["error"] = error[0].__qualname__
        event["where"] = [
            f"{frame.filename.rsplit('site-packages/', 1)[-1]}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error[2])[-12:]
        ]
    return event


def _view_for_address(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Django ends a line about a request with its address, which may hold a signed link: the view's
    name stands instead.
    """
    request = getattr(event.get("_record"), "request", None)
    if isinstance(request, HttpRequest):
        said = str(event["event"])
        for address in (request.path, request.path.encode("unicode_escape").decode()):
            said = said.removesuffix(address)
        event["event"] = said.rstrip(": ")
        if request.resolver_match is not None:
            event["view"] = request.resolver_match.view_name
    return event


def _drop_django_arguments(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Django passes the request object along; its representation holds the address and query."""
    for name in ("request", "status_code", "server_time", "sql", "params"):
        if name in event and not isinstance(event[name], str):
            del event[name]
    return event


def configure(options: Mapping[str, Any]) -> None:
    """Set up logging: JSON lines on standard error. `options` holds `level`."""
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _with_request_id,
        _where_only,
        _view_for_address,
        _drop_django_arguments,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "lines": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": shared,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        structlog.processors.JSONRenderer(ensure_ascii=False),
                    ],
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
            "root": {"handlers": ["stderr"], "level": "WARNING"},
            "loggers": {
                "kollega": {"level": options.get("level", "INFO")},
                # A 404 is logged by Django with the address, which may carry a search.
                "django.request": {"level": "ERROR"},
                "django.security.DisallowedHost": {"level": "CRITICAL"},
            },
        }
    )

"""How much one account may ask for, and how much a request may bring.

Counted in the process: nothing is written for a count.

Each web process counts for itself, so the true limit is `REQUESTS_PER_MINUTE` times the number of
processes at most. It stops a runaway script, not an attack; sign-in has limits of its own.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from kollega.core.request import wants_json

GetResponse = Callable[[HttpRequest], HttpResponseBase]
MINUTE = 60.0
WAIT_SECONDS = "30"
# So many are remembered before those that have been quiet for a minute are forgotten.
REMEMBERED = 10_000


def takes_files(view: Callable[..., Any]) -> Callable[..., Any]:
    """A view whose form brings files: its requests may be as large as `FILES_BODY_MOST`."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


class CutShort(BadRequest):
    """The connection broke while the form was sent. What came may lack its end, and is not a form."""


class NoLength(BadRequest):
    """A body of no stated length is never read, and would look like a form with every field empty."""


class _Whole:
    """A body that must come in full: a form that ends early looks like one with fields left empty."""

    def __init__(self, stream: Any, length: int) -> None:
        self._stream = stream
        self._left = length

    def read(self, size: int = -1, /) -> bytes:
        data: bytes = self._stream.read(size)
        while 0 < len(data) < size and self._left > len(data):
            # Fewer than asked for: the rest is on its way, or the line is broken.
            if not (more := self._stream.read(size - len(data))):
                raise CutShort("the body ended before its length")
            data += more
        return self._counted(data, size)

    def readline(self, size: int = -1, /) -> bytes:
        data: bytes = self._stream.readline(size)
        return self._counted(data, 0 if data else size)

    def close(self) -> None:
        """Django closes a body that it has read."""
        self._stream.close()

    def _counted(self, data: bytes, size: int) -> bytes:
        self._left -= len(data)
        if self._left > 0 and (size < 0 or (size and not data)):
            raise CutShort("the body ended before its length")
        return data


class BodySize:
    """Answers 413 before anything of a body that is too large is read. Only addresses that take
    files let more than a form's worth through. A body that is cut short, or comes in pieces without
    a length, is answered with 400.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length == "0" and "HTTP_TRANSFER_ENCODING" in request.META:
            raise NoLength("a body without a length")
        size = int(length) if length.isascii() and length.isdigit() else 0
        if size <= settings.BODY_MOST or size <= _most(request):
            if size:
                request._stream = _Whole(request._stream, size)  # type: ignore[assignment]  # noqa: SLF001 - the one place before any reader
            return self.get_response(request)
        if wants_json(request):
            return JsonResponse({"too_large": True}, status=413)
        return render(request, "413.html", status=413)


def _most(request: HttpRequest) -> int:
    try:
        view = resolve(request.path_info, getattr(request, "urlconf", None)).func
    except Resolver404:
        return 0
    return int(settings.FILES_BODY_MOST) if getattr(view, "takes_files", False) else 0


class RequestsPerAccount:
    """Answers 429 past `REQUESTS_PER_MINUTE` for one account (or address, where nobody is signed in)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.limit: int = settings.REQUESTS_PER_MINUTE
        self.seen: dict[str, deque[float]] = {}
        self.lock = threading.Lock()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if self._may(_who(request), time.monotonic()):
            return self.get_response(request)
        response: HttpResponseBase
        if wants_json(request):
            response = JsonResponse({"too_many": True}, status=429)
        else:
            response = render(request, "429.html", status=429)
        response["Retry-After"] = WAIT_SECONDS
        return response

    def _may(self, who: str, moment: float) -> bool:
        with self.lock:
            if len(self.seen) > REMEMBERED:
                self._forget(moment)
            recent = self.seen.setdefault(who, deque())
            while recent and recent[0] < moment - MINUTE:
                recent.popleft()
            if len(recent) >= self.limit:
                return False
            recent.append(moment)
            return True

    def _forget(self, moment: float) -> None:
        self.seen = {who: times for who, times in self.seen.items() if times[-1] >= moment - MINUTE}


def _who(request: HttpRequest) -> str:
    account = request.user
    return str(account.pk) if account.is_authenticated else client_address(request)


def client_address(request: HttpRequest) -> str:
    """The address of whoever asks; behind proxies (`ALLAUTH_TRUSTED_PROXY_COUNT`) what they saw."""
    proxies: int = getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0)
    passed = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(passed) >= proxies and passed[-proxies]:
        return passed[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))

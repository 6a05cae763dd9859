"""How much one account may ask for. Counted in the process: nothing is written for a count."""

import time
from collections import deque
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

GetResponse = Callable[[HttpRequest], HttpResponseBase]
MINUTE = 60.0


class RequestsPerAccount:
    """Answers 429 past `REQUESTS_PER_MINUTE` for one account (or address, where nobody is signed in)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.limit: int = settings.REQUESTS_PER_MINUTE
        self.seen: dict[str, deque[float]] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        moment = time.monotonic()
        recent = self.seen.setdefault(self._who(request), deque())
        while recent and recent[0] < moment - MINUTE:
            recent.popleft()
        if len(recent) >= self.limit:
            response = render(request, "429.html", status=429)
            response["Retry-After"] = "30"
            return response
        recent.append(moment)
        if len(self.seen) > 10_000:
            self._forget(moment)
        return self.get_response(request)

    @staticmethod
    def _who(request: HttpRequest) -> str:
        account = request.user
        return str(account.pk) if account.is_authenticated else request.META.get("REMOTE_ADDR", "")

    def _forget(self, moment: float) -> None:
        for who in [who for who, times in self.seen.items() if times[-1] < moment - MINUTE]:
            del self.seen[who]

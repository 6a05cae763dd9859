"""How long a sign-in lasts: an idle limit and an absolute one."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase

from kollega.core import clock
from kollega.core.models import Account

GetResponse = Callable[[HttpRequest], HttpResponseBase]
BEGAN = "signed_in_at"
MINUTE = timedelta(minutes=1)


class SessionLimits:
    """Signs out after too long idle or too long in all; writes 'last seen' at most once a minute."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.idle = timedelta(minutes=settings.SESSION_IDLE_MINUTES)
        self.absolute = timedelta(hours=settings.SESSION_ABSOLUTE_HOURS)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        account = request.user
        if isinstance(account, Account):
            moment = clock.now()
            began = request.session.get(BEGAN)
            seen = request.session.get("seen_at")
            too_long = began and moment.timestamp() - began > self.absolute.total_seconds()
            too_idle = seen and moment.timestamp() - seen > self.idle.total_seconds()
            if too_long or too_idle:
                logout(request)
            elif not seen or moment.timestamp() - seen > MINUTE.total_seconds():
                request.session.setdefault(BEGAN, moment.timestamp())
                request.session["seen_at"] = moment.timestamp()
        return self.get_response(request)

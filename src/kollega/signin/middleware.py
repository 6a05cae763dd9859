"""How long a sign-in lasts, and where one may go before the second step is set up."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kollega.core import clock
from kollega.core.models import Account

GetResponse = Callable[[HttpRequest], HttpResponseBase]
BEGAN = "signed_in_at"
SEEN = "seen_at"
SET_UP_SECOND_STEP = "set_up_second_step"
MINUTE = timedelta(minutes=1).total_seconds()


class SessionLimits:
    """Signs out after too long idle or too long in all; writes 'last seen' at most once a minute."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    @staticmethod
    def ended(began: float, seen: float) -> bool:
        """Whether a sign-in of these moments (seconds since 1970) is over."""
        now = clock.now().timestamp()
        absolute = timedelta(hours=settings.SESSION_ABSOLUTE_HOURS).total_seconds()
        idle = timedelta(minutes=settings.SESSION_IDLE_MINUTES).total_seconds()
        return now - began > absolute or now - seen > idle

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if isinstance(request.user, Account):
            now = clock.now().timestamp()
            if self.ended(request.session.get(BEGAN, now), request.session.get(SEEN, now)):
                logout(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> None:
        """A page that asks by itself (`unlogged`: the badge, presence) is no sign of a person."""
        if not isinstance(request.user, Account):
            return
        if request.method in {"GET", "HEAD"} and getattr(view, "unlogged", False):
            return
        now = clock.now().timestamp()
        if now - request.session.get(SEEN, 0) > MINUTE:
            request.session.setdefault(BEGAN, now)
            request.session[SEEN] = now


class SecondStep:
    """Keeps somebody who must sign in in two steps, and cannot yet, to the pages of sign-in."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        account = request.user
        if not isinstance(account, Account) or SET_UP_SECOND_STEP not in request.session:
            return None
        if account.has_second_step:
            del request.session[SET_UP_SECOND_STEP]
            return None
        if getattr(view, "public", False):
            return None
        messages.warning(
            request, _("Med din roll loggar du in i två steg. Lägg till det andra steget här.")
        )
        return redirect("mfa_index")

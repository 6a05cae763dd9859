"""How long a sign-in lasts, and where one may go before the second step is set up."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kollega.core import clock
from kollega.core.models import Account
from kollega.organisation.identity import narrow
from kollega.signin import identity

GetResponse = Callable[[HttpRequest], HttpResponseBase]
BEGAN = "signed_in_at"
SEEN = "seen_at"
SET_UP_SECOND_STEP = "set_up_second_step"
KEYS = ("mfa_", "account_change_password", "account_set_password")
"""Names of the pages where what opens an account is seen and changed."""
ALONE = {"account_change_password", "account_set_password", "mfa_add_webauthn"}
"""Pages where one is given what opens an account without anything more."""
STEPS = {"mfa_authenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
"""Pages that ask for a key one has."""
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
            else:
                _narrow(request)
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


def _narrow(request: HttpRequest) -> None:
    """Let the account be, in this request, what its sign-in opens (see `identity`)."""
    account = request.user
    only, without = request.session.get(identity.ONLY), request.session.get(identity.WITHOUT, ())
    if isinstance(account, Account) and (only or without):
        narrow(
            account,
            only=UUID(only) if only else None,
            without=[UUID(each) for each in without],
        )


class OwnKeys:
    """Keeps what opens an account out of reach of one municipality's directory.

    Who signs in through a directory is whoever that directory says, and a directory shows nobody's
    mailbox. A password or a passkey made in such a sign-in would open what another municipality gives
    the account, today or later, so it takes a sign-in with one's own password, which a letter to the
    mailbox gave. The app for a second step opens nothing alone: it is out of reach only where
    somebody else has the account at work already.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        account, match = request.user, request.resolver_match
        if not isinstance(account, Account) or not account.narrowed or match is None:
            return None
        if not str(match.url_name).startswith(KEYS) or match.url_name in STEPS:
            return None
        if match.url_name not in ALONE and not identity.belongs_elsewhere(
            account, UUID(request.session[identity.ONLY])
        ):
            return None
        return render(request, "signin/own_keys.html", status=403)


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
        if account.narrowed and identity.belongs_elsewhere(
            account, UUID(request.session[identity.ONLY])
        ):
            return render(request, "signin/own_keys.html", status=403)
        messages.warning(
            request, _("Med din roll loggar du in i två steg. Lägg till det andra steget här.")
        )
        return redirect("mfa_index")

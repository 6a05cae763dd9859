"""How allauth is made ours: its words, its letters, its log rows, and what it keeps secret."""

import base64
import hashlib
from io import BytesIO
from typing import Any

import qrcode  # type: ignore[import-untyped]  # has no stubs
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from qrcode.image.svg import SvgPathFillImage  # type: ignore[import-untyped]  # has no stubs

from kollega.core.models import Account
from kollega.organisation.identity import account_with_actors
from kollega.signin import letters, rules, services
from kollega.signin.middleware import SET_UP_SECOND_STEP

WRONG = gettext_lazy("E-postadressen eller lösenordet stämmer inte. Kontrollera och försök igen.")
TOO_MANY = gettext_lazy("För många försök. Vänta fem minuter och försök igen.")
WRONG_CODE = gettext_lazy("Koden stämmer inte, eller har redan använts. Skriv en ny kod.")


def shown_name(account: Account) -> str:
    """What a passkey's window on the device calls the account."""
    return account.name


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # untyped library
    """Accounts are made by administrators; every answer is the same whether one exists or not."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": WRONG,
        "email_password_mismatch": WRONG,
        "invalid_login": WRONG,
        "incorrect_password": gettext_lazy("Lösenordet stämmer inte."),
        "enter_current_password": gettext_lazy("Det är inte ditt nuvarande lösenord."),
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "incorrect_code": WRONG_CODE,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the library's
        return False

    def respond_user_inactive(
        self,
        request: HttpRequest,
        user: Account,  # noqa: ARG002 - the library's signature
    ) -> HttpResponse:
        messages.error(request, str(WRONG))
        return redirect("account_login")

    def reauthenticate(self, user: Account, password: str) -> bool:
        """allauth would look the address up in its own table, which is empty here."""
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def post_login(self, request: HttpRequest, user: Account, **details: Any) -> HttpResponse:
        """Note the sign-in, and keep the one who must set up a second step to doing so."""
        response: HttpResponse = super().post_login(request, user, **details)
        account = account_with_actors(user.pk)
        if account and not account.has_second_step and rules.needs_second_step(account):
            request.session[SET_UP_SECOND_STEP] = True
        services.note(user, "account.sign_in")
        return response

    def send_notification_mail(
        self, template_prefix: str, user: Account, *_args: Any, **_kwargs: Any
    ) -> None:
        """allauth tells here of every change to an account's safety: noted, and told the person."""
        verb = f"account.{template_prefix.rsplit('/', 1)[-1]}"
        if verb in letters.WHAT_HAPPENED:
            services.note(user, verb, tell=True)
        if verb in {"account.password_changed", "account.password_reset", "account.password_set"}:
            # Django refuses their next request as it is; this takes them off the list at once.
            services.end_sessions(user, but=self.request.session.session_key or "")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("signin:account")

    def get_reauthentication_methods(self, user: Account) -> list[dict[str, Any]]:
        words = {
            "reauthenticate": _("Använd lösenordet"),
            "mfa_reauthenticate": _("Använd en kod från appen"),
            "mfa_reauthenticate:webauthn": _("Använd en nyckel (passkey)"),
        }
        return [
            {**way, "description": words[way["id"]]}
            for way in super().get_reauthentication_methods(user)
        ]


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # untyped library
    """Secrets of authenticators are encrypted with the installation's key."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_generate_recovery_codes": gettext_lazy(
            "Lägg till en app eller en nyckel först. Reservkoder hör till inloggning i två steg."
        ),
    }

    def encrypt(self, text: str) -> str:
        return _ciphers().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _ciphers().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: Account, type: str) -> str:  # noqa: A002
        number = user.authenticator_set.filter(type=type).count() + 1  # type: ignore[attr-defined]
        return _("Nyckel %(number)s") % {"number": number}

    def build_totp_svg(self, url: str) -> str:
        """With a white ground of its own: a telephone must read it on a dark page too."""
        picture = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(picture)
        return picture.getvalue().decode()

    def _get_site_name(self) -> str:
        return "Digital kollega"


def _ciphers() -> MultiFernet:
    """The installation's key, and those before it, each made into one for this use alone."""
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet(
        Fernet(
            base64.urlsafe_b64encode(hashlib.sha256(f"kollega.signin.mfa:{key}".encode()).digest())
        )
        for key in keys
    )

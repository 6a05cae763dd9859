"""How allauth is made ours: its words, its letters, its log rows, and what it keeps secret."""

import base64
import hashlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from uuid import UUID

import qrcode  # type: ignore[import-untyped]  # has no stubs
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
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
from kollega.organisation.identity import account_with_actors, narrow
from kollega.signin import identity, joining, letters, oidc, rules, services, trouble
from kollega.signin.middleware import SET_UP_SECOND_STEP
from kollega.signin.providers import Provider

MFA_STAGE = "allauth.mfa.stages.AuthenticateStage"
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

    def get_login_stages(self) -> list[str]:
        """Without the second step where the municipality's provider has seen to it."""
        stages: list[str] = super().get_login_stages()
        chosen = getattr(self.request, "vouching_provider", None)
        if chosen is not None and chosen.second_step == "theirs":
            return [each for each in stages if each != MFA_STAGE]
        return stages

    def pre_login(self, request: HttpRequest, user: Account, **details: Any) -> HttpResponse | None:
        """What the sign-in will open is settled here, whichever way it is done."""
        for mark in (identity.ONLY, identity.PROVIDER, identity.WITHOUT, SET_UP_SECOND_STEP):
            request.session.pop(mark, None)
        refused: HttpResponse | None = super().pre_login(request, user, **details)
        if refused is not None:
            return refused
        chosen = _provider_of(details)
        if chosen is None:
            return self._barred(request, user)
        municipality = identity.municipality_of(chosen)
        if municipality is None:
            return redirect("account_login")
        request.session[identity.ONLY] = str(municipality.id)
        request.session[identity.PROVIDER] = chosen.id
        return None

    def _barred(self, request: HttpRequest, user: Account) -> HttpResponse | None:
        """A password or a passkey opens no municipality that has chosen its own sign-in only."""
        account = account_with_actors(user.pk)
        barred = rules.closed_to_passwords(account) if account else set()
        if account is None or not barred:
            return None
        left = any(actor.municipality_id not in barred for actor in account.actors)
        if not left and not account.is_installation_administrator:
            messages.error(request, _("Logga in med din kommuns egen inloggning."))
            return redirect("account_login")
        request.session[identity.WITHOUT] = sorted(str(each) for each in barred)
        return None

    def post_login(self, request: HttpRequest, user: Account, **details: Any) -> HttpResponse:
        """Note the sign-in, and keep the one who must set up a second step to doing so."""
        response: HttpResponse = super().post_login(request, user, **details)
        account = account_with_actors(user.pk)
        only = request.session.get(identity.ONLY, "")
        if account and only:
            narrow(account, only=UUID(only))
        chosen = _provider_of(details)
        theirs = chosen is not None and chosen.second_step == "theirs"
        lacks = account is not None and not theirs and not account.has_second_step
        if account and lacks and rules.needs_second_step(account):
            request.session[SET_UP_SECOND_STEP] = True
        services.note(user, "account.sign_in", only=only)
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

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Asked before the sign-in is ended: one that a provider began ends on a page about it."""
        chosen = identity.provider(request.session.get(identity.PROVIDER, ""))
        if chosen is None:
            return str(super().get_logout_redirect_url(request))
        return reverse("signin:signed_out", args=[chosen.id])

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


def _provider_of(details: Mapping[str, Any]) -> Provider | None:
    """The provider that vouched for a sign-in, from what allauth tells of it."""
    login = (details.get("signal_kwargs") or {}).get("sociallogin")
    return login.provider.config if login is not None else None


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # untyped library
    """Joins whom a provider vouches for with an account. Providers stand in the operator's file; the
    library's own table of them is never read."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Who it is here; or a page that says why nobody is signed in."""
        chosen = sociallogin.provider.config
        found = joining.join(chosen, sociallogin.vouched)
        if isinstance(found, joining.Refused):
            then = sociallogin.state["next"]
            raise ImmediateHttpResponse(
                trouble.page(request, found.why, provider=chosen, then=then)
            )
        request.vouching_provider = chosen  # type: ignore[attr-defined]
        sociallogin.account, sociallogin.user = found, found.user

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002 - the library's
        return False

    def list_apps(self, request: HttpRequest, **_wanted: Any) -> list[Any]:  # noqa: ARG002 - the library's
        return []

    def get_provider(
        self,
        request: HttpRequest | None,
        provider: str,
        client_id: str | None = None,  # noqa: ARG002 - the library's signature
    ) -> oidc.MunicipalProvider:
        """The provider of an id in the file: asked for where a sign-in waits for its second step.

        Raises:
            ValueError: it is not there any more.
        """
        chosen = identity.provider(provider)
        if chosen is None:
            raise ValueError("no such provider")
        return oidc.MunicipalProvider(request, chosen)

    def get_requests_session(self) -> oidc.PatientSession:
        return oidc.PatientSession()


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

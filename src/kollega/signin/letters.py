"""The letters of sign-in: short, without anything about the work, in the person's language."""

from typing import Any

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kollega.core.models import Account
from kollega.signin import links
from kollega.signin.models import Invitation, Joining
from kollega.signin.providers import Provider

WHAT_HAPPENED = {
    "account.password_changed": gettext_noop("Ditt lösenord har bytts."),
    "account.password_reset": gettext_noop("Ditt lösenord har bytts med en länk i ett mejl."),
    "account.password_set": gettext_noop("Ditt konto har fått ett lösenord."),
    "account.address_changed": gettext_noop(
        "Kommunens katalog har gett ditt konto den här adressen. Lösenord och nycklar som fanns"
        " gäller inte längre. Behöver du ett lösenord, välj Glömt lösenordet på inloggningssidan."
    ),
    "account.second_step_removed": gettext_noop(
        "Den som sköter systemet har tagit bort din inloggning i två steg. Du är utloggad överallt."
        " Lägg till ett nytt andra steg när du loggar in."
    ),
    "account.totp_activated": gettext_noop("En app för inloggning i två steg har lagts till."),
    "account.totp_deactivated": gettext_noop("Appen för inloggning i två steg har tagits bort."),
    "account.webauthn_added": gettext_noop("En nyckel (passkey) har lagts till."),
    "account.webauthn_removed": gettext_noop("En nyckel (passkey) har tagits bort."),
    "account.recovery_codes_generated": gettext_noop("Nya reservkoder har skapats."),
}
"""What is noted of an account's safety, in words for the person."""


def reset(account: Account) -> None:
    """A link for a new password. It holds for `PASSWORD_RESET_TIMEOUT` and once."""
    path = reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(account),
            "key": default_token_generator.make_token(account),
        },
    )
    hours = settings.PASSWORD_RESET_TIMEOUT // 3600
    _send(
        account,
        "reset",
        gettext_noop("Nytt lösenord"),
        {"link": links.address(path), "hours": hours},
    )


def invitation(sent: Invitation) -> None:
    """The link with which the invited person sets a password."""
    context = {"link": links.invitation_link(sent.id), "day": sent.expires_at}
    _send(sent.account, "invitation", gettext_noop("Du har fått ett konto"), context)


def joining(asked: Joining, provider: Provider) -> None:
    """The link with which somebody shows that the mailbox is theirs. It holds two days and once."""
    from kollega.signin.joining import token  # which queues this letter

    path = reverse("signin:joining", args=[token(asked.id)])
    nobody_yet = Account(email=asked.email, name=asked.name)
    context = {"link": links.address(path), "provider": provider.name, "day": asked.expires_at}
    _send(nobody_yet, "joining", gettext_noop("Är det du som loggar in?"), context)


def welcome(account: Account, provider: Provider) -> None:
    """Where the municipality's own sign-in is, for somebody who was given a place."""
    context = {"link": links.address(reverse("account_login")), "provider": provider.name}
    _send(account, "welcome", gettext_noop("Du har fått en plats"), context)


def notice(account: Account, verb: str) -> None:
    """Something about the account's safety was changed."""
    _send(
        account,
        "notice",
        gettext_noop("Något har ändrats på ditt konto"),
        {"what": WHAT_HAPPENED[verb], "link": links.address(reverse("signin:account"))},
    )


def _send(account: Account, name: str, subject: str, context: dict[str, Any]) -> None:
    with translation.override(account.language):
        if what := context.get("what"):
            context["what"] = _(what)
        text = render_to_string(f"signin/letters/{name}.txt", context)
        EmailMessage(
            f"Digital kollega: {_(subject)}",
            text,
            to=[account.email],
            headers={"Auto-Submitted": "auto-generated"},
        ).send()

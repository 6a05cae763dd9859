"""The forms of sign-in in our words. What they do is allauth's, but for the forgotten password."""

from typing import Any
from uuid import uuid4

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kollega.core.models import Account
from kollega.signin import jobs

# Each in its own words, so that it is found by the one who looks for it.
LANGUAGES = [(code, LANG_INFO[code]["name_local"].capitalize()) for code, _n in settings.LANGUAGES]
EMAIL = _("E-postadress")
EMAIL_MISSING = _("Skriv din e-postadress, till exempel anna.andersson@kommun.se.")
PASSWORD = _("Lösenord")
PASSWORD_MISSING = _("Skriv ditt lösenord.")
NEW_PASSWORD = _("Nytt lösenord")
NEW_PASSWORD_AGAIN = _("Nytt lösenord en gång till")
NEW_PASSWORD_HINT = _("Minst 12 tecken. En mening som du minns är bra.")
NEW_PASSWORD_MISSING = _("Skriv ett nytt lösenord.")
NOT_THE_SAME = _("De två lösenorden är inte lika.")
CODE = _("Kod")
CODE_MISSING = _("Skriv koden, sex siffror.")


def _say(field: forms.Field, label: Any, missing: Any, hint: Any = "") -> None:
    field.label, field.help_text = label, hint
    field.error_messages = {**field.error_messages, "required": missing, "invalid": missing}
    field.widget.attrs.pop("placeholder", None)


def _say_code(field: forms.Field, hint: Any) -> None:
    _say(field, CODE, CODE_MISSING, hint)
    field.widget.attrs["inputmode"] = "numeric"


def _say_new_passwords(form: forms.Form) -> None:
    _say(form.fields["password1"], NEW_PASSWORD, NEW_PASSWORD_MISSING, NEW_PASSWORD_HINT)
    _say(form.fields["password2"], NEW_PASSWORD_AGAIN, NEW_PASSWORD_MISSING)


class SignInForm(account.LoginForm):  # type: ignore[misc]  # untyped library
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["login"], EMAIL, EMAIL_MISSING)
        # So that the browser offers a passkey, where there is one, with the address.
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        _say(self.fields["password"], PASSWORD, PASSWORD_MISSING)


class ForgottenPasswordForm(account.ResetPasswordForm):  # type: ignore[misc]  # untyped library
    """Asks for the letter in the same way whether an account exists or not: see `jobs.send_reset`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["email"], EMAIL, EMAIL_MISSING)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"])

    def save(self, _request: HttpRequest, **_kwargs: Any) -> str:
        email = str(self.cleaned_data["email"])
        found = Account.objects.filter(email=email).values_list("pk", flat=True).first()
        jobs.send_reset.defer(account_id=found or uuid4())
        return email


class NewPasswordForm(account.ResetPasswordKeyForm):  # type: ignore[misc]  # untyped library
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_new_passwords(self)


class FirstPasswordForm(account.SetPasswordForm):  # type: ignore[misc]  # untyped library
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_new_passwords(self)


class ChangePasswordForm(account.ChangePasswordForm):  # type: ignore[misc]  # untyped library
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["oldpassword"], _("Nuvarande lösenord"), PASSWORD_MISSING)
        _say_new_passwords(self)


class ReauthenticateForm(account.ReauthenticateForm):  # type: ignore[misc]  # untyped library
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["password"], PASSWORD, PASSWORD_MISSING)


class InvitationForm(forms.Form):
    """The invited person's first password."""

    password1 = forms.CharField(
        label=_("Lösenord"),
        help_text=NEW_PASSWORD_HINT,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Skriv ett lösenord.")},
    )
    password2 = forms.CharField(
        label=_("Lösenordet en gång till"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Skriv lösenordet en gång till.")},
    )

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password1(self) -> str:
        password = str(self.cleaned_data["password1"])
        password_validation.validate_password(password, self.account)
        return password

    def clean_password2(self) -> str:
        again = str(self.cleaned_data["password2"])
        if self.cleaned_data.get("password1") not in (None, again):
            raise ValidationError(NOT_THE_SAME)
        return again


class CodeForm(mfa.AuthenticateForm):  # type: ignore[misc]  # untyped library
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_code(self.fields["code"], _("Sex siffror från appen, eller en av dina reservkoder."))


class CodeAgainForm(mfa.ReauthenticateForm):  # type: ignore[misc]  # untyped library
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_code(self.fields["code"], _("Sex siffror från appen, eller en av dina reservkoder."))


class AddAppForm(totp.ActivateTOTPForm):  # type: ignore[misc]  # untyped library
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_code(self.fields["code"], _("De sex siffror som appen visar nu."))


class AddKeyForm(webauthn.AddWebAuthnForm):  # type: ignore[misc]  # untyped library
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("Så att du känner igen den, till exempel Jobbtelefonen.")
        _say(self.fields["name"], _("Vad ska nyckeln heta?"), "", hint)
        box = self.fields["passwordless"]
        box.label, box.initial = _("Jag vill kunna logga in med bara nyckeln, utan lösenord"), True
        box.help_text = _("Nyckeln frågar då efter fingeravtryck, ansikte eller pinkod.")


class RenameKeyForm(webauthn.EditWebAuthnForm):  # type: ignore[misc]  # untyped library
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["name"], _("Vad ska nyckeln heta?"), _("Skriv ett namn på nyckeln."))


class LanguageForm(forms.Form):
    """In which language pages and letters are shown."""

    language = forms.ChoiceField(label=_("Språk"), choices=LANGUAGES, widget=forms.RadioSelect)

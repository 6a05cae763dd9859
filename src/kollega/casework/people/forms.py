"""Forms about people."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kollega.casework.models import May, Protection
from kollega.casework.people.services import Details

PHONE = re.compile(r"\+?[\d ()/-]{5,}\Z")
REQUIRED = {"required": _("Skriv något här.")}
DAY = {
    "invalid": _("Skriv dagen som år-månad-dag, till exempel 2026-03-01."),
    "required": _("Välj en dag."),
}


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    """A day, chosen or typed."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages=DAY,
        **kwargs,
    )


class FindForm(forms.Form):
    """Whom to look up. Never in an address: this is posted."""

    text = forms.CharField(
        label=_("Namn, personnummer eller ärendenummer"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Skriv ett namn eller ett nummer.")},
    )


class PersonForm(forms.Form):
    """What somebody is found by."""

    given_name = forms.CharField(label=_("Förnamn"), max_length=80, error_messages=REQUIRED)
    family_name = forms.CharField(label=_("Efternamn"), max_length=80, required=False)
    number = forms.CharField(
        label=_("Personnummer eller samordningsnummer"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        help_text=_("Tolv siffror. Lämna tomt om det saknas."),
    )
    reserve = forms.BooleanField(label=_("Det är vårt eget reservnummer"), required=False)
    born_on = day_field(_("Född"), required=False, help_text=_("Bara om personnummer saknas."))
    protection = forms.ChoiceField(
        label=_("Skyddade personuppgifter"), choices=Protection.choices, required=False
    )

    def details(self) -> Details:
        """What was written."""
        names = Details.__annotations__.keys() & self.cleaned_data.keys()
        return Details(**{name: self.cleaned_data[name] for name in names})


class ChangePersonForm(PersonForm):
    """The same of somebody who is here, and that she has died."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    died_on = day_field(_("Har avlidit"), required=False)


def _text(label: Any, most: int, help_text: Any = "", **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=False,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "off", **attrs}),
    )


def _may(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=May.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj ett."), "invalid_choice": _("Välj ett.")},
    )


class SafeContactForm(forms.Form):
    """How somebody may be reached without danger. `REACH` are the numbers and the address."""

    REACH = ("phone", "email", "street", "postcode", "town")

    version = forms.IntegerField(widget=forms.HiddenInput)
    ring = _may(_("Får vi ringa?"))
    text = _may(_("Får vi skicka sms?"))
    mail = _may(_("Får vi mejla?"))
    write = _may(_("Får vi skicka brev hem?"))
    visit = _may(_("Får vi komma hem?"))
    when = _text(_("När går det bra?"), 300, _("Till exempel: vardagar före tre."))
    how = _text(
        _("Hur ska vi göra?"),
        500,
        _("Till exempel: säg att du ringer från skolan. Lägg på om någon annan svarar."),
    )
    not_known_to = _text(_("Vem får inte veta?"), 300)
    phone = _text(_("Telefon"), 30, inputmode="tel")
    email = forms.EmailField(
        label=_("E-post"),
        max_length=120,
        required=False,
        error_messages={"invalid": _("Skriv en e-postadress, till exempel namn@example.se.")},
    )
    street = _text(_("Gatuadress"), 120)
    postcode = _text(_("Postnummer"), 10, inputmode="numeric")
    town = _text(_("Ort"), 60)
    language = _text(_("Språk, om tolk behövs"), 60)

    def clean_phone(self) -> str:
        """Digits, and what people put between them."""
        phone = str(self.cleaned_data["phone"]).strip()
        if phone and not PHONE.match(phone):
            raise forms.ValidationError(_("Skriv numret med siffror, till exempel 070-174 06 05."))
        return phone

    def clean_postcode(self) -> str:
        """Five digits, as they are written on a letter."""
        code = str(self.cleaned_data["postcode"])
        digits = "".join(code.split())
        if digits and not (digits.isdecimal() and len(digits) == 5):
            raise forms.ValidationError(_("Ett postnummer har fem siffror."))
        return f"{digits[:3]} {digits[3:]}" if digits else ""

    def contact(self) -> dict[str, Any]:
        """What was written, by column."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

"""Forms of the map."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kollega.casework.models import Missing, Per, ResourceKind
from kollega.casework.resources.queries import Wanted
from kollega.casework.resources.services import Told
from kollega.organisation.options import PHONE

CHOOSE = {"required": _("Välj ett."), "invalid_choice": _("Välj ett i listan.")}
WHOLE = {
    "invalid": _("Skriv ett helt tal."),
    "min_value": _("Skriv ett helt tal."),
    "max_value": _("Talet är för stort."),
}


class FilterForm(forms.Form):
    """What is looked for. An odd value finds everything."""

    typ = forms.ChoiceField(
        label=_("Vad?"), choices=[("", _("Allt")), *ResourceKind.choices], required=False
    )
    saknas = forms.ChoiceField(label=_("Vad saknas?"), choices=[("", _("Välj"))], required=False)
    visa = forms.ChoiceField(
        label=_("Visa"),
        choices=[
            ("", _("Alla")),
            ("oppet", _("Det man får komma till utan bedömning")),
            ("gammalt", _("Det som behöver ses över")),
        ],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["saknas"].choices = [("", _("Allt")), *Missing.choices]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """As a query takes it."""
        self.is_valid()
        data = self.cleaned_data
        return Wanted(
            kind=data.get("typ", ""),
            helps=data.get("saknas", ""),
            only_open=data.get("visa") == "oppet",
            only_stale=data.get("visa") == "gammalt",
        )


class ResourceForm(forms.Form):
    """Something in the own municipality's map."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    kind = forms.ChoiceField(
        label=_("Vad är det?"), choices=ResourceKind.choices, error_messages=CHOOSE
    )
    name = forms.CharField(
        label=_("Namn"), max_length=120, error_messages={"required": _("Skriv vad det heter.")}
    )
    town = forms.CharField(label=_("Ort"), max_length=80, required=False)
    distance_km = forms.IntegerField(
        label=_("Avstånd från kommunens centralort, km"),
        min_value=0,
        max_value=2000,
        required=False,
        error_messages=WHOLE,
    )
    places = forms.IntegerField(
        label=_("Hur många platser?"),
        min_value=0,
        max_value=999,
        required=False,
        error_messages=WHOLE,
    )
    per = forms.ChoiceField(
        label=_("Vad gäller priset?"), choices=Per.choices, initial=Per.FREE, error_messages=CHOOSE
    )
    price = forms.IntegerField(
        label=_("Pris, kronor"),
        min_value=0,
        max_value=200_000,
        required=False,
        error_messages=WHOLE,
    )
    contact = forms.CharField(
        label=_("Vem ringer ni?"),
        max_length=120,
        required=False,
        help_text=_("Stannar i kommunen, också om resten delas."),
    )
    phone = forms.CharField(label=_("Telefon"), max_length=30, required=False)
    without_assessment = forms.BooleanField(
        label=_("Öppet utan individuell behovsprövning (11 kap. 5 § SoL)"), required=False
    )
    helps = forms.MultipleChoiceField(
        label=_("När kan det här hjälpa? När det saknas …"),
        choices=Missing.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=CHOOSE,
    )
    note = forms.CharField(
        label=_("Bra att veta"),
        max_length=2000,
        required=False,
        widget=forms.Textarea,
        help_text=_("Skriv inget om den som har fått hjälp. Stannar i kommunen."),
    )

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"].strip()
        if phone and not PHONE.match(phone):
            raise ValidationError(_("Skriv numret med siffror, till exempel 0950-123 45."))
        return phone

    def clean(self) -> dict[str, Any]:
        """A price says what it is for."""
        found = super().clean() or self.cleaned_data
        if found.get("price") and found.get("per") == Per.FREE:
            self.add_error("per", _("Välj vad priset gäller."))
        return found

    def told(self) -> Told:
        """What is known of it."""
        return Told(
            **{name: value for name, value in self.cleaned_data.items() if name != "version"}
        )

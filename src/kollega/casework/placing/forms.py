"""Forms about home first and placements."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kollega.casework.models import Came, Form, HomeOption, Kin, Law, Missing
from kollega.casework.people.forms import day_field
from kollega.casework.placing.services import Gone, Place
from kollega.core import clock

CHOOSE = {"required": _("Välj ett."), "invalid_choice": _("Välj ett i listan.")}
MONTHS_AHEAD = timedelta(days=91)
MOST_PER_DAY = 50_000


def _check_day() -> Any:
    return clock.today() + MONTHS_AHEAD


def _not_ahead(day: Any) -> Any:
    if day > clock.today():
        raise ValidationError(_("Dagen har inte varit än."))
    return day


class ConsiderForm(forms.Form):
    """Kin first, then what there is at home."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    on = day_field(_("När övervägdes placeringen?"), initial=clock.today)
    kin = forms.ChoiceField(
        label=_("Kan någon närstående ta emot?"),
        choices=Kin.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    kin_words = forms.CharField(
        label=_("Vilka har ni tänkt på och frågat?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea,
    )
    tried = forms.MultipleChoiceField(
        label=_("Vad har ni prövat hemma, eller gått igenom?"),
        choices=HomeOption.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=CHOOSE,
    )
    missing = forms.MultipleChoiceField(
        label=_("Vad saknades för att det skulle räcka?"),
        help_text=_("Räknas ihop i hela samverkan, utan personer, till förslag om att dela."),
        choices=Missing.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=CHOOSE,
    )
    words = forms.CharField(
        label=_("Mer om det ni gick igenom"), max_length=5000, required=False, widget=forms.Textarea
    )
    came_to = forms.ChoiceField(
        label=_("Vad blir det?"),
        choices=[(each.value, each.label) for each in (Came.OPEN, Came.HOME)],
        initial=Came.OPEN,
        widget=forms.RadioSelect,
        help_text=_("En placering skriver du in för sig."),
        error_messages=CHOOSE,
    )

    def clean_on(self) -> Any:
        return _not_ahead(self.cleaned_data["on"])

    def gone(self) -> Gone:
        """What was gone through."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        data.setdefault("came_to", Came.PLACED)
        return Gone(**data)


class PlaceForm(forms.Form):
    """A placement that has begun."""

    form = forms.ChoiceField(label=_("Var?"), choices=Form.choices, error_messages=CHOOSE)
    law = forms.ChoiceField(label=_("På vilken grund?"), choices=Law.choices, error_messages=CHOOSE)
    from_day = day_field(_("Från och med"), initial=clock.today)
    name = forms.CharField(
        label=_("Hemmets namn"),
        max_length=120,
        error_messages={"required": _("Skriv vad hemmet heter.")},
    )
    contact = forms.CharField(label=_("Vem ringer ni där?"), max_length=120, required=False)
    phone = forms.CharField(label=_("Telefon"), max_length=30, required=False)
    per_day = forms.IntegerField(
        label=_("Kostnad per dygn, kronor"),
        min_value=0,
        max_value=MOST_PER_DAY,
        required=False,
        help_text=_("Visas aldrig här igen. Den räknas bara in i summor för minst fem personer."),
        error_messages={
            "invalid": _("Skriv hela kronor."),
            "max_value": _("Så mycket kostar inget dygn. Skriv hela kronor."),
            "min_value": _("Skriv hela kronor."),
        },
    )
    check_on = day_field(_("När ser ni om det går att komma hem?"), initial=_check_day)

    def clean_from_day(self) -> Any:
        return _not_ahead(self.cleaned_data["from_day"])

    def clean(self) -> dict[str, Any]:
        """The check comes after the beginning."""
        found = super().clean() or self.cleaned_data
        first, check = found.get("from_day"), found.get("check_on")
        if first and check and check <= first:
            self.add_error("check_on", _("Välj en dag efter att placeringen började."))
        return found

    def place(self) -> Place:
        """Where, and on what ground."""
        return Place(**self.cleaned_data)


class EndForm(forms.Form):
    """How a placement ended."""

    to_day = day_field(_("Sista dagen"), initial=clock.today)
    then = forms.ChoiceField(
        label=_("Vart flyttade personen?"),
        choices=[
            ("home", _("hem, eller till ett eget boende")),
            ("on", _("till en annan placering")),
        ],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )


class ReviewedForm(forms.Form):
    """That the board has considered whether care is needed still."""

    on = day_field(_("Vilken dag övervägde nämnden vården?"), initial=clock.today)


class CostForm(forms.Form):
    """What a day costs from now on."""

    per_day = forms.IntegerField(
        label=_("Kostnad per dygn, kronor"),
        min_value=0,
        max_value=MOST_PER_DAY,
        error_messages={
            "required": _("Skriv hela kronor."),
            "invalid": _("Skriv hela kronor."),
            "max_value": _("Så mycket kostar inget dygn. Skriv hela kronor."),
            "min_value": _("Skriv hela kronor."),
        },
    )
    from_day = day_field(_("Från och med"), initial=clock.today)


class CheckForm(forms.Form):
    """Whether the person can come home."""

    on = day_field(_("När såg ni efter?"), initial=clock.today)
    again_on = day_field(
        _("När ser ni efter nästa gång?"),
        required=False,
        help_text=_("Lämna tomt om personen har kommit hem."),
    )

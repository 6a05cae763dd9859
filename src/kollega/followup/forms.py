"""Forms of the room."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from kollega.core import clock
from kollega.followup import board
from kollega.followup.models import Entry

EARLIEST = date(2000, 1, 1)


class Amount(forms.DecimalField):
    """A number that may be written with spaces: 18 400,5."""

    def to_python(self, value: Any) -> Any:
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)


class EntryForm(forms.Form):
    """Hours, a cost or an outage: a kind, a day and a number."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    kind = forms.ChoiceField(
        label=_("Vad gäller det?"),
        choices=Entry.Kind.choices,
        initial=Entry.Kind.HOURS,
        widget=forms.RadioSelect,
    )
    day = forms.DateField(
        label=_("Dag"),
        help_text=_("För en hel månad: vilken dag som helst i månaden."),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": _("Välj en dag."),
            "invalid": _("Skriv dagen som 2026-03-01."),
        },
    )
    amount = Amount(
        label=_("Antal timmar eller kronor"),
        help_text=_("Timmar för tid och avbrott, kronor för kostnader."),
        min_value=0,
        max_value=99_999_999,
        max_digits=10,
        decimal_places=1,
        localize=True,
        error_messages={
            "required": _("Skriv ett tal."),
            "invalid": _("Skriv ett tal, till exempel 12 eller 12,5."),
            "min_value": _("Skriv ett tal som är noll eller mer."),
            "max_decimal_places": _("Skriv högst en decimal."),
        },
    )
    note = forms.CharField(
        label=_("Kommentar"),
        required=False,
        max_length=200,
        help_text=_("Skriv inget om enskilda personer."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = clock.today

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day > clock.today():
            raise forms.ValidationError(_("Dagen har inte varit än."))
        if day < EARLIEST:
            raise forms.ValidationError(_("Skriv årtalet med fyra siffror, till exempel 2026."))
        return day


class SheetForm(forms.Form):
    """The manager's own words on the board's sheet."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**30)
    text = forms.CharField(
        label=_("Egna ord till nämnden"),
        required=False,
        max_length=1200,
        help_text=_("Vad som har hänt och vad ni tänker göra. Skriv inget som pekar ut någon."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean_text(self) -> Any:
        text = self.cleaned_data["text"]
        if board.lines(text) > board.MOST_LINES:
            raise forms.ValidationError(
                _("Orden får inte plats på en sida. Korta dem eller gör färre stycken.")
            )
        return text

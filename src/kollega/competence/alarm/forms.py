"""Forms: until when somebody is employed."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kollega.competence.fields import day_field
from kollega.core import clock

LONGEST_YEARS = 50


class TermForm(forms.Form):
    """Until when somebody is employed, and when she means to retire. Both may be empty."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    fixed_until = day_field(
        _("Anställd till och med"),
        required=False,
        help_text=_("Bara om anställningen är tidsbegränsad."),
    )
    retires_year = forms.IntegerField(
        label=_("År då personen tänker gå i pension"),
        required=False,
        help_text=_("Bara om ni har talat om det. Årtalet räcker."),
        error_messages={"invalid": _("Skriv ett årtal, till exempel 2029.")},
    )

    def clean_retires_year(self) -> int | None:
        """This year, or one within reach."""
        year: int | None = self.cleaned_data["retires_year"]
        this = clock.today().year
        if year is not None and not this <= year <= this + LONGEST_YEARS:
            raise forms.ValidationError(
                _now("Skriv ett år mellan %(first)s och %(last)s.")
                % {"first": this, "last": this + LONGEST_YEARS}
            )
        return year

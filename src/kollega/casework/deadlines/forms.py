"""Forms about deadlines."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kollega.casework.people.forms import REQUIRED, day_field


class ExtendForm(forms.Form):
    """A later day, and why."""

    was_due_on = forms.DateField(widget=forms.HiddenInput(), input_formats=["%Y-%m-%d"])
    due_on = day_field(_("Ny sista dag"))
    reason = forms.CharField(
        label=_("Skäl"),
        max_length=1000,
        widget=forms.Textarea,
        help_text=_("Varför tiden inte räcker. Beslutet om förlängning förs också till journalen."),
        error_messages=REQUIRED,
    )

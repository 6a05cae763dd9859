"""Making a token."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from kollega.api.models import Scope

DAYS = [("30", _("30 dagar")), ("90", _("90 dagar")), ("365", _("Ett år"))]


class TokenForm(forms.Form):
    """What the token is called, what it may do and for how long."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    name = forms.CharField(
        label=_("Vad ska nyckeln användas till?"),
        help_text=_("Till exempel Svar i Teams. Bara du ser det."),
        max_length=60,
        error_messages={"required": _("Skriv vad nyckeln ska användas till.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("Vad får den göra?"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Välj minst en sak."), "invalid_choice": _("Välj på nytt.")},
    )
    days = forms.ChoiceField(
        label=_("Hur länge ska den gälla?"),
        choices=DAYS,
        initial="90",
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj hur länge."), "invalid_choice": _("Välj på nytt.")},
    )

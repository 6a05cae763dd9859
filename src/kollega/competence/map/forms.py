"""Forms: how much there should be of an area."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kollega.competence.map.standing import Floors


def _number(label: Any, most: int, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=0,
        max_value=most,
        error_messages={
            "required": _("Skriv ett tal. 0 begär inget."),
            "invalid": _("Skriv ett heltal."),
            "min_value": _("Minst 0."),
            "max_value": _("Högst %(limit_value)s."),
        },
    )


class TargetForm(forms.Form):
    """The least that there should be of an area."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    local = _number(
        _("Så många i varje kommun ska klara området på egen hand"),
        50,
        _("0 begär ingen i den egna kommunen."),
    )
    shared = _number(_("Så många i hela samverkan ska klara området på egen hand"), 500)
    supervisors = _number(_("Så många i samverkan ska kunna handleda"), 100)
    wants_host = forms.BooleanField(label=_("Området ska ha en stödkommun"), required=False)

    def floors(self) -> Floors:
        """What was chosen."""
        data = self.cleaned_data
        return Floors(data["local"], data["shared"], data["supervisors"], data["wants_host"])

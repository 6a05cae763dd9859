"""Forms: who holds an area for the others."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kollega.competence.fields import Choices, day_field
from kollega.core import clock


class HostForm(forms.Form):
    """A municipality that is to hold an area for the others."""

    FIRST, SECOND = "first", "second"

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    area = forms.ChoiceField(label=_("Område"), error_messages={"required": _("Välj ett område.")})
    municipality = forms.ChoiceField(
        label=_("Kommun"), error_messages={"required": _("Välj en kommun.")}
    )
    place = forms.ChoiceField(
        label=_("Uppgift"),
        choices=[(FIRST, _("Stödkommun")), (SECOND, _("Stödkommun i andra hand"))],
        initial=FIRST,
        widget=forms.RadioSelect,
    )
    valid_from = day_field(_("Från och med"), initial=clock.today)

    def __init__(self, *args: Any, areas: list[Any], towns: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", _("Välj område")), *areas]  # type: ignore[attr-defined]
        self.fields["municipality"].choices = [("", _("Välj kommun")), *towns]  # type: ignore[attr-defined]
        self.fields["place"].choice_hints = {  # type: ignore[attr-defined]
            self.SECOND: _("Den man vänder sig till när stödkommunen inte kan.")
        }


class EndHostForm(forms.Form):
    """The last day of a host's task."""

    last_day = day_field(
        _("Sista dag"), initial=clock.today, help_text=_("Till och med den dagen gäller det.")
    )

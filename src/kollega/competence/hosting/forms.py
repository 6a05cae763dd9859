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


class AgreementForm(forms.Form):
    """The agreement behind a host's task."""

    YES, NO, UNSAID = "yes", "no", ""
    reference = forms.CharField(
        label=_("Avtalets diarienummer"),
        max_length=120,
        required=False,
        help_text=_("Det avtal som uppgiften bygger på, i den kommun som har diariefört det."),
    )
    delegates = forms.ChoiceField(
        label=_("Får anställda hos stödkommunen besluta åt de andra?"),
        choices=[(YES, _("Ja")), (NO, _("Nej, de ger råd")), (UNSAID, _("Inte bestämt"))],
        widget=forms.RadioSelect,
        required=False,
    )

    def chosen(self) -> bool | None:
        """What was chosen of decisions."""
        return {self.YES: True, self.NO: False}.get(self.cleaned_data["delegates"])


class CoverForm(forms.Form):
    """Days that another municipality is asked to take over, perhaps for others in return."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    task = forms.ChoiceField(
        label=_("Vad gäller det?"), error_messages={"required": _("Välj ett område.")}
    )
    instead = forms.ChoiceField(
        label=_("Vem tar över?"), error_messages={"required": _("Välj en kommun.")}
    )
    first_day = day_field(_("Första dag"))
    last_day = day_field(_("Sista dag"))
    return_first_day = day_field(_("Första dag i utbyte"), required=False)
    return_last_day = day_field(_("Sista dag i utbyte"), required=False)

    def __init__(self, *args: Any, tasks: Choices, towns: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        empty = [] if len(tasks) == 1 else [("", _("Välj område"))]
        self.fields["task"].choices = [*empty, *tasks]  # type: ignore[attr-defined]
        self.fields["instead"].choices = [("", _("Välj kommun")), *towns]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("return_first_day"), data.get("return_last_day")
        if bool(first) != bool(last) and not self.errors:
            missing = "return_last_day" if first else "return_first_day"
            self.add_error(missing, _("Välj både första och sista dag, eller ingen av dem."))
        return data

"""Forms about cases."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kollega.casework.cases.steps import Told
from kollega.casework.models import CaseKind, Reporter, ReportKind, WhyOpened
from kollega.casework.people.forms import REQUIRED, day_field
from kollega.core import clock

CHOOSE = {"required": _("Välj ett."), "invalid_choice": _("Välj ett i listan.")}


class BeginForm(forms.Form):
    """A case and what it began with."""

    kind = forms.ChoiceField(
        label=_("Vad gäller det?"),
        choices=CaseKind.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    report_kind = forms.ChoiceField(
        label=_("Hur kom det in?"),
        choices=ReportKind.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    received_on = day_field(_("Vilken dag?"), initial=clock.today)
    received_at = forms.TimeField(
        label=_("Klockan"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={
            "invalid": _("Skriv klockslaget som 14:20."),
            "required": _("Skriv klockslaget. Ungefär räcker."),
        },
    )
    reporter = forms.ChoiceField(
        label=_("Från vem?"), choices=Reporter.choices, error_messages=CHOOSE
    )
    reporter_name = forms.CharField(label=_("Namn och uppdrag"), max_length=120, required=False)
    reporter_phone = forms.CharField(label=_("Telefon"), max_length=30, required=False)
    wants_answer = forms.BooleanField(label=_("Vill veta om en utredning inleds"), required=False)
    text = forms.CharField(
        label=_("Vad säger hen?"),
        max_length=20000,
        widget=forms.Textarea,
        help_text=_("Så nära orden som det går."),
        error_messages=REQUIRED,
    )

    def clean(self) -> dict[str, Any]:
        """What is anonymous stays so, and nothing has come in tomorrow."""
        found = super().clean() or self.cleaned_data
        named = found.get("reporter_name") or found.get("reporter_phone")
        if found.get("reporter") == Reporter.ANONYMOUS and named:
            self.add_error(
                "reporter_name", _("Den som är anonym ska inte ha namn eller telefon här.")
            )
        if found.get("received_on") and found.get("received_at") is not None:
            moment = datetime.combine(found["received_on"], found["received_at"], clock.STOCKHOLM)
            if moment > clock.now():
                self.add_error("received_on", _("Tiden har inte varit än."))
            found["moment"] = moment
        return found

    def told(self) -> Told:
        """What came in."""
        data = self.cleaned_data
        return Told(
            kind=data["report_kind"],
            received_at=data["moment"],
            reporter=data["reporter"],
            reporter_name=data["reporter_name"],
            reporter_phone=data["reporter_phone"],
            wants_answer=data["wants_answer"],
            text=data["text"],
        )


class ReasonForm(forms.Form):
    """Why somebody opens a case that is another's. `sure` is asked for where somebody is protected."""

    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    why = forms.ChoiceField(
        label=_("Varför öppnar du ärendet?"),
        choices=WhyOpened.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    words = forms.CharField(
        label=_("Med några ord"),
        max_length=200,
        required=False,
        help_text=_("Behövs om du valde annat skäl. Skriv inget om personen."),
    )


class NoteForm(forms.Form):
    """Something noted while working."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    text = forms.CharField(
        label=_("Anteckning"), max_length=20000, widget=forms.Textarea, error_messages=REQUIRED
    )
    happened_on = day_field(_("Dag"), initial=clock.today)
    of_weight = forms.BooleanField(
        label=_("Uppgift av betydelse: ska till journalen"), required=False
    )

    def clean_happened_on(self) -> Any:
        day = self.cleaned_data["happened_on"]
        if day > clock.today():
            raise ValidationError(_("Dagen har inte varit än."))
        return day

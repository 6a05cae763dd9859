"""Forms for the steps of a case."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kollega.casework.cases.forms import CHOOSE, BeginForm
from kollega.casework.models import DecisionOutcome, Outcome, Stage
from kollega.casework.people.forms import REQUIRED, day_field
from kollega.core import clock

DECIDER = _("Socialsekreterare, enligt delegation")
TIME = {
    "invalid": _("Skriv klockslaget som 14:20."),
    "required": _("Skriv klockslaget. Ungefär räcker."),
}
OF_DECISIONS = {
    Stage.INVESTIGATION: ("granted", "partly", "declined", "no_action"),
    Stage.INTERVENTION: ("ended", "granted", "partly", "declined"),
    Stage.FOLLOW_UP: ("ended", "granted", "partly", "declined"),
}


def _past(day: Any) -> Any:
    if day > clock.today():
        raise ValidationError(_("Dagen har inte varit än."))
    return day


class ReportForm(BeginForm):
    """Something more that has come in about somebody who has a case."""

    kind = None  # type: ignore[assignment]  # the case has its kind


class ProtectionForm(forms.Form):
    """Whether somebody needs protection now."""

    outcome = forms.ChoiceField(
        label=_("Behöver någon skydd nu?"),
        choices=[
            (Outcome.NO_DANGER.value, _("Nej, inte just nu")),
            (Outcome.PROTECT.value, _("Ja")),
        ],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    text = forms.CharField(
        label=_("Vad bygger du det på?"),
        max_length=20000,
        widget=forms.Textarea,
        help_text=_("Det du vet, vad du inte vet, och vem du har talat med."),
        error_messages=REQUIRED,
    )
    made_on = day_field(_("Dag"), initial=clock.today)
    made_time = forms.TimeField(
        label=_("Klockan"),
        initial=lambda: clock.local(clock.now()).time(),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages=TIME,
    )

    def clean(self) -> dict[str, Any]:
        """When it was made has been."""
        found = super().clean() or self.cleaned_data
        if found.get("made_on") and found.get("made_time") is not None:
            moment = datetime.combine(found["made_on"], found["made_time"], clock.STOCKHOLM)
            if moment > clock.now():
                self.add_error("made_on", _("Tiden har inte varit än."))
            found["made_at"] = moment
        return found


class DecidedForm(forms.Form):
    """Who decided, and by which section."""

    decider = forms.CharField(
        label=_("Vem beslutade?"),
        max_length=120,
        initial=DECIDER,
        help_text=_("Titel eller organ, enligt delegationsordningen."),
        error_messages=REQUIRED,
    )
    paragraph = forms.CharField(
        label=_("Enligt"),
        max_length=60,
        help_text=_("Paragrafen, till exempel 11 kap. 1 § SoL."),
        error_messages=REQUIRED,
    )


class PreliminaryForm(DecidedForm):
    """Whether an investigation is opened."""

    outcome = forms.ChoiceField(
        label=_("Ska en utredning inledas?"),
        choices=[
            (Outcome.INVESTIGATE.value, _("Ja, utredning inleds")),
            (Outcome.NOT_INVESTIGATE.value, _("Nej, utredning inleds inte")),
        ],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    text = forms.CharField(
        label=_("Skäl"),
        max_length=20000,
        widget=forms.Textarea,
        help_text=_("Kort: vad som talar för och emot."),
        error_messages=REQUIRED,
    )
    on = day_field(_("Beslutad den"), initial=clock.today)
    field_order = ("outcome", "text", "on", "decider", "paragraph")

    def clean_on(self) -> Any:
        return _past(self.cleaned_data["on"])


class DecisionForm(DecidedForm):
    """A decision."""

    text = forms.CharField(
        label=_("Beslut och skäl"),
        max_length=20000,
        widget=forms.Textarea,
        help_text=_("Så att den det gäller förstår vad hen får eller inte får, och varför."),
        error_messages=REQUIRED,
    )
    decided_on = day_field(_("Beslutad den"), initial=clock.today)
    field_order = ("outcome", "text", "decided_on", "decider", "paragraph")

    def __init__(self, *args: Any, stage: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (each, DecisionOutcome(each).label) for each in OF_DECISIONS.get(Stage(stage), ())
        ]
        self.fields["outcome"] = forms.ChoiceField(
            label=_("Vad beslutades?"),
            choices=choices,
            widget=forms.RadioSelect,
            error_messages=CHOOSE,
        )
        self.order_fields(self.field_order)

    def clean_decided_on(self) -> Any:
        return _past(self.cleaned_data["decided_on"])


class RewriteForm(DecidedForm):
    """The words of a decision that is not locked."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)
    text = forms.CharField(
        label=_("Beslut och skäl"), max_length=20000, widget=forms.Textarea, required=False
    )
    field_order = ("text", "decider", "paragraph")


class StepForm(forms.Form):
    """The day of a step."""

    on = day_field(_("Vilken dag?"), initial=clock.today)

    def clean_on(self) -> Any:
        return _past(self.cleaned_data["on"])

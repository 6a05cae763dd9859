"""The room's forms. Every message is a sentence that says how to mend it."""

import uuid
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kollega.core import clock
from kollega.introduction.models import DAYS, Reason

Choices = list[tuple[str, str]]
FIRST_AGO = timedelta(days=DAYS)
FIRST_AHEAD = timedelta(days=DAYS)
REQUIRED = {"required": _("Skriv något här.")}
CHOOSE = {"required": _("Välj någon."), "invalid_choice": _("Välj någon i listan.")}


def _day(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "invalid": _("Skriv dagen som år-månad-dag, till exempel 2026-03-01."),
            "required": _("Välj en dag."),
        },
        **kwargs,
    )


def _several(label: Any, help_text: Any) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=label,
        help_text=help_text,
        required=False,
        coerce=uuid.UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Välj bland det som står här.")},
    )


class BeginForm(forms.Form):
    """Begin an introduction by hand."""

    account_id = forms.TypedChoiceField(
        label=_("För vem?"), coerce=uuid.UUID, error_messages=CHOOSE
    )
    begins_on = _day(_("Första dag"))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account_id"].choices = [("", _("Välj …")), *people]  # type: ignore[attr-defined]

    def clean_begins_on(self) -> Any:
        day, today = self.cleaned_data["begins_on"], clock.today()
        if not today - FIRST_AGO < day <= today + FIRST_AHEAD:
            raise ValidationError(_("Välj en dag inom tre månader före eller efter i dag."))
        return day


class EditForm(forms.Form):
    """What a new colleague's page is made of."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    area_ids = _several(
        _("Områden i arbetet"), _("Dem som sidan utgår från. Högst fem räcker långt.")
    )
    people_ids = _several(_("Kollegor att ringa"), _("Väljer du ingen visas förslagen. Högst fem."))
    card_ids = _several(_("Kort att läsa"), _("Väljer du inget visas förslagen. Högst fem."))

    def __init__(
        self, *args: Any, areas: Choices, people: Choices, cards: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("area_ids", areas), ("people_ids", people), ("card_ids", cards)):
            if choices:
                self.fields[name].choices = choices  # type: ignore[attr-defined]
            else:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for name in ("area_ids", "people_ids", "card_ids"):
            if len(data.get(name) or []) > 5:
                self.add_error(name, _("Välj högst fem."))
        return data


class MentorForm(forms.Form):
    """Ask somebody to be the mentor."""

    mentor_id = forms.TypedChoiceField(label=_("Vem?"), coerce=uuid.UUID, error_messages=CHOOSE)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mentor_id"].choices = [("", _("Välj …")), *people]  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """A step for one person."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    title = forms.CharField(label=_("Vad ska göras?"), max_length=120, error_messages=REQUIRED)
    about = forms.CharField(label=_("Mer om det"), max_length=300, required=False)
    due_on = _day(_("Senast"))


class TemplateStepForm(forms.Form):
    """A step for everybody new."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    title = forms.CharField(label=_("Vad ska göras?"), max_length=120, error_messages=REQUIRED)
    about = forms.CharField(label=_("Mer om det"), max_length=300, required=False)
    after_days = forms.IntegerField(
        label=_("Senast på dag"),
        min_value=1,
        max_value=DAYS,
        initial=7,
        help_text=_("Räknat från första dagen, som är dag 1."),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Skriv ett tal från 1 till 90.")
        ),
    )
    course = forms.ChoiceField(
        label=_("Kurs"),
        required=False,
        help_text=_("Steget bockas av när den nya har varit på kursen i samverkans kalender."),
    )

    def __init__(self, *args: Any, courses: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].choices = [("", _("Ingen")), *courses]  # type: ignore[attr-defined]


class CheckInForm(forms.Form):
    """That a check-in was held, and what the two agreed on."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    held_on = _day(_("När hölls den?"))
    agreed = forms.CharField(
        label=_("Vad kom ni överens om?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Bara ni två läser det. Skriv inget om hälsa eller om klienter."),
        error_messages={"max_length": _("Högst %(limit_value)d tecken. Nu är det %(show_value)d.")},
    )

    def clean_held_on(self) -> Any:
        day = self.cleaned_data["held_on"]
        if day > clock.today():
            raise ValidationError(_("Dagen har inte varit än."))
        return day


class WhyForm(forms.Form):
    """Why somebody leaves."""

    reason = forms.TypedChoiceField(
        label=_("Vad vägde tyngst?"),
        coerce=Reason,
        choices=[
            (each.value, str(each.label)[:1].upper() + str(each.label)[1:]) for each in Reason
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj ett av dem."), "invalid_choice": _("Välj ett av dem.")},
    )

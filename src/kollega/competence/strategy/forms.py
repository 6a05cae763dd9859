"""Forms of strategy documents."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.competence.fields import day_field
from kollega.competence.models import StrategyDecision, StrategyProgress
from kollega.competence.strategy import words
from kollega.competence.strategy.contents import MeasureKind, Role
from kollega.competence.strategy.services import MOST_DAYS
from kollega.core import clock

PARAGRAPH = re.compile(r"§?\s*(\d{1,4})\s*([a-zåäö])?", re.IGNORECASE)
SPARE = 2
"""Empty fields for more days than there are."""


class TermsForm(forms.Form):
    """When it is followed up, and who answers for each kind of measure."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, days: list[date], roles: dict[MeasureKind, Role], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.day_names = []
        for number in range(min(len(days) + SPARE, MOST_DAYS)):
            name = f"day_{number}"
            known = days[number] if number < len(days) else None
            label = _("Uppföljning %(number)s") % {"number": number + 1}
            self.fields[name] = day_field(label, required=False, initial=known)
            self.day_names.append(name)
        self.role_names = []
        for kind, role in roles.items():
            name = f"role_{kind}"
            self.fields[name] = forms.ChoiceField(
                label=str(words.KINDS[kind]),
                choices=[(each.value, label) for each, label in words.ROLES.items()],
                initial=role.value,
            )
            self.role_names.append(name)

    @property
    def day_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.day_names]

    @property
    def role_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.role_names]

    def days(self) -> list[date]:
        """The days that are filled in."""
        found = [self.cleaned_data.get(name) for name in self.day_names]
        return [each for each in found if each is not None]

    def roles(self) -> dict[MeasureKind, Role]:
        return {
            MeasureKind(name.removeprefix("role_")): Role(self.cleaned_data[name])
            for name in self.role_names
        }


class TextForm(forms.Form):
    """A text in a draft."""

    text = forms.CharField(
        required=False, max_length=8_000, widget=forms.Textarea(attrs={"rows": 8})
    )

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label


class DecisionForm(forms.Form):
    """What a board decided."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=gettext_lazy("Vad beslutade nämnden?"),
        choices=[
            ("adopted", gettext_lazy("Nämnden antog strategin")),
            ("returned", gettext_lazy("Nämnden återremitterade den: den ska ändras")),
            ("declined", gettext_lazy("Nämnden sa nej: kommunen är inte med")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj vad nämnden beslutade.")},
    )
    decided_on = day_field(gettext_lazy("Dag för sammanträdet"))
    paragraph = forms.CharField(
        label=gettext_lazy("Paragraf i protokollet"),
        help_text=gettext_lazy("Till exempel § 45."),
        max_length=20,
        error_messages={"required": gettext_lazy("Skriv paragrafen i protokollet.")},
    )

    def clean_paragraph(self) -> str:
        found = PARAGRAPH.fullmatch(self.cleaned_data["paragraph"].strip())
        if not found:
            raise ValidationError(_("Skriv paragrafens nummer, till exempel § 45."))
        number, letter = found.groups()
        return f"§ {int(number)}{f' {letter.lower()}' if letter else ''}"

    def clean_decided_on(self) -> date:
        day: date = self.cleaned_data["decided_on"]
        if day > clock.today():
            raise ValidationError(_("Skriv in beslutet när det är fattat."))
        return day

    def outcome_chosen(self) -> StrategyDecision.Outcome:
        return StrategyDecision.Outcome(self.cleaned_data["outcome"])


class ProgressForm(forms.Form):
    """How far a measure has come."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=gettext_lazy("Hur går det?"),
        choices=[
            ("waiting", gettext_lazy("Inte påbörjad")),
            ("ongoing", gettext_lazy("Pågår")),
            ("done", gettext_lazy("Klar")),
            ("dropped", gettext_lazy("Struken: den blir inte av")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj hur det går.")},
    )
    done = forms.IntegerField(
        label=gettext_lazy("Hur många är klara?"),
        min_value=0,
        max_value=1_000,
        required=False,
        error_messages={"invalid": gettext_lazy("Skriv ett heltal.")},
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Varför stryks den?"),
        choices=[
            ("", gettext_lazy("Välj bara om åtgärden stryks")),
            *StrategyProgress.Reason.choices,
        ],
        required=False,
    )

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if most <= 1:
            del self.fields["done"]
        self.most = most

    def chosen(self) -> StrategyProgress.State:
        return StrategyProgress.State(self.cleaned_data["state"])

    def how_many(self) -> int:
        """How many are through. Of one alone it follows from the state."""
        if "done" in self.fields:
            told = self.cleaned_data.get("done")
            if told is None:
                return self.most if self.chosen() == StrategyProgress.State.DONE else 0
            return int(told)
        return self.most if self.chosen() == StrategyProgress.State.DONE else 0

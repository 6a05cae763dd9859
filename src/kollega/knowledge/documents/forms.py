"""Forms about documents."""

from collections.abc import Collection
from datetime import date
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kollega.border.drafts import plain
from kollega.core import clock
from kollega.knowledge.documents.bringing import LONGEST_SOURCE, LONGEST_TITLE

OWN, SHARED = "own", "shared"
Choices = list[tuple[str, list[tuple[str, str]]]]


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Skriv dagen som 2027-03-12.")},
    )


class AreaFields(forms.Form):
    """Up to three areas."""

    area = forms.ChoiceField(
        label=_("Område"),
        required=False,
        error_messages={"invalid_choice": _("Välj ett område i listan.")},
    )
    area_2 = forms.ChoiceField(
        label=_("Ett område till"),
        required=False,
        error_messages={"invalid_choice": _("Välj ett område i listan.")},
    )
    area_3 = forms.ChoiceField(
        label=_("Ett tredje område"),
        required=False,
        error_messages={"invalid_choice": _("Välj ett område i listan.")},
    )

    def __init__(self, areas: Choices, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("area", "area_2", "area_3"):
            field = cast("forms.ChoiceField", self.fields[name])
            field.choices = [("", _("Inget valt")), *areas]

    @property
    def area_ids(self) -> tuple[UUID, ...]:
        """What was chosen, each once."""
        chosen = [self.cleaned_data.get(name) for name in ("area", "area_2", "area_3")]
        return tuple(dict.fromkeys(UUID(each) for each in chosen if each))


class FactsForm(AreaFields):
    """What is said of a document."""

    title = forms.CharField(
        label=_("Titel"),
        max_length=LONGEST_TITLE,
        error_messages={
            "required": _("Skriv vad dokumentet heter."),
            "max_length": _("Högst 200 tecken."),
        },
    )
    source = forms.CharField(
        label=_("Källa"),
        max_length=LONGEST_SOURCE,
        required=False,
        help_text=_("Vem som har gett ut det och var det finns, till exempel Socialnämnden, § 84."),
        error_messages={"max_length": _("Högst 300 tecken.")},
    )
    day = day_field(_("Beslutat eller utgivet"))
    check_by = day_field(
        _("Ses över senast"),
        _("Efter den dagen står det Behöver ses över. Tomt betyder om ett år."),
    )
    field_order = ("title", "source", "day", "area", "area_2", "area_3", "check_by")

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day and day > clock.today():
            raise forms.ValidationError(_("Dagen ligger framåt i tiden."), code="ahead")
        return day


class TakeInForm(FactsForm):
    """A file that was read, on its way to be a document."""

    only = forms.ChoiceField(
        label=_("Vem ska kunna läsa?"),
        choices=[(OWN, _("Bara vi i kommunen")), (SHARED, _("Alla kommuner i samverkan"))],
        widget=forms.RadioSelect,
        initial=OWN,
        error_messages={"required": _("Välj vem som ska kunna läsa.")},
    )
    replaces = forms.ChoiceField(
        label=_("Är det en ny utgåva av något som redan finns?"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Välj ett alternativ.")},
    )

    def __init__(
        self,
        areas: Choices,
        alike: list[tuple[str, str]],
        *args: Any,
        own: Collection[str] = (),
        **more: Any,
    ) -> None:
        super().__init__(areas, *args, **more)
        self._own = own
        if alike:
            field = cast("forms.ChoiceField", self.fields["replaces"])
            field.choices = [("", _("Nej, det är ett eget dokument")), *alike]
        else:
            del self.fields["replaces"]

    def clean(self) -> dict[str, Any]:
        """A new edition is read by those who read the one before it. `own` are what one's own alone read."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        before, only = data.get("replaces"), data.get("only")
        if before and only and (before in self._own) != (only == OWN):
            self.add_error(
                "only",
                _(
                    "En ny utgåva läses av samma som den förra. Ändra här, eller ta in ett eget dokument."
                ),
            )
        return data

    @property
    def written(self) -> dict[str, str]:
        """The fields as they were written, to be shown again."""
        return {name: plain(self.data.get(name, ""))[:LONGEST_SOURCE] for name in self.fields}

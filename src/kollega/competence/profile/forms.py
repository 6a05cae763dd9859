"""Forms of one's own profile. Every message is a sentence that says how to mend it."""

import re
import uuid
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from kollega.competence.fields import Choices, day_field
from kollega.competence.models import Level
from kollega.core import clock

MONTH = re.compile(r"(\d{4})-(\d{2})\Z")
YEARS_BACK = 10
LONGEST_LINE = 200
LEVEL_HINTS = {
    Level.NOT_MINE: _("Fråga någon annan."),
    Level.ORIENTED: _("Jag vet vad det handlar om och vart man vänder sig."),
    Level.WITH_SUPPORT: _("Jag gör det tillsammans med någon som kan mer."),
    Level.INDEPENDENT: _("Jag klarar det själv."),
    Level.CAN_SUPERVISE: _("Jag kan lära ut det och vara stöd åt andra."),
}


def _upper_first(text: Any) -> str:
    return str(text)[:1].upper() + str(text)[1:]


def month_of(raw: str) -> date | None:
    """The first day of a month written as 2026-03, of a year written as 2026; None for nothing.

    Raises:
        ValidationError: it is neither, or it is to come.
    """
    raw = raw.strip()
    if not raw:
        return None
    found = MONTH.match(raw if "-" in raw else f"{raw}-01")
    try:
        day = date(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:
        day = None
    if day is None or day.year < clock.today().year - 60:
        raise ValidationError(_("Skriv år och månad, till exempel 2026-03."))
    if day > clock.today():
        raise ValidationError(_("Månaden har inte varit än. Välj en tidigare."))
    return day


class SkillForm(forms.Form):
    """An area of one's own. For a rare area only the year is asked for."""

    level = forms.TypedChoiceField(
        label=_("Hur långt har du kommit?"),
        coerce=lambda value: Level(int(value)),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj ett av de fem.")},
    )
    can_help_with = forms.CharField(
        label=_("Vad kan du hjälpa till med?"),
        required=False,
        max_length=LONGEST_LINE,
        help_text=_("En rad om arbetet. Beskriv ingen person."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Högst %(limit_value)d tecken. Nu är det %(show_value)d.")},
    )
    practised = forms.CharField(label=_("När hade du senast ett sådant ärende?"), required=False)
    wants_to_learn = forms.BooleanField(
        label=_("Jag vill lära mig mer om det här"),
        required=False,
        help_text=_("Din chef ser det, och kan planera för det. Andra kollegor ser det inte."),
    )

    def __init__(self, *args: Any, is_rare: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        level = self.fields["level"]
        level.choices = [(str(each.value), _upper_first(each.label)) for each in Level]  # type: ignore[attr-defined]
        level.choice_hints = {str(each.value): hint for each, hint in LEVEL_HINTS.items()}  # type: ignore[attr-defined]
        practised = self.fields["practised"]
        if is_rare:
            practised.help_text = _(
                "Bara året sparas, så att ingen kan räkna ut vems ärende det var."
            )
            practised.widget = forms.Select(choices=_years())
        else:
            practised.help_text = _(
                "Månaden räcker, till exempel 2026-03. Andra ser bara om det var i år."
            )
            practised.widget = forms.TextInput(attrs={"type": "month"})

    def clean_practised(self) -> date | None:
        return month_of(self.cleaned_data["practised"])


def _years() -> Choices:
    this = clock.today().year
    years = [(str(year), str(year)) for year in range(this, this - YEARS_BACK, -1)]
    return [("", str(_("Vill inte ange"))), *years]


class HoursForm(forms.Form):
    """When one can be asked."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Dagar"),
        required=False,
        coerce=int,
        choices=[(str(number), name) for number, name in WEEKDAYS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    hour_from = forms.TypedChoiceField(
        label=_("Från"), coerce=int, choices=[(str(h), f"{h}.00") for h in range(24)]
    )
    hour_to = forms.TypedChoiceField(
        label=_("Till"), coerce=int, choices=[(str(h), f"{h}.00") for h in range(1, 25)]
    )
    cap_per_week = forms.IntegerField(
        label=_("Högst så många frågor i veckan"),
        min_value=0,
        max_value=20,
        help_text=_("Sedan går frågorna hellre till någon annan. Ingen annan ser talet."),
        error_messages={
            "required": _("Skriv ett tal från 0 till 20."),
            "invalid": _("Skriv ett tal från 0 till 20."),
            "min_value": _("Skriv ett tal från 0 till 20."),
            "max_value": _("Skriv ett tal från 0 till 20."),
        },
    )
    away_from = day_field(
        _("Borta från och med"),
        required=False,
        help_text=_("Då får du inga frågor. Skriv inte varför."),
    )
    away_to = day_field(
        _("Borta till och med"), required=False, help_text=_("Lämna tomt om du inte vet.")
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("hour_from"), data.get("hour_to")
        if first is not None and last is not None and last <= first:
            self.add_error("hour_to", _("Sluttiden ska vara senare än starttiden."))
        gone, back = data.get("away_from"), data.get("away_to")
        if back and not gone and "away_from" not in self.errors:
            self.add_error("away_from", _("Skriv också från vilken dag du är borta."))
        if gone and back and back < gone:
            self.add_error("away_to", _("Sista dagen kan inte ligga före den första."))
        return data


class TiesForm(forms.Form):
    """Municipalities that one has ties to. Nothing closer is ever asked."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    municipalities = forms.TypedMultipleChoiceField(
        label=_("Kommuner där du har kopplingar"),
        required=False,
        coerce=uuid.UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Välj bland de kommuner som samverkar.")},
    )

    def __init__(self, *args: Any, towns: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipalities"].choices = towns  # type: ignore[attr-defined]

    def clean_seen(self) -> set[uuid.UUID]:
        try:
            return {uuid.UUID(each) for each in self.cleaned_data["seen"].split()}
        except ValueError:
            return set()

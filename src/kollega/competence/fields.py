"""Fields that several of the room's forms have."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

Choices = list[tuple[str, str]]


FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)


def _refuse_far(day: date) -> None:
    if not FIRST <= day <= LAST:
        raise ValidationError(_("Kontrollera året."), code="far")


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    """A day, chosen in the browser's calendar or typed as 2026-03-01. Not one at the end of time: there
    is a day after it."""
    return forms.DateField(
        label=label,
        validators=[_refuse_far],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "invalid": _("Skriv dagen som år-månad-dag, till exempel 2026-03-01."),
            "required": _("Välj en dag."),
        },
        **kwargs,
    )

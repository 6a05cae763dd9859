"""Fields that several of the room's forms have."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

Choices = list[tuple[str, str]]


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    """A day, chosen in the browser's calendar or typed as 2026-03-01."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "invalid": _("Skriv dagen som år-månad-dag, till exempel 2026-03-01."),
            "required": _("Välj en dag."),
        },
        **kwargs,
    )

"""The form by which a card is ordered."""

import uuid
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _


class OrderForm(forms.Form):
    """Of whom: a municipality, or somebody who knows the area."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    of = forms.ChoiceField(
        label=_("Vem ska skriva?"),
        help_text=_("En kommun, eller någon som har sagt att hen kan området."),
        error_messages={
            "required": _("Välj vem som ska skriva."),
            "invalid_choice": _("Välj någon i listan."),
        },
    )

    def __init__(self, choices: Sequence[tuple[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["of"]).choices = [("", _("Välj")), *choices]

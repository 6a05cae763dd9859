"""The form that pins something to a moment."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from kollega.knowledge.guidance import moments
from kollega.knowledge.guidance.services import Pinning

OWN, SHARED = "own", "shared"
LONGEST_WHY = 300


class PinForm(forms.Form):
    """When, in which area, for whom and why."""

    moment = forms.ChoiceField(
        label=_("När ska det synas?"),
        error_messages={
            "required": _("Välj när det ska synas."),
            "invalid_choice": _("Välj ett moment i listan."),
        },
    )
    area = forms.ChoiceField(
        label=_("Bara inom ett område"),
        required=False,
        error_messages={"invalid_choice": _("Välj ett område i listan.")},
    )
    why = forms.CharField(
        label=_("Varför?"),
        max_length=LONGEST_WHY,
        help_text=_(
            "Visas tillsammans med ditt namn, till exempel: Nämndens beslut om hemmaplan först."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": _("Skriv varför, så att andra förstår."),
            "max_length": _("Högst 300 tecken."),
        },
    )
    only = forms.ChoiceField(
        label=_("Vem ska se det?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vem som ska se det.")},
    )
    id = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)
    reason = forms.CharField(required=False, max_length=200, label=_("Varför får det stå kvar?"))

    def __init__(
        self,
        areas: list[tuple[str, list[tuple[str, str]]]],
        *args: Any,
        may_share: bool,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        ways: list[tuple[str, Any]] = [(OWN, _("Vi i kommunen"))]
        if may_share:
            ways.append((SHARED, _("Alla kommuner i samverkan")))
        choices: dict[str, Any] = {
            "moment": [
                ("", _("Välj")),
                *((key, each.label) for key, each in moments.known().items()),
            ],
            "area": [("", _("Alla områden")), *areas],
            "only": ways,
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]  # they are ChoiceFields
        self.initial.setdefault("only", OWN)

    @property
    def terms(self) -> Pinning:
        """What was chosen."""
        data = self.cleaned_data
        return Pinning(
            moment=data["moment"],
            why=data["why"],
            only_own=data["only"] != SHARED,
            area_id=UUID(data["area"]) if data["area"] else None,
            reason=data["reason"].strip(),
            id=data["id"] or uuid4(),
        )

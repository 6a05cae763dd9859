"""Forms of the coordinator's desk."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from kollega.consultation.steering import MOST_ASKED
from kollega.coordination.models import Thanks

Choices = Sequence[tuple[str, str]]


class AskMoreForm(forms.Form):
    """Colleagues to ask as well."""

    colleague = forms.MultipleChoiceField(
        label=_("Vilka vill du fråga?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Välj minst en kollega."),
            "invalid_choice": _("Kollegan går inte att fråga längre. Välj bland dem som visas."),
        },
    )

    def __init__(self, people: Choices, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["colleague"].choices = people  # type: ignore[attr-defined]

    def clean_colleague(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["colleague"]
        if len(chosen) > MOST_ASKED:
            raise forms.ValidationError(_("Välj högst fem, så blir ingen fråga allas och ingens."))
        return chosen


class MoveForm(forms.Form):
    """Another area."""

    area = forms.ChoiceField(
        label=_("Område"),
        error_messages={
            "required": _("Välj ett område."),
            "invalid_choice": _("Området finns inte längre. Välj ett annat."),
        },
    )

    def __init__(self, areas: Sequence[Any], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["area"].choices = areas  # type: ignore[attr-defined]


class ThankForm(forms.Form):
    """Whom to thank, and in which words."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    colleague = forms.MultipleChoiceField(
        label=_("Vilka vill du tacka?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Välj minst en kollega."),
            "invalid_choice": _("Kollegan går inte att tacka här längre."),
        },
    )
    words = forms.ChoiceField(
        label=_("Med vilka ord?"),
        choices=Thanks.Words.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj orden."), "invalid_choice": _("Välj bland orden.")},
    )

    def __init__(self, people: Choices, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["colleague"].choices = people  # type: ignore[attr-defined]

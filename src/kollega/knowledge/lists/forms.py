"""Forms of reading lists. What is free text goes through the gate afterwards."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kollega.knowledge.models.lists import Following


class ListForm(forms.Form):
    """What the list is called, and for whom it is."""

    title = forms.CharField(
        label=_("Rubrik"),
        help_text=_("Till exempel Första veckan på barn och familj."),
        max_length=120,
        error_messages={"required": _("Skriv vad läslistan ska heta.")},
    )
    audience = forms.CharField(
        label=_("För vem?"),
        help_text=_("En mening om vem som har nytta av listan, och när."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class NewListForm(ListForm):
    """A new list is shared, or the own municipality's."""

    readers = forms.ChoiceField(
        label=_("Vem ska kunna läsa listan?"),
        choices=[("all", _("Alla i samverkan")), ("own", _("Bara vår kommun"))],
        initial="all",
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vem som ska kunna läsa listan.")},
    )


class WhyForm(forms.Form):
    """Why something is worth reading."""

    why = forms.CharField(
        label=_("Varför ska man läsa det?"),
        help_text=_("En mening räcker."),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class FindForm(forms.Form):
    """What to put on the list."""

    words = forms.CharField(
        label=_("Sök kort, avsnitt eller paragraf"),
        help_text=_("Till exempel förhandsbedömning, eller 20 kap. 2 § SoL."),
        max_length=200,
        error_messages={"required": _("Skriv vad du letar efter.")},
    )


class FollowForm(forms.Form):
    """Which areas one follows, and how often one wants to be told."""

    areas = forms.MultipleChoiceField(
        label=_("Områden du följer"), required=False, widget=forms.CheckboxSelectMultiple
    )
    often = forms.ChoiceField(
        label=_("Hur ofta vill du få veta?"),
        choices=Following.Often.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj hur ofta.")},
    )

    def __init__(
        self, areas: Sequence[tuple[str, list[tuple[str, str]]]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["areas"]
        chosen.choices = [each for _top, group in areas for each in group]

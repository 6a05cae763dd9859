"""Forms of the room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kollega.border.drafts import LONGEST
from kollega.border.takedown import Part
from kollega.incident.choices import Danger, How, Outcome, RecognisedBy, Severity, YesNo

LONG = 4_000


class ReportForm(forms.Form):
    """One press is enough. There is no room for words: they could repeat who it is."""

    how = forms.ChoiceField(
        label=_("Hur kan personen kännas igen?"),
        required=False,
        choices=How.choices,
        widget=forms.RadioSelect,
    )
    may_contact = forms.BooleanField(
        label=_("Den som bedömer får veta mitt namn och ringa mig"), required=False
    )


def _text(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _tap(label: Any, choices: Any, hint: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, help_text=hint, required=False, choices=choices, widget=forms.RadioSelect
    )


class AssessmentForm(forms.Form):
    """A short, guided assessment. Everything may be left for later; closing asks for all of it."""

    found = _text(
        _("Vad gick att känna igen?"),
        _("Till exempel ett namn, en ort eller en ovanlig händelse. Stannar i din kommun."),
    )
    recognised_by = _tap(_("Har någon känt igen personen?"), RecognisedBy.choices)
    severity = _tap(_("Hur stor är risken för personen?"), Severity.choices)
    danger = _tap(
        _("Finns det våld, hot eller skyddade personuppgifter?"),
        Danger.choices,
        _("Vid ja: börja med personens säkerhet, innan du fyller i resten."),
    )
    measures = _text(_("Vad har ni gjort?"))
    to_authority = _tap(
        _("Ska det anmälas till Integritetsskyddsmyndigheten?"),
        YesNo.choices,
        _("Stäm av med kommunens dataskyddsombud. Kommunen avgör, inte det här formuläret."),
    )
    authority_why = _text(_("Varför ska det, eller ska det inte, anmälas?"))
    to_person = _tap(
        _("Ska personen få veta?"),
        YesNo.choices,
        _("Tänk på hur ni kan nå personen utan att det blir farligt."),
    )
    person_why = _text(_("Varför ska, eller ska inte, personen få veta?"))


class OutcomeForm(forms.Form):
    """How it ends."""

    outcome = forms.ChoiceField(
        label=_("Vad ska hända med frågan?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad som ska hända med frågan.")},
    )
    certain = forms.BooleanField(
        label=_("Vi har stämt av med registratorn. Frågan kan förstöras."),
        required=False,
        help_text=_(
            "Bara om frågan ska förstöras. Det går inte att ångra, och frågan kan vara en allmän "
            "handling."
        ),
    )

    def __init__(self, *args: Any, may_be_mistake: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_be_mistake:
            self.fields["outcome"].choices = [  # type: ignore[attr-defined]
                each for each in Outcome.choices if each[0] != Outcome.MISTAKE
            ]

    def clean(self) -> dict[str, Any]:
        """What cannot be undone takes more than one press."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == Outcome.DESTROYED and not cleaned.get("certain"):
            self.add_error("certain", _("Kryssa i att ni har stämt av med registratorn."))
        return cleaned


class TextsForm(forms.Form):
    """The texts of what was taken down, each in a box of its own."""

    def __init__(self, parts: list[Part], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, each in enumerate(parts):
            if each.is_fixed:
                words = {"label": each.label, "text": " ".join(each.text.split())[:60]}
                self.fields[each.key] = forms.BooleanField(
                    label=_("Ta bort %(label)s: %(text)s") % words
                    if each.text
                    else _("Ta bort bilaga %(number)d") % {"number": number},
                    required=False,
                )
                continue
            self.fields[each.key] = forms.CharField(
                label=each.label,
                help_text=_("Töm rutan för att ta bort inlägget.") if each.may_be_removed else "",
                required=not each.may_be_removed,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 6}),
                error_messages={"required": _("Frågan behöver en text.")},
            )

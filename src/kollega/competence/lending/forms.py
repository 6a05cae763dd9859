"""Forms: asking for a colleague, offering one, agreeing, ending; and background duty."""

import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kollega.competence.fields import Choices, day_field
from kollega.competence.lending.state import Terms
from kollega.competence.models import SHARES
from kollega.core import clock

SHARE_WORDS = [(percent, _("hela tiden") if percent == 100 else label) for percent, label in SHARES]


def choose(form: forms.Form, name: str, choices: Iterable[Any], empty: Any = None) -> None:
    """Give a select its choices."""
    first = [] if empty is None else [("", empty)]
    form.fields[name].choices = [*first, *choices]  # type: ignore[attr-defined]


class TermsForm(forms.Form):
    """The terms that a request and an offer both have."""

    first_day = day_field(_("Första dag"))
    last_day = day_field(_("Sista dag"))
    share = forms.TypedChoiceField(
        label=_("Del av arbetstiden"), choices=SHARE_WORDS, coerce=int, initial=100
    )
    tasks = forms.CharField(
        label=_("Vad kollegan ska göra"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Till exempel: vårdnadsutredningar och samarbetssamtal. Skriv aldrig vem ett ärende"
            " gäller, eller dess nummer."
        ),
        error_messages={"required": _("Skriv vilka uppgifter det gäller.")},
    )
    cost = forms.CharField(
        label=_("Kostnad"),
        max_length=300,
        required=False,
        help_text=_("Med ord, till exempel: lön och resor betalas av den som lånar."),
    )
    reference = forms.CharField(
        label=_("Avtalets diarienummer"),
        max_length=120,
        required=False,
        help_text=_("Det avtal som lånet bygger på."),
    )

    def terms(self) -> Terms:
        """What was posted."""
        data = self.cleaned_data
        return Terms(
            data["first_day"],
            data["last_day"],
            data["share"],
            data["tasks"],
            cost=data["cost"],
            reference=data["reference"],
        )


class AskLoanForm(TermsForm):
    """Asking other municipalities to lend a colleague."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    area = forms.ChoiceField(label=_("Område"), required=False)
    lenders = forms.MultipleChoiceField(
        label=_("Vilka frågar ni?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Välj minst en kommun.")},
    )
    field_order = ("id", "area", "lenders", "first_day", "last_day", "share", "tasks")

    def __init__(
        self, *args: Any, areas: list[Any], towns: Choices, hints: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "area", areas, _("Inget särskilt"))
        choose(self, "lenders", towns)
        self.fields["lenders"].choice_hints = hints  # type: ignore[attr-defined]
        soon = clock.today() + timedelta(days=21 - clock.today().weekday())
        self.fields["first_day"].initial = soon
        self.fields["last_day"].initial = soon + timedelta(weeks=8, days=-1)


class OfferForm(TermsForm):
    """Asking one of the own staff, on terms that then go to the other municipality."""

    colleague = forms.ChoiceField(
        label=_("Vem frågar du?"),
        help_text=_(
            "Personen får själv svara ja eller nej. Först vid ja ser den andra kommunen det."
        ),
        error_messages={"required": _("Välj en kollega.")},
    )
    field_order = ("colleague", "first_day", "last_day", "share", "tasks", "cost", "reference")

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "colleague", people, _("Välj kollega"))


class AcceptForm(forms.Form):
    """Saying yes to an offer."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    unit = forms.ChoiceField(
        label=_("I vilken enhet ska kollegan arbeta?"),
        error_messages={"required": _("Välj en enhet.")},
    )

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "unit", units, None if len(units) == 1 else _("Välj enhet"))


class LaterForm(forms.Form):
    """A later last day."""

    last_day = day_field(_("Ny sista dag"))


class EndLoanForm(forms.Form):
    """An earlier last day, or at once."""

    NOW, LATER = "now", "later"
    when = forms.ChoiceField(
        label=_("När slutar det?"),
        choices=[(LATER, _("Efter en dag som ni väljer")), (NOW, _("Genast"))],
        initial=LATER,
        widget=forms.RadioSelect,
    )
    last_day = day_field(_("Sista dag"), initial=clock.today, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["when"].choice_hints = {  # type: ignore[attr-defined]
            self.NOW: _("Kollegan kommer inte åt något hos den andra kommunen från och med nu.")
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("when") == self.LATER and not data.get("last_day") and not self.errors:
            self.add_error("last_day", _("Välj en dag."))
        return data


class DutyForm(forms.Form):
    """A period of background duty for one of the own staff."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    colleague = forms.ChoiceField(
        label=_("Vem har beredskapen?"), error_messages={"required": _("Välj en kollega.")}
    )
    phone = forms.CharField(
        label=_("Telefon"),
        max_length=30,
        help_text=_("Det nummer som den som har jour i någon av kommunerna ringer."),
        error_messages={"required": _("Skriv ett nummer.")},
    )
    first_day = day_field(_("Första dag"), initial=clock.today)
    last_day = day_field(_("Sista dag"))
    reference = forms.CharField(
        label=_("Avtalets diarienummer"),
        max_length=120,
        required=False,
        help_text=_("Det avtal som beredskapen bygger på. Det står i årets redovisning."),
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "colleague", people, _("Välj kollega"))


class TakeDutyForm(DutyForm):
    """Who has it when the own municipality takes a period over, under the same agreement."""

    id = None  # type: ignore[assignment]
    first_day = None  # type: ignore[assignment]
    last_day = None  # type: ignore[assignment]
    reference = None  # type: ignore[assignment]


class OfferDutyForm(forms.Form):
    """Which municipality is asked to take a period over."""

    to = forms.ChoiceField(
        label=_("Be en annan kommun ta över"), error_messages={"required": _("Välj en kommun.")}
    )

    def __init__(self, *args: Any, towns: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "to", towns, _("Välj kommun"))

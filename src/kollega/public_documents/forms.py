"""Forms of the room. Every message is a sentence that says how to mend it."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kollega.border import documents
from kollega.core import clock
from kollega.organisation.forms import day_field, new_id_field, version_field
from kollega.public_documents.destruction import REQUESTS
from kollega.public_documents.finding import Wanted, check_words
from kollega.public_documents.models import Request, Rule

LONGEST_ASKED = 2_000
LONGEST_REASONS = 4_000


def _text(rows: int, longest: int, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


class SearchForm(forms.Form):
    """What is searched for. All of it may be left out."""

    ord = forms.CharField(
        label=_("Ord"),
        max_length=200,
        required=False,
        help_text=_("Skriv det som begärs, till exempel hedersvåld."),
        widget=forms.TextInput(attrs={"type": "search"}),
        validators=[check_words],
    )
    omrade = forms.ChoiceField(label=_("Område"), required=False)
    slag = forms.ChoiceField(label=_("Slag"), required=False)
    fran = day_field(_("Från och med"), required=False)
    till = day_field(_("Till och med"), required=False)
    nara = forms.BooleanField(
        label=_("Ta med närliggande ord"),
        required=False,
        help_text=_("Ord som hör till samma område, till exempel bortgift."),
    )
    nagot = forms.BooleanField(
        label=_("Ta med det som har något av orden"),
        required=False,
        help_text=_("Annars visas det som har alla."),
    )
    sokt = forms.CharField(widget=forms.HiddenInput, required=False, initial="1")
    begaran = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, areas: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = ("", _("Alla områden"))
        self.fields["omrade"].choices = [everything, *areas]  # type: ignore[attr-defined]
        self.fields["slag"].choices = [  # type: ignore[attr-defined]
            ("", _("Alla slag")),
            *documents.labels().items(),
        ]

    def wanted(self) -> Wanted:
        """What was asked for, of a valid form."""
        data = self.cleaned_data
        return Wanted(
            words=data["ord"],
            area_id=UUID(data["omrade"]) if data["omrade"] else None,
            purpose=data["slag"],
            day_from=data["fran"],
            day_to=data["till"],
            near=data["nara"] or not data["sokt"],
            any_word=data["nagot"],
        )


class NewRequestForm(forms.Form):
    """Somebody asks. Who it is, and why, need not be told."""

    id = new_id_field()
    asked_for = _text(
        3,
        LONGEST_ASKED,
        label=_("Vad begärs?"),
        help_text=_("Med den frågandes egna ord."),
        error_messages={"required": _("Skriv vad som begärs.")},
    )
    received_on = day_field(_("Kom in"))
    came_by = forms.ChoiceField(
        label=_("Hur?"),
        choices=Request.CameBy.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj hur begäran kom.")},
    )
    asked_by = forms.CharField(
        label=_("Vart ska svaret?"),
        max_length=200,
        required=False,
        help_text=_(
            "Bara det som behövs för att svara. Fråga inte vem det är eller varför, om du inte måste"
            " veta det för att bedöma sekretessen."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_on"].initial = clock.today

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day > clock.today():
            raise ValidationError(_("Dagen har inte varit än."))
        if day.year < clock.today().year - 10:
            raise ValidationError(_("Dagen ligger för långt tillbaka."))
        return day


class ChangeRequestForm(forms.Form):
    """What stands in a request that is not answered."""

    version = version_field()
    asked_for = _text(
        3,
        LONGEST_ASKED,
        label=_("Vad begärs?"),
        error_messages={"required": _("Skriv vad som begärs.")},
    )
    asked_by = forms.CharField(label=_("Vart ska svaret?"), max_length=200, required=False)


class AnswerForm(forms.Form):
    """The answer. What is decided follows from how the documents were assessed. `version` is that of
    all that the answer rests on.
    """

    version = version_field()
    reasons = _text(
        5,
        LONGEST_REASONS,
        label=_("Varför lämnas något inte ut?"),
        required=False,
        help_text=_("Skriv så att den som frågar förstår. Står på svaret."),
    )
    appeal = _text(
        5,
        LONGEST_REASONS,
        label=_("Så överklagar man"),
        required=False,
        help_text=_("Er egen text, från inställningarna. Följer med ett nej."),
    )
    decided_by = forms.CharField(
        label=_("Vem har beslutat?"),
        max_length=200,
        required=False,
        help_text=_(
            "Namn eller funktion hos den som får besluta om ett nej hos er. Står på svaret."
        ),
    )


class GroundForm(forms.Form):
    """A paragraph for the municipality's list."""

    id = new_id_field()
    paragraph = forms.CharField(
        label=_("Paragraf"),
        max_length=60,
        help_text=_("Till exempel OSL 26 kap. 1 §."),
        error_messages={"required": _("Skriv paragrafen.")},
    )
    title = forms.CharField(
        label=_("Vad den gäller"),
        max_length=120,
        error_messages={"required": _("Skriv vad den gäller.")},
    )
    verified = forms.BooleanField(label=_("Vi har kontrollerat paragrafen"), required=False)


class RuleForm(forms.Form):
    """How long a kind of document is kept."""

    id = new_id_field()
    purpose = forms.ChoiceField(label=_("Gäller"), required=False)
    months = forms.IntegerField(
        label=_("Månader"),
        min_value=1,
        max_value=1200,
        error_messages={
            "required": _("Skriv antalet månader."),
            "invalid": _("Skriv ett heltal."),
            "min_value": _("Minst 1."),
            "max_value": _("Högst 1 200."),
        },
    )
    counted = forms.ChoiceField(
        label=_("Räknas från"), choices=Rule.Counted.choices, widget=forms.RadioSelect
    )
    valid_from = day_field(_("Gäller från"))
    decision = forms.CharField(
        label=_("Beslut"),
        max_length=120,
        help_text=_("Till exempel dokumenthanteringsplanen och beslutets diarienummer."),
        error_messages={"required": _("Skriv vilket beslut regeln bygger på.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = rule_choices()  # type: ignore[attr-defined]
        self.fields["valid_from"].initial = clock.today

    def clean_valid_from(self) -> Any:
        day = self.cleaned_data["valid_from"]
        if day < clock.today():
            raise ValidationError(_("En regel kan gälla tidigast från i dag."))
        return day


def rule_choices() -> list[tuple[str, Any]]:
    """What a rule can be for."""
    return [
        ("", _("Alla våra texter i samverkan")),
        *documents.labels().items(),
        (REQUESTS, _("Besvarade begäranden om handlingar")),
    ]

"""The form of a card. What is free text goes through the gate afterwards; here only its shape."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kollega.knowledge.cards.writing import Terms
from kollega.knowledge.models.cards import Sureness

AreaChoices = list[tuple[str, list[tuple[str, str]]]]
AREAS = ("area", "area_2", "area_3")
MOST_WORDS = 80
MONTHS = (("6", _("Efter ett halvår")), ("12", _("Efter ett år")), ("24", _("Efter två år")))
AUDIENCE = (("all", _("Alla i samverkan")), ("own", _("Bara min kommun")))


def _lines(label: object, example: object) -> forms.CharField:
    return forms.CharField(
        label=label,  # type: ignore[arg-type]  # a lazy text
        help_text=example,  # type: ignore[arg-type]
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CardForm(forms.Form):
    """A card: a question, a short answer, and what they rest on."""

    title = forms.CharField(
        label=_("Frågan"),
        help_text=_("Skriv den som en kollega skulle ställa den."),
        max_length=160,
        error_messages={"required": _("Skriv frågan som kortet svarar på.")},
    )
    answer = forms.CharField(
        label=_("Kort svar"),
        help_text=_("Två eller tre meningar som räcker för den som har bråttom."),
        max_length=1_200,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Skriv svaret i några meningar.")},
    )
    body = forms.CharField(
        label=_("Mer att veta"),
        help_text=_(
            "Tom rad ger nytt stycke. Rubrik: ## först på raden. Punktlista: - först på raden."
            " Fetstil: **ord**."
        ),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    law = _lines(_("Lagrum"), _("Ett på varje rad, till exempel 20 kap. 2 § SoL."))
    research = _lines(_("Forskning"), _("En källa på varje rad: vem, vad och vilket år."))
    experience = _lines(
        _("Beprövad erfarenhet"), _("Vad arbetssättet bygger på, till exempel hur länge och var.")
    )
    person = _lines(
        _("Den enskildes egen syn"), _("Vad de som det gäller brukar säga, utan att peka ut någon.")
    )
    area = forms.ChoiceField(label=_("Område"), error_messages={"required": _("Välj ett område.")})
    area_2 = forms.ChoiceField(label=_("Ett område till"), required=False)
    area_3 = forms.ChoiceField(label=_("Ett tredje område"), required=False)
    sureness = forms.ChoiceField(
        label=_("Hur säkert är svaret?"),
        choices=Sureness.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj hur säkert svaret är.")},
    )
    check_months = forms.ChoiceField(
        label=_("När ska kortet ses över?"),
        choices=MONTHS,
        initial="12",
        widget=forms.RadioSelect,
    )
    audience = forms.ChoiceField(
        label=_("Vem ska få läsa kortet?"),
        choices=AUDIENCE,
        initial="all",
        widget=forms.RadioSelect,
    )

    def __init__(
        self, areas: AreaChoices, *args: Any, readers: dict[str, str] | None = None, **kwargs: Any
    ) -> None:
        """`readers`: who reads the card by each choice, in words; without, there is none to make."""
        super().__init__(*args, **kwargs)
        for name, first in zip(AREAS, (_("Välj område"), _("Inget"), _("Inget")), strict=True):
            self.fields[name].choices = [("", first), *areas]  # type: ignore[attr-defined]
        if readers:
            self.fields["audience"].choice_hints = readers  # type: ignore[attr-defined]
        else:
            del self.fields["audience"]

    def clean_answer(self) -> str:
        answer = str(self.cleaned_data["answer"])
        if len(answer.split()) > MOST_WORDS:
            raise forms.ValidationError(
                _("Svaret har %(count)d ord. Korta det till högst %(most)d och lägg resten nedan."),
                params={"count": len(answer.split()), "most": MOST_WORDS},
            )
        return answer

    def terms(self, *, owner_id: UUID | None) -> Terms:
        """The validated choices as the services read them."""
        data = self.cleaned_data
        chosen = [data[name] for name in AREAS if data.get(name)]
        return Terms(
            area_ids=tuple(UUID(each) for each in dict.fromkeys(chosen)),
            sureness=data["sureness"],
            check_months=int(data["check_months"]),
            only_own=data.get("audience") == "own",
            owner_id=owner_id,
        )


class DoubtForm(forms.Form):
    """What a reader thinks is not right."""

    text = forms.CharField(
        label=_("Vad stämmer inte?"),
        help_text=_("Skriv vad som är fel eller saknas, och gärna var det står rätt."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Skriv vad som inte stämmer.")},
    )


class CheckForm(forms.Form):
    """Why a card holds although something was said against it."""

    reason = forms.CharField(
        label=_("Varför stämmer kortet ändå?"),
        help_text=_("En mening räcker. Den står kvar i kortets historik."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv kort varför kortet stämmer ändå.")},
    )


LABELS = {name: str(field.label) for name, field in CardForm.base_fields.items()}

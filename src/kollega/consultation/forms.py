"""Forms of the room. What is free text goes through the gate afterwards; here only its shape."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kollega.consultation.asking import Asking
from kollega.consultation.choices import AgeSpan, Audience, Kind, Matter, Tried, Urgency, Wish
from kollega.consultation.models import Baseline, Closing, Post
from kollega.consultation.similar import suggest_areas
from kollega.organisation.api import Area

SURE = [
    ("1", _("Mycket osäker")),
    ("2", _("Osäker")),
    ("3", _("Varken eller")),
    ("4", _("Säker")),
    ("5", _("Mycket säker")),
]
AreaChoices = list[tuple[str, list[tuple[str, str]]]]


class QuestionForm(forms.Form):
    """A question: one sentence and an area are enough."""

    text = forms.CharField(
        label=_("Vad vill du ha hjälp med?"),
        help_text=_("Två meningar räcker. Skriv som du pratar, vi hjälper dig att avidentifiera."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Skriv minst en mening om vad du vill ha hjälp med.")},
    )
    area = forms.ChoiceField(label=_("Område"), error_messages={"required": _("Välj ett område.")})
    second_area = forms.ChoiceField(label=_("Ett område till"), required=False)
    wish = forms.ChoiceField(
        label=_("Vad för slags råd?"),
        required=False,
        choices=Wish.choices,
        widget=forms.RadioSelect,
    )
    urgency = forms.ChoiceField(
        label=_("När behöver du svar?"),
        choices=Urgency.choices,
        initial=Urgency.THREE_DAYS,
        widget=forms.RadioSelect,
    )
    audience = forms.ChoiceField(
        label=_("Vem ska få frågan?"),
        choices=Audience.choices,
        initial=Audience.GROUP,
        widget=forms.RadioSelect,
    )
    otherwise = forms.ChoiceField(
        label=_("Vad hade du gjort annars?"),
        required=False,
        choices=Baseline.Otherwise.choices,
        widget=forms.RadioSelect,
    )
    sure_before = forms.ChoiceField(
        label=_("Hur säker är du på vad du ska göra?"),
        required=False,
        choices=SURE,
        widget=forms.RadioSelect,
    )

    kind = Kind.METHOD

    def __init__(self, areas: Sequence[Area], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = areas
        choices = [
            (top.title, [(str(each.id), each.title) for each in (top, *top.children)])
            for top in areas
        ]
        self.fields["area"].choices = [("", _("Välj område")), *choices]  # type: ignore[attr-defined]
        self.fields["second_area"].choices = [("", _("Inget")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("second_area") and data["second_area"] == data.get("area"):
            data["second_area"] = ""
        if data.get("audience") == Audience.CHOSEN and len(self.chosen()) < 2:
            self.add_error(
                "audience",
                _("Kryssa för minst två kollegor nedan, så att frågan inte hänger på en person."),
            )
        return data

    def suggested(self, text: str) -> list[tuple[str, str]]:
        """Areas that the text seems to be about: (id, title), best first."""
        flat = {each.id: each for top in self.areas for each in (top, *top.children)}
        return [(str(each), flat[each].title) for each in suggest_areas(flat.values(), text)]

    def chosen(self) -> frozenset[UUID]:
        """The colleagues that were ticked; what is no id is passed over."""
        raw = self.data.getlist("chosen") if hasattr(self.data, "getlist") else []
        found = set()
        for each in raw[:40]:
            try:
                found.add(UUID(str(each)))
            except ValueError:
                continue
        return frozenset(found)

    def asking(self) -> Asking:
        """The validated form as the service reads it."""
        data = self.cleaned_data
        return Asking(
            kind=self.kind,
            area_id=UUID(data["area"]),
            second_area_id=UUID(data["second_area"]) if data.get("second_area") else None,
            wish=data.get("wish", ""),
            age_span=data.get("age_span", ""),
            matter=data.get("matter", ""),
            tried=tuple(data.get("tried", ())),
            urgency=Urgency(data["urgency"]),
            audience=Audience(data["audience"]),
            chosen=self.chosen() if data["audience"] == Audience.CHOSEN else frozenset(),
            otherwise=data.get("otherwise", ""),
            sure_before=int(data["sure_before"]) if data.get("sure_before") else None,
        )


class SituationForm(QuestionForm):
    """A question about a situation: tap-in facts, and the check is required."""

    age_span = forms.ChoiceField(
        label=_("Vem gäller det?"),
        required=False,
        choices=[each for each in AgeSpan.choices if each[0]],
        widget=forms.RadioSelect,
    )
    matter = forms.ChoiceField(
        label=_("Vad för slags ärende?"),
        required=False,
        choices=[each for each in Matter.choices if each[0]],
        widget=forms.RadioSelect,
    )
    tried = forms.MultipleChoiceField(
        label=_("Vad har prövats?"),
        required=False,
        choices=Tried.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    read_through = forms.BooleanField(
        label=_("Jag har läst texten en gång till och tror inte att någon kan kännas igen"),
        error_messages={
            "required": _("Läs texten en gång till och kryssa för att du har gjort det.")
        },
    )

    kind = Kind.SITUATION


class PostForm(forms.Form):
    """An entry in a thread."""

    kind = forms.ChoiceField(
        label=_("Vad är det du skriver?"),
        choices=[each for each in Post.Kind.choices if each[0] != Post.Kind.REPLY],
        initial=Post.Kind.ADVICE,
        required=False,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Ditt svar"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Skriv något innan du skickar.")},
    )

    def __init__(self, *args: Any, is_asker: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_asker:
            del self.fields["kind"]
            self.fields["text"].label = _("Skriv till dem som svarar")


class ClosingForm(forms.Form):
    """What the question gave. Everything may be skipped."""

    result = forms.ChoiceField(
        label=_("Vad gav det?"),
        required=False,
        choices=Closing.Result.choices,
        widget=forms.RadioSelect,
    )
    escalation = forms.ChoiceField(
        label=_("Hade du tänkt på en mer ingripande åtgärd?"),
        required=False,
        choices=Closing.Escalation.choices,
        widget=forms.RadioSelect,
    )
    sure_after = forms.ChoiceField(
        label=_("Hur säker är du nu?"), required=False, choices=SURE, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Något du vill lägga till"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PhoneNoteForm(forms.Form):
    """Twenty seconds: an area, and whether it helped. Nothing about the person."""

    area = forms.ChoiceField(label=_("Område"), error_messages={"required": _("Välj ett område.")})
    gave = forms.ChoiceField(
        label=_("Vem hjälpte vem?"),
        choices=[("yes", _("Jag hjälpte en kollega")), ("no", _("En kollega hjälpte mig"))],
        initial="no",
        widget=forms.RadioSelect,
    )
    municipality = forms.ChoiceField(label=_("Kollegans kommun"), required=False)
    helped = forms.ChoiceField(
        label=_("Hjälpte det?"),
        required=False,
        choices=[("yes", _("Ja")), ("no", _("Nej")), ("", _("Vet inte"))],
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        areas: AreaChoices,
        municipalities: list[tuple[str, str]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", _("Välj område")), *areas]  # type: ignore[attr-defined]
        self.fields["municipality"].choices = [  # type: ignore[attr-defined]
            ("", _("Vill inte ange")),
            *municipalities,
        ]

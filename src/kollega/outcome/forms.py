"""Forms of the room."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kollega.core import clock
from kollega.outcome.choices import (
    AskAgain,
    Followed,
    Happened,
    Hidden,
    Language,
    Telling,
    Wanted,
    Way,
    WhyNot,
)
from kollega.outcome.following import Answer
from kollega.outcome.services import Telt
from kollega.outcome.sheet import LONGEST, Texts

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
FAR = timedelta(days=365)
LONG_AGO = timedelta(days=3 * 365)


class ToldForm(forms.Form):
    """Told, will tell, or not told and why."""

    state = forms.ChoiceField(
        label=_("Vet personen att du har frågat kollegor?"),
        choices=Telling.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj ett av de tre.")},
    )
    tell_on = forms.DateField(
        label=_("När tänker du berätta?"),
        help_text=_("Vi påminner dig den dagen, eller nästa arbetsdag."),
        required=False,
        widget=DATE,
    )
    why_not = forms.ChoiceField(
        label=_("Varför inte?"),
        required=False,
        choices=WhyNot.choices,
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label=_("Något du vill komma ihåg"),
        help_text=_("Läses bara av dig här, men kan begäras ut."),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        state, day = data.get("state"), data.get("tell_on")
        if state == Telling.WILL and "tell_on" not in self.errors:
            today = clock.today()
            if day is None:
                self.add_error("tell_on", _("Välj vilken dag du vill bli påmind."))
            elif not today <= day <= today + FAR:
                self.add_error("tell_on", _("Välj en dag från i dag och ett år framåt."))
        if state == Telling.NOT and not data.get("why_not"):
            self.add_error("why_not", _("Välj det som stämmer bäst."))
        return data

    def telt(self) -> Telt:
        """What was chosen; what does not belong to it is left out."""
        data = self.cleaned_data
        state = Telling(data["state"])
        return Telt(
            state=state,
            tell_on=data["tell_on"] if state == Telling.WILL else None,
            why_not=data["why_not"] if state == Telling.NOT else "",
            remark=data["remark"],
        )


class ContactForm(forms.Form):
    """Safe contact first."""

    wanted = forms.ChoiceField(
        label=_("Vill personen ha det här på papper?"),
        choices=Wanted.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj ett av svaren.")},
    )
    hidden_from = forms.ChoiceField(
        label=_("Finns det någon som inte får veta, eller inte får se bladet?"),
        help_text=_(
            "Tänk på den som bor i samma hem, öppnar posten, kör till mötet eller kan se i mobilen."
            " Har personen skyddade personuppgifter, svara ja: bladet säger vilken kommun det kommer"
            " från. Våld och kontroll syns sällan utåt. Fråga när ni är ensamma."
        ),
        choices=Hidden.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj ett av svaren. Vet du inte säkert, välj det.")},
    )
    way = forms.ChoiceField(
        label=_("Hur ska personen få bladet?"),
        choices=Way.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj ett av svaren.")},
    )


def _long(label: Any, help_text: Any, rows: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class SheetForm(forms.Form):
    """The sheet's three texts, and how it looks."""

    asked = _long(
        _("Vad ni frågade om"),
        _("Skriv till personen: du, jag, vi. Korta meningar."),
        5,
    )
    advised = _long(
        _("Vad kollegorna svarade"),
        _("Det som hjälpte står först. Stryk det som inte behövs."),
        9,
    )
    happens = _long(_("Vad händer nu?"), "", 5)
    language = forms.ChoiceField(
        label=_("Språk i rubriker och fasta texter"),
        help_text=_("Det du själv skriver översätts inte."),
        required=False,
        choices=Language.choices,
        widget=forms.RadioSelect,
    )
    is_large = forms.BooleanField(label=_("Stor text"), required=False)

    def texts(self) -> Texts:
        """What was written, also where something is too long: nothing is lost."""
        data = self.cleaned_data
        return Texts(
            data.get("asked", self["asked"].data or "")[:LONGEST],
            data.get("advised", self["advised"].data or "")[:LONGEST],
            data.get("happens", self["happens"].data or "")[:LONGEST],
            data.get("language") or Language.SWEDISH.value,
            is_large=bool(data.get("is_large")),
        )


class WordsForm(forms.Form):
    """What the person said, word for word."""

    text = forms.CharField(
        label=_("Vad personen sa eller skrev"),
        help_text=_("Ordagrant, med personens egna ord. Ändra inte och tolka inte."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Skriv vad personen sa.")},
    )
    said_on = forms.DateField(
        label=_("Vilken dag?"),
        widget=DATE,
        error_messages={
            "required": _("Välj vilken dag det sades."),
            "invalid": _("Skriv dagen så här: 2026-11-22."),
        },
    )

    def clean_said_on(self) -> date:
        day: date = self.cleaned_data["said_on"]
        today = clock.today()
        if not today - LONG_AGO <= day <= today:
            raise forms.ValidationError(_("Välj i dag eller en tidigare dag, högst tre år bakåt."))
        return day


class AfterwardsForm(forms.Form):
    """How it went, for those who gave advice."""

    text = forms.CharField(
        label=_("Vad hände?"),
        help_text=_("Ett par meningar räcker. Inget som pekar ut någon."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Skriv något innan du skickar.")},
    )


class FollowUpForm(forms.Form):
    """How it went, after 30 or 90 days. One answer is enough."""

    followed = forms.ChoiceField(
        label=_("Följde du rådet?"),
        choices=Followed.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj ett av svaren, eller välj att inte svara.")},
    )
    happened = forms.MultipleChoiceField(
        label=_("Vad hände?"),
        help_text=_("Välj ett eller flera. Inget av svaren är rätt eller fel."),
        required=False,
        choices=Happened.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    ask_again = forms.ChoiceField(
        label=_("Behöver du fråga kollegor igen?"),
        required=False,
        choices=AskAgain.choices,
        widget=forms.RadioSelect,
    )

    def answer(self) -> Answer:
        """The validated form as the service reads it."""
        data = self.cleaned_data
        return Answer(data["followed"], tuple(data["happened"]), data["ask_again"])

"""The organisation's forms. Every message is a sentence that says how to mend it."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kollega.core import clock
from kollega.core.actor import Actor, Role
from kollega.organisation import area_fields, options, rules
from kollega.organisation.models import ROLE_LABELS, Membership
from kollega.organisation.options import PHONE, Option
from kollega.organisation.plain_words import about_nobody
from kollega.organisation.queries.areas import Area
from kollega.organisation.queries.staff import UnitLine

ROLE_HINTS = {
    str(Role.CASEWORKER): _("Frågar och svarar."),
    str(Role.MANAGER): _("Lägger till personal och ändrar kommunens inställningar."),
    str(Role.COORDINATOR): _("Sköter områden och det som gäller hela samverkan."),
    str(Role.REGISTRAR): _("Svarar när någon begär ut handlingar."),
    str(Role.LOG_REVIEWER): _("Ser vem som har öppnat vad i kommunen."),
    str(Role.ADMINISTRATOR): _("Som chef, och delar ut alla roller."),
}


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    """A day, chosen in the browser's calendar or typed as 2026-03-01."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "invalid": _("Skriv dagen som år-månad-dag, till exempel 2026-03-01."),
            "required": _("Välj en dag."),
        },
        **kwargs,
    )


def new_id_field() -> forms.UUIDField:
    """The id that the new object will have: sending the form twice makes one object."""
    return forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


def version_field() -> forms.IntegerField:
    """The version that the person saw."""
    return forms.IntegerField(widget=forms.HiddenInput, initial=0)


class PersonForm(forms.Form):
    """Somebody's place in the municipality. With `membership` it changes one that stands."""

    id = new_id_field()
    version = version_field()
    name = forms.CharField(
        label=_("Namn"),
        max_length=120,
        error_messages={"required": _("Skriv personens namn.")},
    )
    email = forms.EmailField(
        label=_("E-post i arbetet"),
        help_text=_("Dit går inbjudan att logga in. Visas inte för kollegor."),
        error_messages={
            "required": _("Skriv personens e-postadress."),
            "invalid": _("Skriv en hel adress, till exempel namn@kommun.se."),
        },
    )
    phone = forms.CharField(
        label=_("Telefon i arbetet"),
        max_length=30,
        required=False,
        help_text=_("Visas för kollegor i samverkan."),
    )
    title = forms.CharField(
        label=_("Titel"),
        max_length=80,
        validators=[about_nobody],
        required=False,
        help_text=_("Till exempel socialsekreterare."),
    )
    unit = forms.ChoiceField(label=_("Enhet"), error_messages={"required": _("Välj en enhet.")})
    roles = forms.MultipleChoiceField(
        label=_("Roller"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"required": _("Välj minst en roll.")},
    )
    valid_from = day_field(
        _("Första dag"), help_text=_("Från den dagen går det att logga in hos er.")
    )
    valid_to = day_field(
        _("Sista dag"),
        required=False,
        help_text=_("Lämna tomt om platsen gäller tills vidare."),
    )

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        units: list[UnitLine],
        membership: Membership | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(str(u.id), u.name) for u in units]  # type: ignore[attr-defined]
        given = rules.grantable(actor)
        self.fields["roles"].choices = [(str(r), ROLE_LABELS[r]) for r in given]  # type: ignore[attr-defined]
        self.fields["roles"].choice_hints = ROLE_HINTS  # type: ignore[attr-defined]
        if membership is None:
            self.fields["roles"].required = True
            del self.fields["version"]
            self.fields["valid_from"].initial = clock.today
        else:
            del self.fields["id"], self.fields["email"]
            if not rules.change_roles(actor, membership):
                del self.fields["roles"]

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and not PHONE.match(phone):
            raise ValidationError(_("Skriv numret med siffror, till exempel 070-123 45 67."))
        return phone

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("valid_from"), cleaned.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("Sista dagen kan inte ligga före den första."))
        return cleaned


class EndForm(forms.Form):
    """The last day of something that holds until further notice."""

    last_day = day_field(
        _("Sista dag"), initial=clock.today, help_text=_("Till och med den dagen gäller platsen.")
    )

    def __init__(self, *args: Any, first: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first = first

    def clean_last_day(self) -> date:
        day: date = self.cleaned_data["last_day"]
        if day < self.first:
            raise ValidationError(
                _("Sista dagen kan inte ligga före den första, %(day)s."),
                params={"day": self.first.isoformat()},
            )
        return day


class UnitForm(forms.Form):
    """A unit's name."""

    id = new_id_field()
    version = version_field()
    name = forms.CharField(
        label=_("Enhetens namn"),
        max_length=80,
        validators=[about_nobody],
        help_text=_("Till exempel Barn och familj."),
        error_messages={"required": _("Skriv vad enheten heter.")},
    )

    def __init__(self, *args: Any, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version" if new else "id"]


class OptionForm(forms.Form):
    """One option's value from a day on; the field follows the option's type."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    valid_from = day_field(_("Gäller från"), initial=clock.today)

    def __init__(self, *args: Any, option: Option, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.option = option
        self.fields = {"seen": self.fields["seen"], "value": _value_field(option)} | {
            "valid_from": self.fields["valid_from"]
        }

    def clean_value(self) -> Any:
        raw = self.cleaned_data["value"]
        if isinstance(raw, list):
            raw = ",".join(raw)
        elif isinstance(raw, bool):
            raw = "on" if raw else ""
        try:
            return options.clean(self.option.key, str(raw))
        except ValueError as problem:
            raise ValidationError(str(problem)) from None

    def clean_valid_from(self) -> date:
        day: date = self.cleaned_data["valid_from"]
        if day < clock.today():
            raise ValidationError(
                _("Välj i dag eller en senare dag. Det som har gällt ändras inte.")
            )
        return day


def _value_field(option: Option) -> forms.Field:
    common: dict[str, Any] = {
        "label": option.label,
        "help_text": option.help,
        "required": False,
    }
    if option.type == "yes_no":
        return forms.BooleanField(**common)
    if option.type == "choice":
        return forms.ChoiceField(choices=option.choices, widget=forms.RadioSelect, **common)
    if option.type == "several":
        return forms.MultipleChoiceField(
            choices=option.choices, widget=forms.CheckboxSelectMultiple, **common
        )
    kind = {"integer": "number", "phone": "tel"}.get(option.type, "text")
    return forms.CharField(widget=forms.TextInput(attrs={"type": kind}), **common)


class AreaForm(forms.Form):
    """A practice area."""

    id = new_id_field()
    version = version_field()
    title = forms.CharField(
        label=_("Namn"), max_length=80, error_messages={"required": _("Skriv vad området heter.")}
    )
    parent = forms.ChoiceField(label=_("Ligger under"), required=False)
    description = forms.CharField(
        label=_("Beskrivning"),
        max_length=400,
        required=False,
        help_text=_("En eller två meningar om arbetet. Beskriv ingen person."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    synonyms = forms.CharField(
        label=_("Sökord"),
        max_length=4000,
        required=False,
        help_text=_("Ett ord per rad: det som kollegor kallar området."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    is_rare = forms.BooleanField(
        label=_("Sällanärende"),
        required=False,
        help_text=_("En liten kommun möter det mer sällan än några gånger om året."),
    )
    title_en = forms.CharField(label=_("Namn på engelska"), max_length=80, required=False)
    description_en = forms.CharField(
        label=_("Beskrivning på engelska"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, new: bool, tops: list[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version" if new else "id"]
        for each in (*area_fields.TEXTS, "synonyms"):
            self.fields[each].validators.append(about_nobody)
        choices = [("", _("Inget, det ligger överst")), *((str(a.id), a.title) for a in tops)]
        self.fields["parent"].choices = choices  # type: ignore[attr-defined]

    def clean_parent(self) -> uuid.UUID | None:
        chosen = self.cleaned_data["parent"]
        return uuid.UUID(chosen) if chosen else None

    def clean_synonyms(self) -> list[str]:
        words = [line.strip() for line in self.cleaned_data["synonyms"].splitlines()]
        for word in words:
            if len(word) > 60:
                raise ValidationError(
                    _("”%(word)s …” är för långt. Högst 60 tecken på en rad."),
                    params={"word": word[:20]},
                )
        return [word for word in words if word]


class MergeForm(forms.Form):
    """The area that another goes up in."""

    into = forms.ChoiceField(
        label=_("Slå ihop med"),
        error_messages={
            "required": _("Välj ett område."),
            "invalid_choice": _("Välj ett område som används."),
        },
    )

    def __init__(self, *args: Any, choices: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [("", _("Välj ett område")), *choices]  # type: ignore[attr-defined]


class JoinForm(forms.Form):
    """A municipality that is to take part."""

    id = new_id_field()
    name = forms.CharField(
        label=_("Kommunens namn"),
        max_length=60,
        error_messages={"required": _("Skriv kommunens namn.")},
    )
    code = forms.RegexField(
        r"\A\d{4}\Z",
        label=_("Kommunkod"),
        help_text=_("Fyra siffror, enligt SCB."),
        error_messages={
            "required": _("Skriv kommunkoden."),
            "invalid": _("Skriv fyra siffror, till exempel 2401."),
        },
    )
    inhabitants = forms.IntegerField(
        label=_("Invånare"),
        min_value=0,
        max_value=2_000_000,
        error_messages={"required": _("Skriv hur många som bor i kommunen.")},
    )
    valid_from = day_field(_("Deltar från"), initial=clock.today)
    reference = forms.CharField(
        label=_("Avtal"),
        max_length=120,
        required=False,
        help_text=_("Avtalets namn och diarienummer."),
    )


class PopulationForm(forms.Form):
    """A table of the population, as a file or pasted."""

    file = forms.FileField(
        label=_("Fil med befolkning"),
        required=False,
        help_text=_("CSV med ålder, kön och antal, till exempel 14;kvinnor;31."),
    )
    text = forms.CharField(
        label=_("Eller klistra in raderna här"),
        required=False,
        max_length=100_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    day = day_field(_("Befolkningen gällde den"), initial=clock.today)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > 200_000:
            raise ValidationError(_("Filen är större än 200 kB. Ta bara med den egna kommunen."))
        return file

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("file") and not str(cleaned.get("text", "")).strip():
            self.add_error("file", _("Välj en fil, eller klistra in raderna."))
        return cleaned


class ReportForm(forms.Form):
    """Something that could not be used."""

    id = new_id_field()
    where = forms.CharField(
        label=_("Var?"), max_length=200, required=False, help_text=_("Sidans namn eller adress.")
    )
    text = forms.CharField(
        label=_("Vad gick inte att använda?"),
        max_length=4000,
        help_text=_(
            "Berätta gärna vad du använder, till exempel skärmläsare eller bara tangentbord."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Skriv vad som inte gick att använda.")},
    )


class LogForm(forms.Form):
    """Which days of the log, and whose."""

    first = day_field(_("Från och med"))
    last = day_field(_("Till och med"))
    person = forms.ChoiceField(label=_("Person"), required=False)

    def __init__(self, *args: Any, people: dict[uuid.UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Alla")), *((str(key), name) for key, name in people.items())]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("Den sista dagen kan inte ligga före den första."))
        return cleaned

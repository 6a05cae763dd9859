"""Forms of what one's competence rests on, of choices and of talks."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from kollega.competence.fields import Choices, day_field
from kollega.competence.models import EvidenceKind, GroundKind, Level
from kollega.competence.profile import travelling
from kollega.competence.profile.forms import month_of
from kollega.competence.profile.grounds import TITLES, Ground, Said
from kollega.competence.profile.talks import LONGEST

Groups = list[tuple[str, list[tuple[str, str]]]]


class MonthField(forms.CharField):
    """A month, chosen in the browser or typed as 2026-03; None where nothing is written."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"type": "month"}), **kwargs)

    def clean(self, value: Any) -> date | None:
        return month_of(str(super().clean(value)))

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%Y-%m") if isinstance(value, date) else value


class EvidenceForm(forms.Form):
    """A course, a degree, a shadowing or a supervision."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    kind = forms.TypedChoiceField(
        label=_("Vad är det?"),
        coerce=EvidenceKind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj ett av de fyra.")},
    )
    title = forms.CharField(
        label=_("Vad heter det, och var?"),
        max_length=120,
        help_text=_("Till exempel: Barns rätt i praktiken, Umeå universitet. Nämn inga klienter."),
        error_messages={
            "required": _("Skriv vad det heter."),
            "max_length": _("Högst %(limit_value)d tecken. Nu är det %(show_value)d."),
        },
    )
    month = MonthField(label=_("När blev det klart?"), required=False)
    area = forms.ChoiceField(label=_("Område"), required=False)
    shown = forms.BooleanField(
        label=_("Visa för min chef"),
        required=False,
        help_text=_("Annars ser bara du det. Du kan ändra dig när du vill."),
    )

    def __init__(self, *args: Any, areas: Groups, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [
            (each.value, str(each.label)[:1].upper() + str(each.label)[1:]) for each in EvidenceKind
        ]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["area"].choices = [("", _g("Inget särskilt område")), *areas]  # type: ignore[attr-defined]

    def clean_area(self) -> uuid.UUID | None:
        raw = self.cleaned_data["area"]
        return uuid.UUID(raw) if raw else None


class ChoiceForm(forms.Form):
    """Who sees one's name, and what is told."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    name_outside = forms.TypedChoiceField(
        label=_("Ditt namn i andra kommuner"),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        choices=[("yes", _("Visa mitt namn och telefonnummer")), ("no", _("Visa bara kommunen"))],
    )
    answers_told = forms.BooleanField(
        label=_("Räkna svar på kollegors frågor som något jag kan"),
        required=False,
        help_text=_(
            "Då står det i det du laddar ned, och hos din chef, i vilka områden du har svarat."
            " Aldrig hur många gånger, och aldrig vilka frågor."
        ),
    )

    def __init__(self, *args: Any, municipality: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hints = {
            "yes": _g("Kollegor kan ringa dig. Så är det om du inte väljer något annat."),
            "no": _g(
                "Där kollegor letar står ”Kollega i %(municipality)s”, utan telefonnummer. Frågor kan"
                " fortfarande gå till dig. Svarar du står ditt namn vid svaret."
            )
            % {"municipality": municipality},
        }
        self.fields["name_outside"].choice_hints = hints  # type: ignore[attr-defined]


class GroundsForm(forms.Form):
    """The formal grounds of one person: what she has, since when, and for a manager whether it is seen.

    `fixed`: kinds that cannot be changed here. `may_see`: whether the form asks if the paper is seen.
    """

    versions = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        stored: Mapping[GroundKind, Ground],
        may_see: bool,
        fixed: frozenset[GroundKind] = frozenset(),
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = self._stored(stored) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.kinds = [kind for kind in GroundKind if kind not in fixed]
        for kind in self.kinds:
            self._add(kind, may_see=may_see)

    @staticmethod
    def _stored(stored: Mapping[GroundKind, Ground]) -> dict[str, Any]:
        values: dict[str, Any] = {
            "versions": " ".join(f"{kind}:{row.version}" for kind, row in stored.items())
        }
        for kind, row in stored.items():
            values |= {
                f"{kind}_has": True,
                f"{kind}_since": row.since,
                f"{kind}_seen": row.verified_on is not None,
            }
        return values

    def _add(self, kind: GroundKind, *, may_see: bool) -> None:
        is_child = kind is GroundKind.CHILD_CASES
        self.fields[f"{kind}_has"] = forms.BooleanField(
            label=_("Arbetar med barnärenden") if is_child else str(TITLES[kind]), required=False
        )
        self.fields[f"{kind}_since"] = MonthField(
            label=_("Sedan när") if is_child else _("Examensmånad"),
            required=False,
            help_text=_("Har det varit uppehåll, välj en senare månad så att tiden stämmer.")
            if is_child
            else "",
        )
        if may_see:
            self.fields[f"{kind}_seen"] = forms.BooleanField(
                label=_("Jag har kontrollerat att det stämmer")
                if is_child
                else _("Jag har sett examensbeviset"),
                required=False,
            )

    def rows(self) -> list[list[Any]]:
        """The bound fields, kind by kind, for the template."""
        names = ("has", "since", "seen")
        return [
            [self[f"{kind}_{name}"] for name in names if f"{kind}_{name}" in self.fields]
            for kind in self.kinds
        ]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        since = f"{GroundKind.CHILD_CASES}_since"
        if data.get(f"{GroundKind.CHILD_CASES}_has") and since in data and not data[since]:
            self.add_error(since, _("Skriv sedan vilken månad, till exempel 2021-08."))
        return data

    def said(self) -> dict[GroundKind, Said]:
        """What was filled in, kind by kind."""
        data = self.cleaned_data
        return {
            kind: Said(
                has=data[f"{kind}_has"],
                since=data.get(f"{kind}_since"),
                seen=data.get(f"{kind}_seen"),
            )
            for kind in self.kinds
        }

    def seen_versions(self) -> dict[str, int]:
        """The versions that the page showed."""
        pairs = (each.partition(":") for each in self.cleaned_data["versions"].split())
        return {kind: int(number) for kind, _colon, number in pairs if number.isdecimal()}


class OtherwiseForm(forms.Form):
    """That one has read a talk, and if one sees it otherwise."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    otherwise = forms.CharField(
        label=_("Ser du något annorlunda?"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Det du skriver står kvar bredvid. Bara du och chefen läser det."),
        error_messages={"max_length": _("Högst %(limit_value)d tecken. Nu är det %(show_value)d.")},
    )


LEVELS: Choices = [("", _("Talade inte om det")), *((str(e.value), e.label) for e in Level)]  # type: ignore[list-item]
NEW_ROWS = 2


class TalkForm(forms.Form):
    """A talk: the day, a level for each area spoken of, and what was agreed on.

    `known` are areas that something has been said of: (id, title, what has been said in words).
    """

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    held_on = day_field(_("Vilken dag talade ni?"))
    agreed = forms.CharField(
        label=_("Det vi kom överens om"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Till exempel en kurs, eller att gå bredvid någon. Ni två läser det, ingen annan."
        ),
        error_messages={"max_length": _("Högst %(limit_value)d tecken. Nu är det %(show_value)d.")},
    )

    def __init__(
        self, *args: Any, known: list[tuple[uuid.UUID, str, str]], areas: Groups, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known = [area_id for area_id, _title, _said in known]
        for area_id, title, said in known:
            self.fields[f"level_{area_id}"] = forms.ChoiceField(
                label=title,
                required=False,
                choices=LEVELS,
                help_text=said,
            )
        for number in range(1, NEW_ROWS + 1):
            self.fields[f"area_{number}"] = forms.ChoiceField(
                label=_g("Ett område till"),
                required=False,
                choices=[("", _g("Välj område")), *areas],
            )
            self.fields[f"new_{number}"] = forms.ChoiceField(
                label=_g("Nivå i det området"), required=False, choices=LEVELS
            )

    def known_fields(self) -> list[Any]:
        """A bound field for each area that something has been said of."""
        return [self[f"level_{area_id}"] for area_id in self.known]

    def new_fields(self) -> list[tuple[Any, Any]]:
        """Bound fields for areas that nothing has been said of: area and level."""
        return [(self[f"area_{n}"], self[f"new_{n}"]) for n in range(1, NEW_ROWS + 1)]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for number in range(1, NEW_ROWS + 1):
            area, level = data.get(f"area_{number}"), data.get(f"new_{number}")
            if area and not level:
                self.add_error(f"new_{number}", _("Välj en nivå, eller ta bort området."))
            elif level and not area:
                self.add_error(f"area_{number}", _("Välj vilket område nivån gäller."))
        return data

    def levels(self) -> dict[uuid.UUID, Level]:
        """The levels that were set, by area."""
        data = self.cleaned_data
        pairs: list[tuple[Any, Any]] = [
            (str(area_id), data.get(f"level_{area_id}")) for area_id in self.known
        ]
        pairs += [(data.get(f"area_{n}"), data.get(f"new_{n}")) for n in range(1, NEW_ROWS + 1)]
        return {uuid.UUID(area): Level(int(level)) for area, level in pairs if area and level}


class TakeInForm(forms.Form):
    """A profile's file from elsewhere."""

    file = forms.FileField(
        label=_("Filen med din profil"),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
        error_messages={
            "required": _("Välj filen som du har laddat ned."),
            "empty": _("Filen är tom."),
        },
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > travelling.LONGEST:
            raise travelling.too_large()
        return bytes(file.read())

"""Forms about lists: what the columns are, and a post that nobody has."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.competence.bringing import words
from kollega.competence.bringing.columns import AREA, LABELS, Column, Field
from kollega.competence.bringing.imports import Opened
from kollega.competence.bringing.rows import Chosen, is_level
from kollega.competence.fields import Choices, day_field
from kollega.core import clock
from kollega.organisation.plain_words import about_nobody

WITH, WITHOUT = "with", "without"
EXAMPLE = 28
HINTS: Mapping[str, Any] = {
    Field.EMAIL: gettext_lazy("Känner igen den som redan finns."),
    Field.NAME: gettext_lazy("Anna Berg eller Berg, Anna."),
    Field.ROLES: gettext_lazy("Utan kolumn blir den som är ny handläggare."),
    Field.LAST_DAY: gettext_lazy("Den som har en sista dag slutar då."),
    Field.AWAY_FROM: gettext_lazy("Bara dagar. Varför någon är borta läses aldrig in."),
    Field.FIXED_UNTIL: gettext_lazy("För planeringen. Den som har en sista dag slutar då."),
    Field.DEGREE: gettext_lazy("Socionom eller annan relevant examen. Du bekräftar den sedan."),
}


class ColumnsForm(forms.Form):
    """Which column is which. One choice for each thing that a list can tell, and one box for each
    column that is an area.
    """

    sheet = forms.TypedChoiceField(label=gettext_lazy("Blad"), coerce=int, required=False)
    heading = forms.IntegerField(
        label=gettext_lazy("Rad med rubriker"),
        min_value=1,
        max_value=2_000_000,
        help_text=gettext_lazy("Raderna ovanför läses inte."),
        error_messages={"required": gettext_lazy("Skriv vilken rad som har rubrikerna.")},
    )
    hidden = forms.ChoiceField(
        label=gettext_lazy("Rader som är dolda i filen"),
        choices=[(WITH, gettext_lazy("Läs dem också")), (WITHOUT, gettext_lazy("Hoppa över dem"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj om de dolda raderna ska vara med.")},
    )
    everybody = forms.BooleanField(
        label=gettext_lazy("Listan har alla som arbetar här: de som inte står i den har slutat"),
        required=False,
        help_text=gettext_lazy("Du ser vilka det gäller innan något händer."),
    )
    last_day = day_field(
        gettext_lazy("Sista dag för dem som inte står i listan"),
        required=False,
        help_text=gettext_lazy("Tomt betyder i dag."),
    )

    def __init__(self, *args: Any, looked: Opened, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.looked = looked
        chosen = looked.chosen
        self.fields["heading"].initial = chosen.heading or None
        self.fields["everybody"].initial = chosen.everybody
        self.fields["last_day"].initial = chosen.last_day
        self._sheets()
        hidden = words.spans(looked.sheet.hidden_rows)
        if hidden:
            self.fields["hidden"].help_text = _("Rad %(rows)s.") % {"rows": hidden}
            if chosen.columns:
                self.fields["hidden"].initial = WITH if chosen.with_hidden else WITHOUT
        else:
            del self.fields["hidden"]
        self._choices()

    def _sheets(self) -> None:
        sheets = self.looked.book.sheets
        if len(sheets) > 1:
            field = self.fields["sheet"]
            field.choices = [  # type: ignore[attr-defined]
                (place, _("%(name)s, %(n)d rader") % {"name": each.name, "n": len(each.rows)})
                for place, each in enumerate(sheets)
            ]
            field.initial = self.looked.chosen.sheet
        else:
            del self.fields["sheet"]

    def _choices(self) -> None:
        every = self.looked.columns
        guessed = {each.field: str(each.number) for each in every if each.field}
        columns = [("", _("Finns inte")), *[(str(each.number), _named(each)) for each in every]]
        offered = {name for name, _label in self.looked.fields}
        for field in Field:
            if field in offered:
                self.fields[f"is_{field}"] = forms.ChoiceField(
                    label=str(LABELS[field]),
                    choices=columns,
                    required=False,
                    initial=guessed.get(field, ""),
                    help_text=str(HINTS.get(field, "")),
                    error_messages={"invalid_choice": _("Välj en kolumn i listan.")},
                )
        titles = dict(self.looked.fields)
        for each in every:
            if each.field.startswith(AREA):
                self.fields[f"area_{each.number}"] = forms.BooleanField(
                    label=f"{each.letters}: {titles[each.field].partition(': ')[2]}",
                    required=False,
                    initial=True,
                )

    @property
    def found(self) -> list[Any]:
        """The fields that a column was found for, or that something is wrong with, bound."""
        return [each for each in self._bound() if self._matters(each)]

    @property
    def others(self) -> list[Any]:
        """What the list does not seem to have, bound."""
        return [each for each in self._bound() if not self._matters(each)]

    def _bound(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("is_")]

    def _matters(self, bound: Any) -> bool:
        always = bound.name in {f"is_{Field.EMAIL}", f"is_{Field.NAME}"}
        return always or bool(bound.value()) or bool(self.is_bound and bound.errors)

    @property
    def areas(self) -> list[Any]:
        """The boxes for areas, bound."""
        return [self[name] for name in self.fields if name.startswith("area_")]

    @property
    def looks_like_levels(self) -> list[Column]:
        """Columns of levels whose headings are no area. An administrator sets none."""
        able = any(name.startswith(AREA) for name, _label in self.looked.fields)
        return [
            each
            for each in self.looked.columns
            if able and not each.field and each.examples and all(map(is_level, each.examples))
        ]

    @property
    def left_out(self) -> list[Column]:
        """Columns that are nothing now."""
        return [each for each in self.looked.columns if not each.field]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        taken: dict[str, str] = {}
        for name in [each for each in self.fields if each.startswith("is_")]:
            column = cleaned.get(name)
            if not column:
                continue
            if column in taken:
                told = {"label": str(self.fields[taken[column]].label).lower()}
                self.add_error(name, _("Kolumnen är redan vald för %(label)s.") % told)
            taken.setdefault(column, name)
        has_name = any(
            cleaned.get(f"is_{each}") for each in (Field.NAME, Field.EMAIL, Field.FIRST_NAME)
        )
        if not (has_name or cleaned.get(f"is_{Field.TITLE}")):
            self.add_error(
                f"is_{Field.EMAIL}",
                _("Välj var e-postadressen eller namnet står, så att det blir rätt person."),
            )
        if cleaned.get(f"is_{Field.AWAY_TO}") and not cleaned.get(f"is_{Field.AWAY_FROM}"):
            self.add_error(f"is_{Field.AWAY_FROM}", _("Välj också var frånvaron börjar."))
        return cleaned

    def chosen(self) -> Chosen:
        """What was chosen, in a valid form."""
        data = self.cleaned_data
        columns = {
            int(column): name.removeprefix("is_")
            for name, column in data.items()
            if name.startswith("is_") and column
        }
        for each in self.looked.columns:
            if data.get(f"area_{each.number}") and each.number not in columns:
                columns[each.number] = each.field
        last: date | None = data["last_day"]
        return Chosen(
            sheet=self.looked.chosen.sheet,
            heading=data["heading"],
            columns=columns,
            with_hidden=data.get("hidden") == WITH,
            everybody=data["everybody"],
            last_day=last,
        )

    def headings(self, chosen: Chosen) -> dict[str, str]:
        """What each heading means from now on: nothing, only where a guess was taken away."""
        return {
            each.heading: field
            for each in self.looked.columns
            if each.heading
            and not each.hidden
            and ((field := chosen.columns.get(each.number, "")) or each.field)
        }


def _named(column: Column) -> str:
    """'B: E-post (anna@kommun.se)', as short as a choice can be."""
    said = f"{column.letters}: {column.heading}" if column.heading else column.letters
    if column.examples:
        said += f" ({column.examples[0][:EXAMPLE]})"
    return said + ", " + _("dold i filen") if column.hidden else said


class VacancyForm(forms.Form):
    """A post that nobody has."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    title = forms.CharField(
        label=gettext_lazy("Titel"),
        max_length=80,
        validators=[about_nobody],
        help_text=gettext_lazy("Till exempel socialsekreterare."),
        error_messages={"required": gettext_lazy("Skriv vilken tjänst det är.")},
    )
    unit = forms.ChoiceField(label=gettext_lazy("Enhet"), required=False)
    area = forms.ChoiceField(
        label=gettext_lazy("Område"),
        required=False,
        help_text=gettext_lazy("Om tjänsten är för ett visst område. Då syns den på kartan."),
    )
    since = day_field(gettext_lazy("Tom sedan"), initial=clock.today)

    def __init__(self, *args: Any, units: Choices, areas: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("Ingen vald")), *units]  # type: ignore[attr-defined]
        self.fields["area"].choices = [("", _("Inget särskilt")), *areas]  # type: ignore[attr-defined]

    def clean_since(self) -> date:
        day: date = self.cleaned_data["since"]
        if day > clock.today():
            raise forms.ValidationError(_("Dagen ligger framåt i tiden. Vänta till den dagen."))
        return day


class FilledForm(forms.Form):
    """From which day somebody has a post."""

    day = day_field(gettext_lazy("Tillsatt från och med"), initial=clock.today)

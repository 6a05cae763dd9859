"""Forms: occasions, who of the staff goes, who was there, and what one thought."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from kollega.competence.fields import Choices, day_field
from kollega.competence.learning.course_forms import clean_link, link_field, number_field
from kollega.competence.learning.evaluations import QUESTIONS, SCALE, TEXT
from kollega.competence.learning.occasions import Terms, Time
from kollega.competence.models import OccasionKind
from kollega.core import clock

ROWS, SHOWN = 12, 3
"""Days of an occasion that a form has room for, and how many of them are shown at first."""
REPEATS = [(0, _("Nej")), (1, _("Varje vecka")), (2, _("Varannan vecka"))]
REPEATS += [(3, _("Var tredje vecka")), (4, _("Var fjärde vecka"))]
BEGINS, ENDS = time(9), time(16)


@dataclass(frozen=True)
class DayRow:
    """The three fields of a day."""

    number: int
    day: BoundField
    first: BoundField
    last: BoundField

    @property
    def is_filled(self) -> bool:
        return bool(self.day.value() or self.day.errors)


class OccasionForm(forms.Form):
    """What is arranged, when, where and for how many."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
    course = forms.ChoiceField(
        label=_("Kurs i kurslistan"),
        required=False,
        help_text=_("Välj om den finns där. Då räknas det till planen för kompetensen."),
    )
    kind = forms.ChoiceField(
        label=_("Slag"),
        choices=[(each.value, str(each.label).capitalize()) for each in OccasionKind],
        initial=OccasionKind.COURSE,
        required=False,
        help_text=_("Har du valt en kurs i listan bestämmer den."),
    )
    title = forms.CharField(
        label=_("Namn"),
        max_length=120,
        required=False,
        help_text=_("Tomt: kursens namn. Skriv aldrig vem ett ärende gäller."),
    )
    area = forms.ChoiceField(label=_("Område"), required=False)
    seats = number_field(_("Platser"), 2000, least=1)
    most_each = number_field(
        _("Högst så många från samma kommun"),
        2000,
        _("Till och med sista anmälningsdagen. Sedan delas det som är kvar ut i köordning."),
        least=1,
        required=False,
    )
    last_day = day_field(_("Sista anmälningsdag"), required=False)
    place = forms.CharField(
        label=_("Plats"),
        max_length=160,
        required=False,
        help_text=_("Lokal och adress. Tomt om det är på distans."),
    )
    link = link_field(_("Videomöte"), _("Visas för dem som har en plats."))
    leader = forms.ChoiceField(
        label=_("Leds av"),
        required=False,
        help_text=_("Den som leder ser vilka som kommer och bockar av vilka som var med."),
    )
    repeat = forms.TypedChoiceField(
        label=_("Upprepas första dagen?"), choices=REPEATS, coerce=int, initial=0, required=False
    )
    times = number_field(_("Antal gånger i allt"), ROWS, least=1, required=False)

    def __init__(
        self, *args: Any, courses: Choices, areas: list[Any], people: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].choices = [("", _("Ingen i listan")), *courses]  # type: ignore[attr-defined]
        self.fields["area"].choices = [("", _("Inget särskilt")), *areas]  # type: ignore[attr-defined]
        self.fields["leader"].choices = [("", _("Ingen av oss")), *people]  # type: ignore[attr-defined]
        for number in range(1, ROWS + 1):
            self.fields[f"day_{number}"] = day_field(_("Dag"), required=False)
            self.fields[f"from_{number}"] = _time_field(_("Från"), BEGINS)
            self.fields[f"to_{number}"] = _time_field(_("Till"), ENDS)

    @property
    def rows(self) -> list[DayRow]:
        """The rows that are shown at first."""
        return self._rows()[:SHOWN]

    @property
    def more_rows(self) -> list[DayRow]:
        """The others."""
        return self._rows()[SHOWN:]

    @property
    def more_is_open(self) -> bool:
        """Whether one of the others is filled."""
        return any(row.is_filled for row in self.more_rows)

    def _rows(self) -> list[DayRow]:
        return [
            DayRow(n, self[f"day_{n}"], self[f"from_{n}"], self[f"to_{n}"])
            for n in range(1, ROWS + 1)
        ]

    def clean_link(self) -> str:
        return clean_link(self, "link")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("repeat") and not (data.get("times") or self.has_error("times")):
            self.add_error("times", _("Skriv hur många gånger."))
        if data.get("repeat") and not (data.get("day_1") or self.has_error("day_1")):
            self.add_error("day_1", _("Välj den första dagen."))
        if not any(data.get(f"day_{n}") for n in range(1, ROWS + 1)) and not self.has_error(
            "day_1"
        ):
            self.add_error("day_1", _("Välj minst en dag."))
        return data

    def days(self) -> tuple[Time, ...]:
        """The times in order, the first one repeated where that was chosen."""
        data, found = self.cleaned_data, []
        for number in range(1, ROWS + 1):
            day = data.get(f"day_{number}")
            if day is not None:
                first = data.get(f"from_{number}") or BEGINS
                found.append(_time(day, first, data.get(f"to_{number}") or ENDS))
        if data.get("repeat"):
            weeks = timedelta(weeks=data["repeat"])
            day, first = data["day_1"], data.get("from_1") or BEGINS
            last = data.get("to_1") or ENDS
            found += [_time(day + n * weeks, first, last) for n in range(1, data["times"])]
        return tuple(sorted(set(found)))

    def terms(self) -> Terms:
        """What was posted.

        Raises:
            ValidationError: there are more days than an occasion may have.
        """
        data, days = self.cleaned_data, self.days()
        if len(days) > ROWS:
            raise ValidationError({"times": _("Högst tolv dagar i allt.")})
        return Terms(
            title=data["title"],
            kind=OccasionKind(data["kind"] or OccasionKind.COURSE),
            days=days,
            seats=data["seats"],
            most_each=data["most_each"],
            last_day=data["last_day"],
            place=data["place"],
            link=data["link"],
            course_id=_id(data["course"]),
            area_id=_id(data["area"]),
            leader_id=_id(data["leader"]),
        )


def _id(raw: str) -> uuid.UUID | None:
    return uuid.UUID(raw) if raw else None


def _time_field(label: Any, initial: time) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        initial=initial,
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S", "%H"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": _("Skriv klockslaget som 13:15.")},
    )


def _time(day: date, first: time, last: time) -> Time:
    begins = datetime.combine(day, first, clock.STOCKHOLM).astimezone(UTC)
    return begins, datetime.combine(day, last, clock.STOCKHOLM).astimezone(UTC)


def initial_days(times: Iterable[Time]) -> dict[str, Any]:
    """What the form's day fields begin with."""
    found: dict[str, Any] = {}
    for number, (starts_at, ends_at) in enumerate(times, start=1):
        first, last = clock.local(starts_at), clock.local(ends_at)
        found |= {
            f"day_{number}": first.date(),
            f"from_{number}": first.time(),
            f"to_{number}": last.time(),
        }
    return found


class StaffForm(forms.Form):
    """One of the own staff."""

    colleague = forms.ChoiceField(
        label=_("Medarbetare"), error_messages={"required": _("Välj en medarbetare.")}
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colleague"].choices = [("", _("Välj medarbetare")), *people]  # type: ignore[attr-defined]


class EvaluationForm(forms.Form):
    """Three grades and a line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in QUESTIONS:
            self.fields[name] = forms.TypedChoiceField(
                label=words,
                choices=SCALE,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": _("Välj det som stämmer bäst.")},
            )
        self.fields[TEXT] = forms.CharField(
            label=_("Något mer?"),
            required=False,
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text=_("Vad var bra, och vad skulle ha varit annorlunda? Skriv inte om personer."),
        )

    def grades(self) -> dict[str, int]:
        """What was chosen."""
        return {name: self.cleaned_data[name] for name, _words in QUESTIONS}

"""Forms: the catalogue of courses."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kollega.competence.fields import Choices
from kollega.competence.learning.courses import CourseTerms
from kollega.competence.models import CourseKind, Level
from kollega.organisation.options import LINK

LEVELS = [(int(level), level.label) for level in Level]


def number_field(label: Any, most: int, help_text: Any = "", **kwargs: Any) -> forms.IntegerField:
    """A whole number from nought."""
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=kwargs.pop("least", 0),
        max_value=most,
        error_messages={
            "required": _("Skriv ett tal. 0 går bra."),
            "invalid": _("Skriv ett heltal."),
            "min_value": _("Minst %(limit_value)s."),
            "max_value": _("Högst %(limit_value)s."),
        },
        **kwargs,
    )


def link_field(label: Any, help_text: Any = "") -> forms.CharField:
    """An https address, or nothing."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=300,
        widget=forms.URLInput,
    )


def clean_link(form: forms.Form, name: str) -> str:
    """The address as it was written.

    Raises:
        ValidationError: it is no https address.
    """
    text = str(form.cleaned_data.get(name, ""))
    if text and not LINK.match(text):
        raise forms.ValidationError(_("Skriv hela adressen. Den ska börja med https://."))
    return text


class CourseForm(forms.Form):
    """What a course is and takes."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
    title = forms.CharField(
        label=_("Namn"), max_length=120, error_messages={"required": _("Skriv vad den heter.")}
    )
    kind = forms.ChoiceField(
        label=_("Slag"),
        choices=[(each.value, str(each.label).capitalize()) for each in CourseKind],
        initial=CourseKind.COURSE,
        widget=forms.RadioSelect,
    )
    organiser = forms.CharField(
        label=_("Ges av"),
        max_length=120,
        required=False,
        help_text=_("Till exempel Yrkesresan, regionens FoU eller er egen samverkan."),
    )
    link = link_field(_("Länk till mer information"))
    hours = number_field(
        _("Timmar av arbetstiden"), 2000, _("För en deltagare, med förberedelser, utan resor.")
    )
    cost = number_field(_("Kostnad per plats i kronor"), 1_000_000)
    seats = number_field(_("Platser om året för hela samverkan"), 5000)
    group_size = number_field(
        _("Högst så många i en grupp"), 100, _("För handledningsgrupper."), least=2, required=False
    )
    place = forms.ChoiceField(label=_("Var"), required=False)
    trips = number_field(_("Resor dit"), 200, _("Så många gånger en deltagare åker dit."))

    def __init__(self, *args: Any, towns: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", _("På distans")), *towns]  # type: ignore[attr-defined]

    def clean_link(self) -> str:
        return clean_link(self, "link")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == CourseKind.SUPERVISION and not (
            data.get("group_size") or self.has_error("group_size")
        ):
            self.add_error("group_size", _("Skriv hur många som får plats i en grupp."))
        return data

    def terms(self) -> CourseTerms:
        """What was posted."""
        data = self.cleaned_data
        return CourseTerms(
            title=data["title"],
            kind=CourseKind(data["kind"]),
            organiser=data["organiser"],
            link=data["link"],
            hours=data["hours"],
            cost=data["cost"],
            seats=data["seats"],
            group_size=data["group_size"],
            place_id=uuid.UUID(data["place"]) if data["place"] else None,
            trips=data["trips"],
        )


class LiftForm(forms.Form):
    """Where a course leads in an area."""

    area = forms.ChoiceField(label=_("Område"), error_messages={"required": _("Välj ett område.")})
    from_level = forms.TypedChoiceField(
        label=_("Nivå före"), choices=LEVELS[:-1], coerce=int, initial=int(Level.ORIENTED)
    )
    to_level = forms.TypedChoiceField(
        label=_("Nivå efter"), choices=LEVELS[1:], coerce=int, initial=int(Level.WITH_SUPPORT)
    )

    def __init__(self, *args: Any, areas: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", _("Välj område")), *areas]  # type: ignore[attr-defined]


class NeedForm(forms.Form):
    """Another course that comes before."""

    before = forms.ChoiceField(label=_("Kurs"), error_messages={"required": _("Välj en kurs.")})

    def __init__(self, *args: Any, courses: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["before"].choices = [("", _("Välj kurs")), *courses]  # type: ignore[attr-defined]

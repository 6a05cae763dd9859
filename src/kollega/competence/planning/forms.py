"""Forms: what is planned with, and what to search for."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.competence.planning.asked import LEAST_MINUTES, MOST_MINUTES, Asked
from kollega.competence.planning.building import Place, road
from kollega.competence.planning.prices import GROUP_TITLES, HOURS, PRICES, Price
from kollega.competence.planning.words import MEASURES

MOST_KRONOR, MOST_HOURS, MOST_ROAD = 1_000_000_000, 100_000, 1_500
SPACES = str.maketrans("", "", " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}")


class AmountField(forms.IntegerField):
    """A whole number as people write it: 250 000, 250000, 250 000 kr. Empty is not nought."""

    widget = forms.TextInput

    def __init__(self, *, label: Any, most: int, least: int = 0, **kwargs: Any) -> None:
        super().__init__(
            label=label,
            min_value=least,
            max_value=most,
            error_messages={
                "required": gettext_lazy("Skriv ett tal."),
                "invalid": gettext_lazy("Skriv ett heltal, till exempel 250 000."),
                "min_value": gettext_lazy("Minst %(limit_value)s."),
                "max_value": gettext_lazy("Högst %(limit_value)s."),
            },
            **kwargs,
        )
        self.widget.attrs["inputmode"] = "numeric"

    def to_python(self, value: Any) -> int | None:
        """Without spaces and 'kr'."""
        if isinstance(value, str):
            value = value.translate(SPACES).lower().removesuffix("kr")
        return super().to_python(value)


class ResourceForm(forms.Form):
    """What the own municipality lays on learning, year by year."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, years: range, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = years
        for year in years:
            self.fields[f"budget_{year}"] = AmountField(
                label=_("Kronor %(year)s") % {"year": year}, most=MOST_KRONOR, required=False
            )
            self.fields[f"hours_{year}"] = AmountField(
                label=_("Timmar %(year)s") % {"year": year}, most=MOST_HOURS, required=False
            )

    def pairs(self) -> list[tuple[int, Any, Any]]:
        """(year, budget, hours), as bound fields."""
        return [(year, self[f"budget_{year}"], self[f"hours_{year}"]) for year in self.years]

    def said(self) -> dict[int, tuple[int | None, int | None]]:
        """What was answered."""
        data = self.cleaned_data
        return {year: (data[f"budget_{year}"], data[f"hours_{year}"]) for year in self.years}


def _labelled(price: Price) -> str:
    """The label with its unit; what counts hours says so itself."""
    if price.unit == HOURS:
        return str(price.label)
    return _("%(label)s (%(unit)s)") % {"label": price.label, "unit": price.unit}


class PricesForm(forms.Form):
    """What things cost and take."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for price in PRICES:
            self.fields[price.key] = AmountField(
                label=_labelled(price),
                help_text=price.help,
                most=price.most,
                least=price.least,
            )

    def groups(self) -> list[tuple[str, list[Any]]]:
        """(heading, bound fields)."""
        return [
            (str(title), [self[price.key] for price in PRICES if price.group == group])
            for group, title in GROUP_TITLES.items()
        ]

    def wanted(self) -> dict[str, int]:
        """What was chosen."""
        return {price.key: self.cleaned_data[price.key] for price in PRICES}


class JourneysForm(forms.Form):
    """Minutes between municipalities: all pairs of a few, or one municipality's with the others."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, pairs: Sequence[tuple[Place, Place]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pairs = pairs
        for one, other in pairs:
            self.fields[_name(one, other)] = AmountField(
                label=_("%(one)s–%(other)s") % {"one": one.name, "other": other.name},
                most=MOST_ROAD,
                required=False,
            )

    def groups(self) -> list[tuple[str, list[Any]]]:
        """(municipality, its journeys to those after it), as bound fields."""
        found: dict[str, list[Any]] = {}
        for one, other in self.pairs:
            found.setdefault(one.name, []).append(self[_name(one, other)])
        return list(found.items())

    def minutes(self) -> dict[str, int | None]:
        """The journeys as `PlanBasis.journeys` has them."""
        return {
            road(one.id, other.id): self.cleaned_data[_name(one, other)]
            for one, other in self.pairs
        }

    @staticmethod
    def initial_of(pairs: Iterable[tuple[Place, Place]], stored: dict[str, int]) -> dict[str, Any]:
        """What is known already."""
        return {_name(one, other): stored.get(road(one.id, other.id)) for one, other in pairs}


def _name(one: Place, other: Place) -> str:
    return f"road_{one.id.hex}_{other.id.hex}"


def durations() -> list[tuple[int, str]]:
    """How long a search may take: (minutes, in words)."""
    return [
        (LEAST_MINUTES, _("En minut")),
        (2, _("Två minuter")),
        (5, _("Fem minuter")),
        (MOST_MINUTES, _("Tio minuter")),
    ]


class StartForm(forms.Form):
    """What to search for, and for how long."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    reached_by = forms.TypedChoiceField(label=gettext_lazy("När ska målen vara nådda?"), coerce=int)
    measure = forms.ChoiceField(
        label=gettext_lazy("Hur ska bördan fördelas mellan kommunerna?"),
        choices=[(key, label) for key, label, _hint in MEASURES],
        initial="largest",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj ett av alternativen.")},
    )
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("Hur länge får det ta?"),
        help_text=gettext_lazy(
            "Längre tid ger ett säkrare svar. Det slutar tidigare om det blir klart."
        ),
        coerce=int,
        initial=5,
    )
    allow_short = forms.BooleanField(
        label=gettext_lazy("Visa så nära det går"),
        help_text=gettext_lazy("Mål som inte går att nå får brista, så lite som möjligt."),
        required=False,
    )

    def __init__(self, *args: Any, years: range, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reached_by"].choices = [  # type: ignore[attr-defined]
            (year, _("I slutet av %(year)s") % {"year": year}) for year in years
        ]
        self.fields["minutes"].choices = durations()  # type: ignore[attr-defined]
        self.fields["measure"].choice_hints = {  # type: ignore[attr-defined]
            key: hint for key, _label, hint in MEASURES
        }
        self.years = years

    def asked(self, **more: Any) -> Asked:
        """What was chosen."""
        data = self.cleaned_data
        return Asked(
            first_year=self.years.start,
            years=len(self.years),
            reached_by=data["reached_by"],
            measure=data["measure"],
            allow_short=data["allow_short"],
            **more,
        )

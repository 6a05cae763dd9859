"""How many could it be? The gate's estimate for a draft, in the asker's own municipality."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kollega.border.gate import Check
from kollega.consultation.choices import AgeSpan
from kollega.core.actor import Actor
from kollega.organisation.models import PopulationCell
from kollega.recognition import Fit, Population, Traits, estimate, traits_of

_WOMEN = re.compile(r"\b(?:flick|kvinn|mamma|moder|dotter|syster|maka|tjej)", re.IGNORECASE)
_MEN = re.compile(r"\b(?:pojk|mann|man\b|pappa|fader|son\b|sonen|broder|make|kille)", re.IGNORECASE)
_AGES = re.compile(r"\b(\d{1,3}) ?[–-] ?(\d{1,3})(?: år|-åring)", re.IGNORECASE)
SPANS: Mapping[str, tuple[int, int]] = {
    AgeSpan.SMALL_CHILD: (0, 5),
    AgeSpan.CHILD: (6, 12),
    AgeSpan.TEENAGER: (13, 17),
    AgeSpan.YOUNG_ADULT: (18, 24),
    AgeSpan.ADULT: (25, 64),
    AgeSpan.OLDER: (65, 120),
}


@dataclass(frozen=True)
class Fitting:
    """The estimate, or None where the municipality's population is not known."""

    fit: Fit | None
    threshold: int

    @property
    def is_few(self) -> bool:
        """Whether it may be fewer than the municipality's own threshold."""
        return self.fit is not None and self.fit.below(self.threshold)

    @property
    def bounds(self) -> tuple[int, int] | None:
        """Low and high as whole people."""
        return (int(self.fit.low), int(self.fit.high)) if self.fit else None


def population_of(actor: Actor) -> Population | None:
    """The actor's municipality by year of age and sex; spans are spread evenly. One statement."""
    cells = PopulationCell.objects.filter(municipality_id=actor.municipality_id).values_list(
        "age_from", "age_to", "sex", "count", "day"
    )
    years: dict[str, list[int]] = {"f": [0] * 111, "m": [0] * 111}
    day = None
    for age_from, age_to, sex, count, day in cells:  # noqa: B007 - the day is the same in all
        span = range(age_from, min(age_to, 110) + 1)
        for place, age in enumerate(span):
            years[sex][age] += (count * (place + 1)) // len(span) - (count * place) // len(span)
    if day is None:
        return None
    return Population(
        name=actor.municipality_name,
        women=tuple(years["f"]),
        men=tuple(years["m"]),
        source=_("folkmängd %(day)s") % {"day": day.isoformat()},
    )


def _said(text: str) -> list[tuple[int, int]]:
    """The age spans that stand in a text, also those that replaced an age: readers see them."""
    return [(int(low), int(high)) for low, high in _AGES.findall(text) if int(low) <= int(high)]


def _narrowest(*bands: tuple[int, int] | None) -> tuple[int, int] | None:
    return min((each for each in bands if each), key=lambda each: each[1] - each[0], default=None)


def fitting(actor: Actor, body: Mapping[str, Any], check: Check, *, threshold: int) -> Fitting:
    """Estimate how many the draft could be about as it now stands."""
    population = population_of(actor)
    if population is None:
        return Fitting(None, threshold)
    found = traits_of([each.finding for each in check.findings])
    text = str(body.get("text", ""))
    sex = found.sex
    if sex is None:
        women, men = bool(_WOMEN.search(text)), bool(_MEN.search(text))
        sex = "f" if women and not men else "m" if men and not women else None
    band = _narrowest(found.age_band, SPANS.get(str(body.get("age_span", ""))), *_said(text))
    return Fitting(
        estimate(population, Traits(age_band=band, sex=sex, others=found.others)), threshold
    )

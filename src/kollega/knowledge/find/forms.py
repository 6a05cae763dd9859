"""The search form: a query and what narrows it. It is never wrong: what it cannot read narrows nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Self
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.core import clock
from kollega.organisation import api as organisation
from kollega.search import kinds

LONGEST = 1_000
"""Letters of a query that are kept. What is longer is a pasted page, and its beginning says enough."""

GROUNDS: tuple[tuple[str, str | Promise], ...] = (
    ("law", gettext_lazy("Lag")),
    ("research", gettext_lazy("Forskning")),
    ("experience", gettext_lazy("Beprövad erfarenhet")),
    ("person", gettext_lazy("Den enskildes egen syn")),
)
AGES: tuple[tuple[str, str | Promise], ...] = (
    ("1", gettext_lazy("Det senaste året")),
    ("3", gettext_lazy("De senaste tre åren")),
)
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Sought:
    """What is searched for. Empty means not narrowed."""

    text: str = ""
    kind: str = ""
    ground: str = ""
    years: str = ""
    area_id: UUID | None = None
    municipality_id: UUID | None = None
    is_cut: bool = False

    @classmethod
    def posted(cls, data: Mapping[str, Any]) -> Self:
        """A search as it was posted, or as it was kept."""

        def said(name: str) -> str:
            value = data.get(name)
            return value if isinstance(value, str) else ""

        text = " ".join(said("q").replace("\0", " ").split())
        return cls(
            text=text[:LONGEST],
            kind=_one_of(said("slag"), kinds.known()),
            ground=_one_of(said("grund"), dict(GROUNDS)),
            years=_one_of(said("alder"), dict(AGES)),
            area_id=_id(said("omrade")),
            municipality_id=_id(said("kommun")),
            is_cut=len(text) > LONGEST or said("avkortad") == "1",
        )

    def as_kept(self) -> dict[str, str]:
        """What is kept until the result page is shown."""
        return {
            "q": self.text,
            "slag": self.kind,
            "grund": self.ground,
            "alder": self.years,
            "omrade": str(self.area_id or ""),
            "kommun": str(self.municipality_id or ""),
            "avkortad": "1" if self.is_cut else "",
        }

    @property
    def since(self) -> date | None:
        """The first day that what is found may be from."""
        return clock.today() - int(self.years) * YEAR if self.years else None

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the words decides what is found."""
        return bool(self.kind or self.ground or self.years or self.area_id or self.municipality_id)

    def known_to(self, choices: "Choices") -> Self:
        """Without areas and municipalities that the actor has not."""
        areas = {value for _group, options in choices.areas for value, _label in options}
        towns = {each.id for each in choices.municipalities}
        return replace(
            self,
            area_id=self.area_id if str(self.area_id) in areas else None,
            municipality_id=self.municipality_id if self.municipality_id in towns else None,
        )


def _one_of(value: str, known: Mapping[str, Any]) -> str:
    return value if value in known else ""


def _id(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None


@dataclass(frozen=True)
class Select:
    """A select of the form. An option's group is empty where it has none."""

    name: str
    label: str
    every: str
    groups: list[tuple[str, list[tuple[str, str]]]]
    chosen: str


@dataclass(frozen=True)
class Choices:
    """What there is to choose among."""

    areas: list[tuple[str, list[tuple[str, str]]]]
    municipalities: list[organisation.MunicipalityLine]

    def selects(self, sought: Sought) -> list[Select]:
        """The selects as the form draws them."""
        every_kind = [(each.key, str(each.label)) for each in kinds.known().values()]
        towns = [(str(each.id), each.name) for each in self.municipalities]
        grounds = [(key, str(label)) for key, label in GROUNDS]
        ages = [(key, str(label)) for key, label in AGES]
        kept = sought.as_kept()
        return [
            Select("omrade", _("Område"), _("Alla områden"), self.areas, kept["omrade"]),
            Select("slag", _("Slag"), _("Allt"), [("", every_kind)], kept["slag"]),
            Select("grund", _("Grund"), _("Alla grunder"), [("", grounds)], kept["grund"]),
            Select("kommun", _("Kommun"), _("Alla kommuner"), [("", towns)], kept["kommun"]),
            Select("alder", _("Ålder"), _("Alla åldrar"), [("", ages)], kept["alder"]),
        ]

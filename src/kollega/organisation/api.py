"""What other rooms may use of the organisation. Each function costs at most one statement."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.organisation import hours, options
from kollega.organisation.models import Agreement, MunicipalitySetting
from kollega.organisation.queries.areas import Area, area_choices, area_tree, areas_by_id
from kollega.organisation.queries.municipalities import Population, population
from kollega.organisation.queries.staff import ColleagueLine, colleagues, staff_names

__all__ = [
    "Area",
    "ColleagueLine",
    "Contact",
    "Contacts",
    "Population",
    "area_choices",
    "area_tree",
    "areas_by_id",
    "areas_for_ids",
    "at_work",
    "colleagues_by_ids",
    "contacts",
    "municipalities",
    "municipality_choice",
    "population",
    "staff_names",
    "working_hours",
]


def at_work(way: str = "") -> Q:
    """For a query: colleagues who have not left. One whose last day is ahead is there till then.

    `way` leads to the colleague: `"colleague__"`.
    """
    last = f"{way}left_on"
    return Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gte": clock.today()})


def areas_for_ids(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, Area]:
    """Each id's area; the id of a merged area gives the one it went up in. One statement."""
    return areas_by_id(actor, ids)


def colleagues_by_ids(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, ColleagueLine]:
    """Name, title, municipality and phone of colleagues in the collaboration. One statement."""
    return colleagues(actor, ids)


@dataclass(frozen=True)
class MunicipalityLine:
    """A municipality that takes part in the collaboration today."""

    id: UUID
    name: str
    inhabitants: int


def municipalities(actor: Actor) -> list[MunicipalityLine]:
    """The municipalities of the actor's collaboration, in alphabetical order. One statement."""
    today = clock.today()
    rows = (
        Agreement.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=today),
            collaboration_id=actor.collaboration_id,
            valid_from__lte=today,
        )
        .select_related("municipality")
        .order_by("municipality__sort_key")
    )
    lines = [
        MunicipalityLine(row.municipality_id, row.municipality.name, row.municipality.inhabitants)
        for row in rows
    ]
    # A municipality whose part was renewed may have two agreements that hold the same day.
    return list({line.id: line for line in lines}.values())


@dataclass(frozen=True)
class Contact:
    """Somebody to ring. `number` may be empty, and is then not shown; `when` tells its hours."""

    label: str
    number: str
    when: str = ""

    @property
    def tel(self) -> str:
        """The number as a `tel:` address wants it."""
        return "".join(sign for sign in self.number if sign.isdigit() or sign == "+")


@dataclass(frozen=True)
class Contacts:
    """Whom to ring instead of asking here. `people` has those with a number only."""

    heading: str
    people: tuple[Contact, ...]


def contacts(actor: Actor) -> Contacts:
    """Own manager, the emergency service and the police, from the options. No statement."""

    def chosen(name: str) -> str:
        return str(options.value(actor, f"organisation.{name}"))

    everyone = (
        Contact(chosen("manager_name"), chosen("manager_phone")),
        Contact(chosen("emergency_name"), chosen("emergency_phone"), chosen("emergency_hours")),
        Contact(chosen("police_text"), chosen("police_phone")),
    )
    return Contacts(
        heading=chosen("urgent_text"), people=tuple(each for each in everyone if each.number)
    )


def working_hours(actor: Actor) -> hours.Hours:
    """Weekday (Monday is 0) → (opens, closes) in the actor's municipality. No statement."""
    return hours.parse(str(options.value(actor, "organisation.working_hours")))


def municipality_choice(actor: Actor, key: str) -> Any:
    """What the municipality has chosen of an option today, for a job, whose actor carries no
    settings. One statement."""
    newest = (
        MunicipalitySetting.objects.filter(
            municipality_id=actor.municipality_id, key=key, valid_from__lte=clock.today()
        )
        .order_by("-valid_from", "-set_at")
        .first()
    )
    return newest.value if newest else options.option(key).default

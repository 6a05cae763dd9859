"""Reads: which municipality holds a rare area, now and before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from kollega.competence.models import Host
from kollega.core import clock, dates
from kollega.core.actor import Actor
from kollega.organisation.api import areas_for_ids


@dataclass(frozen=True)
class HostLine:
    """A municipality that holds an area, from a day to a day."""

    id: UUID
    area_id: UUID
    area: str
    municipality: str
    is_second: bool
    valid_from: date
    valid_to: date | None
    agreement: str = ""

    @property
    def has_ended(self) -> bool:
        return self.valid_to is not None and self.valid_to < clock.today()

    @property
    def holds(self) -> bool:
        return self.valid_from <= clock.today() and not self.has_ended

    @property
    def dates(self) -> str:
        """'sedan 1 mars', 'från 1 mars' where that day is to come, or from day to day."""
        told = {"first": dates.day(self.valid_from)}
        if self.valid_to:
            told["last"] = dates.day(self.valid_to)
            return _("%(first)s till och med %(last)s") % told
        return (_("sedan %(first)s") if self.holds else _("från %(first)s")) % told


def hosts(actor: Actor) -> list[HostLine]:
    """Every host there is and has been; first before second, then by date. Two statements."""
    rows = list(
        Host.objects.filter(collaboration_id=actor.collaboration_id)
        .select_related("municipality")
        .order_by("is_second", "valid_from", "municipality__sort_key")
    )
    areas = areas_for_ids(actor, {row.area_id for row in rows})
    return [
        HostLine(
            id=row.id,
            area_id=areas[row.area_id].id,
            area=areas[row.area_id].title,
            municipality=row.municipality.name,
            is_second=row.is_second,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            agreement=agreement(row),
        )
        for row in rows
    ]


def agreement(row: Host) -> str:
    """The agreement behind a task, and whether decisions go with it; empty where nothing is said."""
    decides = {
        None: "",
        True: _("beslut delegerade"),
        False: _("inga beslut delegerade"),
    }[row.delegates]
    return ", ".join(part for part in (row.reference, decides) if part)


def hosts_by_area(lines: Iterable[HostLine]) -> dict[UUID, list[HostLine]]:
    """The hosts that hold today, by area."""
    found: dict[UUID, list[HostLine]] = {}
    for each in lines:
        if each.holds:
            found.setdefault(each.area_id, []).append(each)
    return found

"""Reads: which municipality holds a rare area, now and before."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from kollega.competence.hosting.reading import Behind
from kollega.competence.models import Cover, Host
from kollega.core import clock, dates
from kollega.core.actor import Actor
from kollega.organisation.api import areas_for_ids


@dataclass(frozen=True)
class HostLine:
    """A municipality that holds an area, from a day to a day; perhaps in another's stead (then `id` is
    the cover's)."""

    id: UUID
    area_id: UUID
    area: str
    municipality: str
    is_second: bool
    valid_from: date
    valid_to: date | None
    municipality_id: UUID
    agreement: str = ""
    instead_of: str = ""
    instead_of_id: UUID | None = None

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
    """Every host there is and has been, and who does it in another's stead now or later; first before
    second, then by date. Three statements."""
    rows = list(
        Host.objects.filter(collaboration_id=actor.collaboration_id)
        .select_related("municipality")
        .order_by("is_second", "valid_from", "municipality__sort_key")
    )
    covers = list(
        Cover.objects.filter(
            collaboration_id=actor.collaboration_id,
            state=Cover.State.ACCEPTED,
            last_day__gte=clock.today(),
        )
        .select_related("holder", "instead")
        .order_by("is_second", "first_day", "decided_at")
    )
    areas = areas_for_ids(actor, {row.area_id for row in rows} | {row.area_id for row in covers})
    return [
        HostLine(
            id=row.id,
            area_id=areas[row.area_id].id,
            area=areas[row.area_id].title,
            municipality=row.municipality.name,
            is_second=row.is_second,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            municipality_id=row.municipality_id,
            agreement=agreement(row),
        )
        for row in rows
    ] + [
        HostLine(
            id=row.id,
            area_id=areas[row.area_id].id,
            area=areas[row.area_id].title,
            municipality=row.instead.name,
            is_second=row.is_second,
            valid_from=row.first_day,
            valid_to=row.last_day,
            municipality_id=row.instead_id,
            instead_of=row.holder.name,
            instead_of_id=row.holder_id,
        )
        for row in covers
    ]


def agreement(row: Host | Behind) -> str:
    """The agreement behind a task, and whether decisions go with it; empty where nothing is said."""
    decides = {
        None: "",
        True: _("beslut delegerade"),
        False: _("inga beslut delegerade"),
    }[row.delegates]
    return ", ".join(part for part in (row.reference, decides) if part)


def hosts_by_area(lines: Iterable[HostLine]) -> dict[UUID, list[HostLine]]:
    """Who holds each area today: whoever has it, or has taken it over, once more than given it away."""
    today = [each for each in lines if each.holds]
    times = Counter((each.area_id, each.is_second, each.municipality_id) for each in today)
    times.subtract(
        (each.area_id, each.is_second, each.instead_of_id) for each in today if each.instead_of_id
    )
    found: dict[UUID, dict[tuple[bool, UUID], HostLine]] = {}
    for each in today:
        if times[each.area_id, each.is_second, each.municipality_id] > 0:
            there = found.setdefault(each.area_id, {})
            there[each.is_second, each.municipality_id] = each
    return {
        area: sorted(there.values(), key=lambda each: each.is_second)
        for area, there in found.items()
    }

"""Reads of the map: one's own and what other municipalities show."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models.query import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kollega.casework.models import Missing, Per, Resource, ResourceKind, SharedResource
from kollega.casework.options import RESOURCE_MONTHS
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.organisation import options

MOST = 300
"""Of each of the two lists. A map that holds more is not one that somebody keeps."""
MONTH = timedelta(days=30)


@dataclass(frozen=True)
class Wanted:
    """What is looked for; empty is everything."""

    kind: str = ""
    helps: str = ""
    only_open: bool = False
    only_stale: bool = False


@dataclass(frozen=True)
class ResourceLine:
    """Something in the list. `municipality` is empty for the own ones, `id` is None for others'."""

    id: UUID | None
    kind: str
    name: str
    place: str
    municipality: str
    capacity: str
    price: str
    contact: str
    phone: str
    helps: str
    note: str
    without_assessment: bool
    is_private: bool
    is_shared: bool
    is_stale: bool
    checked_on: date


def resources(actor: Actor, wanted: Wanted) -> list[ResourceLine]:
    """Those of the own municipality, the nearest first, then the others'. Two statements."""
    stale = stale_before(actor)
    own = _narrow(Resource.objects.filter(municipality_id=actor.municipality_id), wanted, stale)
    mine = own.order_by("distance_km", "sort_key", "id")[:MOST]
    lines = [_own_line(row, stale) for row in mine]
    if actor.collaboration_id is None:
        return lines
    shared = _narrow(
        SharedResource.objects.filter(collaboration_id=actor.collaboration_id).exclude(
            municipality_id=actor.municipality_id
        ),
        wanted,
        stale,
    )
    theirs = shared.select_related("municipality").order_by("sort_key", "id")[:MOST]
    return [*lines, *(_their_line(row, stale) for row in theirs)]


def stale_before(actor: Actor) -> date:
    """What was last seen before this day is to be looked over."""
    return clock.today() - MONTH * int(options.value(actor, RESOURCE_MONTHS))


def _narrow(rows: QuerySet[Any], wanted: Wanted, stale: date) -> QuerySet[Any]:
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.helps:
        rows = rows.filter(helps__contains=[wanted.helps])
    if wanted.only_open:
        rows = rows.filter(without_assessment=True)
    if wanted.only_stale:
        rows = rows.filter(checked_on__lt=stale)
    return rows


def _own_line(row: Resource, stale: date) -> ResourceLine:
    far = f"{row.distance_km} km" if row.distance_km is not None else ""
    return ResourceLine(
        id=row.id,
        place=", ".join(filter(None, [row.town, far])),
        municipality="",
        contact=row.contact,
        note=row.note,
        is_private=row.is_private,
        is_shared=row.shared_id is not None,
        **_both(row, stale),
    )


def _their_line(row: SharedResource, stale: date) -> ResourceLine:
    return ResourceLine(
        id=None,
        place=row.town,
        municipality=row.municipality.name,
        contact="",
        note="",
        is_private=False,
        is_shared=True,
        **_both(row, stale),
    )


def _both(row: Resource | SharedResource, stale: date) -> dict[str, Any]:
    kind = str(ResourceKind(row.kind).label)
    return {
        "kind": kind[:1].upper() + kind[1:],
        "name": row.name,
        "capacity": _capacity(row.places),
        "price": price(row.price, row.per),
        "phone": row.phone,
        "helps": ", ".join(str(Missing(each).label) for each in row.helps),
        "without_assessment": row.without_assessment,
        "is_stale": row.checked_on < stale,
        "checked_on": row.checked_on,
    }


def _capacity(places: int | None) -> str:
    if places is None:
        return ""
    return ngettext("%(n)s plats", "%(n)s platser", places) % {"n": places}


def price(amount: int | None, per: str) -> str:
    """'350 kr per timme', 'kostar inget', or nothing where it is not known."""
    if per == Per.FREE:
        return str(Per.FREE.label)
    if amount is None:
        return ""
    kronor = f"{amount:,}".replace(",", "\N{NO-BREAK SPACE}")
    return _("%(amount)s kr %(per)s") % {"amount": kronor, "per": Per(per).label}

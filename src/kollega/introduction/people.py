"""Five people to call: chosen so that each of the areas, and more than one municipality, is among them."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from kollega.competence import words
from kollega.competence.api import Holder
from kollega.competence.models import Level

MOST = 5
MOST_OF_ONE = 3
"""At most so many of one municipality, as long as others are there."""


@dataclass(frozen=True)
class Caller:
    """Somebody to call. `why` is a line on what she can; `hours` when, both may be empty."""

    id: UUID
    name: str
    presentation: str
    phone: str
    why: str = ""
    hours: str = ""
    is_free: bool = False

    @property
    def tel(self) -> str:
        """The number as a `tel:` address wants it."""
        return words.tel(self.phone)


def five(
    holders: Iterable[Holder], areas: Sequence[UUID], *, without: Container[UUID | None] = ()
) -> list[Holder]:
    """At most five, one for each area in turn, best first.

    Each person once, nobody who is away, has no telephone number to be shown or is in `without`. The same
    rows give the same five, whatever the hour.
    """
    by_area: dict[UUID, list[Holder]] = {area: [] for area in areas}
    for each in sorted(holders, key=_worth):
        reachable = each.phone and not each.away and not each.name_hidden
        if reachable and each.area_id in by_area and each.colleague_id not in without:
            by_area[each.area_id].append(each)
    chosen = _pick(by_area, [], MOST_OF_ONE)
    return _pick(by_area, chosen, MOST) if len(chosen) < MOST else chosen


def _pick(
    by_area: Mapping[UUID, list[Holder]], chosen: list[Holder], most_of_one: int
) -> list[Holder]:
    chosen = list(chosen)
    taken = {each.colleague_id for each in chosen}
    while len(chosen) < MOST:
        before = len(chosen)
        for known in by_area.values():
            found = next(
                (
                    each
                    for each in known
                    if each.colleague_id not in taken
                    and sum(one.municipality_id == each.municipality_id for one in chosen)
                    < most_of_one
                ),
                None,
            )
            if found is not None and len(chosen) < MOST:
                chosen.append(found)
                taken.add(found.colleague_id)
        if len(chosen) == before:
            break
    return chosen


def _worth(each: Holder) -> tuple[int, int, str, str]:
    """Those who can supervise first, then a stödkommun's, then by name."""
    return (-int(each.level), -int(each.hosts), each.sort_key, str(each.colleague_id))


def caller(each: Holder, areas: Mapping[UUID, str]) -> Caller:
    """A holder as the page shows her."""
    area = areas.get(each.area_id, "")
    if each.level == Level.CAN_SUPERVISE:
        why = _("Kan handleda i %(area)s") % {"area": area.lower()}
    elif each.hosts:
        why = _("Stödkommun för %(area)s") % {"area": area.lower()}
    else:
        why = _("Kan %(area)s") % {"area": area.lower()}
    return Caller(
        id=each.colleague_id,
        name=each.name,
        presentation=", ".join(part for part in (each.title, each.municipality_name) if part),
        phone=each.phone,
        why=why,
        hours=words.hours(each.weekdays, each.hour_from, each.hour_to),
        is_free=each.free_now,
    )

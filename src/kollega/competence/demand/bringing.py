"""Bringing cases in from a list: labels become areas, and what would change is shown before it does.

Nothing is kept between: what was read travels sealed in the page, and is forgotten with it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.core import signing

from kollega.competence.demand import cases
from kollega.competence.demand.cases import Given
from kollega.competence.demand.reading import LONGEST_LABEL, Found, Number
from kollega.competence.models import InflowLabel
from kollega.core.actor import Actor
from kollega.core.quarters import Quarter, parse
from kollega.files.tables.values import key
from kollega.organisation.api import Area

SALT = "competence.cases"
LASTS = 6 * 3600
"""Seconds for which a page that shows what would change may be used."""


@dataclass(frozen=True)
class Change:
    """What would become of an area's number in a quarter."""

    quarter: Quarter
    title: str
    was: int
    becomes: int


def seal(found: Found, given: Mapping[Quarter, Given]) -> str:
    """What was read, and the versions that it was compared with, for the page to carry."""
    versions = {str(quarter): each.version for quarter, each in given.items()}
    rows = [[each.label, str(each.quarter), each.count] for each in found.numbers]
    stored = {"rows": rows, "versions": versions, "kind": found.kind}
    return signing.dumps(stored, salt=SALT, compress=True)


@dataclass(frozen=True)
class Read:
    """A list that was read: what it said, what it was compared with, and which kind it is."""

    numbers: tuple[Number, ...]
    versions: Mapping[Quarter, int]
    kind: str

    @property
    def labels(self) -> list[str]:
        return list(dict.fromkeys(each.label for each in self.numbers))


def unseal(sealed: str) -> Read | None:
    """What `seal` made; None where it is too old, or somebody else's doing."""
    try:
        stored: dict[str, Any] = signing.loads(sealed, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    numbers = tuple(
        Number(label, quarter, count)
        for label, said, count in stored["rows"]
        if (quarter := parse(said)) is not None
    )
    versions = {
        quarter: version
        for said, version in stored["versions"].items()
        if (quarter := parse(said)) is not None
    }
    return Read(numbers, versions, stored["kind"])


def guessed(
    actor: Actor, labels: Iterable[str], areas: Sequence[tuple[Area, Area]]
) -> dict[str, UUID | None]:
    """Label → area, as it was chosen the last time or as it is called; those that are known. One statement."""
    rows = InflowLabel.objects.filter(municipality_id=actor.municipality_id)
    remembered = dict(rows.values_list("label", "area_id"))
    by_name = names(areas)
    live = {area.id for _top, area in areas}
    found: dict[str, UUID | None] = {}
    for label in labels:
        said = key(label)[:LONGEST_LABEL]
        if said in remembered and (remembered[said] is None or remembered[said] in live):
            found[label] = remembered[said]
        elif said in by_name:
            found[label] = by_name[said]
    return found


def names(areas: Sequence[tuple[Area, Area]]) -> dict[str, UUID]:
    """What an area may be called → the area; its title before anybody's synonym."""
    found: dict[str, UUID] = {}
    for _top, area in areas:
        for word in (area.key, *area.synonyms):
            found.setdefault(key(word), area.id)
    for _top, area in areas:
        found[key(area.title)] = area.id
    return found


def remember(actor: Actor, chosen: Mapping[str, UUID | None]) -> None:
    """Keep what the labels mean, for the next time."""
    by_key = {key(label)[:LONGEST_LABEL]: area for label, area in chosen.items()}
    InflowLabel.objects.bulk_create(
        [
            InflowLabel(
                id=uuid4(), municipality_id=actor.municipality_id, label=label, area_id=area
            )
            for label, area in by_key.items()
        ],
        update_conflicts=True,
        unique_fields=["municipality", "label"],
        update_fields=["area_id"],
    )


def together(
    numbers: Iterable[Number], chosen: Mapping[str, UUID | None]
) -> dict[Quarter, dict[UUID, int]]:
    """Quarter → area → how many: labels of the same area are added up, those without one left out."""
    found: dict[Quarter, dict[UUID, int]] = {}
    for each in numbers:
        area = chosen.get(each.label)
        if area is not None:
            counts = found.setdefault(each.quarter, {})
            counts[area] = counts.get(area, 0) + each.count
    return found


def changes(
    wanted: Mapping[Quarter, Mapping[UUID, int]],
    given: Mapping[Quarter, Given],
    areas: Sequence[tuple[Area, Area]],
) -> list[Change]:
    """What would differ, the latest quarter first."""
    titles = {area.id: area.title for _top, area in areas}
    return [
        Change(quarter, titles[area], given[quarter].counts.get(area, 0), number)
        for quarter in sorted(wanted, reverse=True)
        if quarter in given
        for area, number in sorted(wanted[quarter].items(), key=lambda each: titles[each[0]])
        if given[quarter].counts.get(area, 0) != number
    ]


def store(
    actor: Actor,
    wanted: Mapping[Quarter, Mapping[UUID, int]],
    versions: Mapping[Quarter, int],
) -> int:
    """Give the quarters that the list tells of; how many. Areas that it does not name stay as they are.

    Raises:
        Conflict: somebody changed one of the quarters since the list was shown.
    """
    given = cases.given(actor)
    count = 0
    for quarter, numbers in wanted.items():
        if quarter not in given:
            continue
        counts = {**given[quarter].counts, **numbers}
        cases.give(actor, quarter=quarter, counts=counts, version=versions.get(quarter, 0))
        count += 1
    return count

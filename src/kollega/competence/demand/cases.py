"""How many new cases a municipality had: its managers write it, or bring it in from a list.

What is written stays at home. Only that the numbers have been given is told to the others; the numbers
cross the border as sums that have passed `telling`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from kollega.competence.demand import rules
from kollega.competence.demand.counting import KEPT, back
from kollega.competence.models import Inflow, InflowGiven
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.posting import Conflict, one_at_a_time
from kollega.core.quarters import GRACE, Quarter
from kollega.core.request import not_found
from kollega.organisation.api import Area, area_tree

REMINDED = timedelta(days=7)


@dataclass(frozen=True)
class Given:
    """What a municipality has said of a quarter; `version` 0 where it has said nothing."""

    quarter: Quarter
    counts: Mapping[UUID, int]
    version: int = 0
    changed_at: datetime | None = None
    can_undo: bool = False

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def areas(self) -> int:
        return sum(each > 0 for each in self.counts.values())


def given(actor: Actor) -> dict[Quarter, Given]:
    """What the actor's municipality has said of the quarters that are open. One statement."""
    found = {each: Given(each, {}) for each in rules.quarters_open()}
    rows = Inflow.objects.filter(
        municipality_id=actor.municipality_id, collaboration_id=actor.collaboration_id
    )
    for row in rows:
        quarter = Quarter.of(row.quarter)
        if quarter in found:
            found[quarter] = Given(
                quarter,
                {UUID(area): n for area, n in row.counts.items()},
                row.version,
                row.changed_at,
                can_undo=row.before is not None,
            )
    return found


def every_area(actor: Actor) -> list[tuple[Area, Area]]:
    """(heading, area) in the tree's order. One statement."""
    return [(top, each) for top in area_tree(actor) for each in (top, *top.children)]


def give(actor: Actor, *, quarter: Quarter, counts: Mapping[UUID, int], version: int) -> Inflow:
    """Say how many new cases there were in each area. `version` is what the page had seen.

    Raises:
        Conflict: somebody in the municipality changed it in between.
    """
    rules.give_cases(actor).require()
    if quarter not in rules.quarters_open():
        raise not_found()
    titles = {area.id: area.title for _top, area in every_area(actor)}
    wanted = {str(area): n for area, n in counts.items() if n and area in titles}
    row = _locked(actor, quarter)
    stored = row.counts if row else {}
    current = row.version if row else 0
    if version != current and stored != wanted:
        raise Conflict(version=current, fields=_differing(titles, stored, wanted))
    if row is None:
        row = Inflow(
            municipality_id=actor.municipality_id,
            collaboration_id=actor.collaboration_id,
            quarter=quarter.first,
            version=0,
        )
    elif stored != wanted:
        row.before = stored
    row.counts, row.changed_at = wanted, clock.now()
    row.version += 1
    row.save()
    InflowGiven.objects.get_or_create(
        collaboration_id=actor.collaboration_id,
        municipality_id=actor.municipality_id,
        quarter=quarter.first,
    )
    access.audit(actor, "inflow.give", "inflow", row.id)
    return row


def undo(actor: Actor, *, quarter: Quarter) -> bool:
    """Put back what stood before the latest change, or, where nothing did, take it away again."""
    rules.give_cases(actor).require()
    row = _locked(actor, quarter)
    if row is None:
        return False
    if row.before is not None:
        row.counts, row.before = row.before, row.counts
        row.version += 1
        row.changed_at = clock.now()
        row.save()
    elif row.version == 1:
        row.delete()
        InflowGiven.objects.filter(
            collaboration_id=actor.collaboration_id,
            municipality_id=actor.municipality_id,
            quarter=quarter.first,
        ).delete()
    else:
        return False
    access.audit(actor, "inflow.undo", "inflow", row.id)
    return True


def _locked(actor: Actor, quarter: Quarter) -> Inflow | None:
    one_at_a_time(f"inflow {actor.collaboration_id} {actor.municipality_id}")
    return (
        Inflow.objects.select_for_update()
        .filter(
            municipality_id=actor.municipality_id,
            collaboration_id=actor.collaboration_id,
            quarter=quarter.first,
        )
        .first()
    )


def _differing(
    titles: Mapping[UUID, str], stored: Mapping[str, int], yours: Mapping[str, int]
) -> dict[str, tuple[str, str, str]]:
    return {
        f"n_{area}": (title, str(stored.get(str(area), 0)), str(yours.get(str(area), 0)))
        for area, title in titles.items()
        if stored.get(str(area), 0) != yours.get(str(area), 0)
    }


def forget_old(actor: Actor) -> int:
    """A job, for each municipality: cases from quarters that are no longer told of."""
    oldest = back(Quarter.of(clock.today()), KEPT)
    rows = Inflow.objects.filter(municipality_id=actor.municipality_id, quarter__lt=oldest.first)
    return rows.delete()[0]


def lacking(actor: Actor) -> Quarter | None:
    """The quarter that has just settled, where the municipality gives its cases and has not given it.

    Told of for a week, and then no more.
    """
    last = rules.quarters_open()[0]
    if not last.has_settled or clock.today() > last.last + GRACE + REMINDED:
        return None
    rows = Inflow.objects.filter(
        municipality_id=actor.municipality_id, collaboration_id=actor.collaboration_id
    )
    known = set(rows.values_list("quarter", flat=True))
    return last if known and last.first not in known else None


def title_of(quarter: Quarter) -> str:
    """'kvartal 3 2026'."""
    return _("kvartal %(number)s %(year)s") % {"number": quarter.number, "year": quarter.year}

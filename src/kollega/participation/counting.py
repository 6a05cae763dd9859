"""Counting a quarter's shares: only by night, only once, and never anything about one worker or one case."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F

from kollega.casework.models import Case
from kollega.core import clock
from kollega.core.actor import Actor, open_rows
from kollega.core.quarters import Quarter, settled
from kollega.participation.figures import NOTHING, Counted, told
from kollega.participation.models import FLOOR, By, Moment, Share

AT_ONCE = 500
YEARS = 2
"""How far back quarters are counted that nobody has counted."""


def waiting(actor: Actor) -> list[Quarter]:
    """The quarters that have settled and are not counted."""
    today = clock.today()
    done = set(
        Share.objects.filter(municipality_id=actor.municipality_id).values_list(
            "first_day", flat=True
        )
    )
    first = (
        Case.objects.filter(municipality_id=actor.municipality_id)
        .order_by("opened_on")
        .values_list("opened_on", flat=True)
        .first()
    )
    if first is None:
        return []
    since = max(first, today.replace(year=today.year - YEARS, day=1))
    return [each for each in settled(since, today) if each.first not in done]


def count(actor: Actor, quarters: Iterable[Quarter]) -> None:
    """Store what may be told of each. `actor` is a job that may open every case of the municipality."""
    for quarter in quarters:
        found: dict[str, dict[str, Counted]] = {By.WORKER: {}, By.PERSON: {}}
        cases = _cases(actor, quarter)
        for first in range(0, len(cases), AT_ONCE):
            _add(actor, quarter, dict(cases[first : first + AT_ONCE]), found)
        for by, counted in found.items():
            Share.objects.get_or_create(
                municipality_id=actor.municipality_id,
                first_day=quarter.first,
                by=by,
                defaults={
                    "rows": [
                        {"kinds": list(row.kinds), "reached": row.reached, "all": row.all}
                        for row in told(counted)
                    ]
                },
            )


def _cases(actor: Actor, quarter: Quarter) -> list[tuple[UUID, str]]:
    rows = Case.objects.filter(
        municipality_id=actor.municipality_id, opened_on__lte=quarter.last
    ).exclude(closed_on__lt=quarter.first)
    return list(rows.order_by("id").values_list("id", "kind"))


def _add(
    actor: Actor,
    quarter: Quarter,
    kinds: dict[UUID, str],
    found: dict[str, dict[str, Counted]],
) -> None:
    open_rows(kinds)
    own = {"municipality_id": actor.municipality_id, "case__in": list(kinds)}
    rows = Moment.objects.filter(**own, on__gte=quarter.first, on__lte=quarter.last)
    order = ("case", "-on", "-marked_at")
    for moment in rows.order_by(*order).distinct("case"):
        _one(found[By.WORKER], kinds[moment.case_id], moment.level, moment.marked_by)
    theirs = rows.filter(marks__person=F("case__person"), marks__level__isnull=False)
    for case_id, by, level in (
        theirs.order_by(*order).distinct("case").values_list("case", "marked_by", "marks__level")
    ):
        _one(found[By.PERSON], kinds[case_id], level or 0, by)


def _one(counted: dict[str, Counted], kind: str, level: int, worker: UUID) -> None:
    reached = int(level >= FLOOR)
    one = Counted(reached, 1 - reached, frozenset({str(worker)}))
    counted[kind] = counted.get(kind, NOTHING) + one

"""Counting at home: a municipality's own levels become cells that the whole collaboration sees.

Nothing but these numbers crosses the border. Acting for one municipality, so that the database itself
keeps every other municipality's rows away.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from kollega.competence.map.queries import weeks_of
from kollega.competence.map.weeks import is_away
from kollega.competence.models import Availability, Cell, Level, Supply, Vacancy
from kollega.competence.profile.levels import StaffLevel, levels_here
from kollega.core import clock
from kollega.core.actor import Actor, Role
from kollega.core.posting import one_at_a_time
from kollega.organisation.api import areas_for_ids
from kollega.organisation.models import Membership

FIGURES = (
    "oriented",
    "with_support",
    "independent",
    "supervise",
    "practised_on",
    "vacancies",
    "away",
)
NAMES = {
    Level.ORIENTED: "oriented",
    Level.WITH_SUPPORT: "with_support",
    Level.INDEPENDENT: "independent",
    Level.CAN_SUPERVISE: "supervise",
}


def push(actor: Actor) -> bool:
    """Count the actor's municipality and store what differs; whether anything did.

    The actor is a job that acts for the municipality in one collaboration, with `Role.COUNTER` and
    the collaboration's choices.
    """
    here = {"collaboration_id": actor.collaboration_id, "municipality_id": actor.municipality_id}
    one_at_a_time(f"cells {actor.collaboration_id} {actor.municipality_id}")
    Supply.objects.get_or_create(**here)
    # First, so that whatever happens while this counts asks for another count.
    Supply.objects.filter(**here).update(is_stale=False)
    vacancies = open_by_area(actor)
    counted = count(levels_here(actor), away_weeks(actor), weeks_of(actor))
    for area_id, posts in vacancies.items():
        if area_id is not None:
            counted.setdefault(area_id, _nothing())["vacancies"] = posts
    supply = {"staff": _staff(actor), "vacancies": sum(vacancies.values())}
    changed = _store(actor, counted)
    changed |= bool(Supply.objects.filter(**here).exclude(**supply).update(**supply))
    Supply.objects.filter(**here).update(counted_at=clock.now())
    return changed


def _nothing() -> dict[str, object]:
    return dict.fromkeys(FIGURES, 0) | {"practised_on": None, "away": {}}


def count(
    levels: Iterable[StaffLevel], away: dict[UUID, set[date]], weeks: Iterable[date]
) -> dict[UUID, dict[str, object]]:
    """Area → the figures of its cell. The level in force counts: what she says herself comes first."""
    levels, weeks = list(levels), list(weeks)
    found: dict[UUID, dict[str, object]] = {}
    by_level: dict[UUID, Counter[str]] = defaultdict(Counter)
    by_week: dict[UUID, Counter[str]] = defaultdict(Counter)
    latest: dict[UUID, date] = {}
    for each in levels:
        if each.in_force == Level.NOT_MINE:
            continue
        by_level[each.area_id][NAMES[each.in_force]] += 1
        if each.practised_on is not None:
            latest[each.area_id] = max(each.practised_on, latest.get(each.area_id, date.min))
        if each.in_force >= Level.INDEPENDENT and each.colleague_id is not None:
            gone = away.get(each.colleague_id, set())
            by_week[each.area_id].update(week.isoformat() for week in weeks if week in gone)
    for area_id, counter in by_level.items():
        found[area_id] = _nothing() | {
            **counter,
            "practised_on": latest.get(area_id),
            "away": dict(sorted(by_week[area_id].items())),
        }
    return found


def away_weeks(actor: Actor) -> dict[UUID, set[date]]:
    """Colleague → the holiday weeks that she has said herself that she is away. One statement.

    What the employer's own list says of absences stays at home: a leave is nobody else's business.
    """
    rows = Availability.objects.filter(
        Q(away_to__isnull=True) | Q(away_to__gte=clock.today()),
        collaboration_id=actor.collaboration_id,
        colleague__municipality_id=actor.municipality_id,
        away_from__isnull=False,
    ).values_list("colleague_id", "away_from", "away_to")
    weeks = weeks_of(actor)
    return {
        colleague: {week for week in weeks if is_away(week, first, last)}
        for colleague, first, last in rows
    }


def open_by_area(actor: Actor) -> Counter[UUID | None]:
    """How many posts nobody has, by area; None for those that are for no area in particular."""
    today = clock.today()
    rows = Vacancy.objects.filter(
        Q(filled_on__isnull=True) | Q(filled_on__gt=today),
        municipality_id=actor.municipality_id,
        since__lte=today,
    ).values_list("area_id", flat=True)
    found = Counter(rows)
    named = {each for each in found if each is not None}
    if not named:
        return found
    known = areas_for_ids(actor, named)
    settled: Counter[UUID | None] = Counter()
    for area_id, posts in found.items():
        area = known.get(area_id) if area_id else None
        settled[area.id if area else None] += posts
    return settled


def _staff(actor: Actor) -> int:
    today = clock.today()
    return (
        Membership.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=today),
            municipality_id=actor.municipality_id,
            valid_from__lte=today,
            suspended=False,
            lent_by__isnull=True,
            roles__contains=[Role.CASEWORKER.value],
        )
        .values("account_id")
        .distinct()
        .count()
    )


def _store(actor: Actor, counted: dict[UUID, dict[str, object]]) -> bool:
    here = {"collaboration_id": actor.collaboration_id, "municipality_id": actor.municipality_id}
    stored = {cell.area_id: cell for cell in Cell.objects.filter(**here)}
    gone = [cell.id for area_id, cell in stored.items() if area_id not in counted]
    changed = []
    for area_id, cell in stored.items():
        said = counted.get(area_id)
        if said is not None and any(getattr(cell, name) != said[name] for name in FIGURES):
            for name in FIGURES:
                setattr(cell, name, said[name])
            changed.append(cell)
    new = [
        Cell(**here, area_id=area_id, **said)
        for area_id, said in counted.items()
        if area_id not in stored
    ]
    if gone:
        Cell.objects.filter(**here, id__in=gone).delete()
    Cell.objects.bulk_update(changed, FIGURES)
    Cell.objects.bulk_create(new)
    return bool(gone or changed or new)


def mark_stale(actor: Actor, municipality_id: UUID) -> bool:
    """Note that a municipality must be counted again; whether nobody had noted it already."""
    here = {"collaboration_id": actor.collaboration_id, "municipality_id": municipality_id}
    _row, new = Supply.objects.get_or_create(**here, defaults={"is_stale": True})
    return new or bool(Supply.objects.filter(**here, is_stale=False).update(is_stale=True))

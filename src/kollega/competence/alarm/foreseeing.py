"""What is to be expected of each area: the simulation, fed and kept. Runs in the worker.

What is told in the collaboration is worked out of what the collaboration sees anyway, and of the large
groups' chances (`pooling`). A municipality's own forecast uses its own dates and stays with its managers.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Min, Q

from kollega.competence.alarm import pooling
from kollega.competence.alarm.pooling import Dates, Member
from kollega.competence.map.choices import with_choices
from kollega.competence.map.queries import Picture, picture
from kollega.competence.models import Absence, Forecast, Leaving, Level, OwnForecast, Term
from kollega.competence.options import TURNOVER
from kollega.competence.profile.levels import levels_here
from kollega.core import clock
from kollega.core.actor import Actor, Role, acting, job_for
from kollega.core.places import municipalities
from kollega.optimisation.risk import MONTHS, RUNS, Outlook, Person, Turnover, simulate
from kollega.organisation import options
from kollega.organisation.api import area_tree
from kollega.organisation.models import Agreement, Colleague, Membership

SEED = 2026
SEEN_YEARS = 2
HANGS = 2
"""Fewer than this is red wherever anything is asked for."""
JOB = "competence.foresee"


@dataclass(frozen=True)
class Known:
    """One of a municipality's staff as its own forecast needs her: areas, dates, and leaves. No name."""

    areas: frozenset[UUID]
    dates: Dates
    away: tuple[tuple[date, date | None], ...] = ()

    def on_leave(self, day: date) -> bool:
        return any(first <= day and (last is None or day <= last) for first, last in self.away)


def foresee(collaboration_id: UUID) -> None:
    """Simulate anew for a collaboration and for each of its municipalities.

    One transaction for each municipality, acting for it. What is read there is held in memory
    until the large groups' chances have been worked out, and is stored nowhere.
    """
    known: dict[UUID, list[Known]] = {}
    for municipality_id in municipalities(collaboration_id):
        with acting(_job(collaboration_id, municipality_id), read_only=True) as actor:
            known[municipality_id] = staff_known(actor)
    with acting(_job(collaboration_id)) as job:
        actor = with_choices(job)
        tell_shares(actor, known)
        found, seen = picture(actor), turnover(actor)
        _keep_shared(actor, found, shared_outlook(found, shares(actor), seen))
    for municipality_id, people in known.items():
        with acting(_job(collaboration_id, municipality_id)) as actor:
            _keep_own(actor, people, found, seen)


def _job(collaboration_id: UUID, municipality_id: UUID | None = None) -> Actor:
    return job_for(
        job=JOB,
        collaboration_id=collaboration_id,
        municipality_id=municipality_id,
        roles=frozenset({Role.COUNTER}),
    )


# --- What is known at home ------------------------------------------------------------------------


def staff_known(actor: Actor) -> list[Known]:
    """Those of the actor's municipality who manage some area alone. Four statements."""
    areas: dict[UUID, set[UUID]] = {}
    for each in levels_here(actor):
        if each.in_force >= Level.INDEPENDENT:
            areas.setdefault(each.account_id, set()).add(each.area_id)
    here = {"municipality_id": actor.municipality_id}
    terms = {row.account_id: row for row in Term.objects.filter(**here)}
    ends = _last_days(actor)
    leaves: dict[UUID, list[tuple[date, date | None]]] = {}
    for account_id, first, last in Absence.objects.filter(
        Q(to_day__isnull=True) | Q(to_day__gte=clock.today()), **here
    ).values_list("account_id", "from_day", "to_day"):
        leaves.setdefault(account_id, []).append((first, last))
    found = []
    for account_id, held in areas.items():
        term = terms.get(account_id)
        days = [day for day in (term and term.fixed_until, ends.get(account_id)) if day]
        dates = Dates(min(days, default=None), term.retires_year if term else None)
        found.append(Known(frozenset(held), dates, tuple(leaves.get(account_id, ()))))
    return found


def _last_days(actor: Actor) -> dict[UUID, date]:
    """Account → the last day of all places in the municipality; those without end are left out."""
    today = clock.today()
    rows = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        municipality_id=actor.municipality_id,
        lent_by__isnull=True,
    ).values_list("account_id", "valid_to")
    found: dict[UUID, date] = {}
    for account_id, last in rows:
        found[account_id] = max(found.get(account_id, date.min), last or date.max)
    return {account_id: last for account_id, last in found.items() if last != date.max}


# --- The large groups -----------------------------------------------------------------------------


def tell_shares(actor: Actor, known: Mapping[UUID, list[Known]]) -> None:
    """Keep what may be told of the large groups this quarter. What has been told is left as it is."""
    quarter = pooling.quarter_of(clock.today())
    rows = Leaving.objects.filter(collaboration_id=actor.collaboration_id)
    if rows.filter(quarter=quarter).exists():
        return
    heading = headings(actor)
    ends = pooling.quarter_ends(quarter)
    members = [
        Member(
            place=municipality_id,
            group=main_heading(person.areas, heading),
            chances=tuple(person.dates.gone_by(day) for day in ends),
        )
        for municipality_id, people in known.items()
        for person in people
    ]
    Leaving.objects.bulk_create(
        Leaving(
            collaboration_id=actor.collaboration_id, group_id=group, quarter=quarter, shares=percent
        )
        for group, percent in pooling.told(members).items()
    )
    rows.filter(quarter__lt=pooling.after(quarter, -12)).delete()


def headings(actor: Actor) -> dict[UUID, UUID]:
    """Area → the heading it stands under, in the tree's order."""
    return {
        each: top.id
        for top in area_tree(actor)
        for area in (top, *top.children)
        for each in (area.id, *area.merged_ids)
    }


def main_heading(areas: Iterable[UUID], heading: Mapping[UUID, UUID]) -> UUID | None:
    """The heading under which somebody manages most areas; the tree's first of those that are as many."""
    held = Counter(heading[each] for each in areas if each in heading)
    order = list(dict.fromkeys(heading.values()))
    return min(held, key=lambda each: (-held[each], order.index(each)), default=None)


def shares(actor: Actor) -> dict[UUID | None, list[int]]:
    """What has been told of this quarter: heading → percent by quarter. One statement.

    None holds for every other heading: what was told of all the others, or the middle of what was told.
    """
    rows = Leaving.objects.filter(
        collaboration_id=actor.collaboration_id, quarter=pooling.quarter_of(clock.today())
    )
    found: dict[UUID | None, list[int]] = {row.group_id: row.shares for row in rows}
    if found and None not in found:
        found[None] = [round(sum(each) / len(found)) for each in zip(*found.values(), strict=True)]
    return found


def turnover(actor: Actor) -> Turnover:
    """How many have left the collaboration of late, of those that colleagues see. Two statements."""
    scope = {"collaboration_id": actor.collaboration_id}
    today = clock.today()
    first = Agreement.objects.filter(**scope).aggregate(first=Min("valid_from"))["first"] or today
    since = max(first, today - timedelta(days=365 * SEEN_YEARS))
    days = Colleague.objects.filter(
        Q(left_on__isnull=True) | Q(left_on__gte=since), **scope
    ).values_list("left_on", flat=True)
    left = there = 0
    for day in days:
        left += day is not None and day < today
        there += day is None or day >= today
    years = (today - since).days / 365
    expected = int(options.value(actor, TURNOVER)) / 100
    return Turnover(left=left, years=(there + left / 2) * years, expected=expected)


# --- The simulation -------------------------------------------------------------------------------


def shared_outlook(
    found: Picture, told: Mapping[UUID | None, list[int]], seen: Turnover
) -> Outlook:
    """What is to be expected in the collaboration, of what everybody may see."""
    people = []
    for number, row in enumerate(found.rows):
        percent = told.get(row.group.id, told.get(None, []))
        dated = tuple(percent[month // 3 - 1] / 100 for month in MONTHS) if percent else ()
        for place, cell in enumerate(row.cells):
            people += [Person(place, (number,), dated)] * cell.alone
    floors = [
        max(HANGS, row.floors.shared) if row.floors.shared and not row.heading else 0
        for row in found.rows
    ]
    return simulate(people, floors, turnover=seen, places=len(found.towns), runs=RUNS, seed=SEED)


def own_outlook(people: list[Known], found: Picture, seen: Turnover) -> Outlook:
    """What is to be expected in one municipality, with its own dates."""
    number = {row.area.id: at for at, row in enumerate(found.rows)}
    days = [pooling.after(clock.today(), month) for month in MONTHS]
    floors = [HANGS if row.floors.local and not row.heading else 0 for row in found.rows]
    staff = [
        Person(
            place=0,
            areas=tuple(sorted(number[each] for each in one.areas if each in number)),
            dated=tuple(one.dates.gone_by(day) for day in days),
            here=tuple(not one.on_leave(day) for day in days),
        )
        for one in people
    ]
    return simulate(staff, floors, turnover=seen, places=1, runs=RUNS, seed=SEED)


def _percent(share: float) -> int:
    return round(100 * share)


def _stored(found: Picture, outlook: Outlook) -> dict[str, object]:
    return {
        "areas": {
            str(row.area.id): {
                str(month): [_percent(each) for each in (chance.low, chance.middle, chance.high)]
                for month, chance in zip(outlook.months, chances, strict=True)
            }
            for row, chances in zip(found.rows, outlook.areas, strict=True)
            if not row.heading
        },
        "yearly": [
            _percent(each)
            for each in (outlook.yearly.low, outlook.yearly.middle, outlook.yearly.high)
        ],
        "runs": RUNS,
        "seed": SEED,
        "counted_at": clock.now(),
    }


def _keep_shared(actor: Actor, found: Picture, outlook: Outlook) -> None:
    without = {
        str(town.id): {
            str(row.area.id): _percent(chance)
            for row, chance in zip(found.rows, chances, strict=True)
            if not row.heading
        }
        for town, chances in zip(found.towns, outlook.without, strict=True)
    }
    Forecast.objects.update_or_create(
        collaboration_id=actor.collaboration_id,
        defaults=_stored(found, outlook) | {"without": without},
    )


def _keep_own(actor: Actor, people: list[Known], found: Picture, seen: Turnover) -> None:
    OwnForecast.objects.update_or_create(
        municipality_id=actor.municipality_id,
        collaboration_id=actor.collaboration_id,
        defaults=_stored(found, own_outlook(people, found, seen)),
    )

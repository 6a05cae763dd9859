"""Reads: what is red, what may become so, and what would be left without a municipality."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q

from kollega.competence.map import words
from kollega.competence.map.queries import Picture
from kollega.competence.map.standing import AreaRow, Standing, Town
from kollega.competence.models import Term
from kollega.core import clock, dates
from kollega.core.actor import Actor
from kollega.organisation.models import Membership

AMBER = 25
"""Percent: a chance of at least this is told as a warning."""
STEP = 5
"""Percentage points that a chance must rise by to be told of."""
NEW = timedelta(days=14)
"""How long an area that has turned red is marked as new."""
PAGE = 50


@dataclass(frozen=True)
class Red:
    """An area that is red, in words."""

    key: str
    title: str
    state: str
    sentence: str
    since: str
    hosts: str
    is_new: bool = False


def red_together(found: Picture) -> list[Red]:
    """Areas that are red in the collaboration as a whole: fewest first."""
    rows = [row for row in found.rows if not row.heading and row.is_red]
    rows.sort(key=lambda row: row.total.alone)
    return [
        Red(
            key=row.area.key,
            title=row.area.title,
            state=str(words.STATES[row.shared]),
            sentence=words.shared(row),
            since=words.since(found.since.get((row.area.id, None))),
            hosts=", ".join(row.hosts),
        )
        for row in rows
    ]


def red_at(found: Picture, index: int) -> list[tuple[str, list[Red]]]:
    """Areas that are red in one municipality, under their state: those that nobody has first."""
    town = found.towns[index]
    days = [day for (_area, place), day in found.since.items() if place == town.id]
    always = min(days, default=None)
    by_state: dict[Standing, list[Red]] = {}
    for row in found.rows:
        how = row.local(index)
        if row.heading or not how.is_red:
            continue
        since = found.since.get((row.area.id, town.id))
        by_state.setdefault(how, []).append(
            Red(
                key=row.area.key,
                title=row.area.title,
                state=str(words.STATES[how]),
                sentence="",
                since=words.since(since),
                hosts=", ".join(row.hosts),
                is_new=since is not None and since != always and since + NEW > clock.today(),
            )
        )
    return [
        (str(words.STATES[how]), by_state[how])
        for how in (Standing.NOBODY, Standing.ONE)
        if how in by_state
    ]


@dataclass(frozen=True)
class OnOne:
    """An area that one person manages at home and nobody asks for there; how many the others have."""

    key: str
    title: str
    others: int


def on_one_at(found: Picture, index: int) -> list[OnOne]:
    """Areas that hang on one person in a municipality without being red there: fewest others first."""
    rows = [
        OnOne(row.area.key, row.area.title, row.total.alone - 1)
        for row in found.rows
        if not row.heading and row.local(index) is Standing.FREE and row.cells[index].alone == 1
    ]
    return sorted(rows, key=lambda each: each.others)


@dataclass(frozen=True)
class ThinWeek:
    """A holiday week in which areas have too few: (key, title, how many are at work)."""

    week: str
    areas: tuple[tuple[str, str, int], ...]


def thin_weeks(found: Picture) -> list[ThinWeek]:
    """Holiday weeks that make an area red which is not red in an ordinary week."""
    weeks = []
    for monday in found.weeks:
        iso = monday.isoformat()
        areas = tuple(
            (row.area.key, row.area.title, row.total.left(iso))
            for row in found.rows
            if not row.heading and not row.is_red and row.in_week(iso) in _TOO_FEW
        )
        if areas:
            weeks.append(ThinWeek(words.week(monday), areas))
    return weeks


_TOO_FEW = {Standing.NOBODY, Standing.ONE, Standing.FLOOR}


@dataclass(frozen=True)
class Warned:
    """An area that may become red, and how likely."""

    key: str
    title: str
    chance: str
    middle: int


def warned(
    rows: list[AreaRow], areas: Mapping[str, Mapping[str, list[int]]]
) -> list[tuple[str, list[Warned]]]:
    """Areas that may become red, under within when: the soonest first, then the likeliest. Each once."""
    by_months: dict[int, list[Warned]] = {}
    for row in rows:
        known = areas.get(str(row.area.id), {})
        for months, three in sorted((int(key), value) for key, value in known.items()):
            if three[1] >= AMBER:
                told = Warned(row.area.key, row.area.title, words.chance(three), three[1])
                by_months.setdefault(months, []).append(told)
                break
    return [
        (words.within(months), sorted(found, key=lambda each: -each.middle))
        for months, found in sorted(by_months.items())
    ]


def warned_together(found: Picture) -> list[tuple[str, list[Warned]]]:
    """What may become red in the collaboration; what is red already is left out."""
    rows = [row for row in found.rows if not row.heading and not row.is_red and row.floors.shared]
    return warned(rows, found.expected.areas)


def warned_at(found: Picture, index: int) -> list[tuple[str, list[Warned]]]:
    """What may become red at home, with the municipality's own dates: for its managers."""
    if found.own is None:
        return []
    rows = [
        row
        for row in found.rows
        if not row.heading and row.floors.local and not row.local(index).is_red
    ]
    return warned(rows, found.own.areas)


# --- Without a municipality -----------------------------------------------------------------------


@dataclass(frozen=True)
class Lost:
    """An area that would turn red, or redder: how many manage alone now, and how many then."""

    key: str
    title: str
    now: int
    then: int
    state: str


@dataclass(frozen=True)
class Riskier:
    """An area that would stand, and be likelier to turn red within a year: percent now and then."""

    key: str
    title: str
    now: int
    then: int


@dataclass(frozen=True)
class Without:
    """What would be left if a municipality left the collaboration, and what it would stand without."""

    town: Town
    red: tuple[Lost, ...]
    riskier: tuple[Riskier, ...]
    no_supervisor: tuple[tuple[str, str], ...]
    hosted: tuple[tuple[str, str], ...]
    alone: tuple[tuple[str, str], ...]


def without(found: Picture, index: int) -> Without:
    """The answer, of figures that everybody sees."""
    town = found.towns[index]
    rows = [row for row in found.rows if not row.heading]
    then = {row.area.id: row.without(index) for row in rows}

    def those(holds: Callable[[AreaRow, AreaRow], bool]) -> tuple[tuple[str, str], ...]:
        return tuple(
            (row.area.key, row.area.title) for row in rows if holds(row, then[row.area.id])
        )

    return Without(
        town=town,
        red=tuple(
            Lost(
                row.area.key,
                row.area.title,
                row.total.alone,
                left.total.alone,
                str(words.STATES[left.shared]),
            )
            for row in rows
            if (left := then[row.area.id]).is_red and left.shared is not row.shared
        ),
        riskier=tuple(_riskier(found, town, rows, then)),
        no_supervisor=those(
            lambda row, left: bool(
                row.floors.supervisors and row.total.supervise and not left.total.supervise
            )
        ),
        hosted=those(lambda row, _left: town.name in row.hosts),
        alone=those(lambda row, left: row.cells[index].alone == 0 and left.total.alone > 0),
    )


def _riskier(
    found: Picture, town: Town, rows: list[AreaRow], then: Mapping[UUID, AreaRow]
) -> list[Riskier]:
    chances = found.expected.without.get(str(town.id), {})
    told = []
    for row in rows:
        known = found.expected.areas.get(str(row.area.id), {}).get("12")
        percent = chances.get(str(row.area.id))
        if known is None or percent is None or then[row.area.id].is_red or percent < AMBER:
            continue
        if percent >= known[1] + STEP:
            told.append(Riskier(row.area.key, row.area.title, known[1], percent))
    return sorted(told, key=lambda each: -each.then)


# --- Dates, for managers --------------------------------------------------------------------------


@dataclass(frozen=True)
class TermLine:
    """One of the municipality's staff with what is written of when her work may end."""

    account_id: UUID
    name: str
    unit: str
    fixed_until: str
    retires: str


def term_lines(actor: Actor, number: str | int) -> "tuple[list[TermLine], Page[Membership]]":
    """A page of the municipality's staff, by name. Three statements."""
    rows = (
        Membership.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=clock.today()),
            municipality_id=actor.municipality_id,
            is_forgotten=False,
            lent_by__isnull=True,
        )
        .select_related("unit")
        .order_by("sort_key", "id")
    )
    page = Paginator(rows, PAGE).get_page(number)
    people = {row.account_id: row for row in page}
    terms = {
        row.account_id: row
        for row in Term.objects.filter(
            municipality_id=actor.municipality_id, account_id__in=people.keys()
        )
    }
    return [_term_line(row, terms.get(row.account_id)) for row in people.values()], page


def _term_line(row: Membership, term: Term | None) -> TermLine:
    ends = [day for day in (row.valid_to, term.fixed_until if term else None) if day]
    return TermLine(
        account_id=row.account_id,
        name=row.name,
        unit=row.unit.name,
        fixed_until=dates.day(min(ends)) if ends else "",
        retires=str(term.retires_year or "") if term else "",
    )


def term_of(actor: Actor, account_id: UUID) -> Term | None:
    """What is written of one of the municipality's staff. One statement."""
    return Term.objects.filter(municipality_id=actor.municipality_id, account_id=account_id).first()

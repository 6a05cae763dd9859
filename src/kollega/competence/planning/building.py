"""A scenario from what is known: pure, facts in and `optimisation.Scenario` out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kollega.competence.map.standing import AreaRow
from kollega.competence.models import Level
from kollega.competence.planning.asked import Asked
from kollega.competence.planning.participants import Participant
from kollega.optimisation import scenario as form
from kollega.optimisation.scenario import Scenario
from kollega.optimisation.years import all_means

ASSUMED_MINUTES = 90
"""Between two municipalities where nobody has written how long it takes."""
NEEDED_TO_TAKE_OVER = 2
GROUPS_A_YEAR = 2
GROUP = "group-"
"""How ids begin of groups that are in no catalogue."""
SHADOWS = (Level.ORIENTED, Level.WITH_SUPPORT, Level.INDEPENDENT, Level.CAN_SUPERVISE)
GROUP_LIFTS = (
    (Level.NOT_MINE, Level.WITH_SUPPORT),
    (Level.WITH_SUPPORT, Level.INDEPENDENT),
    (Level.INDEPENDENT, Level.CAN_SUPERVISE),
)


class NothingAsked(Exception):
    """No area has a target: there is nothing to plan for."""


@dataclass(frozen=True)
class Place:
    """A municipality with what it has said: for each year (budget, hours), None where it has not."""

    id: UUID
    name: str
    inhabitants: int
    vacancies: int = 0
    said: tuple[tuple[int | None, int | None], ...] = ()

    @property
    def silent(self) -> bool:
        """Whether something is not answered."""
        return any(figure is None for pair in self.said for figure in pair)


@dataclass(frozen=True)
class Facts:
    """All that a scenario is made from."""

    name: str
    places: Sequence[Place]
    rows: Sequence[AreaRow]
    towns: Sequence[UUID]
    """The municipalities in the order of the rows' cells."""
    people: Sequence[Participant]
    prices: Mapping[str, int]
    journeys: Mapping[str, int]
    courses: Sequence[form.Course] = ()
    supervision: Sequence[form.Supervision] = ()


@dataclass(frozen=True)
class Notes:
    """What a reader must know of how the scenario came about. Ids are of municipalities."""

    silent: list[str] = field(default_factory=list)
    unstaffed: list[str] = field(default_factory=list)
    roads_missing: int = 0
    dropped: int = 0
    """Steps to keep or leave out that were about somebody or something that is not there any more."""


def asked_for(rows: Iterable[AreaRow]) -> list[AreaRow]:
    """The areas of which anything is asked."""
    return [
        row
        for row in rows
        if not row.heading
        and (
            row.floors.local or row.floors.shared or row.floors.supervisors or row.floors.wants_host
        )
    ]


def road(one: UUID, other: UUID) -> str:
    """The key of a journey in `PlanBasis.journeys`."""
    return ":".join(sorted((str(one), str(other))))


def build(facts: Facts, asked: Asked) -> tuple[Scenario, Notes]:
    """The scenario, and what to tell of it.

    Raises:
        NothingAsked: no area has a target.
    """
    rows = asked_for(facts.rows)
    if not rows:
        raise NothingAsked
    staffed = {each.municipality_id for each in facts.people}
    missing: list[str] = []
    made = Scenario(
        name=facts.name,
        first_year=asked.first_year,
        years=asked.years,
        municipalities=[_municipality(each) for each in facts.places],
        areas=[
            form.Area(id=str(row.area.id), name=row.area.title[:200], rare=row.area.is_rare)
            for row in rows
        ],
        targets=[each for row in rows for each in _targets(row, asked, facts.places, staffed)],
        people=[_person(each, facts.prices) for each in facts.people],
        courses=list(facts.courses),
        shadowing=_shadowing(facts.prices),
        supervision=[*facts.supervision, *_groups(rows, facts.prices, asked.years)],
        recruitment=_recruitment(facts, rows),
        moved_duty=[_moved(row, facts.prices) for row in rows if row.floors.local],
        lending=[_lending(row, facts.prices) for row in rows if row.floors.local],
        journeys=list(_journeys(facts, missing)),
        travel_cost_per_hour=facts.prices["travel_hour"],
        fairness=form.Fairness(measure=asked.measure, weight=asked.weight),
        weights=form.Weights(working_hour=facts.prices["working_hour"]),
    )
    made = made.model_copy(update={name: [] for name in asked.without})
    locked, removed = _known(made, asked.locked), _known(made, asked.removed)
    notes = Notes(
        silent=[str(each.id) for each in facts.places if each.silent],
        unstaffed=[str(each.id) for each in facts.places if each.id not in staffed],
        roads_missing=len(missing),
        dropped=len(asked.locked) + len(asked.removed) - len(locked) - len(removed),
    )
    return made.model_copy(update={"locked": locked, "removed": removed}), notes


def _municipality(place: Place) -> form.Municipality:
    return form.Municipality(
        id=str(place.id),
        name=place.name,
        inhabitants=max(1, place.inhabitants),
        budget=[budget or 0 for budget, _hours in place.said],
        learning_hours=[min(hours or 0, 100_000) for _budget, hours in place.said],
    )


def _targets(
    row: AreaRow, asked: Asked, places: Sequence[Place], staffed: set[UUID]
) -> Iterable[form.Target]:
    """What is asked of an area. Local targets are left out where there is no staff to count."""
    floors = row.floors
    about: dict[str, Any] = {"area": str(row.area.id), "from_year": asked.reached_by}
    if floors.local and staffed:
        everywhere = len(staffed) == len(places)
        here = [str(each.id) for each in places if each.id in staffed]
        yield form.Target(
            kind="local",
            count=floors.local,
            municipalities=None if everywhere else here,
            **about,
        )
    if floors.shared:
        yield form.Target(kind="collaboration", count=floors.shared, **about)
    if floors.supervisors:
        yield form.Target(kind="supervisors", count=floors.supervisors, **about)
    if floors.wants_host:
        yield form.Target(kind="host", **about)


def _person(one: Participant, prices: Mapping[str, int]) -> form.Person:
    return form.Person(
        id=one.id,
        employments=[form.Employment(municipality=str(one.municipality_id))],
        levels=one.levels,
        wishes=list(one.wishes),
        hours_per_year=prices["hours_per_person"],
        supervising_hours_per_year=prices["supervising_hours"],
    )


def _shadowing(prices: Mapping[str, int]) -> list[form.Shadowing]:
    return [
        form.Shadowing(
            id=f"shadowing-{int(to)}",
            name=_("Skuggning"),
            from_level=int(to) - 1,
            to_level=int(to),
            hours=prices["shadowing_hours"],
            supervisor_hours=prices["shadowing_supervisor"],
            trips=prices["shadowing_trips"],
        )
        for to in SHADOWS
    ]


def _groups(
    rows: Iterable[AreaRow], prices: Mapping[str, int], years: int
) -> Iterable[form.Supervision]:
    for row in rows:
        for below, to in GROUP_LIFTS:
            yield form.Supervision(
                id=f"{GROUP}{int(to)}-{row.area.id}",
                name=_("Handledning i grupp"),
                area=str(row.area.id),
                from_level=int(below),
                to_level=int(to),
                hours=prices["group_hours"],
                group_size=max(1, prices["group_size"]),
                cost_per_group=prices["group_cost"],
                groups=[GROUPS_A_YEAR] * years,
            )


def _moved(row: AreaRow, prices: Mapping[str, int]) -> form.MovedDuty:
    return form.MovedDuty(
        id=f"moved-{row.area.id}",
        name=_("Flyttat ansvar"),
        area=str(row.area.id),
        needs=max(NEEDED_TO_TAKE_OVER, row.floors.local),
        cost_per_year=prices["moved_cost"],
        trips_per_year=prices["moved_trips"],
    )


def _lending(row: AreaRow, prices: Mapping[str, int]) -> form.Lending:
    return form.Lending(
        id=f"lending-{row.area.id}",
        name=_("Lånad kollega"),
        area=str(row.area.id),
        cost_per_year=prices["lending_cost"],
        trips_per_year=prices["lending_trips"],
    )


# --- Posts that nobody has ------------------------------------------------------------------------


def _recruitment(facts: Facts, rows: Sequence[AreaRow]) -> list[form.Recruitment]:
    """For each heading of the tree, somebody experienced in its usual areas, on posts that stand empty."""
    posts = _posts(facts)
    by_heading: dict[UUID, list[AreaRow]] = defaultdict(list)
    for row in rows:
        if not row.area.is_rare:
            by_heading[row.group.id].append(row)
    return [
        form.Recruitment(
            id=f"recruitment-{heading}",
            name=_("Erfaren kollega inom %(heading)s") % {"heading": found[0].group.title},
            levels={str(row.area.id): int(Level.INDEPENDENT) for row in found},
            cost=facts.prices["recruitment_cost"],
            cost_per_year=facts.prices["recruitment_yearly"],
            places={str(town): count for town, count in sorted(posts[heading].items())},
        )
        for heading, found in by_heading.items()
        if posts[heading]
    ]


def _posts(facts: Facts) -> dict[UUID, Counter[UUID]]:
    """Heading → municipality → posts. One for no area in particular goes where most is lacking."""
    posts: dict[UUID, Counter[UUID]] = defaultdict(Counter)
    lacking: dict[UUID, Counter[UUID]] = defaultdict(Counter)
    placed: Counter[UUID] = Counter()
    for row in facts.rows:
        for town, cell in zip(facts.towns, row.cells, strict=True):
            if cell.vacancies:
                posts[row.group.id][town] += cell.vacancies
                placed[town] += cell.vacancies
            if not row.area.is_rare:
                lacking[town][row.group.id] += max(0, row.floors.local - cell.alone)
    for place in facts.places:
        free = place.vacancies - placed[place.id]
        if free > 0 and lacking[place.id]:
            # The first of those that lack as much, by id, so that it is always the same one.
            most = min(lacking[place.id], key=lambda group: (-lacking[place.id][group], str(group)))
            posts[most][place.id] += free
    return posts


# --- Roads, and steps to keep or leave out --------------------------------------------------------


def _journeys(facts: Facts, missing: list[str]) -> Iterable[form.Journey]:
    for number, one in enumerate(facts.places):
        for other in facts.places[number + 1 :]:
            key = road(one.id, other.id)
            if key not in facts.journeys:
                missing.append(key)
            yield form.Journey(
                between=str(one.id),
                and_=str(other.id),
                minutes=facts.journeys.get(key, ASSUMED_MINUTES),
            )


def _known(made: Scenario, patterns: Iterable[Mapping[str, Any]]) -> list[form.Pattern]:
    """The patterns of which all that they name is there still, each once."""
    towns = {each.id for each in made.municipalities}
    known: dict[str, set[Any]] = {
        "means": {each.id for each in all_means(made)},
        "person": {each.id for each in made.people},
        "area": {each.id for each in made.areas},
        "municipality": towns,
        "taker": towns,
        "year": set(range(made.first_year, made.first_year + made.years)),
    }
    found: list[form.Pattern] = []
    for each in patterns:
        if all(value in known[name] for name, value in each.items()):
            pattern = form.Pattern(**each)
            if pattern not in found:
                found.append(pattern)
    return found

"""A plan made into a strategy document: the same steps without the people. Pure.

People are opaque ids in a plan. Here they become how many: what is decided by eight boards and read by all
their staff must not say who is to learn what, not even by an id that can be followed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from kollega.competence.strategy.contents import (
    USUAL_ROLE,
    Area,
    Contents,
    Cost,
    Goal,
    GoalKind,
    Measure,
    MeasureKind,
    Place,
    Shared,
    Stand,
)
from kollega.optimisation.demands import Demand
from kollega.optimisation.explaining import Reason
from kollega.optimisation.plans import Figures, Plan, Step
from kollega.optimisation.replay import Coverage, Replay, lifts
from kollega.optimisation.scenario import (
    HIGHEST,
    Lending,
    MovedDuty,
    Recruitment,
    Scenario,
    Target,
)
from kollega.optimisation.years import Calendar

HOUR = 60


def contents(scenario: Scenario, plan: Plan, reasons: Sequence[Reason]) -> Contents:
    """The document that a plan becomes. `reasons` are those of the plan's steps (`explain`).

    Raises:
        ValueError: the plan was not found, and there is nothing to decide.
    """
    if not plan.found or plan.figures is None:
        raise ValueError("a plan that was not found cannot be decided")
    calendar = Calendar(scenario)
    goals, numbers = _goals(calendar, plan)
    return Contents(
        first_year=scenario.first_year,
        last_year=scenario.first_year + scenario.years - 1,
        chosen=plan.goal.value,
        fairness=scenario.fairness.measure if scenario.fairness.weight else "none",
        gap=plan.gap,
        places=tuple(
            Place(id=each.id, name=each.name or each.id, inhabitants=each.inhabitants)
            for each in scenario.municipalities
        ),
        areas=tuple(
            Area(id=each.id, name=each.name or each.id, rare=each.rare) for each in scenario.areas
        ),
        goals=tuple(goals),
        measures=tuple(_measures(calendar, plan, reasons, numbers)),
        costs=tuple(_costs(scenario, plan.figures)),
        shared=tuple(_shared(calendar, plan.steps)),
        travel_hours=_hours(plan.figures.travel_minutes),
    )


def _hours(minutes: int) -> int:
    """Whole hours, half an hour up."""
    return (minutes + HOUR // 2) // HOUR


# --- Goals ----------------------------------------------------------------------------------------


def _goals(calendar: Calendar, plan: Plan) -> tuple[list[Goal], dict[int, int]]:
    """The goals by area, and for each target of the scenario its place among them."""
    scenario = calendar.scenario
    before, after = Replay(calendar, ()), Replay(calendar, plan.steps)
    covered: dict[int, list[Coverage]] = defaultdict(list)
    for each in after.coverage(plan.hosts):
        covered[each.demand.target].append(each)
    order = {area.id: place for place, area in enumerate(scenario.areas)}
    kinds = list(GoalKind)
    targets = sorted(
        enumerate(scenario.targets),
        key=lambda pair: (order[pair[1].area], kinds.index(GoalKind(pair[1].kind)), pair[0]),
    )
    goals, numbers = [], {}
    for place, (number, target) in enumerate(targets):
        numbers[number] = place
        goals.append(_goal(calendar, before, target, covered[number]))
    return goals, numbers


def _goal(calendar: Calendar, before: Replay, target: Target, covered: list[Coverage]) -> Goal:
    scenario = calendar.scenario
    level = HIGHEST if target.kind == "supervisors" else target.level
    by_place: dict[str, list[Coverage]] = defaultdict(list)
    for each in covered:
        by_place[each.demand.municipality or each.holder or ""].append(each)
    return Goal(
        kind=GoalKind(target.kind),
        area=target.area,
        level=level,
        count=target.count,
        from_year=max(target.from_year or 0, scenario.first_year),
        stands=tuple(
            _stand(before, target, level, place, years) for place, years in by_place.items()
        ),
    )


def _stand(before: Replay, target: Target, level: int, place: str, years: list[Coverage]) -> Stand:
    if target.kind == "local":
        now = before.here(target.area, place, level, 0)
    else:
        now = before.own(target.area, place or None, level, 0)
    last = max(years, key=lambda each: each.demand.year)
    return Stand(
        place=place,
        now=now,
        then=last.have,
        short=max(each.short for each in years),
        moved_to=last.moved_to or "",
    )


# --- Measures -------------------------------------------------------------------------------------

Group = tuple[int, str, str, str, str, tuple[str, ...]]
"""Year, kind, means, municipality, the one that takes over, areas."""


@dataclass
class _Summed:
    """Steps that are the same but for who takes them."""

    people: set[str] = field(default_factory=set)
    others: Counter[str] = field(default_factory=Counter)
    count: int = 0
    cost: int = 0
    minutes: int = 0
    travel_minutes: int = 0
    goals: set[int] = field(default_factory=set)
    firmer: set[int] = field(default_factory=set)


def _measures(
    calendar: Calendar, plan: Plan, reasons: Sequence[Reason], numbers: dict[int, int]
) -> list[Measure]:
    why = {each.step: each for each in reasons}
    found: dict[Group, _Summed] = defaultdict(_Summed)
    for number, step in enumerate(plan.steps):
        summed = found[_group(calendar, step)]
        _add(calendar, summed, step)
        if reason := why.get(number):
            summed.goals |= _numbers(reason.fails, numbers)
            summed.firmer |= _numbers(reason.fragile, numbers)
    order = {area.id: place for place, area in enumerate(calendar.scenario.areas)}
    places = calendar.municipalities
    groups = sorted(
        found.items(),
        key=lambda pair: (
            min((order[area] for area in pair[0][5]), default=len(order)),
            pair[0][0],
            pair[0][2],
            places.index(pair[0][3]) if pair[0][3] in places else 0,
            pair[0][4],
        ),
    )
    return [_measure(calendar, group, summed) for group, summed in groups]


def _numbers(demands: Iterable[Demand], numbers: dict[int, int]) -> set[int]:
    return {numbers[each.target] for each in demands}


def _group(calendar: Calendar, step: Step) -> Group:
    place = step.paid_by or step.municipality or ""
    return (
        step.year,
        step.kind,
        step.means,
        place,
        step.taker or "",
        tuple(_areas(calendar, step)),
    )


def _areas(calendar: Calendar, step: Step) -> list[str]:
    match calendar.means[step.means]:
        case Recruitment() as means:
            return sorted(means.levels)
        case MovedDuty() | Lending() as means:
            return [means.area]
        case _:
            return list(dict.fromkeys(lift.area for lift in lifts(calendar, step)))


def _add(calendar: Calendar, summed: _Summed, step: Step) -> None:
    summed.count += 1
    summed.cost += step.cost
    summed.minutes += step.minutes
    summed.travel_minutes += step.travel_minutes
    if step.person:
        summed.people.add(step.person)
    year = calendar.year(step.year)
    if step.taker:
        summed.others[step.taker] += 1
    if step.kind == "lending" and (home := _home(calendar, step.person, year)):
        summed.others[home] += 1
    if step.kind == "shadowing" and (there := _home(calendar, step.supervisor, year)):
        summed.others[there] += 1


def _home(calendar: Calendar, person: str | None, year: int) -> str | None:
    standings = calendar.standing.get(person or "")
    return standings[year].home if standings else None


def _measure(calendar: Calendar, group: Group, summed: _Summed) -> Measure:
    year, kind, means_id, place, taker, areas = group
    means = calendar.means[means_id]
    lasts = isinstance(means, Recruitment | MovedDuty)
    last = calendar.scenario.first_year + calendar.scenario.years - 1
    people = 0 if kind == "moved_duty" else len(summed.people) or summed.count
    others = {taker} if taker else set(summed.others) - {place}
    return Measure(
        key=_key(year, kind, means_id, place, taker, areas),
        kind=MeasureKind(kind),
        means=means_id,
        name=means.name or means.id,
        areas=areas,
        year=year,
        last_year=last if lasts else year,
        place=place,
        others=tuple(each for each in calendar.municipalities if each in others),
        people=people,
        cost=summed.cost,
        hours=_hours(summed.minutes),
        travel_hours=_hours(summed.travel_minutes),
        responsible=USUAL_ROLE[MeasureKind(kind)],
        goals=tuple(sorted(summed.goals)),
        firmer=tuple(sorted(summed.firmer - summed.goals)),
    )


def _key(*parts: object) -> str:
    """The same measure has the same name in the next version, so that what is done is known there too."""
    return blake2b("\0".join(str(each) for each in parts).encode(), digest_size=6).hexdigest()


# --- Costs ----------------------------------------------------------------------------------------


def _costs(scenario: Scenario, figures: Figures) -> list[Cost]:
    spent = {(each.municipality, each.year): each for each in figures.spent}
    rows = []
    for place in scenario.municipalities:
        for number, budget in enumerate(place.budget):
            year = scenario.first_year + number
            paid = spent.get((place.id, year))
            rows.append(
                Cost(
                    place=place.id,
                    year=year,
                    cost=paid.cost if paid else 0,
                    hours=_hours(paid.minutes) if paid else 0,
                    budget=budget,
                )
            )
    return rows


def _shared(calendar: Calendar, steps: Iterable[Step]) -> list[Shared]:
    """Groups that have to be opened, a year at a time."""
    taking = Counter((step.year, step.means) for step in steps if step.kind == "supervision")
    known = {each.id: each for each in calendar.scenario.supervision}
    rows = []
    for (year, means_id), count in sorted(taking.items()):
        means = known[means_id]
        groups = -(-count // means.group_size)
        name = means.name or means.id
        rows.append(Shared(name=name, year=year, groups=groups, cost=groups * means.cost_per_group))
    return rows

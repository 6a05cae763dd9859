"""What a plan costs, summed from its steps and the scenario alone.

Knows nothing of how plans are found; the checker compares with what the search says.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kollega.optimisation.plans import PRICE_OF_SHORT, Goal, Step
from kollega.optimisation.replay import LEARNING, Coverage, lifts
from kollega.optimisation.scenario import (
    Course,
    Lending,
    MovedDuty,
    Recruitment,
    Scenario,
    Shadowing,
    Supervision,
)
from kollega.optimisation.years import Calendar


def per_hour(minutes: int, kronor: int) -> int:
    """So many kronor an hour for so many minutes, to the nearest krona, half a krona up."""
    return (minutes * kronor + 30) // 60


def split(amount: int, inhabitants: dict[str, int]) -> dict[str, int]:
    """An amount shared by inhabitants in whole kronor: rounded down, then one more each by remainder."""
    total = sum(inhabitants.values())
    shares = {each: amount * count // total for each, count in inhabitants.items()}
    by_remainder = sorted(
        inhabitants, key=lambda each: (-(amount * inhabitants[each] % total), each)
    )
    for each in by_remainder[: amount - sum(shares.values())]:
        shares[each] += 1
    return shares


@dataclass
class Account:
    """Sums by municipality and year (counted from 0), and the rest of what a plan is weighed by."""

    cost: Counter[tuple[str, int]] = field(default_factory=Counter)
    minutes: Counter[tuple[str, int]] = field(default_factory=Counter)
    worked: Counter[str] = field(default_factory=Counter)
    shared: int = 0
    travel_minutes: int = 0
    journeys: list[int] = field(default_factory=list)
    unwished: int = 0

    def burden(self, scenario: Scenario) -> dict[str, int]:
        """What each municipality bears: what it pays, and its staff's hours in kronor."""
        paid: Counter[str] = Counter()
        for (municipality, _year), cost in self.cost.items():
            paid[municipality] += cost
        return {
            each.id: paid[each.id] + self.worked[each.id] * scenario.weights.working_hour
            for each in scenario.municipalities
        }


@dataclass(frozen=True)
class Priced:
    """A step's own figures, as the plan tells them."""

    cost: int
    paid_by: str
    minutes: int
    travel_minutes: int


def priced(calendar: Calendar, step: Step) -> Priced | None:
    """What a step costs, who pays and how long it takes; None where it cannot be (the checker says why)."""
    year = calendar.year(step.year)
    if not 0 <= year < calendar.scenario.years:
        return None
    if step.kind in LEARNING:
        return _learning(calendar, step, year)
    return _arrangement(calendar, step, year)


def _learning(calendar: Calendar, step: Step, year: int) -> Priced | None:
    home = _home(calendar, step.person, year)
    if home is None:
        return None
    rate = calendar.scenario.travel_cost_per_hour
    match calendar.means.get(step.means):
        case Course() as means:
            way = 2 * means.trips * calendar.minutes(home, means.place or home)
            return Priced(means.cost + per_hour(way, rate), home, means.hours * 60, way)
        case Shadowing() as means if there := _home(calendar, step.supervisor, year):
            way = 2 * means.trips * calendar.minutes(home, there)
            minutes = (means.hours + means.supervisor_hours) * 60
            return Priced(means.cost + per_hour(way, rate), home, minutes, way)
        case Supervision() as means:
            return Priced(0, home, means.hours * 60, 0)
    return None


def _arrangement(calendar: Calendar, step: Step, year: int) -> Priced | None:
    place = step.municipality
    if place is None:
        return None
    left, rate = calendar.scenario.years - year, calendar.scenario.travel_cost_per_hour
    match calendar.means.get(step.means):
        case Recruitment() as means:
            return Priced(means.cost + means.cost_per_year * left, place, 0, 0)
        case MovedDuty() as means if step.taker:
            way = 2 * means.trips_per_year * calendar.minutes(place, step.taker)
            cost = (means.cost_per_year + per_hour(way, rate)) * left
            return Priced(cost, place, 0, way * left)
        case Lending() as means if home := _home(calendar, step.person, year):
            way = 2 * means.trips_per_year * calendar.minutes(home, place)
            return Priced(means.cost_per_year + per_hour(way, rate), place, 0, way)
    return None


def _home(calendar: Calendar, person: str | None, year: int) -> str | None:
    standings = calendar.standing.get(person or "")
    return standings[year].home if standings else None


def account(calendar: Calendar, steps: Iterable[Step]) -> Account:
    """The whole account. Steps that cannot be priced are left out."""
    found = Account()
    groups: Counter[tuple[str, int]] = Counter()
    supervision = {means.id: means for means in calendar.scenario.supervision}
    for step in steps:
        figures = priced(calendar, step)
        means = calendar.means.get(step.means)
        if figures is None or means is None:
            continue
        year = calendar.year(step.year)
        _post(calendar, found, step, figures, year)
        if isinstance(means, Supervision):
            groups[means.id, year] += 1
        if step.kind in LEARNING and step.person is not None:
            wishes = calendar.people[step.person].wishes
            found.unwished += not any(lift.area in wishes for lift in lifts(calendar, step))
    for (id_, year), participants in sorted(groups.items()):
        means = supervision[id_]
        opened = -(-participants // means.group_size)
        found.shared += opened * means.cost_per_group
        for municipality, share in split(means.cost_per_group, calendar.inhabitants).items():
            found.cost[municipality, year] += opened * share
    return found


def _post(calendar: Calendar, found: Account, step: Step, figures: Priced, year: int) -> None:
    means = calendar.means[step.means]
    payer, left = figures.paid_by, calendar.scenario.years - year
    found.travel_minutes += figures.travel_minutes
    if isinstance(means, Recruitment):
        found.cost[payer, year] += means.cost
        for later in range(year, calendar.scenario.years):
            found.cost[payer, later] += means.cost_per_year
    elif isinstance(means, MovedDuty):
        for later in range(year, calendar.scenario.years):
            found.cost[payer, later] += figures.cost // left
            found.journeys.append(figures.travel_minutes // left)
    else:
        found.cost[payer, year] += figures.cost
        found.journeys.append(figures.travel_minutes)
    if isinstance(means, Course | Shadowing | Supervision):
        found.minutes[payer, year] += means.hours * 60 + figures.travel_minutes
        found.worked[payer] += means.hours
    if isinstance(means, Shadowing) and (there := _home(calendar, step.supervisor, year)):
        found.minutes[there, year] += means.supervisor_hours * 60
        found.worked[there] += means.supervisor_hours


def unfairness(calendar: Calendar, sums: Account) -> int:
    """The chosen measure, in whole kronor."""
    scenario = calendar.scenario
    burden = sums.burden(scenario)
    inhabitants = calendar.inhabitants
    total = sum(inhabitants.values())
    if scenario.fairness.measure == "none":
        return 0
    whole = sum(burden.values())
    if scenario.fairness.measure == "proportional":
        # Each municipality's share in millionths, so that whole numbers do.
        return sum(
            max(0, -(-(1_000_000 * burden[each] - share * whole) // 1_000_000))
            for each, share in shares(inhabitants).items()
        )
    # What all would bear if each bore as much per inhabitant: in thousandths, so that whole numbers do.
    factor = {each: (1_000 * total + count // 2) // count for each, count in inhabitants.items()}
    most = -(-max(burden[each] * factor[each] for each in burden) // 1_000)
    return most if scenario.fairness.measure == "largest" else max(0, most - whole)


def shares(inhabitants: dict[str, int]) -> dict[str, int]:
    """Each one's share of all inhabitants, in millionths."""
    total = sum(inhabitants.values())
    return {each: (1_000_000 * count + total // 2) // total for each, count in inhabitants.items()}


def score(calendar: Calendar, goal: Goal, sums: Account, covered: Iterable[Coverage]) -> int:
    """What the search makes small, in hundredths of a krona."""
    scenario = calendar.scenario
    weights = scenario.weights
    hour = weights.working_hour + (weights.travel_hour if goal is Goal.LEAST_TRAVEL else 0)
    covered = list(covered)
    kronor = (
        sum(sums.cost.values())
        + sum(sums.worked.values()) * weights.working_hour
        + sum(per_hour(minutes, hour) for minutes in sums.journeys)
        + sums.unwished * weights.unwished_step
        + sum(each.short for each in covered) * PRICE_OF_SHORT
    )
    if goal is Goal.ROBUST:
        kronor += sum(each.fragile for each in covered) * weights.fragile_target
    return 100 * kronor + scenario.fairness.weight * unfairness(calendar, sums)

"""What the plan by hand is made of: what has been done so far, and what is left to do more with."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from kollega.optimisation.accounting import account, per_hour, priced
from kollega.optimisation.plans import Goal, Kind, Step
from kollega.optimisation.scenario import Course, Recruitment, Scenario, Shadowing, Supervision
from kollega.optimisation.years import Calendar, Lifting


@dataclass(frozen=True)
class Way:
    """Some steps that together bring one more to a demand, and what they cost."""

    cost: int
    steps: tuple[Step, ...]


def kind(means: Lifting) -> Kind:
    """The kind of step."""
    match means:
        case Course():
            return "course"
        case Shadowing():
            return "shadowing"
    return "supervision"


def lifted(means: Lifting, area: str | None) -> list[tuple[str, int]]:
    """The areas a step lifts in, and to which level."""
    if isinstance(means, Course):
        return [(lift.area, lift.to_level) for lift in means.lifts]
    where = area if isinstance(means, Shadowing) else means.area
    return [(where or "", means.to_level)]


class Done:
    """The steps taken so far, and what they leave of seats, money and hours."""

    def __init__(self, scenario: Scenario, goal: Goal) -> None:
        self.calendar, self.scenario, self.goal = Calendar(scenario), scenario, goal
        self.municipality = {each.id: each for each in scenario.municipalities}
        self.steps: list[Step] = []
        self.by_area: dict[str, list[Step]] = defaultdict(list)
        self.cost: Counter[tuple[str, int]] = Counter()
        self.minutes: Counter[tuple[str, int]] = Counter()
        self.hours: Counter[tuple[str, int]] = Counter()
        self.supervising: Counter[tuple[str, int]] = Counter()
        self.taken: Counter[tuple[str, int]] = Counter()
        self.places: Counter[tuple[str, str]] = Counter()
        self.lent: set[tuple[str, int]] = set()
        self.has: set[tuple[str, str, str | None]] = set()
        self.lift_in: dict[tuple[str, str, int], int] = {}
        self.held: dict[int, str] = {}
        self.at: dict[tuple[str, int], list[str]] = defaultdict(list)
        for person, standings in self.calendar.standing.items():
            for year, standing in enumerate(standings):
                if standing.home is not None:
                    self.at[standing.home, year].append(person)

    def take(self, step: Step) -> None:
        """Do it, whatever it breaks."""
        self.steps.append(step)
        for area in self.areas(step):
            self.by_area[area].append(step)
        sums = account(self.calendar, [step])
        means, year = self.calendar.means[step.means], self.calendar.year(step.year)
        if isinstance(means, Supervision):  # a group is paid for once, when it opens
            if self.taken[means.id, year] % means.group_size == 0:
                self.cost.update(sums.cost)
        else:
            self.cost.update(sums.cost)
        self.minutes.update(sums.minutes)
        self.taken[step.means, year] += 1
        if step.municipality:
            self.places[step.means, step.municipality] += 1
        if isinstance(means, Course | Shadowing | Supervision) and step.person:
            self.hours[step.person, year] += means.hours
            self.has.add((step.person, step.means, step.area))
            for area, to_level in lifted(means, step.area):
                self.lift_in[step.person, area, year] = to_level
        if isinstance(means, Shadowing) and step.supervisor:
            self.supervising[step.supervisor, year] += means.supervisor_hours
        if step.kind == "lending" and step.person:
            self.lent.add((step.person, year))

    def areas(self, step: Step) -> set[str]:
        """The areas in which a step changes something."""
        means = self.calendar.means[step.means]
        match means:
            case Course():
                return {lift.area for lift in means.lifts}
            case Shadowing():
                return {step.area or ""}
            case Recruitment():
                return set(means.levels)
        return {means.area}

    def level(self, person: str, area: str, year: int) -> int:
        """What somebody is at, at the end of a year."""
        initial = self.calendar.people[person].levels.get(area, 0)
        return max(
            initial, *(self.lift_in.get((person, area, each), 0) for each in range(year + 1)), 0
        )

    def worth(self, step: Step) -> int:
        """A step's part of the score, with its share of a group."""
        weights, price = self.scenario.weights, priced(self.calendar, step)
        means = self.calendar.means[step.means]
        if price is None:
            return 0
        hour = weights.working_hour
        if self.goal is Goal.LEAST_TRAVEL:
            hour += weights.travel_hour
        worth = price.cost + per_hour(price.minutes, weights.working_hour)
        worth += per_hour(price.travel_minutes, hour)
        if isinstance(means, Course | Shadowing | Supervision) and step.person:
            wishes = self.calendar.people[step.person].wishes
            areas = {area for area, _to_level in lifted(means, step.area)}
            worth += 0 if areas & set(wishes) else weights.unwished_step
        if isinstance(means, Supervision):
            year = self.calendar.year(step.year)
            if self.taken[means.id, year] % means.group_size == 0:
                worth += means.cost_per_group
        return worth

    def affordable(self, step: Step) -> bool:
        """Whether there is money and time for it."""
        if step.kind in {"course", "shadowing"}:
            return self._learning_affordable(step)
        sums = account(self.calendar, [step])
        by_id = self.municipality
        return all(
            self.cost[place, year] + cost <= by_id[place].budget[year]
            for (place, year), cost in sums.cost.items()
        ) and all(
            self.minutes[place, year] + minutes <= 60 * by_id[place].learning_hours[year]
            for (place, year), minutes in sums.minutes.items()
        )

    def _learning_affordable(self, step: Step) -> bool:
        """The same for what is asked most often, without a whole account."""
        price, year = priced(self.calendar, step), self.calendar.year(step.year)
        if price is None:
            return False
        means, place = self.calendar.means[step.means], self.municipality[price.paid_by]
        supervising = 60 * means.supervisor_hours if isinstance(means, Shadowing) else 0
        there = place
        if supervising and step.supervisor:
            home = self.calendar.standing[step.supervisor][year].home
            there = self.municipality[home or place.id]
        learning = price.minutes - supervising + price.travel_minutes
        here = learning + (supervising if there is place else 0)
        return (
            self.cost[place.id, year] + price.cost <= place.budget[year]
            and self.minutes[place.id, year] + here <= 60 * place.learning_hours[year]
            and self.minutes[there.id, year] + supervising <= 60 * there.learning_hours[year]
        )

    def barred(self, step: Step) -> bool:
        """Whether somebody has said that it is not to be done."""
        return any(step.matches(pattern) for pattern in self.scenario.removed)

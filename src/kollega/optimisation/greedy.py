"""The plan a careful person would make by hand: the cheapest way to close the worst gap, again and again.

What the search is compared with, and what it begins from.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from kollega.optimisation.accounting import account, per_hour, priced
from kollega.optimisation.by_hand import Way, kind, lifted
from kollega.optimisation.demands import Demand
from kollega.optimisation.extracting import in_order
from kollega.optimisation.figuring import figures
from kollega.optimisation.plans import Goal, Held, Plan, Status, Step
from kollega.optimisation.replay import Coverage, Replay
from kollega.optimisation.scenario import (
    HIGHEST,
    Course,
    Recruitment,
    Scenario,
    Shadowing,
    Supervision,
)
from kollega.optimisation.years import Calendar, Lifting

MOST_ROUNDS = 20_000


def greedy(scenario: Scenario, *, goal: Goal = Goal.CHEAPEST) -> Plan:
    """A plan that keeps to every rule but may fall short of targets (its status then says so)."""
    worker = _Greedy(scenario, goal)
    worker.work()
    return worker.plan()


class _Greedy:
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

    # -- the rounds

    def work(self) -> None:
        """Close gaps until none can be closed."""
        whole = Replay(self.calendar, [])
        covered: dict[str, list[Coverage]] = defaultdict(list)
        for each in whole.coverage():
            covered[each.demand.area].append(each)
            if each.demand.kind == "host":
                self.held[each.demand.target] = each.holder or ""
        given_up: set[Demand] = set()
        for _ in range(MOST_ROUNDS):
            gaps = [
                each
                for found in covered.values()
                for each in found
                if each.short and each.demand not in given_up
            ]
            if not gaps:
                return
            worst = max(gaps, key=lambda each: (each.short, -each.demand.year, -each.demand.target))
            way = min(self._ways(worst), key=lambda way: way.cost, default=None)
            if way is None:
                given_up.add(worst.demand)
                continue
            for step in way.steps:
                self._take(step)
            changed = {area for step in way.steps for area in self._areas(step)}
            for area in changed & set(covered):
                covered[area] = Replay(self.calendar, self.by_area[area], {area}).coverage(
                    [Held(target=each, municipality=place) for each, place in self.held.items()]
                )

    def plan(self) -> Plan:
        """What has been done, with its figures."""
        steps = in_order(self.calendar, self.steps)
        replay = Replay(self.calendar, steps)
        short = any(not each.holds for each in replay.coverage(self._hosts()))
        plan = Plan(
            goal=self.goal,
            status=Status.FEASIBLE,
            allow_short=short,
            steps=steps,
            hosts=self._hosts(),
        )
        found = figures(replay, account(self.calendar, steps), plan)
        return plan.model_copy(update={"figures": found})

    def _hosts(self) -> list[Held]:
        return [
            Held(target=target, municipality=place) for target, place in sorted(self.held.items())
        ]

    def _areas(self, step: Step) -> set[str]:
        means = self.calendar.means[step.means]
        match means:
            case Course():
                return {lift.area for lift in means.lifts}
            case Shadowing():
                return {step.area or ""}
            case Recruitment():
                return set(means.levels)
        return {means.area}

    def _take(self, step: Step) -> None:
        self.steps.append(step)
        for area in self._areas(step):
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

    # -- ways to close a gap

    def _ways(self, gap: Coverage) -> Iterator[Way]:
        demand, last = gap.demand, self.calendar.year(gap.demand.year)
        place = demand.municipality or gap.holder
        places = [place] if place else self.calendar.municipalities
        for each in places:
            for person in self.at[each, last]:
                way = self._chain(person, demand.area, demand.level, last)
                if way is not None and way.steps:
                    yield way
        yield from self._recruits(demand, places, last)
        if demand.kind == "local" and place:
            yield from self._loans(demand, place, last)
            yield from self._moves(demand, place)

    def _chain(self, person: str, area: str, level: int, last: int) -> Way | None:
        """The cheapest steps, one a year at most, that bring somebody to a level; None: there are none."""
        start = self.calendar.people[person].levels.get(area, 0)
        best: dict[int, Way] = {start: Way(0, ())}
        for year in range(last + 1):
            following: dict[int, Way] = {}
            for now, way in best.items():
                planned = self.lift_in.get((person, area, year))
                choices = [(max(now, planned or 0), way)]
                if planned is None and now < level:
                    choices += self._onwards(person, area, year, now, way)
                for reached, found in choices:
                    if reached not in following or found.cost < following[reached].cost:
                        following[reached] = found
            best = following
        ready = [way for reached, way in best.items() if reached >= level]
        return min(ready, key=lambda way: way.cost, default=None)

    def _onwards(
        self, person: str, area: str, year: int, now: int, way: Way
    ) -> list[tuple[int, Way]]:
        found = []
        for means, lift in self.calendar.lifting[area]:
            if lift.from_level <= now < lift.to_level:
                step = self._step(person, means, area, year, way.steps)
                if step is not None:
                    cost = way.cost + self._worth(step)
                    found.append((lift.to_level, Way(cost, (*way.steps, step))))
        return found

    def _worth(self, step: Step) -> int:
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

    def _step(
        self, person: str, means: Lifting, area: str, year: int, before: tuple[Step, ...]
    ) -> Step | None:
        """A learning step that every rule lets this person take now; None: there is none."""
        standing = self.calendar.standing[person][year]
        where = area if isinstance(means, Shadowing) else None
        done = self.calendar.people[person].courses_done
        if (
            standing.home is None
            or (person, means.id, where) in self.has
            or means.id in done
            or any(step.means == means.id for step in before)
            or self.hours[person, year] + means.hours > standing.hours
        ):
            return None
        step = Step(
            kind=kind(means),
            means=means.id,
            year=self.scenario.first_year + year,
            person=person,
            area=where,
        )
        if isinstance(means, Course):
            if self.taken[means.id, year] >= means.seats[year] or not self._ready(
                person, means, area, year, before
            ):
                return None
        elif isinstance(means, Supervision):
            if self.taken[means.id, year] >= means.groups[year] * means.group_size:
                return None
        else:
            supervisor = self._supervisor(means, area, year, standing.home)
            if supervisor is None:
                return None
            step = step.model_copy(update={"supervisor": supervisor})
        return step if self._affordable(step) and not self._barred(step) else None

    def _ready(
        self, person: str, course: Course, area: str, year: int, before: tuple[Step, ...]
    ) -> bool:
        """Whether the other areas of a course and the courses it requires are in place."""
        done = {step.means for step in before if self.calendar.year(step.year) < year}
        done |= set(self.calendar.people[person].courses_done)
        done |= {
            step.means
            for step in self.by_area[area]
            if step.person == person and self.calendar.year(step.year) < year
        }
        return set(course.requires) <= done and all(
            (person, lift.area, year) not in self.lift_in
            and self._level(person, lift.area, year - 1) >= lift.from_level
            for lift in course.lifts
            if lift.area != area
        )

    def _level(self, person: str, area: str, year: int) -> int:
        initial = self.calendar.people[person].levels.get(area, 0)
        return max(
            initial, *(self.lift_in.get((person, area, each), 0) for each in range(year + 1)), 0
        )

    def _supervisor(self, means: Shadowing, area: str, year: int, home: str) -> str | None:
        places = sorted(
            self.calendar.municipalities, key=lambda place: self.calendar.minutes(home, place)
        )
        for place in places if means.trips else [home, *places]:
            for person in self.at[place, year]:
                most = self.calendar.standing[person][year].supervising_hours
                if (
                    self.supervising[person, year] + means.supervisor_hours <= most
                    and self._level(person, area, year - 1) >= HIGHEST
                ):
                    return person
        return None

    def _affordable(self, step: Step) -> bool:
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

    def _barred(self, step: Step) -> bool:
        return any(step.matches(pattern) for pattern in self.scenario.removed)

    def _possible(self, step: Step) -> Iterator[Way]:
        if not self._barred(step) and self._affordable(step):
            yield Way(self._worth(step), (step,))

    def _recruits(self, demand: Demand, places: Iterable[str], last: int) -> Iterator[Way]:
        for means in self.scenario.recruitment:
            if means.levels.get(demand.area, 0) < demand.level:
                continue
            for place in places:
                if self.places[means.id, place] < means.places.get(place, 0):
                    year = self.scenario.first_year + last
                    yield from self._possible(
                        Step(kind="recruitment", means=means.id, year=year, municipality=place)
                    )

    def _loans(self, demand: Demand, place: str, last: int) -> Iterator[Way]:
        for means in self.scenario.lending:
            if means.area != demand.area or means.level < demand.level:
                continue
            if means.borrowers is not None and place not in means.borrowers:
                continue
            for lender in self.calendar.municipalities if means.lenders is None else means.lenders:
                for person in self.at[lender, last] if lender != place else ():
                    if (
                        (person, last) not in self.lent
                        and self.calendar.standing[person][last].on_loan is None
                        and self._level(person, means.area, last - 1) >= means.level
                    ):
                        yield from self._possible(
                            Step(
                                kind="lending",
                                means=means.id,
                                year=demand.year,
                                person=person,
                                municipality=place,
                            )
                        )

    def _moves(self, demand: Demand, giver: str) -> Iterator[Way]:
        for means in self.scenario.moved_duty:
            if (
                means.area != demand.area
                or means.level < demand.level
                or (means.givers is not None and giver not in means.givers)
            ):
                continue
            now = Replay(self.calendar, self.by_area[means.area], {means.area})
            gone = {place for _area, place, _year in now.moved}
            taking = {taker for moves in now.moved.values() for _means, taker in moves}
            if giver in taking | gone:
                continue
            year = self.calendar.year(demand.year)
            taken = Counter(
                step.taker for step in self.by_area[means.area] if step.means == means.id
            )
            for taker in self.calendar.municipalities if means.takers is None else means.takers:
                enough = all(
                    now.own(means.area, taker, means.level, later) >= means.needs
                    for later in self.calendar.years[year:]
                )
                if (
                    taker != giver
                    and taker not in gone
                    and enough
                    and taken[taker] < means.most_per_taker
                ):
                    yield from self._possible(
                        Step(
                            kind="moved_duty",
                            means=means.id,
                            year=demand.year,
                            municipality=giver,
                            taker=taker,
                        )
                    )

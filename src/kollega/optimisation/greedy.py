"""The plan a careful person would make by hand: the cheapest way to close the worst gap, again and again.

What the search is compared with, and what it begins from.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from kollega.optimisation.accounting import account
from kollega.optimisation.by_hand import Done, Way, kind
from kollega.optimisation.demands import Demand
from kollega.optimisation.extracting import in_order
from kollega.optimisation.figuring import figures
from kollega.optimisation.plans import Goal, Held, Plan, Status, Step
from kollega.optimisation.replay import Coverage, Replay
from kollega.optimisation.running import Stop
from kollega.optimisation.scenario import HIGHEST, Course, Scenario, Shadowing, Supervision
from kollega.optimisation.years import Lifting

MOST_ROUNDS = 20_000


def greedy(scenario: Scenario, *, goal: Goal = Goal.CHEAPEST, stop: Stop | None = None) -> Plan:
    """A plan that keeps to every rule but may fall short of targets (`allow_short` then says so).

    Stopped, it falls short of what it has not come to.
    """
    worker = _Greedy(scenario, goal)
    worker.work(stop)
    return worker.plan()


class _Greedy(Done):
    # -- the rounds

    def work(self, stop: Stop | None = None) -> None:
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
            if not gaps or (stop is not None and stop()):
                return
            worst = max(gaps, key=lambda each: (each.short, -each.demand.year, -each.demand.target))
            way = min(self._ways(worst), key=lambda way: way.cost, default=None)
            if way is None:
                given_up.add(worst.demand)
                continue
            for step in way.steps:
                self.take(step)
            changed = {area for step in way.steps for area in self.areas(step)}
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
                    cost = way.cost + self.worth(step)
                    found.append((lift.to_level, Way(cost, (*way.steps, step))))
        return found

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
        return step if self.affordable(step) and not self.barred(step) else None

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
            and self.level(person, lift.area, year - 1) >= lift.from_level
            for lift in course.lifts
            if lift.area != area
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
                    and self.level(person, area, year - 1) >= HIGHEST
                ):
                    return person
        return None

    def _possible(self, step: Step) -> Iterator[Way]:
        if not self.barred(step) and self.affordable(step):
            yield Way(self.worth(step), (step,))

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
                        and self.level(person, means.area, last - 1) >= means.level
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

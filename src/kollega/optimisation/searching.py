"""`solve`: a plan for a scenario, with proof of how good it is."""

import math

from kollega.optimisation import extracting, relevance
from kollega.optimisation.accounting import account
from kollega.optimisation.checking import check, figures
from kollega.optimisation.greedy import greedy
from kollega.optimisation.hinting import hint
from kollega.optimisation.meeting import Whole
from kollega.optimisation.model import Allowed, Name
from kollega.optimisation.parts import Part, parts
from kollega.optimisation.plans import Goal, Plan, Status
from kollega.optimisation.pricing import Prices
from kollega.optimisation.replay import Replay
from kollega.optimisation.running import Clock, OnProgress, Outcome, Progress, Stop, run
from kollega.optimisation.scenario import Scenario, Shadowing
from kollega.optimisation.units import units
from kollega.optimisation.years import Calendar

SMALL = 1_500
"""Where people times areas that fall short are no more, each person is a unit from the start."""
SINGLE = 500
"""The same for a part of a scenario, from the second round on."""
NEAR = 0.001
"""How near the best of a filtered model is near enough; nothing is proven by it."""
AT_LEAST = 4.0
"""Seconds that a part may take in any case: a part without a bound makes the whole round's useless."""
MOST_ROUNDS = 12
PROVEN = 1e-6
"""A gap under this is none."""


class Disagreement(Exception):
    """The search's plan did not pass the check: a mistake in one of them, and no plan to hand over."""


def solve(
    scenario: Scenario,
    *,
    goal: Goal = Goal.CHEAPEST,
    seconds: float = 60.0,
    on_progress: OnProgress | None = None,
    stop: Stop | None = None,
    allow_short: bool = False,
) -> Plan:
    """The best plan found in a time.

    `on_progress` is called from the search's own threads. `stop` is asked a few times a second; a search
    that is stopped gives its best so far. With `allow_short` there is always a plan: targets that cannot
    be met fall as little short as can be.
    """
    return Search(scenario, goal, seconds, on_progress, stop, allow_short=allow_short).plan()


class Search:
    """One search, with its best so far and what no plan can be under."""

    def __init__(
        self,
        scenario: Scenario,
        goal: Goal,
        seconds: float,
        on_progress: OnProgress | None,
        stop: Stop | None,
        *,
        allow_short: bool,
    ) -> None:
        self.calendar = Calendar(scenario)
        self.goal, self.allow_short = goal, allow_short
        self.clock = Clock(seconds)
        self.on_progress, self.stop = on_progress, stop
        self.best: Plan | None = None
        self.first: Plan | None = None
        self.used: set[tuple[str, str, str | None, int]] = set()
        """Steps that some solution has somebody take: who, what, area, year."""
        self.prices = Prices(self.calendar)
        self.parts = parts(self.calendar, goal)
        self.bound = 0.0  # a score is never negative
        patterns = (*scenario.locked, *scenario.removed)
        self.named = {pattern.person for pattern in patterns if pattern.person}

    def plan(self) -> Plan:
        """Search until nothing can be better, time is up or somebody stops it."""
        areas = relevance.areas(self.calendar, self.goal)
        if len(self.calendar.people) * len(areas) <= SMALL:
            return self._told(self._by_person(self.clock.left))
        self._begin()
        for number in range(MOST_ROUNDS):
            before = (self._gap(), len(self.used))
            if not self._round(number):
                return self._told(infeasible=True)
            if self._finished() or (number > 1 and (self._gap(), len(self.used)) == before):
                break
        if not self._finished():
            self._together()
        return self._told()

    def _begin(self) -> None:
        """Begin with what one would do by hand, where that is a plan."""
        by_hand = greedy(self.calendar.scenario, goal=self.goal)
        self.first = by_hand.model_copy(update={"allow_short": self.allow_short})
        if not check(self.calendar.scenario, self.first):
            self.best = self.first
        for step in self.first.steps:
            self.used.add((step.person or "", step.means, step.area, self.calendar.year(step.year)))
        self._progress(None, None)

    def _round(self, number: int) -> bool:
        """Each part by itself, then their steps together; False where a part cannot be.

        The first round counts people who stand alike together, the next ones look at each person, with
        the prices that the last model of persons had.
        """
        steps_before = len(self.used)
        ends = self.clock.gone + 0.5 * self.clock.left
        prices = self.prices.prices()
        bound = 0.0
        for place, part in enumerate(self.parts):
            seconds = max(AT_LEAST, 3 * (ends - self.clock.gone) / (len(self.parts) - place))
            if self.clock.left < 1.0:
                return True
            outcome = self._part(part, prices, seconds, single=number > 0)
            if outcome.infeasible:
                return False
            bound += max(0.0, outcome.bound) if outcome.found else 0.0
            if self.stop is not None and self.stop():
                return True
        # A score is a whole number of hundredths.
        self._progress(None, math.ceil((bound - self.prices.room) / 100 - 1e-3))
        if not self._finished() and (number == 0 or len(self.used) > steps_before):
            seconds = self.clock.left * 0.4
            self._by_person(seconds, lambda *step: step in self.used)
        return True

    def _part(
        self, part: Part, prices: dict[Name, int], seconds: float, *, single: bool
    ) -> Outcome:
        single &= len(self.calendar.people) * len(part.areas) <= SINGLE
        people = units(part.calendar, single=single, named=self.named)
        whole = Whole(part.calendar, self.goal, people, allow_short=self.allow_short, prices=prices)
        begin = self.best or self.first
        steps = begin.steps if begin else []
        mine = [step for step in steps if step.means in part.calendar.means]
        mine = [step for step in mine if step.area is None or step.area in part.areas]
        outcome = run(whole, seconds=seconds, stop=self.stop, hint=hint(whole, mine, None))
        if outcome.found:
            self.used |= _used(whole, outcome)
        return outcome

    def _together(self) -> None:
        """What is left of the gap: all areas in one model, people who stand alike counted together."""
        whole = self._whole(single=False)
        outcome = run(
            whole,
            seconds=0.65 * self.clock.left,
            on_progress=lambda _best, bound: self._progress(None, bound),
            stop=self.stop,
            hint=self._hint(whole),
            at_least=self.bound,
        )
        if outcome.found:
            self._progress(None, outcome.bound)
            self.used |= _used(whole, outcome)
            if not self._finished():
                self._by_person(0.5 * self.clock.left, lambda *step: step in self.used)

    def _whole(self, *, single: bool, allowed: Allowed | None = None) -> Whole:
        found = units(self.calendar, single=single, named=self.named)
        return Whole(self.calendar, self.goal, found, allow_short=self.allow_short, allowed=allowed)

    def _hint(self, whole: Whole) -> dict[object, int]:
        plan = self.best or self.first
        return hint(whole, plan.steps, plan.hosts) if plan else {}

    def _by_person(self, seconds: float, allowed: Allowed | None = None) -> Outcome:
        """A plan for persons; with a filter it may only find one, not prove or rule anything out."""
        whole = self._whole(single=True, allowed=allowed)
        if allowed is not None:
            self.prices.learn(whole)
        outcome = run(
            whole,
            seconds=min(seconds, self.clock.left),
            on_progress=lambda best, bound: self._progress(best, None if allowed else bound),
            stop=self.stop,
            hint=self._hint(whole),
            at_least=self.bound,
            gap=0.0 if allowed is None else NEAR,
        )
        if outcome.found:
            self._keep(whole, outcome)
            if allowed is None:
                self._progress(None, outcome.bound)
        return outcome

    def _keep(self, whole: Whole, outcome: Outcome) -> None:
        steps = extracting.steps(whole, outcome)
        replay = Replay(self.calendar, steps)
        plan = Plan(
            goal=self.goal,
            status=Status.FEASIBLE,
            allow_short=self.allow_short,
            steps=steps,
            hosts=extracting.hosts(whole, outcome, replay),
        )
        plan = plan.model_copy(
            update={"figures": figures(replay, account(self.calendar, steps), plan)}
        )
        if faults := check(self.calendar.scenario, plan):
            raise Disagreement(f"{faults[:3]}")
        if self.best is None or _score(plan) < _score(self.best):
            self.best = plan

    def _progress(self, best: float | None, bound: float | None) -> None:
        if bound is not None:
            self.bound = max(self.bound, bound)
        if self.on_progress:
            known = _score(self.best) if self.best else None
            told = best if known is None or (best is not None and best < known) else known
            self.on_progress(Progress(self.clock.gone, told, self.bound))

    def _gap(self) -> float:
        if self.best is None:
            return 1.0
        score = _score(self.best)
        return max(0.0, score - self.bound) / score if score else 0.0

    def _finished(self) -> bool:
        stopped = self.stop is not None and self.stop()
        return stopped or self.clock.left < 1.0 or self._gap() <= PROVEN

    def _told(self, outcome: Outcome | None = None, *, infeasible: bool = False) -> Plan:
        seconds = round(self.clock.gone, 2)
        if self.best is None:
            infeasible = infeasible or (outcome is not None and outcome.infeasible)
            status = Status.INFEASIBLE if infeasible else Status.UNKNOWN
            return Plan(
                goal=self.goal, status=status, allow_short=self.allow_short, seconds=seconds
            )
        gap = self._gap()
        update = {
            "status": Status.OPTIMAL if gap <= PROVEN else Status.FEASIBLE,
            "bound": min(self.bound, float(_score(self.best))),
            "gap": gap,
            "seconds": seconds,
        }
        return self.best.model_copy(update=update)


def _score(plan: Plan) -> int:
    return plan.figures.score if plan.figures else 0


def _used(whole: Whole, outcome: Outcome) -> set[tuple[str, str, str | None, int]]:
    """The steps of a solution, for each one of those who stand alike: who, what, area, year."""
    used: set[tuple[str, str, str | None, int]] = set()
    for (group, id_, year), variable in whole.model.step.items():
        if outcome.value(variable):
            where = group.area if isinstance(whole.calendar.means[id_], Shadowing) else None
            used |= {(person, id_, where, year) for person in group.people}
    people = {unit.number: unit.people for unit in whole.model.units}
    for (number, id_, year), seat in whole.model.seat.items():
        if outcome.value(seat):
            used |= {(person, id_, None, year) for person in people[number]}
    return used

"""`solve`: a plan for a scenario, with proof of how good it is."""

from kollega.optimisation import extracting, relevance
from kollega.optimisation.accounting import account
from kollega.optimisation.checking import check, figures
from kollega.optimisation.meeting import Whole
from kollega.optimisation.model import Allowed
from kollega.optimisation.plans import Goal, Plan, Status
from kollega.optimisation.replay import Replay
from kollega.optimisation.running import Clock, OnProgress, Outcome, Progress, Stop, run
from kollega.optimisation.scenario import Scenario
from kollega.optimisation.units import units
from kollega.optimisation.years import Calendar

SMALL = 1_500
"""Where people times areas that fall short are no more, each person is a unit from the start."""
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
        self.bound = 0.0  # a score is never negative
        patterns = (*scenario.locked, *scenario.removed)
        self.named = {pattern.person for pattern in patterns if pattern.person}

    def plan(self) -> Plan:
        """Search until nothing can be better, time is up or somebody stops it."""
        areas = relevance.areas(self.calendar, self.goal)
        if len(self.calendar.people) * len(areas) <= SMALL:
            return self._told(self._by_person(self.clock.left))
        together, outcome = self._together()
        if outcome.infeasible:
            return self._told(outcome)
        if outcome.found:
            self._by_person(self.clock.left, _support(together, outcome))
        if not self._finished():
            outcome = self._by_person(self.clock.left)
        return self._told(outcome)

    def _whole(self, *, single: bool, allowed: Allowed | None = None) -> Whole:
        found = units(self.calendar, single=single, named=self.named)
        return Whole(self.calendar, self.goal, found, allow_short=self.allow_short, allowed=allowed)

    def _together(self) -> tuple[Whole, Outcome]:
        """People who stand alike counted together: a bound, and where to look for a plan."""
        whole = self._whole(single=False)
        outcome = run(
            whole,
            seconds=0.6 * self.clock.left,
            on_progress=lambda _best, bound: self._progress(None, bound),
            stop=self.stop,
        )
        self._progress(None, outcome.bound)
        return whole, outcome

    def _by_person(self, seconds: float, allowed: Allowed | None = None) -> Outcome:
        """A plan for persons; with a filter it may only find one, not prove or rule anything out."""
        whole = self._whole(single=True, allowed=allowed)
        outcome = run(
            whole,
            seconds=seconds,
            on_progress=lambda best, bound: self._progress(best, None if allowed else bound),
            stop=self.stop,
            hint=_hint(whole, self.best),
            at_least=self.bound,
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

    def _told(self, outcome: Outcome) -> Plan:
        seconds = round(self.clock.gone, 2)
        if self.best is None:
            status = Status.INFEASIBLE if outcome.infeasible else Status.UNKNOWN
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


def _support(together: Whole, outcome: Outcome) -> Allowed:
    """Only steps that the plan for people counted together has somebody take."""
    used: set[tuple[str, str, str | None, int]] = set()
    for (group, means, year), variable in together.model.step.items():
        if outcome.value(variable):
            for person in group.people:
                used |= {(person, means, group.area, year), (person, means, None, year)}
    by_number = {unit.number: unit for unit in together.model.units}
    for (number, means, year), seat in together.model.seat.items():
        if outcome.value(seat):
            used |= {(person, means, None, year) for person in by_number[number].people}
    return lambda person, means, area, year: (person, means, area, year) in used


def _hint(whole: Whole, plan: Plan | None) -> dict[object, int] | None:
    """The variables of a plan found before, so that a wider search begins with it."""
    if plan is None:
        return None
    taken = {
        (step.person, step.means, step.area, step.year - whole.calendar.scenario.first_year)
        for step in plan.steps
    }
    model = whole.model
    people = {unit.number: unit.people[0] for unit in model.units}
    hint: dict[object, int] = {}
    for (number, means, year), seat in model.seat.items():
        hint[seat] = int((people[number], means, None, year) in taken)
    for (group, means, year), variable in model.step.items():
        if variable not in hint:
            found = {(group.people[0], means, each, year) for each in (group.area, None)}
            hint[variable] = int(not found.isdisjoint(taken))
    return hint

"""`solve`: a plan for a scenario, with proof of how good it is."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from kollega.optimisation import extracting, relevance
from kollega.optimisation.accounting import account
from kollega.optimisation.checking import check
from kollega.optimisation.figuring import figures
from kollega.optimisation.greedy import greedy
from kollega.optimisation.hinting import hint
from kollega.optimisation.linear import Rule
from kollega.optimisation.meeting import Whole
from kollega.optimisation.model import Allowed
from kollega.optimisation.places import Places
from kollega.optimisation.plans import Goal, Plan, Status
from kollega.optimisation.pooling import NEAREST, Impossible, Pool, Used
from kollega.optimisation.relaxing import Relaxation
from kollega.optimisation.replay import Replay
from kollega.optimisation.running import Clock, OnProgress, Outcome, Progress, Stop, run
from kollega.optimisation.scenario import Scenario
from kollega.optimisation.units import units
from kollega.optimisation.ways import Way
from kollega.optimisation.years import Calendar

SMALL = 1_500
"""Where people times areas that fall short are no more, one model with each person by herself proves."""
SLACK = 0.0015
"""How much above the bound, of the score, the best plan in counts is looked for first."""
AGAIN = 0.4
"""How much, of the time that is left, may be lost by beginning again with some people alone."""
BESIDE = 0.3
"""How much of the time that is left persons may take while the counts are looked at."""
MOST_ROUNDS = 12
PROVEN = 1e-6
KRONA = 100
"""A gap under a millionth or a krona is none: fairness is rounded to whole kronor for each municipality."""


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
        self.alone = {pattern.person for pattern in patterns if pattern.person}
        """People who are not counted together with others."""

    def plan(self) -> Plan:
        """Search until nothing can be better, time is up or somebody stops it."""
        areas = relevance.areas(self.calendar, self.goal)
        if len(self.calendar.people) * len(areas) <= SMALL:
            return self._told(self._by_person(self.clock.left))
        try:
            pool = self._first()
            for _ in range(MOST_ROUNDS):
                if not self._round(pool) or self._finished():
                    break
                pool = self._pool()
        except Impossible:
            return self._told(infeasible=True)
        return self._told()

    def _pool(self) -> Pool:
        pool = Pool(
            self.calendar, self.goal, self.alone, allow_short=self.allow_short, stop=self.stop
        )
        with ThreadPoolExecutor(1) as beside:
            relaxing = beside.submit(pool.relax, self.clock.left, self._known())
            if self.best is None:
                self._by_hand()
            relaxing.result()
        self._bounded(pool.bound)
        return pool

    def _known(self) -> float | None:
        return None if self.best is None else float(_score(self.best))

    def _first(self) -> Pool:
        """People counted together, but for those whose own hours are seen at once to stand in the way."""
        pool = self._pool()
        if self._finished():
            return pool
        pool.divide(self.clock, self._bounded, self._known(), prices=1)
        if self.best is None:
            self._persons(set(pool.seen), BESIDE * self.clock.left)
        if self.clock.gone < AGAIN * self.clock.left and (pressed := self._pressed(pool.seen)):
            self.alone |= pressed
            return self._pool()
        return pool

    def _round(self, pool: Pool) -> bool:
        """People counted together, and persons beside; then persons for what the counts do.

        Who cannot be counted together stands alone in the next round. False where nobody is left to be.
        """
        if self._finished():
            return False
        pool.divide(self.clock, self._bounded, self._known())
        with ThreadPoolExecutor(1) as beside:
            counting = beside.submit(self._count, pool)
            if not self._finished():
                self._persons(set(pool.seen), BESIDE * self.clock.left)
            counted = counting.result()
        self._bounded(pool.bound)
        if counted is None or self._finished():
            return False
        whole = self._persons(pool.seen | pool.used(counted), 20.0)
        strained = set() if self._finished() else self._strained(whole, pool, counted)
        self.alone |= strained
        return bool(strained)

    def _count(self, pool: Pool) -> Outcome | None:
        """The best in counts, proven where time allows."""
        slack, counted = SLACK * pool.bound, None
        if (known := self._known()) is not None:
            slack = min(slack, max(known - pool.bound, KRONA))
        while self.clock.left > 2.0 and not (self.stop and self.stop()):
            outcome = pool.counted(slack, 0.85 * self.clock.left)
            if outcome is not None and outcome.objective is not None:
                counted = outcome
                if _same(outcome.objective, pool.bound):
                    break
                slack = max(outcome.objective - pool.bound, KRONA)
            else:
                slack *= 4
        return counted

    def _pressed(self, used: Used) -> set[str]:
        """Those of whose own hours one more would be worth something, going by fractions of these steps."""
        whole = self._whole(single=True, allowed=lambda *step: step in used)
        worth = Relaxation(whole.model.linear).solve(0.1 * self.clock.left, None)
        if worth is None:
            return set()
        return {who for who, rule in self._own(whole) if worth.duals[rule] < -KRONA}

    def _own(self, whole: Whole) -> Iterator[tuple[str, int]]:
        """The rules about somebody's own hours and loans, by person."""
        for (kind, *about), ceiling in whole.model.ceilings.items():
            if kind in {"hours", "supervising", "loan"} and about[0][0] not in self.alone:
                yield about[0][0], ceiling.rule

    def _strained(self, whole: Whole, pool: Pool, counted: Outcome) -> set[str]:
        """Whose own hours stand in the way of what the counts do; or who goes other ways than they say."""
        linear, extra = whole.model.linear, []
        for person, number in self._own(whole):
            more, rule = linear.number(10_000), linear.rules[number]
            linear.rules[number] = Rule({**rule.terms, more: -1}, rule.least, rule.most, None)
            linear.objective.add(more, KRONA)
            extra.append((person, more))
        outcome = run(linear, seconds=min(20.0, self.clock.left), stop=self.stop, workers=1)
        if not outcome.found:
            return set()
        over = {person for person, more in extra if outcome.value(more)}
        return over or self._otherwise(whole, outcome, pool, counted) - self.alone

    def _otherwise(self, whole: Whole, outcome: Outcome, pool: Pool, counted: Outcome) -> set[str]:
        """Those who stand alike in an area where persons go other ways than the counts do."""
        going: Counter[tuple[str, str, Way]] = Counter()
        for group, ways in whole.model.way.items():
            for way, variable in ways:
                going[group.people[0], group.area, way] += outcome.value(variable)
        found: set[str] = set()
        for group, ways in pool.whole.model.way.items():
            for way, variable in ways:
                persons = sum(going[person, group.area, way] for person in group.people)
                if persons < counted.value(variable):
                    found |= set(group.people)
        return found

    def _by_hand(self) -> None:
        """What one would do by hand, where that is a plan and there is time to come to it."""
        by_hand = greedy(self.calendar.scenario, goal=self.goal, stop=self._finished)
        by_hand = by_hand.model_copy(update={"allow_short": self.allow_short})
        if not check(self.calendar.scenario, by_hand):
            self.best = by_hand

    def _whole(self, *, single: bool, allowed: Allowed | None = None) -> Whole:
        found = units(self.calendar, single=single, named=self.alone)
        return Whole(
            self.calendar,
            self.goal,
            found,
            allow_short=self.allow_short,
            allowed=allowed,
            places=Places(self.calendar, None if allowed is None else NEAREST, beyond=False),
        )

    def _by_person(self, seconds: float) -> Outcome:
        """The whole model of persons, which proves."""
        whole = self._whole(single=True)
        outcome = run(
            whole.model.linear,
            seconds=min(seconds, self.clock.left),
            on_progress=self._progress,
            stop=self.stop,
        )
        if outcome.found:
            self._keep(whole, outcome)
            self._progress(None, outcome.bound)
        return outcome

    def _persons(self, used: Used, seconds: float) -> Whole:
        """A plan of these steps and those of the best plan: it can be found, and nothing be proven."""
        for step in self.best.steps if self.best else ():
            used.add((step.person or "", step.means, step.area, self.calendar.year(step.year)))
        whole = self._whole(single=True, allowed=lambda *step: step in used)
        plan = self.best
        outcome = run(
            whole.model.linear,
            seconds=seconds,
            on_progress=lambda best, _bound: self._progress(best, None),
            stop=self.stop,
            hint=hint(whole, plan.steps, plan.hosts) if plan else None,
            workers=1,
        )
        if outcome.found:
            self._keep(whole, outcome)
            self._progress(None, None)
        return whole

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

    def _bounded(self, bound: float) -> None:
        self._progress(None, bound)

    def _gap(self) -> float:
        if self.best is None:
            return 1.0
        score = _score(self.best)
        return max(0.0, score - self.bound) / score if score else 0.0

    def _proven(self) -> bool:
        return self.best is not None and _same(_score(self.best), self.bound)

    def _finished(self) -> bool:
        stopped = self.stop is not None and self.stop()
        return stopped or self.clock.left < 1.0 or self._proven()

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
            "status": Status.OPTIMAL if self._proven() else Status.FEASIBLE,
            "bound": min(self.bound, float(_score(self.best))),
            "gap": gap,
            "seconds": seconds,
        }
        return self.best.model_copy(update=update)


def _score(plan: Plan) -> int:
    return plan.figures.score if plan.figures else 0


def _same(score: float, bound: float) -> bool:
    return score - bound <= max(PROVEN * score, KRONA)

"""Whether a plan holds: every rule and every figure, worked out anew from the scenario.

Shares no code with the search (`model.py` and what it uses), so that a mistake there shows here.
"""

import enum
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from kollega.optimisation.accounting import Account, account, priced
from kollega.optimisation.figuring import figures
from kollega.optimisation.plans import Figures, Plan, Status, Step
from kollega.optimisation.replay import LEARNING, Replay, lifts
from kollega.optimisation.scenario import (
    HIGHEST,
    Course,
    Lending,
    MovedDuty,
    Recruitment,
    Scenario,
    Shadowing,
    Supervision,
)
from kollega.optimisation.years import Calendar, Means

KINDS = {
    Course: "course",
    Shadowing: "shadowing",
    Supervision: "supervision",
    Recruitment: "recruitment",
    MovedDuty: "moved_duty",
    Lending: "lending",
}


class Rule(enum.StrEnum):
    """What a plan must keep to."""

    FORM = "form"
    UNKNOWN = "unknown"
    YEAR = "year"
    NOT_THERE = "not_there"
    TWICE = "twice"
    LEVEL = "level"
    REQUIRES = "requires"
    ONE_A_YEAR = "one_a_year"
    SEATS = "seats"
    GROUPS = "groups"
    SUPERVISOR = "supervisor"
    SUPERVISING_HOURS = "supervising_hours"
    HOURS = "hours"
    LEARNING_HOURS = "learning_hours"
    BUDGET = "budget"
    PLACES = "places"
    DUTY = "duty"
    LENDING = "lending"
    HOST = "host"
    LOCKED = "locked"
    REMOVED = "removed"
    TARGET = "target"
    FIGURE = "figure"
    PROOF = "proof"


@dataclass(frozen=True)
class Fault:
    """A rule that a plan breaks, at a step (its place in the plan) or as a whole."""

    rule: Rule
    step: int | None = None
    values: dict[str, str] = field(default_factory=dict)


def check(scenario: Scenario, plan: Plan) -> list[Fault]:
    """Everything that is wrong with a plan; none where it was not found (there is nothing to check)."""
    if not plan.found:
        return [Fault(Rule.FORM)] if plan.steps or plan.figures else []
    calendar = Calendar(scenario)
    unusable = [
        fault for number, step in enumerate(plan.steps) for fault in _usable(calendar, number, step)
    ]
    if unusable:
        return unusable  # what follows would only repeat it
    replay = Replay(calendar, plan.steps)
    sums = account(calendar, plan.steps)
    return [
        *_learning(replay),
        *_full(calendar, plan.steps),
        *_supervisors(replay),
        *_hours(calendar, plan.steps),
        *_money(calendar, sums),
        *_arrangements(replay),
        *_patterns(scenario, plan.steps),
        *_hosts(scenario, plan),
        *_targets(replay, plan),
        *_figures(replay, sums, plan),
    ]


def unsupported(replay: Replay) -> set[int]:
    """The steps (by place) that lack what must come before them: a level, a course, a supervisor …"""
    found = (*_learning(replay), *_supervisors(replay), *_arrangements(replay))
    return {fault.step for fault in found if fault.step is not None}


def _usable(calendar: Calendar, number: int, step: Step) -> Iterator[Fault]:
    means = calendar.means.get(step.means)
    if means is None or KINDS[type(means)] != step.kind:
        yield Fault(Rule.UNKNOWN, number, {"id": step.means})
    elif calendar.year(step.year) not in calendar.years:
        yield Fault(Rule.YEAR, number, {"year": str(step.year)})
    elif _fields(step) != _wanted_fields(means):
        yield Fault(Rule.FORM, number)
    else:
        yield from _unknown(calendar, number, step, means)


def _unknown(calendar: Calendar, number: int, step: Step, means: Means) -> Iterator[Fault]:
    places, areas = set(calendar.municipalities), {area.id for area in calendar.scenario.areas}
    if isinstance(means, Shadowing) and means.areas is not None:
        areas &= set(means.areas)
    for each, known in (
        (step.municipality, places),
        (step.taker, places),
        (step.area, areas),
        (step.person, set(calendar.people)),
        (step.supervisor, set(calendar.people)),
    ):
        if each is not None and each not in known:
            yield Fault(Rule.UNKNOWN, number, {"id": each})
    for each in (step.person, step.supervisor):
        standings = calendar.standing.get(each or "")
        if standings and standings[calendar.year(step.year)].home is None:
            yield Fault(Rule.NOT_THERE, number, {"person": str(each), "year": str(step.year)})


def _fields(step: Step) -> set[str]:
    names = ("person", "area", "supervisor", "municipality", "taker")
    return {name for name in names if getattr(step, name) is not None}


def _wanted_fields(means: Means) -> set[str]:
    return {
        "course": {"person"},
        "shadowing": {"person", "area", "supervisor"},
        "supervision": {"person"},
        "recruitment": {"municipality"},
        "moved_duty": {"municipality", "taker"},
        "lending": {"person", "municipality"},
    }[KINDS[type(means)]]


def _learning(replay: Replay) -> Iterator[Fault]:
    calendar = replay.calendar
    taken: dict[tuple[str, str], int] = {
        (step.person, step.means): step.year
        for step in replay.steps
        if step.kind == "course" and step.person
    }
    seen: Counter[tuple[str | None, ...]] = Counter()
    busy: Counter[tuple[str, str, int]] = Counter()
    for number, step in enumerate(replay.steps):
        if step.kind not in LEARNING or step.person is None:
            continue
        person, means = calendar.people[step.person], calendar.means[step.means]
        who = {"person": person.id, "means": means.id}
        seen[person.id, means.id, step.area] += 1
        if seen[person.id, means.id, step.area] > 1 or means.id in person.courses_done:
            yield Fault(Rule.TWICE, number, who)
        for lift in lifts(calendar, step):
            before = replay.level(person.id, lift.area, calendar.year(step.year) - 1)
            if before < lift.from_level:
                yield Fault(Rule.LEVEL, number, {**who, "area": lift.area, "level": str(before)})
            busy[person.id, lift.area, step.year] += 1
            if busy[person.id, lift.area, step.year] > 1:
                yield Fault(Rule.ONE_A_YEAR, number, {**who, "area": lift.area})
        for required in means.requires if isinstance(means, Course) else ():
            if required not in person.courses_done and not (
                taken.get((person.id, required), step.year) < step.year
            ):
                yield Fault(Rule.REQUIRES, number, {**who, "requires": required})


def _full(calendar: Calendar, steps: list[Step]) -> Iterator[Fault]:
    taken = Counter((step.means, step.year) for step in steps)
    for (id_, year), count in sorted(taken.items()):
        means = calendar.means[id_]
        values = {"means": id_, "year": str(year), "count": str(count)}
        number = calendar.year(year)
        if isinstance(means, Course) and count > means.seats[number]:
            yield Fault(Rule.SEATS, None, {**values, "most": str(means.seats[number])})
        if isinstance(means, Supervision):
            most = means.groups[number] * means.group_size
            if count > most:
                yield Fault(Rule.GROUPS, None, {**values, "most": str(most)})


def _supervisors(replay: Replay) -> Iterator[Fault]:
    calendar = replay.calendar
    used: Counter[tuple[str, int]] = Counter()
    for number, step in enumerate(replay.steps):
        means = calendar.means[step.means]
        if not isinstance(means, Shadowing) or step.supervisor is None or step.area is None:
            continue
        level = replay.level(step.supervisor, step.area, calendar.year(step.year) - 1)
        if level < HIGHEST or step.supervisor == step.person:
            yield Fault(Rule.SUPERVISOR, number, {"person": step.supervisor, "area": step.area})
        used[step.supervisor, calendar.year(step.year)] += means.supervisor_hours
    for (person, year), hours in sorted(used.items()):
        most = calendar.standing[person][year].supervising_hours
        if hours > most:
            values = {"person": person, "hours": str(hours), "most": str(most)}
            yield Fault(Rule.SUPERVISING_HOURS, None, values | _when(calendar, year))


def _when(calendar: Calendar, year: int) -> dict[str, str]:
    return {"year": str(calendar.scenario.first_year + year)}


def _hours(calendar: Calendar, steps: list[Step]) -> Iterator[Fault]:
    used: Counter[tuple[str, int]] = Counter()
    for step in steps:
        means = calendar.means[step.means]
        if isinstance(means, Course | Shadowing | Supervision) and step.person is not None:
            used[step.person, calendar.year(step.year)] += means.hours
    for (person, year), hours in sorted(used.items()):
        most = calendar.standing[person][year].hours
        if hours > most:
            values = {"person": person, "hours": str(hours), "most": str(most)}
            yield Fault(Rule.HOURS, None, values | _when(calendar, year))


def _money(calendar: Calendar, sums: Account) -> Iterator[Fault]:
    for municipality in calendar.scenario.municipalities:
        for year in calendar.years:
            where = {"municipality": municipality.id} | _when(calendar, year)
            cost, minutes = sums.cost[municipality.id, year], sums.minutes[municipality.id, year]
            if cost > municipality.budget[year]:
                values = {"cost": str(cost), "most": str(municipality.budget[year])}
                yield Fault(Rule.BUDGET, None, where | values)
            if minutes > 60 * municipality.learning_hours[year]:
                values = {
                    "hours": str(-(-minutes // 60)),
                    "most": str(municipality.learning_hours[year]),
                }
                yield Fault(Rule.LEARNING_HOURS, None, where | values)


def _arrangements(replay: Replay) -> Iterator[Fault]:
    calendar = replay.calendar
    hired: Counter[tuple[str, str]] = Counter()
    lent: Counter[tuple[str, int]] = Counter()
    for number, step in enumerate(replay.steps):
        means, place = calendar.means[step.means], step.municipality or ""
        match means:
            case Recruitment():
                hired[means.id, place] += 1
                if hired[means.id, place] > means.places.get(place, 0):
                    values = {"means": means.id, "municipality": place}
                    yield Fault(Rule.PLACES, number, values)
            case Lending() if step.person is not None:
                lent[step.person, step.year] += 1
                if not _may_lend(replay, step, means) or lent[step.person, step.year] > 1:
                    yield Fault(Rule.LENDING, number, {"person": step.person})
            case MovedDuty():
                yield from _duty(replay, number, step, means)
    yield from _duties_together(replay)


def _may_lend(replay: Replay, step: Step, means: Lending) -> bool:
    year = replay.calendar.year(step.year)
    person = step.person or ""
    standing = replay.calendar.standing[person][year]
    return (
        standing.home != step.municipality
        and standing.on_loan is None
        and (means.lenders is None or standing.home in means.lenders)
        and (means.borrowers is None or step.municipality in means.borrowers)
        and replay.level(person, means.area, year - 1) >= means.level
    )


def _duty(replay: Replay, number: int, step: Step, means: MovedDuty) -> Iterator[Fault]:
    giver, taker = step.municipality or "", step.taker or ""
    values = {"area": means.area, "giver": giver, "taker": taker}
    if (
        giver == taker
        or (means.takers is not None and taker not in means.takers)
        or (means.givers is not None and giver not in means.givers)
    ):
        yield Fault(Rule.DUTY, number, values)
        return
    for year in range(replay.calendar.year(step.year), replay.calendar.scenario.years):
        have = replay.own(means.area, taker, means.level, year)
        if have < means.needs:
            found = {"count": str(have), "needs": str(means.needs)} | _when(replay.calendar, year)
            yield Fault(Rule.DUTY, number, values | found)


def _duties_together(replay: Replay) -> Iterator[Fault]:
    """Nobody hands an area over twice or takes over what it has handed over; nobody takes too many."""
    givers = {(area, giver) for area, giver, _year in replay.moved}
    for (area, giver, year), moves in sorted(replay.moved.items(), key=lambda each: each[0]):
        for _means, taker in moves:
            if len(moves) > 1 or (area, taker) in givers:
                values = {"area": area, "giver": giver, "taker": taker}
                yield Fault(Rule.DUTY, None, values | _when(replay.calendar, year))
    taken = Counter(
        (means.id, taker)
        for (_area, _giver, year), moves in replay.moved.items()
        if year == replay.calendar.scenario.years - 1
        for means, taker in moves
    )
    for (id_, taker), count in sorted(taken.items()):
        means = replay.calendar.means[id_]
        if isinstance(means, MovedDuty) and count > means.most_per_taker:
            yield Fault(Rule.DUTY, None, {"area": means.area, "taker": taker, "count": str(count)})


def _patterns(scenario: Scenario, steps: list[Step]) -> Iterator[Fault]:
    for number, pattern in enumerate(scenario.locked):
        if not any(step.matches(pattern) for step in steps):
            yield Fault(Rule.LOCKED, None, {"number": str(number), "means": pattern.means})
    for number, step in enumerate(steps):
        if any(step.matches(pattern) for pattern in scenario.removed):
            yield Fault(Rule.REMOVED, number, {"means": step.means})


def _hosts(scenario: Scenario, plan: Plan) -> Iterator[Fault]:
    wanted = {number for number, target in enumerate(scenario.targets) if target.kind == "host"}
    known = {municipality.id for municipality in scenario.municipalities}
    named = Counter(held.target for held in plan.hosts)
    if (
        set(named) != wanted
        or any(count > 1 for count in named.values())
        or any(held.municipality not in known for held in plan.hosts)
    ):
        yield Fault(Rule.HOST)


def _targets(replay: Replay, plan: Plan) -> Iterator[Fault]:
    for covered in replay.coverage(plan.hosts):
        if not covered.holds and not plan.allow_short:
            demand = covered.demand
            values = {
                "area": demand.area,
                "municipality": demand.municipality or covered.holder or "",
                "year": str(demand.year),
                "have": str(covered.have),
                "count": str(demand.count),
            }
            yield Fault(Rule.TARGET, None, values)


def _figures(replay: Replay, sums: Account, plan: Plan) -> Iterator[Fault]:
    calendar = replay.calendar
    for number, step in enumerate(plan.steps):
        told = (step.cost, step.paid_by, step.minutes, step.travel_minutes)
        right = priced(calendar, step)
        if right is None or told != (
            right.cost,
            right.paid_by,
            right.minutes,
            right.travel_minutes,
        ):
            yield Fault(Rule.FIGURE, number, {"figure": "cost"})
    if plan.figures is None:
        yield Fault(Rule.FORM)
        return
    right_figures = figures(replay, sums, plan)
    for name in Figures.model_fields:
        told_figure, right_figure = getattr(plan.figures, name), getattr(right_figures, name)
        if told_figure != right_figure:
            values = {"figure": name}
            if name != "spent":
                values |= {"told": str(told_figure), "right": str(right_figure)}
            yield Fault(Rule.FIGURE, None, values)
    yield from _proof(plan, right_figures.score)


def _proof(plan: Plan, right: int) -> Iterator[Fault]:
    """The bound is the search's word; that it agrees with the score and the gap can be checked."""
    if plan.bound is None or plan.gap is None:
        if plan.status is Status.OPTIMAL:
            yield Fault(Rule.PROOF)
        return
    gap = max(0.0, right - plan.bound) / right if right else 0.0
    if plan.bound > right + 1 or abs(gap - plan.gap) > 1e-4:
        yield Fault(Rule.PROOF, None, {"gap": str(plan.gap), "right": f"{gap:.6f}"})
    if plan.status is Status.OPTIMAL and gap > 1e-4:
        yield Fault(Rule.PROOF, None, {"gap": str(plan.gap), "right": f"{gap:.6f}"})

"""From a solved model, one unit for each person, to the steps of a plan."""

from collections import defaultdict

from kollega.optimisation.accounting import priced
from kollega.optimisation.arranging import Origin
from kollega.optimisation.meeting import Whole
from kollega.optimisation.plans import Held, Step
from kollega.optimisation.replay import Replay
from kollega.optimisation.running import Outcome
from kollega.optimisation.scenario import Shadowing, Supervision
from kollega.optimisation.years import Calendar

ORDER = ("recruitment", "moved_duty", "lending", "course", "supervision", "shadowing")


def steps(whole: Whole, outcome: Outcome) -> list[Step]:
    """The steps, by year and kind."""
    model, first = whole.model, whole.calendar.scenario.first_year
    people = {unit.number: unit.people[0] for unit in model.units}
    found = [
        Step(kind="course", means=id_, year=first + year, person=people[number])
        for (number, id_, year), seat in model.seat.items()
        if outcome.total(seat)
    ]
    for (group, id_, year), count in model.step.items():
        if isinstance(model.calendar.means[id_], Supervision) and outcome.total(count):
            person = group.people[0]
            found.append(Step(kind="supervision", means=id_, year=first + year, person=person))
    found += _shadowing(whole, outcome)
    arranging = whole.arranging
    for (id_, place, year), hired in arranging.hired.items():
        step = Step(kind="recruitment", means=id_, year=first + year, municipality=place)
        found += [step] * outcome.value(hired)
    for (id_, giver, taker, year), moves in arranging.moved.items():
        if outcome.value(moves):
            moved = Step(kind="moved_duty", means=id_, year=first + year, municipality=giver)
            found.append(moved.model_copy(update={"taker": taker}))
    found += _loans(whole, outcome)
    return in_order(whole.calendar, found)


def _shadowing(whole: Whole, outcome: Outcome) -> list[Step]:
    """Who goes beside whom: the model counts by municipality, so any of them may be paired."""
    model, teaching = whole.model, whole.teaching
    learners: dict[tuple[str, str, str, int], list[str]] = defaultdict(list)
    supervisors: dict[tuple[str, str, str, int], list[str]] = defaultdict(list)
    for (group, id_, year), count in model.step.items():
        if isinstance(model.calendar.means[id_], Shadowing) and outcome.total(count):
            home = group.unit.home(year) or ""
            learners[id_, group.area, home, year].append(group.people[0])
    for (group, id_, year), number in teaching.session.items():
        home = group.unit.home(year) or ""
        supervisors[id_, group.area, home, year] += [group.people[0]] * outcome.value(number)
    return [
        Step(
            kind="shadowing",
            means=id_,
            year=whole.calendar.scenario.first_year + year,
            area=area,
            person=learners[id_, area, home, year].pop(),
            supervisor=supervisors[id_, area, there, year].pop(),
        )
        for (id_, area, home, there, year), visits in teaching.visit.items()
        for _ in range(outcome.value(visits))
    ]


def _loans(whole: Whole, outcome: Outcome) -> list[Step]:
    """Who is lent where: likewise."""
    arranging = whole.arranging
    lent: dict[tuple[str, Origin, int], list[str]] = defaultdict(list)
    for (group, id_, year), number in arranging.lent.items():
        if outcome.value(number):
            lent[id_, arranging.origin(group, id_, year), year].append(group.people[0])
    return [
        Step(
            kind="lending",
            means=id_,
            year=whole.calendar.scenario.first_year + year,
            municipality=borrower,
            person=lent[id_, origin, year].pop(),
        )
        for (id_, origin, borrower, year), number in arranging.loan.items()
        for _ in range(outcome.value(number))
    ]


def in_order(calendar: Calendar, found: list[Step]) -> list[Step]:
    """By year, kind and what they are about, each with its price."""

    def place(step: Step) -> tuple[int, int, str, str, str, str]:
        return (
            step.year,
            ORDER.index(step.kind),
            step.means,
            step.area or "",
            step.municipality or "",
            step.person or "",
        )

    made = []
    for step in sorted(found, key=place):
        price = priced(calendar, step)
        if price is None:
            raise ValueError(f"a step that cannot be: {step}")
        made.append(
            step.model_copy(
                update={
                    "cost": price.cost,
                    "paid_by": price.paid_by,
                    "minutes": price.minutes,
                    "travel_minutes": price.travel_minutes,
                }
            )
        )
    return made


def hosts(whole: Whole, outcome: Outcome, replay: Replay) -> list[Held]:
    """Who holds which area; where nothing had to be chosen, the one with most people in its worst year."""
    chosen = {
        target: place for (target, place), holds in whole.holds.items() if outcome.value(holds)
    }
    natural = {
        each.demand.target: each.holder or ""
        for each in replay.coverage()
        if each.demand.kind == "host"
    }
    return [
        Held(target=target, municipality=chosen.get(target, place))
        for target, place in sorted(natural.items())
    ]

"""All figures of a plan, from its steps and the scenario alone."""

from kollega.optimisation.accounting import Account, priced, score, unfairness
from kollega.optimisation.plans import Figures, Plan, Spent
from kollega.optimisation.replay import Replay


def figures(replay: Replay, sums: Account, plan: Plan) -> Figures:
    """All figures of a plan, worked out from its steps."""
    calendar = replay.calendar
    covered = replay.coverage(plan.hosts)
    spent: dict[tuple[str, int], Spent] = {}
    for municipality in calendar.municipalities:
        for year in calendar.years:
            spent[municipality, year] = Spent(
                municipality=municipality,
                year=calendar.scenario.first_year + year,
                cost=sums.cost[municipality, year],
                minutes=sums.minutes[municipality, year],
            )
    prices = [priced(calendar, step) for step in replay.steps]
    return Figures(
        cost=sum(sums.cost.values()),
        shared=sums.shared,
        working_minutes=sum(price.minutes for price in prices if price),
        travel_minutes=sums.travel_minutes,
        unwished=sums.unwished,
        fragile=sum(each.fragile for each in covered),
        short=sum(each.short for each in covered),
        unfairness=unfairness(calendar, sums),
        score=score(calendar, plan.goal, sums, covered),
        spent=list(spent.values()),
    )
